"""What was matched: each line with what it is in the ledger, as people read it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of

#: Matches by group, which falls with the first end or reversal of any of its parts.
MATCHES = """
WITH fallen AS (
    SELECT DISTINCT ON (undone.group_id) undone.*
    FROM (
        SELECT
            matched.group_id, ended.log_position, ended.recorded_by AS ended_by,
            ended.recorded_at AS ended_at, ended.reason, NULL AS reversed_by
        FROM ledger.statement_match_end AS ended
        INNER JOIN ledger.statement_match AS matched
            ON ended.book_id = matched.book_id AND ended.statement_match_id = matched.log_position
        WHERE ended.book_id = :book_id
        UNION ALL
        SELECT
            matched.group_id, undoing.log_position, undoing.recorded_by, undoing.recorded_at,
            undoing.reversal_reason, undoing.period || '-' || undoing.number
        FROM ledger.voucher AS undoing
        INNER JOIN ledger.statement_match AS matched
            ON undoing.book_id = matched.book_id AND undoing.reverses_id = matched.voucher_id
        WHERE undoing.book_id = :book_id
    ) AS undone
    ORDER BY undone.group_id, undone.log_position
)
SELECT
    first.log_position AS statement_match_id, first.basis, first.recorded_by, first.recorded_at,
    line.line_reference AS line, line.occurred_on AS line_on, line.direction, line.amount,
    fallen.ended_by, fallen.ended_at, fallen.reason, fallen.reversed_by
FROM ledger.statement_match AS first
INNER JOIN ledger.statement_line AS line
    ON first.book_id = line.book_id AND first.statement_line_id = line.log_position
LEFT JOIN fallen ON first.group_id = fallen.group_id
WHERE first.book_id = :book_id AND first.log_position = first.group_id
    AND (NOT :only_ended OR fallen.ended_by IS NOT NULL)
    AND (CAST(:reference AS text) IS NULL OR line.line_reference = :reference OR EXISTS (
        SELECT FROM ledger.statement_match AS part
        INNER JOIN ledger.voucher AS voucher
            ON part.book_id = voucher.book_id AND part.voucher_id = voucher.log_position
        LEFT JOIN ledger.disbursement AS paid
            ON part.book_id = paid.book_id AND part.disbursement_id = paid.log_position
        WHERE part.book_id = first.book_id AND part.group_id = first.group_id
            AND :reference IN (paid.external_reference, voucher.period || '-' || voucher.number)
    ))
ORDER BY first.log_position DESC
LIMIT :limit
"""
PARTS = """
SELECT
    part.group_id AS statement_match_id, part.voucher_id, part.disbursement_id, voucher.event,
    voucher.period || '-' || voucher.number AS voucher, voucher.occurred_on AS moved_on,
    paid.external_reference AS payment
FROM ledger.statement_match AS part
INNER JOIN ledger.voucher AS voucher
    ON part.book_id = voucher.book_id AND part.voucher_id = voucher.log_position
LEFT JOIN ledger.disbursement AS paid
    ON part.book_id = paid.book_id AND part.disbursement_id = paid.log_position
WHERE part.book_id = :book_id AND part.group_id = ANY(:matches)
ORDER BY part.log_position
"""


@dataclass(frozen=True)
class MatchedMovement:
    """A movement that a line is, alone or with others: a payment, or all that a voucher moved."""

    statement_match_id: int
    voucher_id: int
    disbursement_id: int | None
    event: str
    voucher: str
    moved_on: date
    #: The payment's number; None where it is all that the voucher moved.
    payment: str | None


@dataclass(frozen=True)
class Matched:
    """A match as people read it; `ended_by` is None while it stands."""

    statement_match_id: int
    basis: str
    recorded_by: str
    recorded_at: datetime
    line: str
    line_on: date
    direction: str
    amount: Decimal
    ended_by: str | None
    ended_at: datetime | None
    #: Why it was ended, or why a voucher of it was reversed.
    reason: str | None
    #: The voucher that reversed what it stood on.
    reversed_by: str | None
    movements: list[MatchedMovement] = field(default_factory=list)


def matches(
    connection: Connection,
    book_id: int,
    *,
    reference: str | None = None,
    only_ended: bool = False,
    limit: int = 50,
) -> list[Matched]:
    """Matches of a book, the last made first; ended ones stay in sight.

    Args:
        connection: to the ledger.
        book_id: the book.
        reference: only those of this line, payment or voucher.
        only_ended: only those that stand no more.
        limit: at most so many lines.
    """
    asked: dict[str, object] = {
        "book_id": book_id,
        "reference": reference,
        "only_ended": only_ended,
        "limit": limit,
    }
    found = rows_of(Matched, connection.execute(text(MATCHES), asked))
    by_id = {each.statement_match_id: each for each in found}
    parts = connection.execute(text(PARTS), {"book_id": book_id, "matches": list(by_id)})
    for part in rows_of(MatchedMovement, parts):
        by_id[part.statement_match_id].movements.append(part)
    return found
