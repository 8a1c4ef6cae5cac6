"""A claim: what is asked for and on what papers, what became of it, and what was paid of it."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from ledger.acting import holds_in
from ledger.claims import claim, papers_of_claim, steps_of_claim
from ledger.disbursements import payments_of_claim
from web.addresses import BookNumber, Position
from web.pages.books import find_book
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

#: The latest are shown; the list of disbursements has all.
PAYMENTS_SHOWN = 50


@router.get("/books/{book_id}/claims/{claim_id}")
def show_claim(
    connection: Reader, someone: SignedIn, book_id: BookNumber, claim_id: Position
) -> Response:
    """Shows a claim."""
    book = find_book(connection, book_id, "project")
    found = claim(connection, book_id, claim_id)
    if found is None:
        raise HTTPException(404)
    values: dict[str, object] = {
        "book": book,
        "with_money": holds_in(connection, "money", book_id),
        "claim": found,
        "papers": papers_of_claim(connection, book_id, claim_id),
        "steps": steps_of_claim(connection, book_id, claim_id),
        "payments": payments_of_claim(connection, book_id, claim_id, PAYMENTS_SHOWN),
        "shown": PAYMENTS_SHOWN,
    }
    return page(someone.visitor, "claim.html", values=values)
