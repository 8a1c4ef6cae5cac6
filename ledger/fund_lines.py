"""A fund line is a named stream of money: its level, its class, and whether it may be pooled."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, VersionedFact
from ledger.vouchers import sql_list

FUND_LEVELS = ("central", "province", "city", "county", "society")
FUND_CLASSES = (
    "general_budget",
    "government_fund",
    "bond",
    "paired_aid",
    "investment_return",
    "donation",
    "finance",
)


class FundLine(Base, VersionedFact):
    """One version of a fund line as a book knows it."""

    __tablename__ = "fund_line"
    __table_args__ = (
        Index(
            "fund_line_name_idx",
            "book_id",
            "name",
            unique=True,
            postgresql_where="log_position = fund_line_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "fund_line_replacement_idx",
            "book_id",
            "fund_line_id",
            postgresql_where="log_position <> fund_line_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "fund_line_id"], ["fund_line.book_id", "fund_line.log_position"]
        ),
        CheckConstraint(f"level IN {sql_list(FUND_LEVELS)}", name="level"),
        CheckConstraint(f"fund_class IN {sql_list(FUND_CLASSES)}", name="fund_class"),
    )

    fund_line_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    name: Mapped[str]
    level: Mapped[str | None]
    fund_class: Mapped[str | None]
    integrable: Mapped[bool | None] = mapped_column(comment="may be pooled; null: not stated")
