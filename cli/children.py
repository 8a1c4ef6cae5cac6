"""Starts the processes that `mingzhang up` keeps beside itself, and stops them with it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ledger.errors import SystemFailed

#: How long a child may take to end when asked, before it is killed (which harms nothing).
PATIENCE_SECONDS = 10
#: How long the pages may take to answer for the first time.
START_SECONDS = 60


class Stopped(BaseException):
    """Somebody asked this process to end."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turns SIGINT and SIGTERM into `Stopped`, once; further ones are ignored while we stop."""

    def stop(*_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except Stopped:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Children:
    """The processes beside this one; each writes what it says to a log of its own.

    Args:
        environment: theirs.
        logs: the folder of their logs.
    """

    def __init__(self, environment: dict[str, str], logs: Path) -> None:
        self.environment = environment
        self.logs = logs
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Starts `cli.child` under a name that it knows."""
        self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.log_of(name).open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603  (our own module)
                [sys.executable, "-m", "cli.child", name],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                # Ctrl-C is for `up` alone, which then stops them in order.
                start_new_session=True,
            )

    def log_of(self, name: str) -> Path:
        """Where a child's words go."""
        return self.logs / f"{name}.out"

    def wait_until_one_ends(self) -> None:
        """Waits for ever, unless a child ends by itself.

        Raises:
            SystemFailed: one did.
        """
        ended, _ = os.wait()
        name = next((n for n, process in self.running.items() if process.pid == ended), "?")
        raise self.ended(name)

    def check_running(self) -> None:
        """Every child still runs.

        Raises:
            SystemFailed: one ended.
        """
        for name, process in self.running.items():
            if process.poll() is not None:
                raise self.ended(name)

    def ended(self, name: str) -> SystemFailed:
        """What to say of a child that ended by itself: its last words."""
        said = self.log_of(name).read_text(errors="replace").strip().splitlines()
        last = said[-1] if said else ""
        return SystemFailed(
            f"{name} 意外退出：{last}（日志 {self.log_of(name)}）",
            f"{name} ended unexpectedly: {last} (log {self.log_of(name)})",
        )

    def stop(self) -> None:
        """Asks every child to end, and kills those that do not."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            close(process.stdin)


def close(pipe: IO[Any] | None) -> None:
    """Closes our end of a child's pipe."""
    if pipe is not None:
        pipe.close()


def wait_until_answered(url: str, children: Children) -> None:
    """Waits until a page answers.

    Raises:
        SystemFailed: a child ended, or it does not answer in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        children.check_running()
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS):  # noqa: S310  (our own)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemFailed(f"网页没有应答：{url}", f"The pages do not answer: {url}")
