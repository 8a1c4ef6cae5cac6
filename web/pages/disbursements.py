"""A book's disbursements, and the way of each one's money back to the first document."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from audits.questions import flags_about
from ledger.disbursements import payments
from ledger.evidence.receipts import Place
from ledger.traces import origins
from web.addresses import Before, BookNumber, Position
from web.pages.attachments import attachments_of
from web.pages.books import find_book
from web.pages.reveal import numbers_shown
from web.receipts import sealing_shown
from web.rendering import page
from web.services import Office, Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 50


@router.get("/books/{book_id}/disbursements")
def list_disbursements(
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    before: Before = None,
    reference: str = "",
) -> Response:
    """Lists disbursements, the last written first; a whole reference leads to its own page."""
    book = find_book(connection, book_id)
    reference = reference.replace("\0", "").strip()
    found = payments(
        connection, book_id, before=before, reference=reference or None, limit=PAGE + 1
    )
    if reference and len(found) == 1:
        number = found[0].disbursement_id
        return RedirectResponse(f"/books/{book_id}/disbursements/{number}", 303)
    values: dict[str, object] = {
        "book": book,
        "payments": found[:PAGE],
        "next": found[PAGE - 1].disbursement_id if len(found) > PAGE else None,
        "first_page": before is None,
        "reference": reference,
    }
    return page(someone.visitor, "disbursements.html", values=values)


@router.get("/books/{book_id}/disbursements/{disbursement_id}")
def show_disbursement(
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    disbursement_id: Position,
) -> Response:
    """Shows a disbursement with its trace."""
    book = find_book(connection, book_id)
    found = payments(connection, book_id, disbursement_id=disbursement_id)
    if not found:
        raise HTTPException(404)
    book = find_book(connection, book_id)
    values: dict[str, object] = {
        "book": book,
        "flags_about": flags_about(connection, book_id, "disbursement", disbursement_id),
        "payment": found[0],
        "steps": origins(connection, book_id, found[0].source_id),
        **numbers_shown(connection, book_id, disbursement_id, book.division_id),
        **attachments_of(connection, services.settings, book_id, found[0].voucher_id),
        **sealing_shown(
            connection,
            Place(book_id, disbursement_id),
            f"/books/{book_id}/disbursements/{disbursement_id}",
        ),
    }
    return page(someone.visitor, "disbursement.html", values=values)
