"""The first page: what somebody may do, their books, how the last run went, and the flags."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from fastapi import APIRouter
from starlette.responses import Response

from audits.questions import FlagCount, flag_counts
from audits.run_questions import runs
from expectations.rule import Severity
from ledger.acting import books_of
from ledger.books import books
from ledger.calendar_days import last_known_day
from ledger.dates import today_in_beijing
from ledger.right_questions import rights_held
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

#: The gravest first, as every list has them.
SEVERITIES = sorted(Severity, reverse=True)
#: So long before the calendar of working days ends its end is told.
NOTICE_OF_THE_END = dt.timedelta(days=60)


def seen_by_severity(counts: Iterable[FlagCount]) -> dict[Severity, int]:
    """How many flags of each severity are seen."""
    seen: Counter[Severity] = Counter()
    for count in counts:
        seen[Severity(count.severity)] += count.seen
    return {severity: seen[severity] for severity in SEVERITIES}


def end_of_calendar(last: dt.date | None, today: dt.date) -> dt.date | None:
    """The last day that a run can look at, where that is near or past."""
    return last if last is not None and last - today <= NOTICE_OF_THE_END else None


@router.get("/")
def show_home(connection: Reader, someone: SignedIn) -> Response:
    """Shows the books within reach; to administrators, what they are for."""
    counts = flag_counts(connection)
    listed = books(connection)
    with_money = books_of(connection, "money")
    by_book = {
        book.book_id: seen_by_severity(each for each in counts if each.book_id == book.book_id)
        for book in listed
    }
    latest = runs(connection, limit=1)
    values: dict[str, object] = {
        "own_rights": [
            each for each in rights_held(connection, someone.user.login) if not each.ended
        ],
        "books": [book for book in listed if book.book_id in with_money],
        # Of these, neither money nor flags are theirs to see.
        "books_without_money": [book for book in listed if book.book_id not in with_money],
        "flags": seen_by_severity(counts),
        "flags_of": by_book,
        "run": latest[0] if latest else None,
        "calendar_ends": end_of_calendar(last_known_day(connection), today_in_beijing()),
    }
    return page(someone.visitor, "home.html", values=values)
