"""A source: how its money came here, and where it went."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from audits.questions import flags_about
from ledger.balances import source_balances
from ledger.scopes import Scope
from ledger.sources import arrival
from ledger.traces import destinations, origins
from ledger.transfer_adjustments import adjustments_of_receipt
from web.addresses import BookNumber, Position
from web.pages.attachments import attachments_of
from web.pages.books import find_book
from web.rendering import page
from web.services import Office, Reader
from web.visitors import SignedIn

router = APIRouter()


@router.get("/books/{book_id}/sources/{source_id}")
def show_source(
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    source_id: Position,
) -> Response:
    """Shows a source."""
    book = find_book(connection, book_id)
    source = arrival(connection, book_id, source_id)
    if source is None:
        raise HTTPException(404)
    balances = source_balances(connection, Scope(book_id, (source_id,)))
    values: dict[str, object] = {
        "book": book,
        "flags_about": flags_about(connection, book_id, "source", source_id),
        "source": source,
        "adjustments": adjustments_of_receipt(connection, book_id, source_id),
        "balance": next(iter(balances), None),
        "steps": origins(connection, book_id, source_id),
        "destinations": destinations(connection, book_id, source_id),
        **attachments_of(connection, services.settings, book_id, source.voucher_id),
    }
    return page(someone.visitor, "source.html", values=values)
