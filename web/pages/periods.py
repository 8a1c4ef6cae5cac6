"""The months and years of a book: which are closed, and the buttons that close and reopen them."""

import datetime as dt

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from ledger.dates import today_in_beijing
from ledger.errors import Refused, WrongUse
from ledger.period_questions import (
    act_on_period,
    acts,
    checklist,
    closed_years,
    months,
    read_period,
    reopenable,
)
from ledger.periods import ACTS
from web.addresses import BookNumber
from web.pages.books import find_book
from web.rendering import page
from web.services import Office, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter()


def periods_page(
    services: Services,
    someone: Viewer,
    book_id: int,
    period: int | None,
    refusal: Refused | WrongUse | None = None,
) -> Response:
    """The page, with the checklist of a period if one is asked for."""
    with services.engine.connect() as connection:
        book = find_book(connection, book_id)
        found, done = months(connection, book_id), acts(connection, book_id)
        looked_at = checklist(connection, book_id, period) if period else None
    years = closed_years(done)
    # A month is over on its last day.
    tomorrow = today_in_beijing() + dt.timedelta(days=1)
    month_to_come = tomorrow.year * 100 + tomorrow.month
    open_months = [each.period for each in reversed(found) if not each.closed]
    values: dict[str, object] = {
        "book": book,
        "months": found,
        "acts": done,
        "closed_years": years,
        "to_close": [each for each in open_months if each < month_to_come],
        "years_to_close": sorted(
            {each.period // 100 for each in found if each.period // 100 < tomorrow.year} - years
        ),
        "reopenable": reopenable(done),
        "waiting": next((each for each in done if each.waiting), None),
        "looked_at": looked_at,
        "refusal": refusal,
    }
    return page(someone.visitor, "periods.html", status=400 if refusal else 200, values=values)


@router.get("/books/{book_id}/periods")
def show_periods(
    services: Office, someone: SignedIn, book_id: BookNumber, period: str = ""
) -> Response:
    """Shows the months of a book."""
    try:
        asked = read_period(period) if period else None
    except WrongUse:
        raise HTTPException(404) from None
    return periods_page(services, someone, book_id, asked)


@router.post("/books/{book_id}/periods")
def post_act(
    services: Office, someone: SignedIn, book_id: BookNumber, form: ViewerForm
) -> Response:
    """Closes, asks to reopen, or reopens; who is signed in is its author."""
    act = field(form, "act")
    if act not in ACTS:
        raise HTTPException(404)
    period = None
    try:
        period = read_period(field(form, "period"))
        with services.engine.begin() as connection:
            find_book(connection, book_id)
            reason = field(form, "reason")
            act_on_period(connection, book_id, act, period, reason)
    except (Refused, WrongUse) as refusal:
        return periods_page(
            services, someone, book_id, period if act == "closed" else None, refusal
        )
    return RedirectResponse(f"/books/{book_id}/periods", 303)
