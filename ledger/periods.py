"""Months close; a closed month takes nothing, by any path (promise 5)."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base


class PeriodClosing(Base, AuthoredFact):
    """The closing of one month of one book, by whom and why."""

    __tablename__ = "period_closing"
    __table_args__ = (
        UniqueConstraint("book_id", "period"),
        CheckConstraint(
            "period BETWEEN 190001 AND 299912 AND mod(period, 100) BETWEEN 1 AND 12", name="period"
        ),
    )

    period: Mapped[int] = mapped_column(comment="202403")
    reason: Mapped[str]
