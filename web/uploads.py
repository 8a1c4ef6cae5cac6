"""Keeps an uploaded file and what its check found until it is posted, for its uploader only."""

import contextlib
import json
import re
import secrets
import shutil
import threading
import time
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from ledger.errors import WrongUse
from ledger.imports.outcomes import Outcome
from ledger.imports.problems import Problem
from ledger.imports.summing import Sum
from ledger.language import Text

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,60}")
#: What was neither posted nor mended within a day is thrown away.
KEPT_SECONDS = 24 * 60 * 60
#: In bytes, of which a Chinese character has three: file systems take 255 with the suffix.
LONGEST_NAME = 200


@dataclass
class Upload:
    """A file that somebody uploaded, and what became of it."""

    token: str
    login: str
    file_name: str
    #: The division whose book takes rows that name none.
    book: str | None
    sha256: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    posted: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    opened_books: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    imported_before: str | None = None
    #: The draft whose content it is to be or has become.
    draft_id: int | None = None
    drafted: bool = False

    def take(self, outcome: Outcome) -> None:
        """Notes what a check or an import did."""
        self.rows = outcome.rows
        self.posted = outcome.posted
        self.sums = outcome.sums
        self.opened_books = outcome.opened_books
        self.problems = outcome.problems
        self.notes = outcome.notes
        self.imported_before = outcome.imported_before
        if outcome.draft_id is not None:
            self.draft_id = outcome.draft_id
            self.drafted = True


class Uploads:
    """The folder of uploads: one folder each, readable by this program's user only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: Held by whoever reads a file: that may take a gigabyte, and a second click on the same
        #: button must find the first one's work done.
        self.one_at_a_time = threading.Lock()

    def receive(self, login: str, name: str, book: str | None, content: BinaryIO) -> Upload:
        """Keeps a file that was uploaded."""
        self.throw_old_away()
        upload = Upload(secrets.token_urlsafe(24), login, plain_name(name), book)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file_of(upload).parent.mkdir(parents=True, mode=0o700)
        with self.file_of(upload).open("wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
        return upload

    def folder_of(self, upload: Upload) -> Path:
        """Where an upload is kept."""
        return self.folder / upload.token

    def file_of(self, upload: Upload) -> Path:
        """The user's own file."""
        return self.folder_of(upload) / "file" / upload.file_name

    def marked_file_of(self, upload: Upload) -> Path:
        """Where its marked copy is written."""
        return self.folder_of(upload) / "marked.xlsx"

    def keep(self, upload: Upload) -> None:
        """Writes down what became of an upload; a file that was handed in is not kept."""
        if upload.drafted or upload.imported_before:
            self.file_of(upload).unlink(missing_ok=True)
        state = asdict(upload)
        state["problems"] = [problem.as_dict() for problem in upload.problems]
        state["notes"] = [note.as_dict() for note in upload.notes]
        # JSON has no decimals.
        state["sums"] = [asdict(each) | {"amount": str(each.amount)} for each in upload.sums]
        path = self.folder_of(upload) / "state.json"
        path.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")

    def find(self, token: str, login: str) -> Upload | None:
        """An upload of that user, or None."""
        path = self.folder / token / "state.json"
        if not TOKEN.fullmatch(token) or not path.exists():
            return None
        state: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for key in ("problems", "notes"):
            state[key] = [problem_from(each) for each in state[key]]
        state["sums"] = [
            Sum(**each | {"amount": Decimal(each["amount"])}) for each in state["sums"]
        ]
        upload = Upload(**state)
        return upload if upload.login == login else None

    def throw_away(self, upload: Upload) -> None:
        """Forgets an upload."""
        shutil.rmtree(self.folder_of(upload), ignore_errors=True)

    def throw_old_away(self) -> None:
        """Forgets what nobody came back to."""
        if not self.folder.exists():
            return
        for path in self.folder.iterdir():
            # Another request may throw it away first.
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                    shutil.rmtree(path, ignore_errors=True)


def plain_name(name: str) -> str:
    """The last part of a file's name, without what could lead out of a folder.

    Raises:
        WrongUse: nothing is left of it.
    """
    last = re.split(r"[\\/]", name)[-1]
    last = "".join(letter for letter in last if letter.isprintable()).strip().lstrip(".")
    stem, dot, suffix = last.rpartition(".")
    if not last or not stem:
        raise WrongUse("请选择一个 XLSX、XLS 或 CSV 文件。", "Choose a file: XLSX, XLS or CSV.")
    short = stem.encode()[:LONGEST_NAME].decode(errors="ignore")
    return short + dot + suffix[:8]


def problem_from(state: dict[str, Any]) -> Problem:
    """A problem from the words it was written down with."""
    words = Text(state.pop("zh"), state.pop("en"))
    return Problem(text=words, **state)
