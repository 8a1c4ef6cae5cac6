"""One tick of one job: taken by one scheduler of however many run, and put on record.

A scheduler holds the job's advisory lock while it works. So a tick that is recorded as running
while nobody holds the lock was left by a process that died, and is done again.
"""

import datetime as dt
import os
import platform
from collections.abc import Callable

import structlog
from sqlalchemy import Connection, Engine, text

from audits.alerting import write_job_failed_alerts
from ledger.language import t

#: The advisory locks of jobs have this class.
JOB_LOCK = 20170324

log = structlog.get_logger()

TAKE = """
INSERT INTO audits.job_tick (job, due_at, taken_by, started_at, state)
VALUES (:job, :due_at, :taken_by, clock_timestamp(), 'running')
ON CONFLICT (job, due_at) DO UPDATE
SET taken_by = excluded.taken_by, started_at = excluded.started_at, said = :again
WHERE job_tick.state = 'running'
RETURNING job
"""
#: Older ticks that a process left behind: their work is in the tick now taken.
GIVE_UP = """
UPDATE audits.job_tick
SET state = 'failed', finished_at = clock_timestamp(), said = :said
WHERE job = :job AND state = 'running' AND due_at < :due_at
"""
FINISH = """
UPDATE audits.job_tick
SET state = :state, finished_at = clock_timestamp(), said = :said
WHERE job = :job AND due_at = :due_at
"""
ENROL = """
INSERT INTO audits.job_tick (job, due_at, taken_by, started_at, finished_at, state, said)
SELECT :job, :due_at, :taken_by, clock_timestamp(), clock_timestamp(), 'skipped', :said
WHERE NOT EXISTS (SELECT FROM audits.job_tick WHERE job = :job)
ON CONFLICT (job, due_at) DO NOTHING
"""


def taker() -> str:
    """This process, as a tick names it."""
    return f"{platform.node()}:{os.getpid()}"


def enrol(engine: Engine, job: str, due_at: dt.datetime) -> None:
    """Starts a job's record with the last tick before anybody scheduled it, which is skipped.

    Without it a new installation would catch up a night that it did not yet exist in.
    """
    with engine.begin() as connection:
        connection.execute(
            text(ENROL),
            {
                "job": job,
                "due_at": due_at,
                "taken_by": taker(),
                "said": t("此前尚未启用", "not scheduled before"),
            },
        )


def perform(engine: Engine, job: str, due_at: dt.datetime, work: Callable[[], str]) -> bool:
    """Does the work of a tick unless it was done or is being done; returns whether it did.

    A failure is recorded with the tick, logged, and written as an alert; it is not raised, so
    that the next tick comes.

    Args:
        engine: to the ledger, as the application.
        job: the job's name.
        due_at: when the tick was due, with a time zone.
        work: does it and says what it did.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
        if not lock(guard, job, "pg_try_advisory_lock"):
            return False
        try:
            if not take(guard, job, due_at):
                return False
            state, said = outcome_of(work)
            with engine.begin() as connection:
                connection.execute(
                    text(FINISH), {"job": job, "due_at": due_at, "state": state, "said": said}
                )
                if state == "failed":
                    write_job_failed_alerts(connection, job, due_at, said)
            log.info("tick", job=job, due_at=due_at.isoformat(), state=state, said=said)
        finally:
            # The connection goes back to a pool: it would keep the lock.
            lock(guard, job, "pg_advisory_unlock")
    return True


def lock(connection: Connection, job: str, function: str) -> bool:
    """Takes or gives back the job's lock."""
    return bool(
        connection.execute(
            text(f"SELECT {function}(:class, hashtext(:job))"), {"class": JOB_LOCK, "job": job}
        ).scalar_one()
    )


def take(connection: Connection, job: str, due_at: dt.datetime) -> bool:
    """Records that this process does the tick; False if it is on record as done."""
    left_behind = t("其进程中断，由下一次补做", "its process ended; done by the next tick")
    connection.execute(text(GIVE_UP), {"job": job, "due_at": due_at, "said": left_behind})
    again = t("上一个进程中断，重做", "done again: the process before ended")
    values = {"job": job, "due_at": due_at, "taken_by": taker(), "again": again}
    return connection.execute(text(TAKE), values).first() is not None


def outcome_of(work: Callable[[], str]) -> tuple[str, str]:
    """Does the work; the state it ended in and what is to be said of it."""
    try:
        return "done", work()
    except Exception as error:
        # Whatever it was: a job that fails says so, and the next tick comes.
        log.exception("job failed")
        return "failed", f"{type(error).__name__}: {error}"[:1000]
