"""The text of every rule that a run has used, so that a verdict always has its law beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact

SCHEMA = "audits"


class RuleVersion(Base, CommonFact):
    """One version of a rule, whole: law, queries, sentences, examples, and the hash of all that."""

    __tablename__ = "rule_version"
    __table_args__ = (
        # An auditor's own rule is known by its code, and has a place.
        CheckConstraint(
            "starts_with(rule_code, 'X') = (text ->> 'division' IS NOT NULL)", name="division"
        ),
        {"schema": SCHEMA},
    )

    rule_code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(comment="of the canonical JSON of `text`")
    text: Mapped[dict[str, Any]] = mapped_column(JSONB)
    recorded_at: Mapped[datetime]
