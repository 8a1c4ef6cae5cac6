"""Turns the rows of a table into lines for COPY, a frame at a time, and names every bad cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import repeat

from ledger.imports import cells
from ledger.imports.cells import NULL, Raw
from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.files import Table
from ledger.imports.frames import Frame, frames
from ledger.imports.headers import Header, column_letter
from ledger.imports.lookups import Lookups
from ledger.imports.problems import Problem, describe
from ledger.imports.readers import CellReader, ColumnReader, Converter, GroupReader
from ledger.imports.totals import Totals, total_label

#: Rows that are staged, and of a streamed sheet posted, together: few at first, so that posting
#: begins early, then more, because every slice has a cost of its own.
FIRST_SLICE_ROWS = 10_000
LARGEST_SLICE_ROWS = 80_000
#: Problems that are collected before we stop looking: enough to mend, not enough to fill memory.
PROBLEM_LIMIT = 5_000

PERSONAL = {Kind.ID_NUMBER, Kind.IDENTITY, Kind.ACCOUNT}
PLAIN: dict[Kind, Converter] = {
    Kind.TEXT: cells.text,
    Kind.CODE: cells.code,
    Kind.DOCUMENT: cells.document,
    Kind.DATE: cells.date,
    Kind.LOOSE_DATE: cells.loose_date,
    Kind.MONEY: cells.money_yuan,
    Kind.INTEGER: cells.integer,
    Kind.PERCENT: cells.percent,
    Kind.YES_NO: cells.yes_no,
    Kind.FINGERPRINTS: cells.fingerprints,
}


class Slice:
    """Lines for COPY: of rows, and of the combinations that those rows are the first to name."""

    def __init__(self) -> None:
        self.rows = 0
        #: Encoded at once: a line as a string of its own takes twice the memory.
        self.lines: list[bytes] = []
        self.groups: dict[str, list[bytes]] = {}

    def add(self, lines: list[str], groups: list[GroupReader]) -> None:
        """Takes in the lines of a frame, and those the groups have made for it."""
        self.rows += len(lines)
        self.lines.append(encoded(lines))
        for group in groups:
            self.groups.setdefault(group.group.name, []).append(encoded(group.take_lines()))


def encoded(lines: list[str]) -> bytes:
    """Lines as COPY reads them."""
    return ("\n".join(lines) + "\n").encode() if lines else b""


@dataclass
class Conversion:
    """The reading of one table: lines for COPY come out, problems and totals are kept."""

    table: Table
    header: Header
    number: int
    lookups: Lookups
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0

    def __post_init__(self) -> None:
        sheet = self.header.sheet
        self.cell_readers = {column.key: self.cell_reader(column) for column in sheet.columns}
        self.group_readers = [
            GroupReader(group, [self.cell_readers[key] for key in group.keys])
            for group in sheet.groups
        ]
        self.column_readers = [
            ColumnReader(self.cell_readers[column.key]) for column in sheet.single_columns
        ]
        self.totals = Totals(self.header, [reader.cell for reader in self.column_readers])

    @property
    def sheet(self) -> Sheet:
        """The sheet the table is."""
        return self.header.sheet

    def slices(self) -> Iterator[Slice]:
        """The lines for COPY, some ten thousand rows at a time; rows with problems are left out."""
        part, wanted = Slice(), FIRST_SLICE_ROWS
        for frame in frames(self.table, self.header.row_number):
            part.add(self.convert(frame), self.group_readers)
            if len(self.problems) >= PROBLEM_LIMIT:
                break
            if part.rows >= wanted:
                yield part
                part, wanted = Slice(), min(2 * wanted, LARGEST_SLICE_ROWS)
        yield part

    def convert(self, frame: Frame) -> list[str]:
        """The COPY lines of one frame."""
        doubtful: set[int] = set()
        outputs: list[list[str]] = []
        readers: list[GroupReader | ColumnReader] = [*self.group_readers, *self.column_readers]
        for reader in readers:
            read, bad = reader.read(frame)
            outputs.append(read)
            doubtful |= bad
        amounts = outputs[len(self.group_readers) :]
        if doubtful:
            self.examine(sorted(doubtful), frame, amounts)
        else:
            self.totals.add(amounts, range(frame.size))
        numbers = map(str, range(frame.first_row, frame.first_row + frame.size))
        lines = list(map("\t".join, zip(repeat(str(self.number)), numbers, *outputs)))
        for index in sorted(doubtful, reverse=True):
            del lines[index]
        self.rows += len(lines)
        return lines

    def examine(self, doubtful: list[int], frame: Frame, amounts: list[list[str]]) -> None:
        """Sorts the doubtful rows of a frame: empty, explanation, total, or wrong."""
        first = frame.first_row
        done = 0
        for index in doubtful:
            row = frame.row(index)
            self.totals.add(amounts, range(done, index))
            done = index + 1
            if all(cells.is_empty(raw) for raw in row) or self.is_explanation(row):
                continue
            label = total_label(row)
            if label:
                for code, position, details in self.totals.check(label, row):
                    self.complain(code, first + index, position, row, details)
                continue
            self.totals.add(amounts, [index])
            for reader in self.cell_readers.values():
                wrong = reader.problem_in(row)
                # Of a missing column the header has complained already.
                if wrong and not (reader.position is None and wrong.code == "required"):
                    self.complain(wrong.code, first + index, reader.position, row, wrong.details)
        self.totals.add(amounts, range(done, frame.size))

    def complain(
        self,
        code: str,
        row_number: int,
        position: int | None,
        row: list[Raw],
        details: dict[str, object],
    ) -> None:
        """Keeps a problem with its place in the user's file; personal numbers are shown masked."""
        key = next((k for k, p in self.header.positions.items() if p == position), None)
        value = None if position is None else cells.as_words(row[position])
        if key and value and self.sheet.column(key).kind in PERSONAL:
            value = masked(value)
        self.problems.append(
            Problem(
                code,
                describe(code, details),
                self.table.file_name,
                self.table.sheet_name,
                row_number,
                None if position is None else column_letter(position),
                None if key is None else self.header.headers[key],
                value,
            )
        )

    def is_explanation(self, row: list[Raw]) -> bool:
        """Whether a row is the template's own row of explanations."""
        said = 0
        for column in self.sheet.columns:
            position = self.header.positions.get(column.key)
            if position is not None and row[position] in column.explanation:
                said += 1
        return said > 1

    def cell_reader(self, column: Column) -> CellReader:
        """How a column of this table is read."""
        empty = "\t".join([NULL] * len(column.staged))
        if column.kind is Kind.BOOK and self.lookups.default_book:
            column = replace(column, required=False)
            empty = self.lookups.default_book
        position = self.header.positions.get(column.key)
        return CellReader(column, position, self.converter(column), empty)

    def converter(self, column: Column) -> Converter:
        """The conversion of a column's cells."""
        lookups = self.lookups
        protector = lookups.protector
        if column.kind is Kind.MONEY and column.key in self.header.in_wan:
            return cells.money_wan
        if column.kind is Kind.CHOICE:
            return lookups.choices(column)
        special: dict[Kind, Converter] = {
            Kind.DIVISION: lookups.division,
            Kind.BOOK: lookups.book,
            Kind.ID_NUMBER: lambda raw: cells.id_number(raw, protector),
            Kind.IDENTITY: lambda raw: cells.identity(raw, protector),
            Kind.ACCOUNT: lambda raw: cells.account(raw, protector),
        }
        return special.get(column.kind) or PLAIN[column.kind]


def masked(value: str) -> str:
    """A personal number as it may be shown."""
    return value[:6] + "…" + value[-4:] if len(value) > 10 else value  # noqa: PLR2004  (digits)
