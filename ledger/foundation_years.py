"""What a foundation took in and spent in a year, and what its management cost."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, VersionedFact


class FoundationYear(Base, VersionedFact):
    """One version of a foundation's figures of a year, as its report has them."""

    __tablename__ = "foundation_year"
    __table_args__ = (
        Index(
            "foundation_year_report_code_idx",
            "book_id",
            "report_code",
            unique=True,
            postgresql_where="log_position = foundation_year_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "foundation_year_replacement_idx",
            "book_id",
            "foundation_year_id",
            postgresql_where="log_position <> foundation_year_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "foundation_year_id"],
            ["foundation_year.book_id", "foundation_year.log_position"],
        ),
        CheckConstraint("management_amount <= spending_amount", name="management_amount"),
        CheckConstraint("charity_amount <= spending_amount", name="charity_amount"),
    )

    foundation_year_id: Mapped[int] = mapped_column(
        BigInteger, comment="position of its first version"
    )
    report_code: Mapped[str]
    foundation: Mapped[str]
    ends_on: Mapped[date] = mapped_column(comment="the last day of the year")
    may_raise: Mapped[bool] = mapped_column(comment="whether it may raise money from the public")
    spending_amount: Mapped[Decimal] = mapped_column(comment="all that it spent in the year")
    charity_amount: Mapped[Decimal] = mapped_column(comment="of it, on charity")
    management_amount: Mapped[Decimal] = mapped_column(comment="of it, on its management")
    income_before_amount: Mapped[Decimal | None] = mapped_column(
        comment="all that it took in in the year before"
    )
    average_income_amount: Mapped[Decimal | None] = mapped_column(
        comment="a year, in the three years before"
    )
    exemption: Mapped[str | None] = mapped_column(comment="what it reported to be excused for")
    evidence: Mapped[str | None]
