"""A budget line is a figure of a government's own budget (本级预算), of one year."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, VersionedFact
from ledger.vouchers import sql_list

BUDGET_KINDS = ("own_funds", "transfer", "revenue", "aid")


class BudgetLine(Base, VersionedFact):
    """One version of a line; the money that it speaks of has sources of its own."""

    __tablename__ = "budget_line"
    __table_args__ = (
        Index(
            "budget_line_code_idx",
            "book_id",
            "line_code",
            unique=True,
            postgresql_where="log_position = budget_line_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "budget_line_replacement_idx",
            "book_id",
            "budget_line_id",
            postgresql_where="log_position <> budget_line_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "budget_line_id"], ["budget_line.book_id", "budget_line.log_position"]
        ),
        CheckConstraint(f"kind IN {sql_list(BUDGET_KINDS)}", name="kind"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("fiscal_year BETWEEN 1950 AND 2199", name="fiscal_year"),
        CheckConstraint("kind <> 'transfer' OR document_no IS NOT NULL", name="document_no"),
    )

    budget_line_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    line_code: Mapped[str]
    fiscal_year: Mapped[int]
    kind: Mapped[str]
    amount: Mapped[Decimal]
    entered_on: Mapped[date] = mapped_column(comment="approved, or entered during the year")
    document_no: Mapped[str | None] = mapped_column(comment="by which a transfer came from above")
    added: Mapped[bool | None] = mapped_column(comment="after the budget was approved")
    reported_on: Mapped[date | None] = mapped_column(comment="to the standing committee")
    evidence: Mapped[str | None]
