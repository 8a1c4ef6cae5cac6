"""The account statement 明细账 of a book or a part of it, for some days, as known at a moment."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from ledger.account_statements import After, Asked, account_statement
from ledger.accounts import ACCOUNT_WORDS, Account
from ledger.dates import today_in_beijing
from ledger.errors import WrongUse
from ledger.scopes import Scope, scope_of
from web.addresses import BookNumber
from web.pages.books import day_asked_for, find_book, moment_asked_for
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 100


@router.get("/books/{book_id}/statement")
def show_statement(  # noqa: PLR0913  (what may be asked)
    *,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    account: Account = Account.UNSPENT,
    first: Annotated[str, Query(alias="from")] = "",
    last: Annotated[str, Query(alias="to")] = "",
    known: str = "",
    fund_line: str = "",
    source: str = "",
    project: str = "",
    after: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2}_\d{1,18})?$")] = "",
) -> Response:
    """Shows a page of a statement; of a name that the book does not have it says so."""
    book = find_book(connection, book_id)
    to = day_asked_for(last) or today_in_beijing()
    since = day_asked_for(first) or to.replace(month=1, day=1)
    problem = None
    scope: Scope | None = None
    names = {"fund_line": fund_line, "source": source, "project": project}
    names = {key: name.replace("\0", "").strip() for key, name in names.items()}
    try:
        scope = scope_of(connection, book_id, **{k: name or None for k, name in names.items()})
    except WrongUse as error:
        problem = error
    made = None
    if scope is not None:
        behind = None
        if after:
            day, position = after.split("_")
            behind = After(day_asked_for(day) or dt.date.min, int(position))
        asked = Asked(scope, account, since, to, moment_asked_for(known))
        made = account_statement(connection, asked, after=behind, limit=PAGE)
    values: dict[str, object] = {
        "book": book,
        "accounts": ACCOUNT_WORDS,
        "account": account,
        "since": since,
        "to": to,
        "known": known,
        "names": names,
        "problem": problem,
        "statement": made,
        "first_page": not after,
    }
    return page(someone.visitor, "account_statement.html", values=values)
