"""One import, wherever its rows come from: all of them are posted in one transaction, or none."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.imports.catalogue import FACTS, POSTING, sheet
from ledger.imports.columns import Sheet
from ledger.imports.outcomes import Outcome, Progress, Request
from ledger.imports.problems import said
from ledger.imports.row_problems import has_row_problems
from ledger.imports.same_file import await_same_file, imported_before
from ledger.imports.staging import begin, needed
from ledger.imports.summing import changed_books, sums

#: What PostgreSQL says of two transactions that waited for each other, or could not both be.
TRY_AGAIN = {"40P01", "40001"}
ATTEMPTS = 5


@dataclass(frozen=True)
class Named:
    """What is imported: its name, and the SHA-256 of its content."""

    name: str
    sha256: str


def in_transaction(
    engine: Engine, progress: Progress, attempt: Callable[[Connection], Outcome]
) -> Outcome:
    """Makes an attempt at an import, again where another import stood in the way."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempted(engine, progress, attempt)
        except DBAPIError as error:
            # Another import held a book this one wanted, and the other way round.
            if getattr(error.orig, "pgcode", None) not in TRY_AGAIN:
                raise
    return attempted(engine, progress, attempt)


def attempted(
    engine: Engine, progress: Progress, attempt: Callable[[Connection], Outcome]
) -> Outcome:
    """One attempt, in a transaction of its own."""
    with engine.connect() as connection, connection.begin() as transaction:
        outcome = attempt(connection)
        if outcome.done:
            progress("commit", 0, None)
            transaction.commit()
        else:
            transaction.rollback()
    return outcome


def imported(
    connection: Connection, named: Named, request: Request, carry_out: Callable[[Outcome], None]
) -> Outcome:
    """What an import comes to that is carried out inside the caller's transaction."""
    outcome = Outcome(named.name, dry_run=request.dry_run)
    await_same_file(connection, named.sha256)
    outcome.imported_before = imported_before(connection, named.sha256)
    if outcome.imported_before:
        return outcome
    carry_out(outcome)
    if request.draft_id is not None and outcome.done:
        connection.execute(text("SELECT ledger.end_import()"))
    if outcome.problems:
        # Nothing of it will stand.
        outcome.posted.clear()
        outcome.sums.clear()
    return outcome


@dataclass
class Posting(ABC):
    """One import under way, inside one transaction; where its rows come from is added to it."""

    connection: Connection
    named: Named
    request: Request
    outcome: Outcome
    progress: Progress

    @abstractmethod
    def sheets_there(self) -> set[str]:
        """The keys of the sheets that rows may be of."""

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Those that have staging tables: making them for all takes longer than a row."""
        return needed(self.sheets_there())

    @abstractmethod
    def stage_whole(self) -> None:
        """Stages what is posted when all of it is staged."""

    @abstractmethod
    def stream(self, function: str, key: str) -> None:
        """Stages and posts the rows of a sheet, a slice at a time."""

    @abstractmethod
    def tell_problems(self) -> None:
        """Puts into words what the posting functions found."""

    def run(self) -> None:
        """Stages and posts every table; what is wrong is in the outcome then."""
        # Withdrawals may be posted before what they undo; the promise is kept at the end.
        self.execute("SET CONSTRAINTS ALL DEFERRED")
        # Plans made for one row are no good for a million, and the other way round.
        self.execute("DISCARD PLANS")
        begin(
            self.connection,
            self.named.name,
            self.named.sha256,
            self.sheets,
            draft_id=self.request.draft_id,
            partial=self.request.partial,
        )
        self.stage_whole()
        staged = [key for key, rows in self.outcome.rows.items() if rows]
        self.open_books([sheet(key).table_with_books for key in staged])
        for function, keys in POSTING:
            if sheet(keys[0]).streamed:
                self.stream(function, keys[0])
            elif set(keys) & set(staged):
                self.post(function)
        self.keep_balances()
        self.sum_up()
        self.tell_problems()
        self.execute("DISCARD PLANS")
        self.outcome.fingerprint = self.execute("SELECT ledger.import_digest()")
        places = self.connection.execute(text("SELECT division_id FROM staged_book ORDER BY 1"))
        self.outcome.places.extend(places.scalars())

    def execute(self, statement: str, **values: object) -> Any:  # noqa: ANN401  (any scalar)
        """Runs one statement; returns the first column of its first row, if it has one."""
        result = self.connection.execute(text(statement), values)
        return result.scalar() if result.returns_rows else None

    def open_books(self, staging_tables: list[str]) -> None:
        """Opens and locks the books that staged rows name."""
        self.execute(
            "SELECT ledger.open_staged_books(:tables, :streamed)",
            tables=staging_tables,
            streamed=[
                name for each in self.sheets if each.streamed for name in each.staging_tables
            ],
        )

    def post(self, function: str) -> None:
        """Posts what is staged for a function, by sets."""
        noun = function.removeprefix("import_")
        self.progress(f"post {FACTS[noun]}", 0, None)
        posted = self.execute("SELECT ledger.post_staged(:function)", function=function)
        self.outcome.posted[noun] = self.outcome.posted.get(noun, 0) + posted

    def keep_balances(self) -> None:
        """Looks for accounts left below zero, if nothing else is wrong."""
        if self.outcome.problems or has_row_problems(self.connection):
            return
        self.progress("check balances", 0, None)
        self.execute("SELECT ledger.report_excess_payments()")
        self.execute("SELECT ledger.report_overdrafts()")
        if not has_row_problems(self.connection):
            self.execute("SELECT ledger.check_imported_parties()")
            self.execute("SELECT ledger.settle_import()")

    def sum_up(self) -> None:
        """Adds up what the import moves, and notes what it does to whole books."""
        self.outcome.sums.extend(sums(self.connection))
        for changed in changed_books(self.connection):
            if changed.opened:
                self.outcome.opened_books.append(changed.book)
            else:
                note = said("book_completed", self.named.name, "", book=changed.book)
                self.outcome.notes.append(note)
