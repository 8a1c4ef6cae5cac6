"""An entitlement says what a household is due of a project for a time (到户发放清单)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, VersionedFact


class Entitlement(Base, VersionedFact):
    """One version of what was approved for a household, and what it says that it received."""

    __tablename__ = "entitlement"
    __table_args__ = (
        Index(
            "entitlement_code_idx",
            "book_id",
            "entitlement_code",
            unique=True,
            postgresql_where="log_position = entitlement_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "entitlement_replacement_idx",
            "book_id",
            "entitlement_id",
            postgresql_where="log_position <> entitlement_id",
        ),
        # What else a household is due of a project.
        Index(None, "book_id", "household_id", "project_id"),
        ForeignKeyConstraint(
            ["book_id", "entitlement_id"], ["entitlement.book_id", "entitlement.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "household_id"], ["household.book_id", "household.log_position"]
        ),
        CheckConstraint("approved_amount > 0", name="approved_amount"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("standard_amount > 0", name="standard_amount"),
        CheckConstraint("(period_from IS NULL) = (period_until IS NULL)", name="period"),
        CheckConstraint("period_until >= period_from", name="period_until"),
        CheckConstraint("due_on >= approved_on", name="due_on"),
        CheckConstraint("confirmed_amount >= 0", name="confirmed_amount"),
        CheckConstraint("(confirmed_amount IS NULL) = (confirmed_on IS NULL)", name="confirmation"),
    )

    entitlement_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    entitlement_code: Mapped[str]
    project_id: Mapped[int] = mapped_column(BigInteger)
    household_id: Mapped[int] = mapped_column(BigInteger)
    period_from: Mapped[date | None] = mapped_column(
        comment="first day it is due for; null: it is no subsidy of a period"
    )
    period_until: Mapped[date | None] = mapped_column(
        comment="last day on which a payment's own period may begin"
    )
    quantity: Mapped[Decimal | None] = mapped_column(
        Numeric(18, 3), comment="of persons, mu, months: what the standard is multiplied with"
    )
    unit: Mapped[str | None]
    standard_amount: Mapped[Decimal | None] = mapped_column(comment="for one unit, in yuan")
    standard_document: Mapped[str | None] = mapped_column(comment="number of the document on it")
    approved_amount: Mapped[Decimal]
    approved_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(comment="by when it is to be paid")
    confirmed_amount: Mapped[Decimal | None] = mapped_column(
        comment="what the household says that it received"
    )
    confirmed_on: Mapped[date | None]
    evidence: Mapped[str | None]
