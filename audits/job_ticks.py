"""Every tick of every scheduled job is a row: several schedulers may run, each tick acts once."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import Base


class JobTick(Base):
    """One due time of one job, who took it, and how it ended."""

    __tablename__ = "job_tick"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'failed')", name="state"),
        {"schema": SCHEMA},
    )

    job: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    taken_by: Mapped[str] = mapped_column(comment="host and process")
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str]
    said: Mapped[str | None] = mapped_column(comment="what it did, or why it failed")
