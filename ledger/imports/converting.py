"""Turns the rows of a table into lines for COPY, a frame at a time, and names every bad cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import repeat

from ledger.imports import cells, personal_cells
from ledger.imports.cells import NULL, Raw
from ledger.imports.columns import AMOUNTS, Column, Kind, Sheet
from ledger.imports.explaining import is_explanation
from ledger.imports.files import Table
from ledger.imports.frames import Frame, frames
from ledger.imports.headers import Header, column_letter, repeats_header
from ledger.imports.lookups import Lookups
from ledger.imports.problems import Problem, describe
from ledger.imports.readers import CellReader, ColumnReader, Converter, GroupReader
from ledger.imports.totals import Totals, total_label

#: Rows that are staged, and of a streamed sheet posted, together: few at first, so that posting
#: begins early, then more, because every slice has a cost of its own.
FIRST_SLICE_ROWS = 10_000
LARGEST_SLICE_ROWS = 80_000
#: Nor is a slice larger than about this: two are in memory, one read while the other is posted.
LARGEST_SLICE_BYTES = 12 << 20
#: Problems that are collected before we stop looking: enough to mend, not enough to fill memory.
PROBLEM_LIMIT = 5_000

#: Values that are longer are shown in part.
LONGEST_VALUE = 100
PERSONAL = {Kind.ID_NUMBER, Kind.IDENTITY, Kind.ACCOUNT, Kind.PHONE}
PLAIN: dict[Kind, Converter] = {
    Kind.TEXT: cells.text,
    Kind.NAME: cells.name,
    Kind.CODE: cells.code,
    Kind.ECONOMIC_CLASS: cells.economic_class,
    Kind.DOCUMENT: cells.document,
    Kind.DATE: cells.date,
    Kind.LOOSE_DATE: cells.loose_date,
    Kind.MONEY: cells.money_yuan,
    Kind.SIGNED_MONEY: cells.signed_yuan,
    Kind.INTEGER: cells.integer,
    Kind.QUANTITY: cells.quantity,
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
        self.size = 0
        self.groups: dict[str, list[bytes]] = {}

    def add(self, lines: list[str], groups: list[GroupReader]) -> None:
        """Takes in the lines of a frame, and those the groups have made for it."""
        self.rows += len(lines)
        self.lines.append(encoded(lines))
        self.size += len(self.lines[-1])
        for group in groups:
            combinations = self.groups.setdefault(group.group.name, [])
            combinations.append(encoded(group.take_lines()))
            self.size += len(combinations[-1])


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
    #: Whether so much was wrong that the rest was not looked at.
    cut_short: bool = False
    #: Total rows that stand above the rows they add up.
    totals_on_top: list[tuple[str, int, list[Raw]]] = field(default_factory=list)

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
                self.cut_short = True
                break
            if part.rows >= wanted or part.size >= LARGEST_SLICE_BYTES:
                yield part
                part, wanted = Slice(), min(2 * wanted, LARGEST_SLICE_ROWS)
        if not self.cut_short:
            self.look_back()
        yield part

    def look_back(self) -> None:
        """Checks what can be checked only when all rows are known."""
        for label, row_number, row in self.totals_on_top:
            self.check_total(label, row_number, row)
        money = {c.key for c in self.sheet.columns if c.kind in AMOUNTS}
        positions = {p for key, p in self.header.positions.items() if key in money}
        for (top, left), (bottom, _) in self.table.merged:
            if left in positions and bottom > top >= self.header.row_number:
                self.complain("merged_amount", top + 1, left, None, {})

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
        """Sorts the doubtful rows of a frame: empty, explanation, header, total, or wrong."""
        first = frame.first_row
        done = 0
        for index in doubtful:
            row = frame.row(index)
            row = row + [""] * (self.header.width - len(row))
            self.totals.add(amounts, range(done, index))
            done = index + 1
            if not self.table.entered and self.says_nothing(row):
                continue
            label = None if self.table.entered else total_label(row)
            if label:
                if self.totals.begun:
                    self.check_total(label, first + index, row)
                else:
                    self.totals_on_top.append((label, first + index, row))
                continue
            self.totals.add_wrong(amounts, index)
            for reader in self.cell_readers.values():
                wrong = reader.problem_in(row)
                # Of a missing column the header has complained already.
                if wrong and not (reader.position is None and wrong.code == "required"):
                    self.complain(wrong.code, first + index, reader.position, row, wrong.details)
        self.totals.add(amounts, range(done, frame.size))

    def says_nothing(self, row: list[Raw]) -> bool:
        """Whether a row is empty, the template's explanation, or the header over again."""
        return (
            all(cells.is_empty(raw) for raw in row)
            or is_explanation(row)
            or repeats_header(self.header, row)
        )

    def check_total(self, label: str, row_number: int, row: list[Raw]) -> None:
        """Complains of the amounts of a total row that are not the sum of the rows."""
        for code, position, details in self.totals.check(label, row):
            self.complain(code, row_number, position, row, details)

    def complain(
        self,
        code: str,
        row_number: int,
        position: int | None,
        row: list[Raw] | None,
        details: dict[str, object],
    ) -> None:
        """Keeps a problem with its place in the user's file; personal numbers are shown masked."""
        key = next((k for k, p in self.header.positions.items() if p == position), None)
        value = None
        if row is not None and position is not None:
            value = shown(self.header, position, row[position])
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
        if column.kind in AMOUNTS and column.key in self.header.in_wan:
            return cells.money_wan if column.kind is Kind.MONEY else cells.signed_wan
        if column.kind is Kind.CHOICE:
            return lookups.choices(column)
        special: dict[Kind, Converter] = {
            Kind.DIVISION: lookups.division,
            Kind.BOOK: lookups.book,
            Kind.ID_NUMBER: lambda raw: personal_cells.id_number(raw, protector),
            Kind.IDENTITY: lambda raw: personal_cells.identity(raw, protector),
            Kind.ACCOUNT: lambda raw: personal_cells.account(raw, protector),
            Kind.PHONE: lambda raw: personal_cells.phone(raw, protector),
        }
        return special.get(column.kind) or PLAIN[column.kind]


def shown(header: Header, position: int, raw: Raw) -> str:
    """A cell's value as a problem shows it: of a personal number only its ends, wherever it is."""
    words = cells.as_words(raw)
    kinds = {header.sheet.column(k).kind for k, p in header.positions.items() if p == position}
    if kinds & PERSONAL:
        return personal_cells.partly(words)
    words = personal_cells.without_id_numbers(words)
    return words if len(words) <= LONGEST_VALUE else words[:LONGEST_VALUE] + "…"
