"""An opening balance says how far the money of a source had come when its book began here.

A book that joins in the middle of a year begins on one day: for each document whose money was
still moving, its opening is a source (kind `opening`) of the whole amount that the book had of it,
and the rows here say what of it was with projects, under contracts or paid by that day, and what
cash of it was in the treasury. All of it is one voucher a source, with evidence. Before the
opening day the book has nothing: the trigger `voucher_period_open`.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Fact


class OpeningBalance(Base, Fact):
    """A part of an opening source's money, and where it stood on the opening day."""

    __tablename__ = "opening_balance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        # Which money a project began with.
        Index(None, "book_id", "project_id"),
        # Where the money of a source stood.
        Index(None, "book_id", "source_id"),
        # Which contracts came with an opening.
        Index(None, "book_id", "contract_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(
            "CASE kind"
            " WHEN 'assigned' THEN project_id IS NOT NULL AND contract_id IS NULL"
            " WHEN 'committed' THEN project_id IS NOT NULL AND contract_id IS NOT NULL"
            " WHEN 'disbursed' THEN project_id IS NOT NULL"
            " WHEN 'treasury' THEN project_id IS NULL AND contract_id IS NULL"
            " ELSE FALSE END",
            name="kind",
        ),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    source_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    contract_id: Mapped[int | None] = mapped_column(BigInteger)
    amount: Mapped[Decimal]
    occurred_on: Mapped[date] = mapped_column(comment="the opening day")
