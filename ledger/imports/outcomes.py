"""What is asked of an import and what it says it did, whichever way the rows came."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ledger.imports.problems import Problem
from ledger.imports.summing import Sum

#: Told of every step: what is being done, how many rows are done, and of how many if known.
Progress = Callable[[str, int, int | None], None]


@dataclass
class Outcome:
    """What an import did, or why it did nothing."""

    file_name: str
    #: Rows read, by sheet.
    rows: dict[str, int] = field(default_factory=dict)
    #: Facts posted, by noun of catalogue.FACTS; fewer than rows where some were posted before.
    posted: dict[str, int] = field(default_factory=dict)
    #: What those facts move, by book and event.
    sums: list[Sum] = field(default_factory=list)
    #: Divisions whose book this import opens.
    opened_books: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    #: When the same file was imported before; then nothing was read.
    imported_before: str | None = None
    dry_run: bool = False
    #: What the database computes of all rows: the same rows come to the same.
    fingerprint: bytes = b""
    #: The draft that was kept, reviewed or posted.
    draft_id: int | None = None
    #: The divisions whose books the rows go into.
    places: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether the facts are in the ledger now."""
        return not (self.problems or self.dry_run or self.imported_before)


@dataclass(frozen=True)
class Request:
    """How something is imported."""

    dry_run: bool = False
    #: The division whose book takes rows that name none: a code or a name.
    book: str | None = None
    #: Whether the file holds only part of what happened, as public notices do: then no rule takes
    #: what is missing from it for something that was not done.
    partial: bool = False
    #: The reviewed draft that is posted; without one nothing can be committed.
    draft_id: int | None = None


def ignore_progress(_step: str, _done: int, _of: int | None) -> None:
    """For callers that show no progress."""
