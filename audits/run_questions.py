"""What others may ask of runs: which there were, how each ended, and what became of each rule."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of


@dataclass(frozen=True)
class RunRow:
    """A run and how it ended; `state` is None while it is under way, or if it was cut off."""

    run_id: int
    as_of: dt.date
    book_id: int | None
    division_name: str | None
    started_at: dt.datetime
    started_by: str
    state: str | None
    new_flags: int | None
    seen_again: int | None
    no_longer_seen: int | None
    finished_at: dt.datetime | None


RUNS = """
SELECT
    run.run_id, run.as_of, run.book_id, book.division_name, run.started_at, run.started_by,
    ended.state, ended.new_flags, ended.seen_again, ended.no_longer_seen, ended.finished_at
FROM audits.run AS run
LEFT JOIN audits.run_outcome AS ended ON run.run_id = ended.run_id
LEFT JOIN facts.book AS book ON run.book_id = book.book_id
WHERE (CAST(:run_id AS bigint) IS NULL OR run.run_id = :run_id)
    AND (CAST(:book_id AS integer) IS NULL OR run.book_id IS NULL OR run.book_id = :book_id)
ORDER BY run.run_id DESC
LIMIT :limit
"""


def runs(
    connection: Connection,
    *,
    run_id: int | None = None,
    book_id: int | None = None,
    limit: int = 20,
) -> list[RunRow]:
    """Runs, the latest first; of a book: those that looked at it."""
    rows = connection.execute(text(RUNS), {"run_id": run_id, "book_id": book_id, "limit": limit})
    return rows_of(RunRow, rows)


def any_run_ended(connection: Connection) -> bool:
    """Whether a run was ever made to its end."""
    found = connection.execute(text("SELECT EXISTS (SELECT FROM audits.run_outcome)"))
    return bool(found.scalar_one())


@dataclass(frozen=True)
class RunRuleRow:
    """What became of one rule in a run: its counts, or why it could not be run."""

    rule_code: str
    version: int
    examined: int | None
    breached: int | None
    not_applicable: int | None
    seconds: Decimal
    error: str | None
    base_run_id: int | None


def rules_of_run(connection: Connection, run_id: int) -> list[RunRuleRow]:
    """The rules of a run."""
    rows = connection.execute(
        text(
            "SELECT rule_code, version, examined, breached, not_applicable, seconds, error,"
            " base_run_id FROM audits.run_rule WHERE run_id = :run_id ORDER BY rule_code"
        ),
        {"run_id": run_id},
    )
    return rows_of(RunRuleRow, rows)
