"""A journal line is a line of a voucher of other bookkeeping software, as it was exported."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code


class JournalLine(Base, AuthoredFact):
    """One line of a voucher as an account set had it on the day of an export.

    It is evidence beside the ledger, like a statement: nothing is posted from it. A later export of
    the same period is a further set of lines.
    """

    __tablename__ = "journal_line"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        Index(None, "book_id", "account_set", "period"),
        CheckConstraint("period % 100 BETWEEN 1 AND 13", name="period"),
        CheckConstraint("(debit = 0) <> (credit = 0)", name="sides"),
        CheckConstraint(
            "CAST(exported_on AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai'",
            name="not_to_come",
        ),
    )

    external_reference: Mapped[Code]
    voucher_reference: Mapped[Code] = mapped_column(
        comment="what its voucher is told apart by: export, account set, period, number and day"
    )
    account_set: Mapped[str] = mapped_column(comment="whose accounts: the treasury's or a unit's")
    exported_on: Mapped[date]
    period: Mapped[int] = mapped_column(comment="202203; month 13 is of closing entries")
    voucher_word: Mapped[str]
    voucher_number: Mapped[int]
    line_number: Mapped[int]
    occurred_on: Mapped[date] = mapped_column(comment="the day on the voucher")
    entered_on: Mapped[date | None]
    posted_on: Mapped[date | None] = mapped_column(comment="null: not posted, or not known")
    closed_on: Mapped[date | None] = mapped_column(comment="the day its period was closed")
    summary: Mapped[str | None]
    account_code: Mapped[Code]
    account_name: Mapped[str]
    debit: Mapped[Decimal]
    credit: Mapped[Decimal]
    counterparty_division_id: Mapped[str | None]
    counterparty_name: Mapped[str | None]
    fund_line_name: Mapped[str | None]
    document_no: Mapped[str | None]
    project_code: Mapped[str | None]
    function_code: Mapped[str | None]
    economic_code: Mapped[str | None]
