"""An adjustment changes a transfer by a document of its own: more, less, or called back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact, rows_of


class TransferAdjustment(Base, Fact):
    """What a later document changed of a transfer, in the book above or in the book below.

    The issue and the receipt are two facts, and so are their adjustments: each side enters its own.
    On the issued side it names the issue and that issue's source; on the received side only the
    source that the receipt is. A transfer is never reduced below nothing: the trigger
    `transfer_adjustment_within_transfer`. Cash that follows is a cash movement on its own day.
    """

    __tablename__ = "transfer_adjustment"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "transfer_issue_id"],
            ["transfer_issue.book_id", "transfer_issue.log_position"],
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        # What was changed of an issue, and of a receipt.
        Index(None, "book_id", "transfer_issue_id"),
        Index(None, "book_id", "source_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("side IN ('issued', 'received')", name="side"),
        CheckConstraint("kind IN ('addition', 'reduction', 'recall')", name="kind"),
        CheckConstraint("(side = 'issued') = (transfer_issue_id IS NOT NULL)", name="transfer"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    side: Mapped[str] = mapped_column(comment="whether this book issued or received the transfer")
    kind: Mapped[str]
    transfer_issue_id: Mapped[int | None] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(
        BigInteger, comment="what was issued from, or what was received"
    )
    document_no: Mapped[str] = mapped_column(comment="of the adjusting document")
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
    reason: Mapped[str | None]
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class Adjustment:
    """An adjustment as people read it; `amount` is what it adds in yuan, negative if it takes."""

    book_id: int
    side: str
    kind: str
    document_no: str
    occurred_on: date
    amount: Decimal
    reason: str | None
    evidence: str | None
    voucher: str
    recorded_by: str


#: Of one issue, or of one receipt; what was reversed is left out, as the view does.
ADJUSTMENTS = """
SELECT
    adjustment.book_id, adjustment.side, adjustment.kind, adjustment.document_no,
    adjustment.occurred_on, adjustment.amount, adjustment.reason, adjustment.evidence,
    voucher.period || '-' || voucher.number AS voucher, voucher.recorded_by
FROM facts.transfer_adjustment AS adjustment
INNER JOIN ledger.voucher AS voucher
    ON adjustment.book_id = voucher.book_id AND adjustment.voucher_id = voucher.log_position
WHERE adjustment.book_id = :book_id AND adjustment.side = :side
    AND CASE :side
        WHEN 'issued' THEN adjustment.transfer_issue_id ELSE adjustment.source_id
    END = :fact_id
ORDER BY adjustment.occurred_on, adjustment.transfer_adjustment_id
"""


def adjustments_of_issue(connection: Connection, book_id: int, issue_id: int) -> list[Adjustment]:
    """What the book that issued a transfer changed of it, in the order of days."""
    asked = {"book_id": book_id, "side": "issued", "fact_id": issue_id}
    return rows_of(Adjustment, connection.execute(text(ADJUSTMENTS), asked))


def adjustments_of_receipt(
    connection: Connection, book_id: int, source_id: int
) -> list[Adjustment]:
    """What the book that received a transfer changed of it, in the order of days."""
    asked = {"book_id": book_id, "side": "received", "fact_id": source_id}
    return rows_of(Adjustment, connection.execute(text(ADJUSTMENTS), asked))
