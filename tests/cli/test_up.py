"""`mingzhang up` starts everything and stops all of it, however it is stopped; twice is once."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import ROOT, environment, free_port, mingzhang
from processes import PATIENCE, children_of, ended, server_of, watch
from sqlalchemy import text

from jobs.schedule import SCHEDULE
from ledger.database import open_engine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are watched as Linux can"),
]
#: Kept for looking things up and for who is signed in; a start may touch them.
NOT_FACTS = {
    "job_tick",
    "web_session",
    "access_record",
    "sign_in_brake",
    "user_secret",
    # Rolled up by a job while the first or second start lasts.
    "balance_slice",
    "balance_slice_day",
}


def around(data_dir: Path) -> dict[str, str]:
    """The environment of an `up` with a data directory of its own; nothing runs by night."""
    return environment(
        MINGZHANG_DATA_DIR=str(data_dir),
        MINGZHANG_PORT=str(free_port()),
        MINGZHANG_SCHEDULE_NIGHTLY_AUDIT="0 0 1 1 *",
        MINGZHANG_SCHEDULE_CHECK_DEADLINES="0 0 1 1 *",
        MINGZHANG_SCHEDULE_SEND_ALERTS="0 0 1 1 *",
        MINGZHANG_SCHEDULE_SEAL="0 0 1 1 *",
        MINGZHANG_SCHEDULE_VERIFY_SHARE="0 0 1 1 *",
        MINGZHANG_SCHEDULE_VERIFY_WHOLE="0 0 1 1 *",
        MINGZHANG_SCHEDULE_WITNESS_LATE="0 0 1 1 *",
        PYTHONUNBUFFERED="1",
    )


@contextmanager
def running(surroundings: dict[str, str], *arguments: str) -> "Iterator[Up]":
    """An `up` that has said it is ready; killed if the test leaves it running."""
    with subprocess.Popen(
        [sys.executable, "-m", "cli.main", "up", *arguments],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        up = Up(process, Path(surroundings["MINGZHANG_DATA_DIR"]))
        try:
            up.read_until_ready()
            yield up
        finally:
            process.kill()


class Up:
    """A running `mingzhang up`, and what it has said."""

    def __init__(self, process: "subprocess.Popen[str]", data_dir: Path) -> None:
        self.process = process
        self.data_dir = data_dir
        self.said = ""

    def read_until_ready(self) -> None:
        """Reads until it tells where its logs are, its last word before it waits."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                return
        assert self.process.stderr is not None
        pytest.fail(f"it ended:\n{self.said}\n{self.process.stderr.read()}")

    def page(self) -> str:
        """What the first page answers."""
        address = re.findall(r"http://\S+:\d+", self.said)[-1]
        with urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE) as answer:  # noqa: S310  (ours)
            return str(answer.read().decode())

    def watched(self) -> dict[str, int]:
        """Handles of all it started: the pages, the scheduler, and the database."""
        web, scheduler = children_of(self.process.pid)
        server = server_of(self.data_dir)
        named = {"web": web, "scheduler": scheduler, "server": server}
        return {name: watch(pid) for name, pid in named.items()}

    def rows(self) -> dict[str, int]:
        """How many rows each table of facts has."""
        url = f"postgresql+psycopg2://postgres:@/postgres?host={self.data_dir / 'postgres'}"
        engine = open_engine(url, role=None)
        with engine.connect() as connection:
            tables = connection.execute(
                text(
                    "SELECT schemaname || '.' || tablename FROM pg_tables"
                    " WHERE schemaname IN ('ledger', 'audits') AND tablename <> ALL(:others)"
                ),
                {"others": list(NOT_FACTS)},
            ).scalars()
            counted = {
                table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in tables.all()
            }
        engine.dispose()
        return counted


def stop(up: Up, number: int = signal.SIGINT) -> tuple[int, str]:
    """Stops it; its exit code, and what it said on the error stream."""
    up.process.send_signal(number)
    _, complaints = up.process.communicate(timeout=PATIENCE)
    # A progress bar leaves an empty line where nobody watches.
    return up.process.returncode, complaints.strip()


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data directory of its own, short enough for a socket, where the server's user may go."""
    folder = Path(tempfile.mkdtemp(prefix="mz-up-"))
    yield folder
    shutil.rmtree(folder)


def test_up_loads_the_demonstration_once_and_ctrl_c_leaves_nothing_running(data_dir: Path) -> None:
    surroundings = around(data_dir)
    with running(surroundings) as first:
        assert first.page() == "ok\n"
        assert "The most serious flags:" in first.said
        loaded = first.rows()
        watched = first.watched()
        verified = mingzhang(surroundings, "verify", "--json")
        found = json.loads(verified.stdout)
        assert (found["findings"], found["unsealed"], len(found["keys"])) == ([], 0, 1)
        assert stop(first) == (0, "")
        assert [name for name, handle in watched.items() if not ended(handle)] == []
    assert loaded["audits.run"] == 1
    assert min(loaded[table] for table in ("ledger.disbursement", "audits.flag")) > 0
    with running(surroundings) as second:
        assert second.page() == "ok\n"
        assert "loading" not in second.said
        assert second.rows() == loaded
        assert stop(second, signal.SIGTERM)[0] == 0


def test_a_killed_up_takes_its_children_with_it_and_the_next_one_starts(data_dir: Path) -> None:
    surroundings = around(data_dir)
    with running(surroundings, "--empty") as killed:
        watched = killed.watched()
        killed.process.kill()
        killed.process.wait()
        assert ended(watched["web"])
        assert ended(watched["scheduler"])
    with running(surroundings, "--empty") as next_one:
        assert next_one.page() == "ok\n"
        server = watch(server_of(data_dir))
        assert stop(next_one) == (0, "")
        assert ended(server)


def test_a_part_that_ends_by_itself_ends_all_of_it_with_its_name(data_dir: Path) -> None:
    with running(around(data_dir), "--empty") as up:
        watched = up.watched()
        os.kill(children_of(up.process.pid)[1], signal.SIGKILL)
        _, complaints = up.process.communicate(timeout=PATIENCE)
        assert up.process.returncode == 3
        assert "scheduler" in complaints
        assert complaints.count("\n") == 1
        assert [name for name, handle in watched.items() if not ended(handle)] == []


def test_commands_join_the_server_that_up_keeps(data_dir: Path) -> None:
    surroundings = around(data_dir)
    with running(surroundings, "--empty") as up:
        done = mingzhang(surroundings, "jobs", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        assert len(json.loads(done.stdout)) == len(SCHEDULE)
        assert up.page() == "ok\n"
        assert stop(up) == (0, "")
