"""One tick of one job: taken by one scheduler of however many run, and put on record."""

import datetime as dt
import os
import platform
from collections.abc import Callable
from typing import Literal

import structlog
from sqlalchemy import Engine

from audits.job_ticks import enrol_job, finish_tick, take_tick
from ledger.turns import turn_held

log = structlog.get_logger()


def taker() -> str:
    """This process, as a tick names it."""
    return f"{platform.node()}:{os.getpid()}"


def turn_of(job: str) -> str:
    """The turn that is held while a job works."""
    return f"job {job}"


def enrol(engine: Engine, job: str, due_at: dt.datetime) -> None:
    """Starts a job's record, unless it has one, with the tick before it was scheduled."""
    with engine.begin() as connection:
        enrol_job(connection, job, due_at, taker())


def perform(engine: Engine, job: str, due_at: dt.datetime, work: Callable[[], str]) -> bool:
    """Does the work of a tick unless it was done or is being done; returns whether it did.

    A failure is recorded with the tick, logged, and written as an alert; it is not raised, so
    that the next tick comes.

    Args:
        engine: to the ledger, as runs and jobs see it.
        job: the job's name.
        due_at: when the tick was due, with a time zone.
        work: does it and says what it did.
    """
    with turn_held(engine, turn_of(job)) as held:
        if not held:
            return False
        with engine.begin() as connection:
            if not take_tick(connection, job, due_at, taker()):
                return False
        state, said = outcome_of(work)
        with engine.begin() as connection:
            finish_tick(connection, job, due_at, state, said)
        log.info("tick", job=job, due_at=due_at.isoformat(), state=state, said=said)
    return True


def outcome_of(work: Callable[[], str]) -> tuple[Literal["done", "failed"], str]:
    """Does the work; the state it ended in and what is to be said of it."""
    try:
        return "done", work()
    except Exception as error:
        # Whatever it was: a job that fails says so, and the next tick comes.
        log.exception("job failed")
        return "failed", f"{type(error).__name__}: {error}"[:1000]
