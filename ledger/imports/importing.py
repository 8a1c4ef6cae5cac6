"""Imports what a user hands over: its tables are read, staged and posted, slice by slice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine

from ledger.data_keys import hold_keys
from ledger.imports.background import InBackground
from ledger.imports.catalogue import SHEETS
from ledger.imports.columns import Sheet
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
from ledger.imports.posting import Named, Posting, imported, in_transaction
from ledger.imports.problems import said
from ledger.imports.row_problems import row_problems
from ledger.imports.staged_rows import StagedRows
from ledger.imports.staging import copy_slice
from ledger.personal import Protector


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


def import_whole(  # noqa: PLR0917  (what is imported, and how)
    engine: Engine,
    protector: Protector,
    opened: Opened,
    request: Request,
    progress: Progress = ignore_progress,
    staged: StagedRows | None = None,
) -> Outcome:
    """Imports opened tables in one transaction, again where another import stood in the way.

    Args:
        engine: acting for whoever imports.
        protector: of personal numbers.
        opened: the tables.
        request: how they are imported.
        progress: told of each step.
        staged: takes in the rows as they are staged; None where nobody wants them.
    """
    return in_transaction(
        engine,
        progress,
        lambda connection: import_opened(connection, protector, opened, request, progress, staged),
    )


def import_opened(  # noqa: PLR0917  (as `import_whole`)
    connection: Connection,
    protector: Protector,
    opened: Opened,
    request: Request,
    progress: Progress = ignore_progress,
    staged: StagedRows | None = None,
) -> Outcome:
    """Imports opened tables inside the caller's transaction; the caller commits if it is `done`."""
    named = Named(opened.name, opened.sha256)

    def carry_out(outcome: Outcome) -> None:
        keys = hold_keys(connection, protector)
        if staged:
            staged.begin(keys)
        lookups = read_lookups(connection, keys, request.book)
        Import(connection, named, request, outcome, progress, opened.tables, lookups, staged).run()

    return imported(connection, named, request, carry_out)


@dataclass
class Import(Posting):
    """An import of tables that are read while it goes on."""

    found: list[Table]
    lookups: Lookups
    staged: StagedRows | None
    #: Those that are sheets of ours.
    tables: list[tuple[Table, Header]] = field(default_factory=list)
    #: How far the groups of a sheet are numbered: its tables go on counting.
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def found_sheets(self) -> list[tuple[Table, Sheet | None]]:
        """What is found, but for the template's own words, with the sheet each table is."""
        return [
            (table, sheet_of(table, SHEETS))
            for table in self.found
            if not normalise(table.sheet_name).startswith(OWN_SHEETS)
        ]

    def sheets_there(self) -> set[str]:
        """The keys of the sheets that were found."""
        return {sheet.key for _, sheet in self.found_sheets if sheet}

    def stage_whole(self) -> None:
        """Stages the tables that are posted when all are staged."""
        self.tables.extend(self.headed_tables())
        for number, (table, header) in enumerate(self.tables):
            if not header.sheet.streamed:
                for _ in self.stage(number, table, header):
                    pass
        if not self.tables and not self.outcome.problems:
            self.outcome.problems.append(said("no_sheet", self.named.name, ""))

    def headed_tables(self) -> Iterator[tuple[Table, Header]]:
        """The tables that are sheets of ours, with their headers."""
        for table, found_sheet in self.found_sheets:
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
            if self.staged:
                self.staged.add(header.sheet, part)
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

    def stream(self, function: str, key: str) -> None:
        """Stages and posts the tables of a sheet, a slice at a time."""
        for number, (table, header) in enumerate(self.tables):
            if header.sheet.key == key:
                for _ in self.stage(number, table, header):
                    self.open_books([header.sheet.table_with_books])
                    self.post(function)

    def tell_problems(self) -> None:
        """Puts into words what the posting functions found, in the order of the file."""
        if not any(self.outcome.rows.values()) and not self.outcome.problems:
            self.outcome.notes.append(said("empty_file", self.named.name, ""))
        for found in row_problems(self.connection, self.tables):
            (self.outcome.problems if found.blocking else self.outcome.notes).append(found)
        in_order = {
            (table.file_name, table.sheet_name): n for n, (table, _) in enumerate(self.tables)
        }
        # As a clerk goes through the file, whichever step found it.
        self.outcome.problems.sort(
            key=lambda each: (in_order.get((each.file, each.sheet), -1), each.row or 0)
        )
