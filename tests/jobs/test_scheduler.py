"""When a job is due follows from the schedule alone; two schedulers have each effect once."""

import datetime as dt
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from audit_runs import hold_money_too_long, let_calendar_reach_today, run_late_pass_down, tell
from auditing import auditing
from hypothesis import given
from hypothesis import strategies as st
from receivers import PATIENCE, hook
from sqlalchemy import Engine, text

from jobs.schedule import SCHEDULE
from jobs.scheduler import latest_due, trigger_of
from ledger.dates import BEIJING
from ledger.errors import WrongUse
from ledger.personal import Protector

JOB = SCHEDULE[0]
MOMENTS = st.datetimes(
    dt.datetime(2020, 1, 1),  # noqa: DTZ001  (Hypothesis adds the zone)
    dt.datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(BEIJING),
)
#: Ticks of the busiest job that the two schedulers are watched for.
TICKS = 6


@given(now=MOMENTS, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_daily_job_is_due_at_its_last_time_of_day(
    now: dt.datetime, hour: int, minute: int
) -> None:
    trigger = trigger_of(replace(JOB, cron=f"{minute} {hour} * * *"))
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    assert latest_due(trigger, now) == (today if today <= now else today - dt.timedelta(days=1))


@given(now=MOMENTS)
def test_a_job_of_every_minute_is_due_at_the_full_minute(now: dt.datetime) -> None:
    trigger = trigger_of(replace(JOB, cron="* * * * *"))
    assert latest_due(trigger, now) == now.replace(second=0, microsecond=0)


@pytest.mark.parametrize("times", ["", "2 * * *", "0 25 * * *", "0 2 * * 1", "often"])
def test_times_that_cannot_be_read_are_refused_by_the_variable_that_says_them(
    times: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(JOB.variable, times or " ")
    with pytest.raises(WrongUse, match="MINGZHANG_SCHEDULE_NIGHTLY_AUDIT"):
        trigger_of(JOB)


@contextmanager
def scheduler_of(database: str) -> Iterator["subprocess.Popen[str]"]:
    """A scheduler of the test's database that sends alerts every second."""
    environment = os.environ | {
        "MINGZHANG_DATABASE_URL": database,
        "MINGZHANG_SCHEDULE_SEND_ALERTS": "* * * * * *",
        "LANG": "en",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "cli.main", "jobs", "start"],
        env=environment,
        cwd=Path.cwd(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as scheduler:
        try:
            yield scheduler
        finally:
            scheduler.kill()


def read_until(schedulers: "list[subprocess.Popen[str]]", pattern: str, times: int) -> list[str]:
    """Reads what the schedulers say until a line that matches has come that often."""
    said: list[str] = []
    deadline = time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as selector:
        for scheduler in schedulers:
            assert scheduler.stdout is not None
            selector.register(scheduler.stdout, selectors.EVENT_READ)
        while sum(bool(re.search(pattern, line)) for line in said) < times:
            ready = selector.select(timeout=max(0.0, deadline - time.monotonic()))
            assert ready, f"nothing more was said:\n{''.join(said)}"
            said.extend(key.fileobj.readline() for key, _ in ready)
    return said


def enrolled_long_ago(engine: Engine) -> None:
    """The nightly audit was scheduled before and has missed its ticks since."""
    with auditing(engine).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audits.job_tick"
                " (job, due_at, taken_by, started_at, finished_at, state)"
                " VALUES ('nightly_audit', '2026-01-01', 'x', now(), now(), 'done')"
            )
        )


def test_two_schedulers_at_once_have_each_effect_once_and_catch_up_what_was_missed(
    engine: Engine, owner: Engine, database: str, protector: Protector
) -> None:
    let_calendar_reach_today(owner)
    hold_money_too_long(engine, protector)
    with hook() as receiver, ExitStack() as stack:
        with engine.begin() as connection:
            tell(connection, receiver.url)
        run_late_pass_down(engine, database)
        enrolled_long_ago(engine)
        schedulers = [stack.enter_context(scheduler_of(database)) for _ in range(2)]
        said = read_until(schedulers, r"job=send_alerts .*state=done", TICKS)
        if not any(re.search(r"job=nightly_audit .*state=done", line) for line in said):
            said += read_until(schedulers, r"job=nightly_audit .*state=done", 1)
        for scheduler in schedulers:
            scheduler.send_signal(signal.SIGTERM)
        assert [scheduler.wait(PATIENCE) for scheduler in schedulers] == [0, 0]
        assert "Traceback" not in "".join(said)
        got = [receiver.received.get(timeout=PATIENCE)]
        while not receiver.received.empty():
            got.append(receiver.received.get())
    keys = [each.headers["Idempotency-Key"] for each in got]
    assert len(keys) == len(set(keys)), "an alert was sent twice"
    with engine.connect() as connection:
        runs = connection.execute(
            text("SELECT count(*) FROM audits.run WHERE started_by = 'nightly_audit'")
        ).scalar_one()
        sendings = connection.execute(
            text(
                "SELECT count(*) FROM audits.job_tick WHERE job = 'send_alerts' AND state = 'done'"
            )
        ).scalar_one()
    assert runs == 1, "the missed night is caught up, and once"
    assert sendings >= TICKS
