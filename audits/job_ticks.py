"""Every tick of every scheduled job is a row: several schedulers may run, each tick acts once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, text
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import Base


class JobTick(Base):
    """One due time of one job, who took it, and how it ended."""

    __tablename__ = "job_tick"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'failed', 'skipped')", name="state"),
        {"schema": SCHEMA},
    )

    job: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    taken_by: Mapped[str] = mapped_column(comment="host and process")
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str]
    said: Mapped[str | None] = mapped_column(comment="what it did, or why it failed")


LATEST = """
SELECT DISTINCT ON (job) job, due_at, taken_by, started_at, finished_at, state, said
FROM audits.job_tick
ORDER BY job, due_at DESC
"""


@dataclass(frozen=True)
class LatestTick:
    """The tick of a job that was due last."""

    job: str
    due_at: datetime
    taken_by: str
    started_at: datetime
    finished_at: datetime | None
    state: str
    said: str | None


def latest_ticks(connection: Connection) -> dict[str, LatestTick]:
    """The latest tick of every job that ever ticked, by the job's name."""
    return {
        row.job: LatestTick(**row._mapping)  # noqa: SLF001  (documented use)
        for row in connection.execute(text(LATEST))
    }
