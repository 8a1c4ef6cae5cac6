"""A payment's personal numbers in whole, to those who may see them, for a reason, on record."""

from fastapi import APIRouter, HTTPException
from sqlalchemy import Connection
from starlette.responses import Response

from ledger.acting import holds
from ledger.disbursements import payments
from ledger.masked_numbers import KIND_NAMES, numbers_of_payment
from ledger.revealing import reveal
from web.addresses import BookNumber, Position
from web.pages.books import find_book
from web.rendering import page
from web.services import Office
from web.visitors import SignedIn, ViewerForm, field

router = APIRouter()

ADDRESS = "/books/{book_id}/disbursements/{disbursement_id}/numbers/"


def numbers_shown(
    connection: Connection, book_id: int, disbursement_id: int, division_id: str
) -> dict[str, object]:
    """What `_numbers.html` shows of a payment: its numbers masked, and a form for who may more."""
    return {
        "numbers": numbers_of_payment(connection, book_id, disbursement_id),
        "number_names": KIND_NAMES,
        "numbers_at": ADDRESS.format(book_id=book_id, disbursement_id=disbursement_id),
        "may_reveal": holds(connection, "reveal", division_id),
    }


@router.post(ADDRESS + "{kind}")
def show_number(
    *,
    services: Office,
    someone: SignedIn,
    form: ViewerForm,
    book_id: BookNumber,
    disbursement_id: Position,
    kind: str,
) -> Response:
    """Shows one number, this once: the page is kept nowhere, and asking again is on record again.

    Raises:
        HTTPException: there is no such payment, or it has no number of that kind.
        Refused: whoever asks may not see it, or says not why.
    """
    with services.engine.connect() as connection:
        found = payments(connection, book_id, disbursement_id=disbursement_id)
        numbers = numbers_of_payment(connection, book_id, disbursement_id)
        number = next((each for each in numbers if each.kind == kind), None)
        if not found or number is None:
            raise HTTPException(404)
        values: dict[str, object] = {
            "book": find_book(connection, book_id),
            "payment": found[0],
            "holder": number.holder,
            "name": KIND_NAMES[kind],
        }
    reason = field(form, "reason")
    values["number"] = reveal(services.engine, services.protector, number, reason)
    return page(someone.visitor, "number.html", values={**values, "reason": reason})
