"""What fails unexpectedly is told in the log: to the operator, line by line, and to nobody else."""

import asyncio
import datetime as dt
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg2 import DataError
from sqlalchemy.exc import DBAPIError
from starlette.types import Message, Receive, Scope, Send

from web.failures import UnexpectedFailures, trace
from web.serving import keep_log


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    """A folder that the pages' log is kept in for the time of a test."""
    folder = tmp_path / "logs"
    keep_log(folder)
    yield folder
    for name in ("mingzhang.web", "uvicorn.error"):
        logger = logging.getLogger(name)
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
            handler.close()


def ask(path: str) -> list[Message]:
    """What is answered to a request for a path, by an application that breaks."""

    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ZeroDivisionError

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    answered: list[Message] = []

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    # In a thread of its own: a browser of other tests may keep a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, UnexpectedFailures(broken)(scope, receive, send)).result()
    return answered


def test_an_address_cannot_write_lines_of_its_own_into_the_log(logs: Path) -> None:
    forged = "2026-01-01T00:00:00+0800 ERROR nothing to see"
    answered = ask(f"/books/\n{forged}\x1b[2J")
    assert answered[0]["status"] == 500
    written = (logs / "web.log").read_text(encoding="utf-8")
    assert forged in written
    assert not [line for line in written.splitlines() if line.startswith(forged)]
    assert "\x1b" not in written


def test_each_failure_is_logged_with_its_moment_and_offset(logs: Path) -> None:
    ask("/")
    moment = (logs / "web.log").read_text(encoding="utf-8").split()[0]
    assert dt.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S%z").utcoffset() is not None


def test_the_logs_are_for_the_programs_user_only(logs: Path) -> None:
    assert logs.stat().st_mode & 0o077 == 0


def test_of_what_the_database_says_no_character_steers_a_terminal() -> None:
    said = DataError('invalid input syntax for type date: "\x1b[2J\x9b"\nLINE 1: secret')
    told = trace(DBAPIError("SELECT", {}, said))
    assert told.isprintable()
    assert "secret" not in told
