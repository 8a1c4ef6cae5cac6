"""The trial balance of a book and month by statutory code."""

from fastapi import APIRouter
from starlette.responses import Response

from ledger.trial_balances import regime_of, trial_balances
from ledger.voucher_numbers import latest_period, voucher_months
from web.addresses import BookNumber
from web.pages.books import find_book
from web.pages.vouchers import month_asked_for
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()


@router.get("/books/{book_id}/trial-balance")
def show_trial_balance(
    connection: Reader, someone: SignedIn, book_id: BookNumber, month: str = ""
) -> Response:
    """Shows the trial balance of each chart of the month's regime."""
    book = find_book(connection, book_id)
    period = month_asked_for(month) if month else latest_period(connection, book_id)
    balances = trial_balances(connection, book_id, period)
    values: dict[str, object] = {
        "book": book,
        "period": period,
        "months": voucher_months(connection, book_id),
        "regime": regime_of(connection, period),
        "balances": balances,
        "unchecked": any(e.standing != "confirmed" for each in balances for e in each.lines),
    }
    return page(someone.visitor, "trial_balance.html", values=values)
