"""A book beside its statements: balances explained, what is unmatched, and matching by hand."""

import datetime as dt
import re
from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from starlette.responses import Response

from ledger.errors import MingzhangError, WrongUse
from ledger.matched import matches
from ledger.reconciliation import day_reconciled, reconciliation
from ledger.refusals import refusal_of
from ledger.statement_matches import (
    DAYS_APART,
    end_match,
    match_by_hand,
    match_by_rule,
    match_with,
)
from ledger.unmatched import open_lines, open_movements
from web.addresses import BookNumber, Position
from web.pages.books import day_asked_for, find_book
from web.rendering import page
from web.services import Office, Reader, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter()

#: Rows of each list; the oldest come first and go away as they are matched.
SHOWN = 100
RECENT = 20
#: What stands between several numbers in one field.
BETWEEN = re.compile(r"[\s,，、;；]+")


def show(
    connection: Connection,
    someone: Viewer,
    book_id: int,
    *,
    on: str,
    reference: str = "",
    refusal: MingzhangError | None = None,
) -> Response:
    """The page, with what was refused if something was."""
    book = find_book(connection, book_id)
    day = day_asked_for(on) or day_reconciled(connection, book_id)
    reference = reference.replace("\0", "").strip()
    values: dict[str, object] = {
        "book": book,
        "on": on,
        "reference": reference,
        "refusal": refusal,
        "found": reconciliation(connection, book_id, day),
        "lines": open_lines(connection, book_id, day, SHOWN),
        "movements": open_movements(connection, book_id, day, SHOWN),
        "recent": matches(connection, book_id, reference=reference or None, limit=RECENT),
        "ended": matches(connection, book_id, only_ended=True, limit=RECENT),
        "days_apart": DAYS_APART,
        "shown": SHOWN,
    }
    return page(
        someone.visitor, "reconciliation.html", status=400 if refusal else 200, values=values
    )


@router.get("/books/{book_id}/reconciliation")
def show_reconciliation(
    connection: Reader, someone: SignedIn, book_id: BookNumber, on: str = "", reference: str = ""
) -> Response:
    """Shows how a book and its statements compare on a day."""
    return show(connection, someone, book_id, on=on, reference=reference)


def do(
    services: Services,
    someone: Viewer,
    book_id: int,
    on: str,
    work: Callable[[Connection], object],
) -> Response:
    """Does something to the matches of a book and goes back to its page.

    What is refused is said on the page itself, where it can be done otherwise.
    """
    try:
        with services.engine.begin() as connection:
            find_book(connection, book_id)
            work(connection)
    except WrongUse as refusal:
        return with_refusal(services, someone, book_id, on, refusal)
    except DBAPIError as error:
        refused = refusal_of(error)
        if refused is None:
            raise
        return with_refusal(services, someone, book_id, on, refused)
    back = f"?on={on}" if on else ""
    return RedirectResponse(f"/books/{book_id}/reconciliation{back}", 303)


def with_refusal(
    services: Services, someone: Viewer, book_id: int, on: str, refusal: MingzhangError
) -> Response:
    """The page that says what was refused."""
    with services.engine.connect() as connection:
        return show(connection, someone, book_id, on=on, refusal=refusal)


def day_of(form: ViewerForm) -> str:
    """The day whose page a form stands on; empty where it is none."""
    on = field(form, "on")
    try:
        return dt.date.fromisoformat(on).isoformat() if on else ""
    except ValueError:
        return ""


@router.post("/books/{book_id}/reconciliation")
def reconcile(
    services: Office, someone: SignedIn, form: ViewerForm, book_id: BookNumber
) -> Response:
    """Matches by rule."""
    return do(
        services,
        someone,
        book_id,
        day_of(form),
        lambda connection: match_by_rule(connection, book_id),
    )


@router.post("/books/{book_id}/reconciliation/lines/{line_id}")
def match(
    services: Office, someone: SignedIn, form: ViewerForm, book_id: BookNumber, line_id: Position
) -> Response:
    """Matches a line with a candidate that was chosen, or with all that was named."""
    chosen = re.fullmatch(r"([0-9]{1,18})-([0-9]{0,18})", field(form, "chosen"))

    def work(connection: Connection) -> None:
        if chosen is None:
            named = [each for each in BETWEEN.split(field(form, "named")) if each]
            match_by_hand(connection, book_id, line_id, named or [""])
            return
        payment = int(chosen[2]) if chosen[2] else None
        match_with(connection, book_id, line_id, [(int(chosen[1]), payment)])

    return do(services, someone, book_id, day_of(form), work)


@router.post("/books/{book_id}/reconciliation/matches/{match_id}")
def part(
    services: Office, someone: SignedIn, form: ViewerForm, book_id: BookNumber, match_id: Position
) -> Response:
    """Ends a match."""
    return do(
        services,
        someone,
        book_id,
        day_of(form),
        lambda connection: end_match(connection, book_id, match_id, field(form, "reason")),
    )
