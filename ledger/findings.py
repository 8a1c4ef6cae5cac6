"""A finding is what an audit report asks a unit to put right; rectifications say what was done."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code
from ledger.vouchers import sql_list

MANNERS = ("at_once", "by_stages", "continuing")
RECTIFICATION_STEPS = ("measure", "recovered", "recheck_passed", "recheck_failed", "closed")


class Finding(Base, AuthoredFact):
    """One problem of one unit in an audit report, with the day by which it is to be put right."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"manner IN {sql_list(MANNERS)}", name="manner"),
        CheckConstraint("due_on >= reported_on", name="due_on"),
    )

    external_reference: Mapped[Code]
    report_number: Mapped[str]
    reported_on: Mapped[date]
    problem: Mapped[str] = mapped_column(comment="a rule's code, or the words of the report")
    responsible_unit: Mapped[str]
    amount: Mapped[Decimal | None]
    manner: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(comment="as the report says; null: it does not")
    evidence: Mapped[str | None]


class Rectification(Base, AuthoredFact):
    """One step of putting a finding right: what was done, recovered, looked at again, closed."""

    __tablename__ = "rectification"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "finding_id"], ["finding.book_id", "finding.log_position"]
        ),
        Index(None, "book_id", "finding_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(step = 'recovered') = (amount IS NOT NULL)", name="recovered"),
        CheckConstraint(f"step IN {sql_list(RECTIFICATION_STEPS)}", name="step"),
    )

    external_reference: Mapped[Code]
    finding_id: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[str]
    occurred_on: Mapped[date]
    amount: Mapped[Decimal | None]
    contents: Mapped[str | None]
    evidence: Mapped[str | None]
