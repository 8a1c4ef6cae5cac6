"""What is unspent at the end of a year is taken back for good, or carried over to the next year.

Budget Law art. 42: money unspent for two years is taken back; before that it may be carried over.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact


class TakeBack(Base, Fact):
    """Money that left a source: taken back for good, or going on under a new source.

    The new source of a carry-over is written under the same voucher, and so is the move of its cash
    (`CarriedCash`): a reversal undoes all of it. The cash of money taken back leaves by a cash
    movement, on its own day.
    """

    __tablename__ = "take_back"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        ForeignKeyConstraint(
            ["book_id", "new_source_id"], ["source.book_id", "source.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        # What left a source, and what a project lost.
        Index(None, "book_id", "source_id"),
        Index(None, "book_id", "project_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("kind IN ('take_back', 'carry_over')", name="kind"),
        CheckConstraint("NOT (pooled AND project_id IS NOT NULL)", name="one_account"),
        CheckConstraint("(kind = 'carry_over') = (new_source_id IS NOT NULL)", name="new_source"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    kind: Mapped[str]
    source_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="whose money it was; null: money of no project"
    )
    pooled: Mapped[bool] = mapped_column(comment="from the integrated pool 统筹整合")
    document_no: Mapped[str] = mapped_column(comment="that orders it")
    amount: Mapped[Decimal]
    new_source_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="what a carry-over goes on under"
    )
    occurred_on: Mapped[date]
    reason: Mapped[str | None]
    evidence: Mapped[str | None]


class CarriedCash(Base, Fact):
    """Cash that still stood in the treasury and went on with what was carried over.

    It never left the bank, so it is no cash movement; it moves under the carry-over's own voucher.
    """

    __tablename__ = "carried_cash"
    __table_args__ = (
        UniqueConstraint("book_id", "take_back_id"),
        ForeignKeyConstraint(
            ["book_id", "take_back_id"], ["take_back.book_id", "take_back.log_position"]
        ),
        CheckConstraint("amount > 0", name="amount"),
    )

    take_back_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Decimal]
