"""A tick is done once, whoever tries; what a dead process left is done again; failures are told."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from audit_runs import tell
from auditing import auditing
from sqlalchemy import Engine, text

from audits.job_ticks import latest_ticks
from jobs.ticks import enrol, perform, turn_of
from ledger.turns import turn_held

DUE = dt.datetime(2026, 11, 1, 2, tzinfo=dt.UTC)
#: A process that takes a tick and works until it is killed.
WORKER = """
import datetime as dt, sys
from jobs.ticks import perform
from ledger.database import open_engine

def work():
    print("working", flush=True)
    sys.stdin.read()
    return "done"

engine = open_engine(sys.argv[1], "mingzhang_jobs")
perform(engine, "job", dt.datetime.fromisoformat(sys.argv[2]), work)
"""


def states(engine: Engine) -> list[tuple[dt.datetime, str]]:
    """The ticks on record."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT due_at, state FROM audits.job_tick ORDER BY 1"))
        return [(row.due_at, row.state) for row in rows]


def test_a_tick_that_was_done_is_not_done_again(engine: Engine) -> None:
    assert perform(auditing(engine), "job", DUE, lambda: "first")
    assert not perform(auditing(engine), "job", DUE, lambda: pytest.fail("done twice"))
    assert states(engine) == [(DUE, "done")]


def test_a_new_installation_does_not_catch_up_a_night_before_it_existed(engine: Engine) -> None:
    enrol(auditing(engine), "job", DUE)
    assert not perform(auditing(engine), "job", DUE, lambda: pytest.fail("caught up"))
    later = DUE + dt.timedelta(days=1)
    enrol(auditing(engine), "job", later)
    assert perform(auditing(engine), "job", later, lambda: "")
    assert states(engine) == [(DUE, "skipped"), (later, "done")]


def test_a_failure_is_on_record_and_told_and_does_not_stop_the_next_tick(engine: Engine) -> None:
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")

    def fail() -> str:
        raise RuntimeError("disk full")

    assert perform(auditing(engine), "job", DUE, fail)
    with engine.connect() as connection:
        tick = latest_ticks(connection)["job"]
        alerts = connection.execute(text("SELECT kind, body ->> 'said' FROM audits.alert")).all()
    assert (tick.state, tick.said) == ("failed", "RuntimeError: disk full")
    assert alerts == [("job_failed", "RuntimeError: disk full")]
    assert perform(auditing(engine), "job", DUE + dt.timedelta(days=1), lambda: "")


@pytest.mark.parametrize("days_later", [0, 1])
def test_what_a_killed_process_left_is_done_by_the_next_and_not_before(
    engine: Engine, database: str, days_later: int
) -> None:
    command = [sys.executable, "-c", WORKER, database, DUE.isoformat()]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as worker:
        assert worker.stdout is not None
        line = worker.stdout.readline()
        while line and line != b"working\n":
            line = worker.stdout.readline()
        assert line, "the worker ended before it worked"
        assert not perform(
            auditing(engine), "job", DUE, lambda: pytest.fail("done beside the worker")
        )
        worker.send_signal(signal.SIGKILL)
    wait_for_turn(engine)
    due_at = DUE + dt.timedelta(days=days_later)
    assert perform(auditing(engine), "job", due_at, lambda: "again")
    expected = [(DUE, "done")] if days_later == 0 else [(DUE, "failed"), (due_at, "done")]
    assert states(engine) == expected


def wait_for_turn(engine: Engine) -> None:
    """Waits until the server has noticed that the killed process is gone."""
    with turn_held(auditing(engine), turn_of("job"), wait=True) as held:
        assert held
