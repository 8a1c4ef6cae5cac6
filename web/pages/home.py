"""The first page: every book, how the last run went, and how many flags there are."""

from collections import Counter
from collections.abc import Iterable

from fastapi import APIRouter
from starlette.responses import Response

from audits.questions import FlagCount, flag_counts
from audits.run_questions import runs
from expectations.rule import Severity
from ledger.books import books
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

#: The gravest first, as every list has them.
SEVERITIES = sorted(Severity, reverse=True)


def seen_by_severity(counts: Iterable[FlagCount]) -> dict[Severity, int]:
    """How many flags of each severity are seen."""
    seen: Counter[Severity] = Counter()
    for count in counts:
        seen[Severity(count.severity)] += count.seen
    return {severity: seen[severity] for severity in SEVERITIES}


@router.get("/")
def show_home(connection: Reader, someone: SignedIn) -> Response:
    """Shows all books."""
    counts = flag_counts(connection)
    listed = books(connection)
    by_book = {
        book.book_id: seen_by_severity(each for each in counts if each.book_id == book.book_id)
        for book in listed
    }
    latest = runs(connection, limit=1)
    values: dict[str, object] = {
        "books": listed,
        "flags": seen_by_severity(counts),
        "flags_of": by_book,
        "run": latest[0] if latest else None,
    }
    return page(someone.visitor, "home.html", values=values)
