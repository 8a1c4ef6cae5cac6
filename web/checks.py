"""Runs the audit of one book when somebody asks for it, in a process of its own.

Running rules takes Great Expectations, which no page ever loads; so the command does it.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from sqlalchemy import URL

from ledger.dates import BEIJING
from ledger.language import Language
from ledger.settings import Settings

#: How long a check that is told to stop may take to do so, in seconds.
STOPPING = 10


@dataclass
class BookCheck:
    """One check that somebody asked for."""

    number: int
    book_id: int
    division_name: str
    asked_by: str
    begun_at: datetime
    process: subprocess.Popen[bytes]
    #: Where it writes what it found, and what keeps it from finding anything.
    files: tuple[IO[bytes], IO[bytes]]
    said: str = ""
    complained: str = ""

    def look(self) -> None:
        """Takes down what it said once it has ended; called with the lock of all checks held."""
        if self.process.poll() is None or self.files[0].closed:
            return
        self.said, self.complained = (whole(file) for file in self.files)

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self.files[0].closed

    @property
    def summary(self) -> dict[str, Any] | None:
        """What it found, or None if it goes on or failed."""
        try:
            summary = json.loads(self.said)
        except ValueError:
            return None
        return summary if isinstance(summary, dict) else None

    @property
    def failure(self) -> str:
        """Why it failed, in the last line it said."""
        lines = self.complained.strip().splitlines()
        return lines[-1] if lines else str(self.process.returncode)


def whole(file: IO[bytes]) -> str:
    """All that stands in a file, which is then done with."""
    file.seek(0)
    with file:
        return file.read().decode(errors="replace")


@dataclass(frozen=True)
class Asker:
    """Who asks for a check, and the token of the session that it is made for."""

    login: str
    session: str


class BookChecks:
    """The checks that were asked for since this program started; one goes on at a time."""

    def __init__(self, url: URL, settings: Settings) -> None:
        self._environment = {
            "MINGZHANG_DATABASE_URL": url.render_as_string(hide_password=False),
            "MINGZHANG_DATA_DIR": str(settings.data_dir),
        }
        self._checks: list[BookCheck] = []
        self._lock = threading.Lock()

    def begin(
        self, book_id: int, division: tuple[str, str], who: Asker, language: Language
    ) -> BookCheck:
        """Begins a check of the book of a division (its code and name).

        Where one is going on, that one is returned.
        """
        code, name = division
        with self._lock:
            for check in self._checks:
                check.look()
                if check.running:
                    return check
            said = tempfile.TemporaryFile()  # noqa: SIM115  (read when it has ended)
            complained = tempfile.TemporaryFile()  # noqa: SIM115  (the same)
            command = [sys.executable, "-m", "cli.main", "audit", "--json"]
            command += ["--book", code]
            process = subprocess.Popen(  # noqa: S603  (our own command, its words one by one)
                command,
                env=os.environ
                | self._environment
                | {"MINGZHANG_LANG": language, "MINGZHANG_SESSION": who.session},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=complained,
            )
            check = BookCheck(
                len(self._checks) + 1,
                book_id,
                name,
                who.login,
                datetime.now(BEIJING),
                process,
                (said, complained),
            )
            self._checks.append(check)
            return check

    def find(self, number: int) -> BookCheck | None:
        """The check of that number, or None if this program began none."""
        with self._lock:
            if not 0 < number <= len(self._checks):
                return None
            check = self._checks[number - 1]
            check.look()
            return check

    def stop(self) -> None:
        """Stops what is going on; its run stays on record without an end."""
        with self._lock:
            for check in self._checks:
                if check.process.poll() is None:
                    check.process.terminate()
                    try:
                        check.process.wait(STOPPING)
                    except subprocess.TimeoutExpired:
                        check.process.kill()
                        check.process.wait()
                check.look()
