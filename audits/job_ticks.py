"""Every tick of every scheduled job is a row: several schedulers may run, each tick acts once.

A scheduler holds the job's turn while it works. So a tick that is recorded as running while nobody
holds the turn was left by a process that died, and is done again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Connection, text
from sqlalchemy.orm import Mapped, mapped_column

from audits.alerting import write_job_failed_alerts
from audits.rule_versions import SCHEMA
from ledger.database import Base, rows_of
from ledger.language import t


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
    return {tick.job: tick for tick in rows_of(LatestTick, connection.execute(text(LATEST)))}


ENROL = """
INSERT INTO audits.job_tick (job, due_at, taken_by, started_at, finished_at, state, said)
SELECT :job, :due_at, :taken_by, clock_timestamp(), clock_timestamp(), 'skipped', :said
WHERE NOT EXISTS (SELECT FROM audits.job_tick WHERE job = :job)
ON CONFLICT (job, due_at) DO NOTHING
"""


def enrol_job(connection: Connection, job: str, due_at: datetime, taken_by: str) -> None:
    """Starts a job's record with the last tick before anybody scheduled it, which is skipped.

    Without it a new installation would catch up a night that it did not yet exist in.
    """
    said = t("此前尚未启用", "not scheduled before")
    values = {"job": job, "due_at": due_at, "taken_by": taken_by, "said": said}
    connection.execute(text(ENROL), values)


#: Older ticks that a process left behind: their work is in the tick now taken.
GIVE_UP = """
UPDATE audits.job_tick
SET state = 'failed', finished_at = clock_timestamp(), said = :said
WHERE job = :job AND state = 'running' AND due_at < :due_at
"""
TAKE = """
INSERT INTO audits.job_tick (job, due_at, taken_by, started_at, state)
VALUES (:job, :due_at, :taken_by, clock_timestamp(), 'running')
ON CONFLICT (job, due_at) DO UPDATE
SET taken_by = excluded.taken_by, started_at = excluded.started_at, said = :again
WHERE job_tick.state = 'running'
RETURNING job
"""


def take_tick(connection: Connection, job: str, due_at: datetime, taken_by: str) -> bool:
    """Records who does a tick of a job whose turn is held; False if it is on record as done."""
    left_behind = t("其进程中断，由下一次补做", "its process ended; done by the next tick")
    connection.execute(text(GIVE_UP), {"job": job, "due_at": due_at, "said": left_behind})
    again = t("上一个进程中断，重做", "done again: the process before ended")
    values = {"job": job, "due_at": due_at, "taken_by": taken_by, "again": again}
    return connection.execute(text(TAKE), values).first() is not None


FINISH = """
UPDATE audits.job_tick
SET state = :state, finished_at = clock_timestamp(), said = :said
WHERE job = :job AND due_at = :due_at
"""


def finish_tick(
    connection: Connection,
    job: str,
    due_at: datetime,
    state: Literal["done", "failed"],
    said: str,
) -> None:
    """Records how a tick ended and what is to be said of it; a failure is written as an alert."""
    values = {"job": job, "due_at": due_at, "state": state, "said": said}
    connection.execute(text(FINISH), values)
    if state == "failed":
        write_job_failed_alerts(connection, job, due_at, said)
