"""An integration plan pools integrable money; its items say what the pool may be spent on."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Fact


class IntegrationPlan(Base, AuthoredFact):
    """One approved version of a county's plan; a later one replaces its items."""

    __tablename__ = "integration_plan"
    __table_args__ = (UniqueConstraint("book_id", "plan_code", "version_number"),)

    plan_code: Mapped[str]
    version_number: Mapped[int]
    approved_on: Mapped[date]
    approved_by: Mapped[str | None]
    filed_on: Mapped[date | None]
    filed_with: Mapped[str | None]


class IntegrationPlanItem(Base, AuthoredFact):
    """A project that a plan's version pays for, and how much of the pool it may take."""

    __tablename__ = "integration_plan_item"
    __table_args__ = (
        UniqueConstraint("book_id", "plan_id", "project_id"),
        ForeignKeyConstraint(
            ["book_id", "plan_id"], ["integration_plan.book_id", "integration_plan.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        CheckConstraint("amount > 0", name="amount"),
    )

    plan_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Decimal]
    evidence: Mapped[str | None]


class Integration(Base, Fact):
    """Money of a source that a plan's version moved into the pool, or back out of it."""

    __tablename__ = "integration"
    __table_args__ = (
        UniqueConstraint("book_id", "plan_id", "source_id"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "plan_id"], ["integration_plan.book_id", "integration_plan.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("direction IN ('into_pool', 'out_of_pool')", name="direction"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    plan_id: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(BigInteger)
    direction: Mapped[str]
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
