"""What is unmatched on a day: lines that the ledger has nothing for, and the other way round."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of

#: Days within which an equal amount is offered to a person as what a line may be.
DAYS_OFFERED = 31
OFFERED = 5

#: What stood unmatched on a day. Of the ledger only from the first day that a statement covers.
OPEN = """
WITH matched AS MATERIALIZED (
    SELECT matched.statement_line_id, matched.voucher_id, matched.disbursement_id
    FROM ledger.statement_match AS matched
    INNER JOIN ledger.statement_line AS line
        ON matched.book_id = line.book_id AND matched.statement_line_id = line.log_position
    WHERE matched.book_id = :book_id AND line.occurred_on <= :as_of AND NOT EXISTS (
        -- A group is one thing with its line only once all its parts are there, and while they are.
        SELECT FROM ledger.statement_match AS part
        INNER JOIN ledger.voucher AS voucher
            ON part.book_id = voucher.book_id AND part.voucher_id = voucher.log_position
        LEFT JOIN ledger.statement_match_end AS ended
            ON part.book_id = ended.book_id AND part.log_position = ended.statement_match_id
        LEFT JOIN ledger.voucher AS undoing
            ON part.book_id = undoing.book_id AND part.voucher_id = undoing.reverses_id
            AND undoing.occurred_on <= :as_of
        WHERE part.book_id = matched.book_id AND part.group_id = matched.group_id AND (
            voucher.occurred_on > :as_of
            OR ended.log_position IS NOT NULL OR undoing.log_position IS NOT NULL
        )
    )
),
covered AS MATERIALIZED (
    SELECT min(day.starts_on) AS since
    FROM (
        SELECT starts_on FROM ledger.statement
        WHERE book_id = :book_id AND ends_on <= :as_of
        UNION ALL
        SELECT occurred_on FROM ledger.statement_line
        WHERE book_id = :book_id AND occurred_on <= :as_of
    ) AS day
),
open_line AS MATERIALIZED (
    SELECT line.*
    FROM ledger.statement_line AS line
    WHERE line.book_id = :book_id AND line.occurred_on <= :as_of AND NOT EXISTS (
        SELECT FROM matched WHERE matched.statement_line_id = line.log_position
    )
),
open_movement AS MATERIALIZED (
    SELECT movement.*
    FROM facts.treasury_movement AS movement
    WHERE movement.book_id = :book_id AND movement.occurred_on <= :as_of
        AND movement.occurred_on >= (SELECT since FROM covered)
        AND (movement.reversed_on IS NULL OR movement.reversed_on > :as_of)
        AND NOT EXISTS (
            SELECT FROM matched
            WHERE matched.voucher_id = movement.voucher_id AND matched.disbursement_id IS NULL
        )
        AND NOT EXISTS (
            SELECT FROM matched WHERE matched.disbursement_id = movement.disbursement_id
        )
),
-- The payments of a batch together, unless some of them were matched one by one.
whole AS (
    SELECT
        voucher_id,
        CASE WHEN count(*) = 1 THEN min(disbursement_id) END AS disbursement_id,
        count(*) AS parts, min(event) AS event, min(direction) AS direction,
        sum(amount) AS amount, min(occurred_on) AS occurred_on,
        CASE WHEN count(*) = 1 THEN min(reference) ELSE min(batch_no) END AS reference,
        CASE WHEN count(*) = 1 THEN min(counterparty_name) END AS counterparty,
        min(document_no) AS document_no
    FROM open_movement
    GROUP BY
        voucher_id,
        CASE WHEN voucher_id IN (SELECT matched.voucher_id FROM matched) THEN disbursement_id END
)
"""
LINES = """
{unmatched}
SELECT
    log_position AS statement_line_id, line_reference AS reference, direction, amount, occurred_on,
    counterparty_name AS counterparty, counterparty_account_masked AS counterparty_account,
    account_masked AS account, purpose, :as_of - occurred_on AS age
FROM open_line
ORDER BY occurred_on, log_position
LIMIT :limit
"""
MOVEMENTS = """
{unmatched}
SELECT
    whole.voucher_id, whole.disbursement_id, whole.parts, whole.event,
    coalesce(whole.reference, whole.document_no) AS reference,
    voucher.period || '-' || voucher.number AS voucher, whole.direction, whole.amount,
    whole.occurred_on, whole.counterparty, :as_of - whole.occurred_on AS age
FROM whole
INNER JOIN ledger.voucher AS voucher
    ON voucher.book_id = :book_id AND whole.voucher_id = voucher.log_position
ORDER BY whole.occurred_on, whole.voucher_id, whole.disbursement_id
LIMIT :limit
"""
#: What the lines shown may be: of the same amount and not far in time, or of the same number.
CANDIDATES = """
{unmatched},
possible AS MATERIALIZED (
    SELECT voucher_id, disbursement_id, parts, event, direction, amount, occurred_on, reference,
        counterparty
    FROM whole
    UNION
    SELECT voucher_id, disbursement_id, 1, event, direction, amount, occurred_on, reference,
        counterparty_name
    FROM open_movement
)
SELECT offered.*, voucher.period || '-' || voucher.number AS voucher
FROM (
    SELECT
        line.log_position AS statement_line_id, possible.voucher_id, possible.disbursement_id,
        possible.parts, possible.event, possible.reference, possible.direction, possible.amount,
        possible.occurred_on, possible.counterparty,
        abs(line.occurred_on - possible.occurred_on) AS age,
        line.amount = possible.amount AS agrees,
        row_number() OVER (
            PARTITION BY line.log_position
            ORDER BY
                line.amount <> possible.amount,
                line.line_reference IS DISTINCT FROM possible.reference,
                line.counterparty_name IS DISTINCT FROM possible.counterparty,
                abs(line.occurred_on - possible.occurred_on), possible.voucher_id,
                possible.disbursement_id
        ) AS nth
    FROM open_line AS line
    INNER JOIN possible
        ON line.direction = possible.direction AND (
            line.amount = possible.amount
            AND abs(line.occurred_on - possible.occurred_on) <= :days
            OR line.line_reference = possible.reference
        )
    WHERE line.log_position = ANY(:lines)
) AS offered
INNER JOIN ledger.voucher AS voucher
    ON voucher.book_id = :book_id AND offered.voucher_id = voucher.log_position
WHERE offered.nth <= :most
ORDER BY offered.statement_line_id, offered.nth
"""


@dataclass(frozen=True)
class OpenMovement:
    """What the ledger moved and no statement has: a payment, a whole batch, or another voucher."""

    voucher_id: int
    disbursement_id: int | None
    parts: int
    event: str
    reference: str | None
    voucher: str
    direction: str
    amount: Decimal
    occurred_on: date
    counterparty: str | None
    #: Calendar days it has stood so; of a candidate, the days to its line.
    age: int


@dataclass(frozen=True)
class Candidate(OpenMovement):
    """What a line may be; where only the number agrees and not the amount, it cannot be matched."""

    statement_line_id: int
    agrees: bool
    nth: int


@dataclass(frozen=True)
class OpenLine:
    """What a statement has and the ledger does not, and what it may be."""

    statement_line_id: int
    reference: str
    direction: str
    amount: Decimal
    occurred_on: date
    counterparty: str | None
    counterparty_account: str | None
    account: str | None
    purpose: str | None
    #: Calendar days it has stood so.
    age: int
    candidates: list[Candidate] = field(default_factory=list)


def open_lines(connection: Connection, book_id: int, as_of: date, limit: int) -> list[OpenLine]:
    """Lines that the ledger has nothing for, the oldest first, with what each may be."""
    asked: dict[str, object] = {"book_id": book_id, "as_of": as_of, "limit": limit}
    lines = rows_of(OpenLine, connection.execute(text(LINES.format(unmatched=OPEN)), asked))
    by_id = {line.statement_line_id: line for line in lines}
    asked |= {"lines": list(by_id), "days": DAYS_OFFERED, "most": OFFERED}
    for each in rows_of(
        Candidate, connection.execute(text(CANDIDATES.format(unmatched=OPEN)), asked)
    ):
        by_id[each.statement_line_id].candidates.append(each)
    return lines


def open_movements(
    connection: Connection, book_id: int, as_of: date, limit: int
) -> list[OpenMovement]:
    """What the ledger moved and no line is for, the oldest first."""
    asked = {"book_id": book_id, "as_of": as_of, "limit": limit}
    return rows_of(OpenMovement, connection.execute(text(MOVEMENTS.format(unmatched=OPEN)), asked))
