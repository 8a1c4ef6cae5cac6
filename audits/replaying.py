"""Replays a rule over the last year: whom another version or figure of it would name, or not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, text

from expectations.queries import CONTRACT, Trial, breaches
from expectations.rule import Rule
from ledger.database import open_engine

#: What a replay asks on each of its days: both texts at once, with what is known now.
COMPARED = """
SELECT
    coalesce(old.book_id, new.book_id) AS book_id,
    coalesce(old.subject_id, new.subject_id) AS subject_id,
    old.book_id IS NOT NULL AS before,
    new.book_id IS NOT NULL AS after,
    coalesce(to_jsonb(new), to_jsonb(old)) AS told
FROM ({old}) AS old
FULL JOIN ({new}) AS new
    ON old.book_id = new.book_id AND old.subject_id = new.subject_id
WHERE coalesce(old.book_id, new.book_id) = ANY(:books)
"""
ON_RECORD = """
SELECT flag.book_id, flag.subject_id, flag.flag_id, book.division_name
FROM audits.flag AS flag
INNER JOIN facts.book AS book ON flag.book_id = book.book_id
WHERE flag.rule_code = :code
"""
MONTHS = 12
#: As a run sees it, and without writing anything.
AS_A_RUN = {
    "row_security": "off",
    "enable_nestloop": "off",
    "default_transaction_read_only": "on",
}
#: Whom a text names on a day before it is in force.
NOBODY = """
SELECT NULL::integer AS book_id, NULL::bigint AS subject_id, NULL::numeric AS amount_at_issue
WHERE FALSE
"""


@dataclass
class Subject:
    """A subject that either text names on one of the days."""

    book_id: int
    subject_id: int
    before: bool = False
    after: bool = False
    first_on: dt.date | None = None
    amount_at_issue: Decimal | None = None
    due_on: dt.date | None = None
    #: What the breach says besides, on the last of the days on which it is one.
    evidence: dict[str, Any] = field(default_factory=dict)
    division_name: str = ""
    #: The flag on record, where there is one.
    flag_id: int | None = None


@dataclass(frozen=True)
class Replay:
    """What would change."""

    days: Sequence[dt.date]
    appear: list[Subject] = field(default_factory=list)
    vanish: list[Subject] = field(default_factory=list)
    stay: int = 0


def days_of_last_year(today: dt.date) -> list[dt.date]:
    """The ends of the last twelve months, and today."""
    ends, first = [], today.replace(day=1)
    for _ in range(MONTHS):
        last = first - dt.timedelta(days=1)
        ends.append(last)
        first = last.replace(day=1)
    return [*reversed(ends), today]


def replay(
    url: str,
    jobs: Engine,
    now: Rule | None,
    candidate: Rule,
    *,
    books: Sequence[int],
    days: Sequence[dt.date],
    trials: Sequence[Trial] = (),
) -> Replay:
    """Compares two texts of a rule, or two figures, over what is known now.

    Nothing is recorded but the days that were looked from: no run, no breach, no flag.

    Args:
        url: of the ledger.
        jobs: signed in as runs are, to fix what each day shows.
        now: the rule as it is run; None: it is not run yet.
        candidate: the rule as it would be.
        books: those whose subjects are told; both texts read what a run reads.
        days: from which the rule looks.
        trials: figures that the candidate goes by besides those that were released.
    """
    found: dict[tuple[int, int], Subject] = {}
    # What a run sees, by a role that writes nothing but breaches; of those nothing is written.
    auditing = open_engine(url, "mingzhang_audit", settings=AS_A_RUN)
    try:
        for day in days:
            horizon = take(jobs, day)
            with auditing.begin() as connection:
                connection.execute(
                    text("SELECT set_config('mingzhang.horizon', :h, TRUE)"), {"h": str(horizon)}
                )
                compare(connection, found, day, (now, candidate), books=books, trials=trials)
    finally:
        auditing.dispose()
    with jobs.connect() as connection:
        name(connection, candidate.code, found)
    told = sorted(found.values(), key=lambda each: (-(each.amount_at_issue or 0), each.subject_id))
    return Replay(
        days,
        [each for each in told if each.after and not each.before],
        [each for each in told if each.before and not each.after],
        sum(each.before and each.after for each in told),
    )


def take(jobs: Engine, day: dt.date) -> int:
    """A horizon of that day."""
    with jobs.begin() as connection:
        taken = connection.execute(text("SELECT ledger.take_horizon(:day)"), {"day": day})
        return int(taken.scalar_one())


def compare(
    connection: Connection,
    found: dict[tuple[int, int], Subject],
    day: dt.date,
    texts: tuple[Rule | None, Rule],
    *,
    books: Sequence[int],
    trials: Sequence[Trial],
) -> None:
    """Adds whom the two texts name on one day."""
    now, candidate = texts
    old = breaches(now, day) if now and now.in_force_from <= day else NOBODY
    new = breaches(candidate, day, trials=trials) if candidate.in_force_from <= day else NOBODY
    query = COMPARED.format(old=old, new=new).replace(":books", "\0").replace(":", r"\:")
    for row in connection.execute(text(query.replace("\0", ":books")), {"books": list(books)}):
        subject = found.setdefault(
            (row.book_id, row.subject_id), Subject(row.book_id, row.subject_id, first_on=day)
        )
        subject.before |= row.before
        subject.after |= row.after
        told = dict(row.told)
        amount, due_on = told.pop("amount_at_issue"), told.pop("due_on", None)
        subject.amount_at_issue = None if amount is None else Decimal(str(amount))
        subject.due_on = None if due_on is None else dt.date.fromisoformat(due_on)
        subject.evidence = {key: value for key, value in told.items() if key not in CONTRACT}


def name(connection: Connection, code: str, found: dict[tuple[int, int], Subject]) -> None:
    """Says of each subject where it is, and which flag on record it has."""
    listed = connection.execute(text("SELECT book_id, division_name FROM facts.book"))
    places = {row.book_id: row.division_name for row in listed}
    for subject in found.values():
        subject.division_name = places.get(subject.book_id, "")
    for row in connection.execute(text(ON_RECORD), {"code": code}):
        subject_found = found.get((row.book_id, row.subject_id))
        if subject_found is not None:
            subject_found.flag_id = row.flag_id
