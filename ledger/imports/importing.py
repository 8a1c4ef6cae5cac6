"""An import is one transaction: everything a file brings is posted, or nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.data_keys import hold_keys
from ledger.imports.background import InBackground
from ledger.imports.catalogue import FACTS, POSTING, SHEETS, sheet
from ledger.imports.converting import PROBLEM_LIMIT, Conversion
from ledger.imports.files import Opened, Table, open_path
from ledger.imports.headers import (
    OWN_SHEETS,
    Header,
    find_header,
    is_blank,
    normalise,
    sheet_of,
)
from ledger.imports.lookups import Lookups, read_lookups
from ledger.imports.outcomes import Outcome, Progress, Request, ignore_progress
from ledger.imports.problems import said
from ledger.imports.row_problems import has_row_problems, row_problems
from ledger.imports.same_file import await_same_file, imported_before
from ledger.imports.staging import STREAMED, begin, copy_slice
from ledger.imports.summing import changed_books, sums
from ledger.personal import Protector

#: What PostgreSQL says of two transactions that waited for each other, or could not both be.
TRY_AGAIN = {"40P01", "40001"}
ATTEMPTS = 5


def import_path(
    engine: Engine,
    protector: Protector,
    path: Path,
    request: Request,
    progress: Progress = ignore_progress,
) -> Outcome:
    """Imports a workbook, a CSV file or a folder of them, in one transaction.

    Raises:
        WrongUse: the file cannot be read, or the book asked for does not exist.
    """
    progress("open", 0, None)
    return import_whole(engine, protector, open_path(path), request, progress)


def import_whole(
    engine: Engine,
    protector: Protector,
    opened: Opened,
    request: Request,
    progress: Progress = ignore_progress,
) -> Outcome:
    """Imports opened tables in one transaction, again where another import stood in the way."""
    for _ in range(ATTEMPTS - 1):
        try:
            return import_once(engine, protector, opened, request, progress)
        except DBAPIError as error:
            # Another import held a book this one wanted, and the other way round.
            if getattr(error.orig, "pgcode", None) not in TRY_AGAIN:
                raise
    return import_once(engine, protector, opened, request, progress)


def import_once(
    engine: Engine, protector: Protector, opened: Opened, request: Request, progress: Progress
) -> Outcome:
    """Imports opened tables in a transaction of its own."""
    with engine.connect() as connection, connection.begin() as transaction:
        outcome = import_opened(connection, protector, opened, request, progress)
        if outcome.done:
            progress("commit", 0, None)
            transaction.commit()
        else:
            transaction.rollback()
    return outcome


def import_opened(
    connection: Connection,
    protector: Protector,
    opened: Opened,
    request: Request,
    progress: Progress = ignore_progress,
) -> Outcome:
    """Imports opened tables inside the caller's transaction; the caller commits if it is `done`."""
    outcome = Outcome(opened.name, dry_run=request.dry_run)
    await_same_file(connection, opened.sha256)
    outcome.imported_before = imported_before(connection, opened.sha256)
    if outcome.imported_before:
        return outcome
    lookups = read_lookups(connection, hold_keys(connection, protector), request.book)
    Import(connection, opened, request, lookups, outcome, progress).run()
    if request.draft_id is not None and outcome.done:
        connection.execute(text("SELECT ledger.end_import()"))
    if outcome.problems:
        # Nothing of it will stand.
        outcome.posted.clear()
        outcome.sums.clear()
    return outcome


@dataclass
class Import:
    """One import under way, inside one transaction."""

    connection: Connection
    opened: Opened
    request: Request
    lookups: Lookups
    outcome: Outcome
    progress: Progress
    #: How far the groups of a sheet are numbered: its tables go on counting.
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def run(self) -> None:
        """Stages and posts every table; what is wrong is in the outcome then."""
        # Withdrawals may be posted before what they undo; the promise is kept at the end.
        self.execute("SET CONSTRAINTS ALL DEFERRED")
        # Plans made for one row are no good for a million, and the other way round.
        self.execute("DISCARD PLANS")
        begin(
            self.connection,
            self.opened.name,
            self.opened.sha256,
            draft_id=self.request.draft_id,
            partial=self.request.partial,
        )
        tables = list(self.headed_tables())
        for number, (table, header) in enumerate(tables):
            if not header.sheet.streamed:
                for _ in self.stage(number, table, header):
                    pass
        staged = [key for key, rows in self.outcome.rows.items() if rows]
        self.open_books([sheet(key).table_with_books for key in staged])
        for function, keys in POSTING:
            if sheet(keys[0]).streamed:
                self.stream(function, keys[0], tables)
            elif set(keys) & set(staged):
                self.post(function)
        if not tables and not self.outcome.problems:
            self.outcome.problems.append(said("no_sheet", self.opened.name, ""))
        elif not any(self.outcome.rows.values()) and not self.outcome.problems:
            self.outcome.notes.append(said("empty_file", self.opened.name, ""))
        self.keep_balances()
        self.sum_up()
        for found in row_problems(self.connection, tables):
            (self.outcome.problems if found.blocking else self.outcome.notes).append(found)
        in_order = {(table.file_name, table.sheet_name): n for n, (table, _) in enumerate(tables)}
        # As a clerk goes through the file, whichever step found it.
        self.outcome.problems.sort(
            key=lambda each: (in_order.get((each.file, each.sheet), -1), each.row or 0)
        )
        self.execute("DISCARD PLANS")
        self.outcome.fingerprint = self.execute("SELECT ledger.import_digest()")
        places = self.connection.execute(text("SELECT division_id FROM staged_book ORDER BY 1"))
        self.outcome.places.extend(places.scalars())

    def execute(self, statement: str, **values: object) -> Any:  # noqa: ANN401  (any scalar)
        """Runs one statement; returns the first column of its first row, if it has one."""
        result = self.connection.execute(text(statement), values)
        return result.scalar() if result.returns_rows else None

    def headed_tables(self) -> Iterator[tuple[Table, Header]]:
        """The tables that are sheets of ours, with their headers."""
        for table in self.opened.tables:
            if normalise(table.sheet_name).startswith(OWN_SHEETS):
                continue
            found_sheet = sheet_of(table, SHEETS)
            if found_sheet is None and is_blank(table):
                continue
            if found_sheet is None:
                note = said("unknown_sheet", table.file_name, table.sheet_name)
                self.outcome.notes.append(note)
                continue
            header, found = find_header(
                table, found_sheet, book_given=self.lookups.default_book is not None
            )
            blocking = [each for each in found if each.blocking]
            self.outcome.problems.extend(blocking)
            self.outcome.notes.extend(each for each in found if not each.blocking)
            if blocking:
                self.execute("INSERT INTO staged_faulty VALUES (:key)", key=found_sheet.key)
            elif header:
                yield table, header

    def stage(self, number: int, table: Table, header: Header) -> Iterator[None]:
        """Copies a table into its staging table, slice by slice; stops after each."""
        key = header.sheet.key
        conversion = Conversion(table, header, number, self.lookups)
        for reader in conversion.group_readers:
            reader.count = self.counts.get((key, reader.group.name), 0)
        done = 0
        for part in InBackground(conversion.slices()):
            copy_slice(self.connection, header.sheet, part)
            done += part.rows
            self.progress(f"read {table.sheet_name}", done, table.row_count)
            yield
        for reader in conversion.group_readers:
            self.counts[key, reader.group.name] = reader.count
        self.outcome.rows[key] = self.outcome.rows.get(key, 0) + conversion.rows
        self.outcome.problems.extend(conversion.problems)
        if conversion.cut_short:
            self.outcome.notes.append(
                said("too_many_problems", table.file_name, table.sheet_name, limit=PROBLEM_LIMIT)
            )
        if conversion.problems:
            self.execute("INSERT INTO staged_faulty VALUES (:key)", key=key)

    def stream(self, function: str, key: str, tables: list[tuple[Table, Header]]) -> None:
        """Stages and posts the tables of a sheet, a slice at a time."""
        for number, (table, header) in enumerate(tables):
            if header.sheet.key == key:
                for _ in self.stage(number, table, header):
                    self.open_books([header.sheet.table_with_books])
                    self.post(function)

    def open_books(self, staging_tables: list[str]) -> None:
        """Opens and locks the books that staged rows name."""
        self.execute(
            "SELECT ledger.open_staged_books(:tables, :streamed)",
            tables=staging_tables,
            streamed=STREAMED,
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
                note = said("book_completed", self.opened.name, "", book=changed.book)
                self.outcome.notes.append(note)
