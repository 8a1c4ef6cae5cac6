"""Months and years close in order and reopen by two persons; what is closed takes nothing."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base
from ledger.language import Text
from ledger.vouchers import sql_list

#: What is done to a month or year, and what people call it.
ACTS = {
    "closed": Text("结账", "closed"),
    "reopening_asked": Text("申请反结账", "reopening asked for"),
    "reopened": Text("反结账", "reopened"),
}


class PeriodClosing(Base, AuthoredFact):
    """One act on a month or year of one book: closed, asked to be reopened, or reopened.

    Closing a month closes all before it, so that one month says all: through which the book is
    closed. `closed_through` is that month after the act; the last act that has one holds.
    """

    __tablename__ = "period_closing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "asked_id"], ["period_closing.book_id", "period_closing.log_position"]
        ),
        UniqueConstraint("book_id", "asked_id"),
        # What every posting asks: the last act that changed through which month all is closed.
        Index(
            "period_closing_closed_through_idx",
            "book_id",
            "log_position",
            postgresql_where="closed_through IS NOT NULL",
        ),
        CheckConstraint(
            "period BETWEEN 1900 AND 2999 OR"
            " period BETWEEN 190001 AND 299912 AND mod(period, 100) BETWEEN 1 AND 12",
            name="period",
        ),
        CheckConstraint(f"act IN {sql_list(ACTS)}", name="act"),
        CheckConstraint("btrim(reason) <> ''", name="reason"),
        CheckConstraint(
            "(closed_through IS NULL) = (act = 'reopening_asked')"
            " AND (asked_id IS NOT NULL) = (act = 'reopened')",
            name="of_act",
        ),
    )

    act: Mapped[str]
    period: Mapped[int] = mapped_column(comment="the month 202403, or the year 2024")
    closed_through: Mapped[int | None] = mapped_column(
        comment="the last closed month after this act"
    )
    asked_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="the request that a reopening grants"
    )
    reason: Mapped[str]
