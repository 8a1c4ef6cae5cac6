"""A run applies the catalogue to the ledger as of a day and a position; it is complete or not."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Identity, Index, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import PERSONAL, Base, CommonFact, Salted


class Run(Base, CommonFact):
    """A run that was begun: what it looked at, and who or what began it."""

    __tablename__ = "run"
    __table_args__ = (
        ForeignKeyConstraint(["horizon_id"], ["ledger.horizon.horizon_id"]),
        {"schema": SCHEMA},
    )

    run_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    horizon_id: Mapped[int] = mapped_column(BigInteger)
    as_of: Mapped[date]
    book_id: Mapped[int | None] = mapped_column(comment="null: all books")
    looks_back: Mapped[bool] = mapped_column(
        comment="as of a day before the latest run's: it stores breaches, but no flags"
    )
    started_at: Mapped[datetime]
    started_by: Mapped[str]


class RunRule(Base, CommonFact):
    """What became of one rule in a run: its counts, or why it could not be run."""

    __tablename__ = "run_rule"
    __table_args__ = (
        ForeignKeyConstraint(["run_id"], ["audits.run.run_id"]),
        ForeignKeyConstraint(
            ["rule_code", "version"],
            ["audits.rule_version.rule_code", "audits.rule_version.version"],
        ),
        ForeignKeyConstraint(["base_run_id"], ["audits.run.run_id"]),
        CheckConstraint("(error IS NULL) = (examined IS NOT NULL)", name="error"),
        {"schema": SCHEMA},
    )

    run_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    rule_code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    examined: Mapped[int | None] = mapped_column(BigInteger)
    breached: Mapped[int | None] = mapped_column(BigInteger)
    not_applicable: Mapped[int | None] = mapped_column(BigInteger)
    seconds: Mapped[Decimal] = mapped_column(Numeric(12, 3))
    error: Mapped[str | None]
    base_run_id: Mapped[int | None] = mapped_column(
        BigInteger,
        comment="whose result was taken over for books that had not changed; null: none",
    )
    given: Mapped[str | None] = mapped_column(
        comment="hash of all that it went by apart from the facts of the books"
    )


class RunOutcome(Base, CommonFact):
    """The end of a run. A run without one is under way, or was cut off."""

    __tablename__ = "run_outcome"
    __table_args__ = (
        ForeignKeyConstraint(["run_id"], ["audits.run.run_id"]),
        CheckConstraint("state IN ('complete', 'incomplete')", name="state"),
        {"schema": SCHEMA},
    )

    run_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    state: Mapped[str]
    new_flags: Mapped[int] = mapped_column(BigInteger)
    seen_again: Mapped[int] = mapped_column(BigInteger)
    no_longer_seen: Mapped[int] = mapped_column(BigInteger)
    finished_at: Mapped[datetime]


class Breach(Base, CommonFact, Salted):
    """One row that a rule's query returned, as it returned it."""

    __tablename__ = "breach"
    __table_args__ = (
        ForeignKeyConstraint(["run_id"], ["audits.run.run_id"]),
        # The breaches of a run, a rule at a time.
        Index(None, "run_id", "rule_code"),
        {"schema": SCHEMA},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    rule_code: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    run_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    amount_at_issue: Mapped[Decimal | None]
    due_on: Mapped[date | None]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, info=PERSONAL)
