"""Cash travels apart from authority: when it reached the treasury, and when it was sent below."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact


class CashMovement(Base, Fact):
    """Cash of a source that came into the treasury, or left it for the book below."""

    __tablename__ = "cash_movement"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    source_id: Mapped[int] = mapped_column(BigInteger)
    direction: Mapped[str]
    document_no: Mapped[str]
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
    evidence: Mapped[str | None]
