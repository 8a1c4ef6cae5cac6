"""A book's transfers to the books below, and where the money of each went."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from audits.questions import flags_about
from ledger.balances import source_balances
from ledger.scopes import Scope
from ledger.traces import destinations, origins
from ledger.transfer_adjustments import adjustments_of_issue, adjustments_of_receipt
from ledger.transfers import transfers
from web.addresses import Before, BookNumber, Position
from web.pages.attachments import attachments_of
from web.pages.books import find_book
from web.rendering import page
from web.services import Office, Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 50


@router.get("/books/{book_id}/transfers")
def list_transfers(
    connection: Reader, someone: SignedIn, book_id: BookNumber, before: Before = None
) -> Response:
    """Lists transfers, the last written first."""
    book = find_book(connection, book_id)
    found = transfers(connection, book_id, before=before, limit=PAGE + 1)
    values: dict[str, object] = {
        "book": book,
        "transfers": found[:PAGE],
        "next": found[PAGE - 1].issue_id if len(found) > PAGE else None,
        "first_page": before is None,
    }
    return page(someone.visitor, "transfers.html", values=values)


@router.get("/books/{book_id}/transfers/{issue_id}")
def show_transfer(
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    issue_id: Position,
) -> Response:
    """Shows a transfer: where its money came from, and where it went in the book below."""
    book = find_book(connection, book_id)
    found = transfers(connection, book_id, issue_id=issue_id)
    if not found:
        raise HTTPException(404)
    transfer = found[0]
    went, below, adjusted_below = [], None, []
    if transfer.below_book_id is not None and transfer.below_source_id is not None:
        went = destinations(connection, transfer.below_book_id, transfer.below_source_id)
        adjusted_below = adjustments_of_receipt(
            connection, transfer.below_book_id, transfer.below_source_id
        )
        scope = Scope(transfer.below_book_id, (transfer.below_source_id,))
        below = next(iter(source_balances(connection, scope)), None)
    values: dict[str, object] = {
        "book": book,
        "flags_about": flags_about(connection, book_id, "transfer_issue", issue_id),
        "transfer": transfer,
        "adjustments": adjustments_of_issue(connection, book_id, issue_id),
        "adjustments_below": adjusted_below,
        "steps": origins(connection, book_id, transfer.source_id),
        "destinations": went,
        "balance": below,
        **attachments_of(connection, services.settings, book_id, transfer.voucher_id),
    }
    return page(someone.visitor, "transfer.html", values=values)
