"""Who was paid of the money of a source, page by page, net of what came back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of


@dataclass(frozen=True)
class Paid:
    """A payment of a source's money; `entry_id` and `disbursement_id` are where a page goes on."""

    entry_id: int
    disbursement_id: int
    external_reference: str
    occurred_on: date
    payee: str
    project_id: int
    batch_no: str | None
    amount: Decimal
    #: What of it did not come back and was not reversed.
    net: Decimal


#: Whether a payment `paid` was reversed, by a day, as known at a moment.
UNDONE = """EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
            AND undoing.occurred_on <= :on AND undoing.recorded_at <= :known_at
    )"""
#: What of it did not come back and was not reversed by then.
NET = f"""CASE
        WHEN {UNDONE} THEN 0.00
        ELSE paid.amount - (
            SELECT coalesce(sum(refund.amount), 0.00)
            FROM ledger.refund AS refund
            WHERE refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
                AND refund.occurred_on <= :on AND refund.recorded_at <= :known_at
                AND NOT EXISTS (
                    SELECT FROM ledger.voucher AS undoing
                    WHERE undoing.book_id = refund.book_id
                        AND undoing.reverses_id = refund.voucher_id
                        AND undoing.occurred_on <= :on AND undoing.recorded_at <= :known_at
                )
        )
    END"""  # noqa: S608  (only a constant of ours goes in)
#: Through the entries of the source, in the order of days, to the payments of each: a page reads
#: its own part of the index however many there are.
PAYMENTS = f"""
SELECT
    entry.log_position AS entry_id, paid.log_position AS disbursement_id,
    paid.external_reference, paid.occurred_on,
    coalesce(
        paid.payee_name,
        (
            SELECT payee.name FROM facts.payee AS payee
            WHERE payee.book_id = paid.book_id AND payee.payee_id = paid.payee_id
        ),
        '—'
    ) AS payee,
    paid.project_id, paid.batch_no, paid.amount,
    {NET} AS net
FROM ledger.entry AS entry
CROSS JOIN LATERAL (
    SELECT disbursement.*
    FROM ledger.disbursement AS disbursement
    WHERE disbursement.book_id = entry.book_id AND disbursement.voucher_id = entry.voucher_id
        AND disbursement.source_id = entry.source_id
        AND disbursement.project_id = entry.debit_project_id
        AND disbursement.contract_id IS NOT DISTINCT FROM entry.debit_contract_id
    OFFSET 0
) AS paid
WHERE entry.book_id = :book_id AND entry.source_id = :source_id
    AND entry.debit_kind = 'disbursed'
    AND entry.occurred_on <= :on AND entry.recorded_at <= :known_at
    AND (CAST(:project_id AS bigint) IS NULL OR entry.debit_project_id = :project_id)
    AND (entry.occurred_on, entry.log_position) >= (:after_day, :after_entry)
    AND (entry.occurred_on, entry.log_position, paid.log_position)
    > (:after_day, :after_entry, :after_payment)
ORDER BY entry.occurred_on, entry.log_position, paid.log_position
LIMIT :limit
"""  # noqa: S608  (only a constant of ours goes in)


def paid_from(  # noqa: PLR0913  (what may be asked)
    connection: Connection,
    book_id: int,
    source_id: int,
    *,
    project_id: int | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
    after: tuple[date, int, int] | None = None,
    limit: int = 50,
) -> list[Paid]:
    """Payments of a source's money in the order of days; net, they add up to what it disbursed.

    Args:
        connection: to the ledger.
        book_id: the book.
        source_id: a source of it.
        project_id: only payments for this project.
        as_of: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
        after: day, entry and payment of the last one of the page before.
        limit: the most payments.
    """
    day, entry, payment = after or (date.min, 0, 0)
    rows = connection.execute(
        text(PAYMENTS),
        {
            "book_id": book_id,
            "source_id": source_id,
            "project_id": project_id,
            "on": as_of or date.max,
            "known_at": known_at or "infinity",
            "after_day": day,
            "after_entry": entry,
            "after_payment": payment,
            "limit": limit,
        },
    )
    return rows_of(Paid, rows)
