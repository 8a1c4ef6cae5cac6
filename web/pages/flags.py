"""The flags, and each with its rule, the law it rests on, its evidence and where to look."""

from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection
from starlette.responses import Response

from audits.judgements import OUTCOMES, REASONS
from audits.judging import judge, judgements
from audits.questions import (
    Wanted,
    first_breach,
    flag_counts,
    flags,
    sightings,
)
from audits.referral_steps import STEPS
from audits.referrals import referral_of
from audits.rule_book import known_rule, rule_book
from ledger.acting import holds_in
from ledger.books import BookTotals, books
from ledger.errors import Refused, WrongUse
from ledger.evidence.receipts import common_place
from web.addresses import BookNumber, NotOnRecord, Position
from web.evidence_rows import compared_rows, subject_link
from web.pages.home import SEVERITIES
from web.powers import holding
from web.receipts import sealing_shown
from web.rendering import page
from web.services import Office, Reader
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter(dependencies=[holding("finding")])

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


def rule_asked_for(connection: Connection, code: str) -> str | None:
    """The code of the rule that a filter chose; None for all.

    Raises:
        NotOnRecord: there is no such rule.
    """
    try:
        return known_rule(connection, code).code if code else None
    except WrongUse as unknown:
        raise NotOnRecord(*unknown.text) from None


@dataclass(frozen=True)
class Chosen:
    """What the filter of the list says, as its fields have it."""

    book: str = ""
    rule: str = ""
    severity: str = ""
    state: str = "seen"

    def wanted(self, connection: Connection) -> Wanted:
        """The question it asks.

        Raises:
            HTTPException: it has what the filter does not offer.
            NotOnRecord: there is no such rule.
        """
        if self.state not in STATES:
            raise HTTPException(404)
        with_gone, with_seen = STATES[self.state]
        return Wanted(
            book_id=number(self.book),
            rule_code=rule_asked_for(connection, self.rule),
            severity=number(self.severity),
            with_gone=with_gone,
            with_seen=with_seen,
        )


def check_offered(wanted: Wanted, listed: list[BookTotals]) -> None:
    """Sees to it that nobody takes flags of what is not there for none.

    Raises:
        NotOnRecord: there is no such book or severity.
    """
    if wanted["book_id"] not in {None, *(book.book_id for book in listed)}:
        raise NotOnRecord("没有这个账簿。", "There is no such book.")
    if wanted["severity"] not in {None, *SEVERITIES}:
        raise NotOnRecord(
            "没有这个级别；级别从 1（提示）到 4（严重）。",
            "There is no such severity; they go from 1 (tip) to 4 (grave).",
        )


@router.get("/flags")
def list_flags(
    connection: Reader,
    someone: SignedIn,
    chosen: Annotated[Chosen, Depends()],
    page_number: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> Response:
    """Lists flags, the gravest first."""
    listed = books(connection)
    wanted = chosen.wanted(connection)
    check_offered(wanted, listed)
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
        "books": listed,
        "rules": rule_book(connection).values(),
        "severities": SEVERITIES,
    }
    return page(someone.visitor, "flags.html", values=values)


@router.get("/flags/{book_id}/{flag_id}")
def show_flag(
    connection: Reader, someone: SignedIn, book_id: BookNumber, flag_id: Position
) -> Response:
    """Shows a flag."""
    return flag_page(connection, someone, book_id, flag_id)


@router.post("/flags/{book_id}/{flag_id}/judgements")
def post_judgement(
    *,
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    flag_id: Position,
    form: ViewerForm,
) -> Response:
    """Records what somebody found who verified the flag."""
    said = {name: field(form, name).strip() for name in ("outcome", "reason", "note")}
    reason = said["reason"] if said["outcome"] == "dismissed" else ""
    try:
        with services.engine.begin() as writing:
            judge(writing, book_id, flag_id, said["outcome"], reason, said["note"])
    except Refused as refusal:
        return flag_page(connection, someone, book_id, flag_id, refusal)
    return RedirectResponse(f"/flags/{book_id}/{flag_id}", 303)


def flag_page(
    connection: Connection,
    someone: Viewer,
    book_id: int,
    flag_id: int,
    refusal: Refused | None = None,
) -> Response:
    """A flag, whole, and why a judgement of it was refused just now.

    Raises:
        HTTPException: there is none, or it is out of reach.
    """
    found = flags(connection, book_id=book_id, flag_id=flag_id, with_gone=True)
    if not found:
        raise HTTPException(404)
    flag, first = found[0], first_breach(connection, book_id, flag_id)
    evidence = compared_rows(flag, first, flag.rule.breach)
    values: dict[str, object] = {
        "flag": flag,
        "evidence": evidence,
        "first": first,
        "changed": any(row.differs for row in evidence),
        "subject": subject_link(connection, book_id, flag.rule.subject, flag.subject_id),
        "sightings": sightings(connection, book_id, flag_id),
        "judgements": judgements(connection, book_id, flag_id),
        "may_judge": holds_in(connection, "judge", book_id),
        "may_refer": holds_in(connection, "refer", book_id),
        "referral": referral_of(connection, book_id, flag_id),
        "referral_steps": STEPS,
        "outcomes": OUTCOMES,
        "reasons": REASONS,
        "refusal": refusal,
        **sealing_shown(
            connection,
            common_place(connection, "audits.flag", book_id=book_id, flag_id=flag_id),
            f"/flags/{book_id}/{flag_id}",
        ),
    }
    return page(someone.visitor, "flag.html", status=400 if refusal else 200, values=values)
