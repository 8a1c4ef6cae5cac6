"""An alert tells a recipient what a run found; it is written with the flags, and sent later."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Identity,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import PERSONAL, Base, CommonFact, Salted


class Subscription(Base, CommonFact, Salted):
    """Who is told of what: the flags of a division and all below it, from a severity up."""

    __tablename__ = "subscription"
    __table_args__ = (
        ForeignKeyConstraint(["division_id"], ["ledger.division.division_id"]),
        CheckConstraint("channel IN ('email', 'webhook')", name="channel"),
        CheckConstraint("least_severity BETWEEN 1 AND 4", name="least_severity"),
        CheckConstraint("(channel = 'webhook') = (secret IS NOT NULL)", name="secret"),
        {"schema": SCHEMA},
    )

    subscription_id: Mapped[int] = mapped_column(
        BigInteger, Identity(always=True), primary_key=True
    )
    recipient: Mapped[str] = mapped_column(comment="the body that is told", info=PERSONAL)
    channel: Mapped[str]
    address: Mapped[str] = mapped_column(comment="an e-mail address or a URL", info=PERSONAL)
    secret: Mapped[str | None] = mapped_column(
        comment="a webhook's messages are signed with it", info=PERSONAL
    )
    division_id: Mapped[str]
    least_severity: Mapped[int]
    rule_codes: Mapped[list[str] | None] = mapped_column(ARRAY(Text), comment="null: all rules")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class SubscriptionEnd(Base, CommonFact):
    """The end of a subscription, by whom."""

    __tablename__ = "subscription_end"
    __table_args__ = (
        ForeignKeyConstraint(["subscription_id"], ["audits.subscription.subscription_id"]),
        {"schema": SCHEMA},
    )

    subscription_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Alert(Base, CommonFact, Salted):
    """One message to one recipient about one subject; the same key is never written twice."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("idempotency_key"),
        ForeignKeyConstraint(["subscription_id"], ["audits.subscription.subscription_id"]),
        ForeignKeyConstraint(["run_id"], ["audits.run.run_id"]),
        CheckConstraint(
            "kind IN ('flags', 'run_incomplete', 'flag_overdue', 'job_failed',"
            " 'evidence_broken', 'witness_late')",
            name="kind",
        ),
        {"schema": SCHEMA},
    )

    alert_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    subscription_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    run_id: Mapped[int | None] = mapped_column(BigInteger)
    book_id: Mapped[int | None]
    idempotency_key: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB, info=PERSONAL)
    created_at: Mapped[datetime]


class AlertDelivery(Base, CommonFact):
    """One attempt to deliver an alert, and how it ended."""

    __tablename__ = "alert_delivery"
    __table_args__ = (
        ForeignKeyConstraint(["alert_id"], ["audits.alert.alert_id"]),
        CheckConstraint("outcome IN ('sent', 'failed', 'given_up')", name="outcome"),
        {"schema": SCHEMA},
    )

    alert_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    attempted_at: Mapped[datetime]
    outcome: Mapped[str]
    error: Mapped[str | None]
    next_attempt_at: Mapped[datetime | None] = mapped_column(comment="null: none follows")
