"""A refund is paid money that came back: bounced by the bank, or returned by who was paid."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact


class Refund(Base, Fact):
    """Money of one payment that came back to the treasury and to what it was paid from.

    Refunds of a payment never come to more than it: the trigger `refund_within_payment`. A payment
    that bounced is paid anew under a number of its own.
    """

    __tablename__ = "refund"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "disbursement_id"], ["disbursement.book_id", "disbursement.log_position"]
        ),
        # What came back of a payment.
        Index(None, "book_id", "disbursement_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("kind IN ('bounced', 'returned')", name="kind"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    disbursement_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    amount: Mapped[Decimal]
    occurred_on: Mapped[date] = mapped_column(comment="the day the money was back")
    reason: Mapped[str | None]
    evidence: Mapped[str | None]
