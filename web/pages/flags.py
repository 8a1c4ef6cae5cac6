"""The flags, and each with its rule, the law it rests on, its evidence and where to look."""

from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query
from starlette.responses import Response

from audits.questions import Wanted, flag_counts, flags, sightings
from expectations.catalogue import rules
from ledger.books import books
from web.addresses import BookNumber, Position
from web.evidence import evidence_rows, subject_link
from web.pages.home import SEVERITIES
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 50
MOST_PAGES = 1_000_000
#: Which flags a choice of state shows: (no longer seen, seen).
STATES = {"seen": (False, True), "gone": (True, False), "all": (True, True)}


def number(given: str) -> int | None:
    """A number that a filter chose; None for all.

    Raises:
        HTTPException: it is no number.
    """
    if given and not (given.isdecimal() and len(given) < 10):  # noqa: PLR2004  (an integer)
        raise HTTPException(404)
    return int(given) if given else None


@dataclass(frozen=True)
class Chosen:
    """What the filter of the list says, as its fields have it."""

    book: str = ""
    rule: str = ""
    severity: str = ""
    state: str = "seen"

    def wanted(self) -> Wanted:
        """The question it asks.

        Raises:
            HTTPException: it has what the filter does not offer.
        """
        if self.state not in STATES:
            raise HTTPException(404)
        with_gone, with_seen = STATES[self.state]
        return Wanted(
            book_id=number(self.book),
            rule_code=self.rule.replace("\0", "") or None,
            severity=number(self.severity),
            with_gone=with_gone,
            with_seen=with_seen,
        )


@router.get("/flags")
def list_flags(
    connection: Reader,
    someone: SignedIn,
    chosen: Annotated[Chosen, Depends()],
    page_number: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> Response:
    """Lists flags, the gravest first."""
    wanted = chosen.wanted()
    counts = flag_counts(connection, **wanted)
    total = sum(
        each.seen * wanted["with_seen"] + each.gone * wanted["with_gone"] for each in counts
    )
    values: dict[str, object] = {
        "flags": flags(connection, limit=PAGE, offset=(page_number - 1) * PAGE, **wanted),
        "total": total,
        "page_number": page_number,
        "pages": max(1, -(-total // PAGE)),
        "chosen": chosen,
        "query": urlencode({key: value for key, value in asdict(chosen).items() if value}),
        "books": books(connection),
        "rules": rules(),
        "severities": SEVERITIES,
    }
    return page(someone.visitor, "flags.html", values=values)


@router.get("/flags/{book_id}/{flag_id}")
def show_flag(
    connection: Reader, someone: SignedIn, book_id: BookNumber, flag_id: Position
) -> Response:
    """Shows a flag."""
    found = flags(connection, book_id=book_id, flag_id=flag_id, with_gone=True)
    if not found:
        raise HTTPException(404)
    flag = found[0]
    values: dict[str, object] = {
        "flag": flag,
        "evidence": evidence_rows(flag.evidence, flag.rule.breach),
        "subject": subject_link(connection, book_id, flag.rule.subject, flag.subject_id),
        "sightings": sightings(connection, book_id, flag_id),
    }
    return page(someone.visitor, "flag.html", values=values)
