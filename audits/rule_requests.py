"""What rules go by is changed by two: one asks for a figure or a version, another releases it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import Base, CommonFact


class RuleRequest(Base, CommonFact):
    """Somebody asks that a parameter have a value somewhere, or that a version be the one run."""

    __tablename__ = "rule_request"
    __table_args__ = (
        CheckConstraint("kind IN ('parameter', 'version')", name="kind"),
        CheckConstraint(
            "(kind = 'version') = (version IS NOT NULL)"
            " AND (kind = 'parameter') = (name IS NOT NULL AND valid_from IS NOT NULL)"
            " AND (kind = 'parameter' OR value IS NULL)"
            " AND (kind = 'version' OR division_id IS NOT NULL)",
            name="content",
        ),
        Index(None, "rule_code"),
        {"schema": SCHEMA},
    )

    request_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    kind: Mapped[str]
    rule_code: Mapped[str]
    version: Mapped[int | None] = mapped_column(comment="of the text on record that shall be run")
    division_id: Mapped[str | None] = mapped_column(
        ForeignKey("ledger.division.division_id"),
        comment="where it holds, and in all below; null: everywhere",
    )
    name: Mapped[str | None] = mapped_column(comment="of the parameter")
    valid_from: Mapped[date | None] = mapped_column(comment="from which day of a run")
    value: Mapped[Decimal | None] = mapped_column(
        Numeric(18, 4), comment="days, an amount or a share; null: again what holds above"
    )
    ground: Mapped[str] = mapped_column(comment="the document that sets it, or why")


class RuleDecision(Base, CommonFact):
    """Another person releases or refuses what was asked; or who asked takes it back."""

    __tablename__ = "rule_decision"
    __table_args__ = (
        CheckConstraint("decision IN ('released', 'refused', 'withdrawn')", name="decision"),
        {"schema": SCHEMA},
    )

    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("audits.rule_request.request_id"), primary_key=True
    )
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str]
