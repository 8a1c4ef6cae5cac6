"""An assignment gives a project authority over a source's money, or takes it back."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact


class Assignment(Base, Fact):
    """Authority over one source's money given to one project (`assign`) or taken back."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        # Which money a project has.
        Index(None, "book_id", "project_id"),
        # Where the money of a source went.
        Index(None, "book_id", "source_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("direction IN ('assign', 'withdraw')", name="direction"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    source_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int] = mapped_column(BigInteger)
    direction: Mapped[str]
    pooled: Mapped[bool] = mapped_column(comment="from the integrated pool of the source")
    document_no: Mapped[str]
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
    evidence: Mapped[str | None]
