"""Judges flags, as whoever acts, and tells how each was judged."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.refusals import asked

OF_FLAG = """
SELECT recorded_at, recorded_by, outcome, reason, note
FROM audits.flag_judgement
WHERE book_id = :book_id AND flag_id = :flag_id
ORDER BY judgement_id
"""


@dataclass(frozen=True)
class Judgement:
    """What somebody found when they verified a flag."""

    recorded_at: dt.datetime
    recorded_by: str
    outcome: str
    reason: str | None
    note: str


def judge(  # noqa: PLR0917  (what a judgement says)
    connection: Connection, book_id: int, flag_id: int, outcome: str, reason: str | None, note: str
) -> None:
    """Records that whoever acts verified a flag.

    Args:
        connection: acting for them.
        book_id: the flag's book.
        flag_id: its number.
        outcome: of OUTCOMES.
        reason: of REASONS, where it is dismissed.
        note: what they looked at and found.

    Raises:
        Refused: they may not, wrote something into the book themselves, or say too little.
    """
    asked(
        connection,
        "SELECT audits.judge_flag(:book_id, :flag_id, :outcome, :reason, :note)",
        {
            "book_id": book_id,
            "flag_id": flag_id,
            "outcome": outcome,
            "reason": reason or None,
            "note": note,
        },
    )


def judgements(connection: Connection, book_id: int, flag_id: int) -> list[Judgement]:
    """How a flag was judged, the latest last."""
    found = connection.execute(text(OF_FLAG), {"book_id": book_id, "flag_id": flag_id})
    return rows_of(Judgement, found)
