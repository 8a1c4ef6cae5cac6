"""The one door to APScheduler: wakes at every time of the schedule and has the tick performed.

What is due is worked out from the clock and the schedule alone, so that several schedulers name
a tick alike and the database lets one of them have it. A tick missed while none ran is caught up
at the start; several missed ticks of one job are one.
"""

import datetime as dt
import signal
from collections.abc import Callable

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from jobs.schedule import SCHEDULE, Connected, ScheduledJob
from jobs.ticks import enrol, perform
from ledger.dates import BEIJING
from ledger.errors import WrongUse

FIELDS = ("minute", "hour", "day", "month", "day_of_week")
#: How far back a due time is looked for, nearest first, so that a frequent job costs little.
LOOK_BACK = (
    dt.timedelta(minutes=2),
    dt.timedelta(hours=2),
    dt.timedelta(days=2),
    dt.timedelta(days=40),
    dt.timedelta(days=400),
)

log = structlog.get_logger()


def trigger_of(job: ScheduledJob) -> CronTrigger:
    """When a job is due.

    Raises:
        WrongUse: its times are not a cron expression, or name a weekday by number, which
            APScheduler and cron count differently.
    """
    fields = job.times.split()
    second, fields = (fields[0], fields[1:]) if len(fields) == len(FIELDS) + 1 else ("0", fields)
    if len(fields) != len(FIELDS) or any(char.isdigit() for char in fields[-1]):
        raise wrong_times(job)
    try:
        return CronTrigger(
            second=second, timezone=BEIJING, **dict(zip(FIELDS, fields, strict=True))
        )
    except ValueError as error:
        raise wrong_times(job) from error


def wrong_times(job: ScheduledJob) -> WrongUse:
    """What to say of times that cannot be read."""
    return WrongUse(
        f"{job.variable}={job.times!r} 应为 cron 的五段（分 时 日 月 周），"
        "或前面加秒共六段，周几用 mon-sun。",
        f"{job.variable}={job.times!r} should have the five fields of cron "
        "(minute hour day month weekday), or six with the second in front, weekdays as mon-sun.",
    )


def latest_due(trigger: CronTrigger, now: dt.datetime) -> dt.datetime | None:
    """The last time at or before `now` at which a trigger fires; None if none is near."""
    for window in LOOK_BACK:
        latest: dt.datetime | None = None
        due = trigger.get_next_fire_time(None, now - window)
        while due is not None and due <= now:
            latest = due
            due = trigger.get_next_fire_time(due, due + dt.timedelta(microseconds=1))
        if latest is not None:
            return latest
    return None


def tick(connected: Connected, job: ScheduledJob) -> None:
    """Performs a job's latest due tick unless that was done."""
    due_at = latest_due(trigger_of(job), dt.datetime.now(BEIJING))
    if due_at is not None:
        perform(connected.engine, job.name, due_at, lambda: job.work(connected))


def start(connected: Connected) -> None:
    """Schedules every job and works until the process is told to end (SIGTERM, SIGINT).

    Raises:
        WrongUse: the times of a job cannot be read.
    """
    scheduler = BlockingScheduler(
        timezone=BEIJING,
        executors={"default": ThreadPoolExecutor(len(SCHEDULE))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for job in SCHEDULE:
        trigger = trigger_of(job)
        due_at = latest_due(trigger, dt.datetime.now(BEIJING))
        if due_at is not None:
            enrol(connected.engine, job.name, due_at)
        scheduler.add_job(tick, trigger, args=(connected, job), id=job.name)
        scheduler.add_job(tick, args=(connected, job), id=f"{job.name} missed")
    stop_on_signals(lambda: scheduler.shutdown(wait=False))
    log.info("scheduler started", jobs=[job.name for job in SCHEDULE])
    scheduler.start()
    log.info("scheduler stopped")


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Has `stop` called when the process is asked to end."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop())
