"""Cuts a table into frames, some thousand rows at a time, that give their cells by columns.

Text files are cut up by Apache Arrow; workbooks, and the blocks of a text file whose rows have
different lengths, row by row.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import compute

from ledger.imports.cells import Raw, as_words
from ledger.imports.files import Table, TextFile

FRAME_ROWS = 2_500
BLOCK_BYTES = 1 << 18
#: A block that has no end of a row by then is not made of rows.
LONGEST_ROW_BYTES = 4 << 20
#: Arrow's own pools keep what was freed; the system's gives it back.
GIVEN_BACK = pa.system_memory_pool()
#: Stands between the joined cells of a combination: the unit separator, which nobody types.
SEPARATOR = "\x1f"

#: Cells of some columns of one row, as a key.
Combination = bytes | tuple[Raw, ...]


class Frame(Protocol):
    """Some rows of a table; `first_row` is the number of the first in the user's file."""

    first_row: int
    size: int

    def column(self, position: int) -> list[Raw]:
        """One column's cells."""

    def combinations(self, positions: list[int]) -> list[Combination]:
        """For each row, its cells in some columns as something a dictionary can keep."""

    def cells(self, combination: Combination) -> tuple[Raw, ...]:
        """The cells of a combination."""

    def row(self, index: int) -> list[Raw]:
        """One row's cells."""

    def after(self, row_number: int) -> "Frame":
        """The frame without the rows up to one."""


class RowFrame:
    """A frame of rows as a workbook has them: text, numbers, dates, truth values."""

    def __init__(self, rows: list[list[Raw]], first_row: int) -> None:
        width = max(map(len, rows))
        self.rows = [row + [""] * (width - len(row)) for row in rows]
        self.first_row = first_row
        self.size = len(rows)
        self.columns = list(zip(*self.rows, strict=True))

    def column(self, position: int) -> list[Raw]:
        """One column's cells; truth values in words, since True equals the number 1."""
        if position >= len(self.columns):
            return [""] * self.size
        return [
            as_words(cell) if cell is True or cell is False else cell
            for cell in self.columns[position]
        ]

    def combinations(self, positions: list[int]) -> list[Combination]:
        """For each row, its cells in some columns."""
        columns = [self.column(position) for position in positions]
        return list(zip(*columns, strict=True)) if columns else [()] * self.size

    def cells(self, combination: Combination) -> tuple[Raw, ...]:
        """The cells of a combination."""
        return tuple(combination)

    def row(self, index: int) -> list[Raw]:
        """One row's cells."""
        return self.rows[index]

    def after(self, row_number: int) -> "RowFrame":
        """The frame without the rows up to one."""
        skipped = max(0, row_number + 1 - self.first_row)
        return RowFrame(self.rows[skipped:], self.first_row + skipped)


class TextFrame:
    """A frame of rows of a text file, kept and encoded by Apache Arrow."""

    def __init__(self, table: pa.Table, first_row: int) -> None:
        self.table = table
        self.first_row = first_row
        self.size = table.num_rows

    def array(self, position: int) -> pa.StringArray:
        """One column as Arrow keeps it."""
        if position >= self.table.num_columns:
            return pa.repeat("", self.size)
        return self.table.column(position).combine_chunks()

    def column(self, position: int) -> list[Raw]:
        """One column's cells."""
        cells: list[Raw] = self.array(position).to_pylist()
        return cells

    def combinations(self, positions: list[int]) -> list[Combination]:
        """For each row, its cells in some columns, joined."""
        if not positions:
            return [b""] * self.size
        joined = compute.binary_join_element_wise(
            *map(self.array, positions), SEPARATOR, memory_pool=GIVEN_BACK
        )
        # As bytes a key takes half the memory it takes as text.
        keys: list[Combination] = joined.cast(pa.binary()).to_pylist()
        return keys

    def cells(self, combination: Combination) -> tuple[Raw, ...]:
        """The cells of a combination."""
        assert isinstance(combination, bytes)  # noqa: S101  (ours; the type says less than we know)
        return tuple(combination.decode().split(SEPARATOR))

    def row(self, index: int) -> list[Raw]:
        """One row's cells."""
        return [column[index].as_py() for column in self.table.columns]

    def after(self, row_number: int) -> "TextFrame":
        """The frame without the rows up to one."""
        skipped = max(0, row_number + 1 - self.first_row)
        return TextFrame(self.table.slice(skipped), self.first_row + skipped)


def frames(table: Table, after_row: int) -> Iterator[Frame]:
    """The rows of a table after a row, in frames."""
    found = text_frames(table, table.text_file) if table.text_file else row_frames(table.rows(), 1)
    for frame in found:
        if frame.first_row + frame.size - 1 > after_row:
            yield frame.after(after_row)


def row_frames(rows: Iterator[list[Raw]], first_row: int) -> Iterator[RowFrame]:
    """Frames of rows that come one by one."""
    while chunk := list(islice(rows, FRAME_ROWS)):
        yield RowFrame(chunk, first_row)
        first_row += len(chunk)


class CannotBeCut(Exception):
    """A text file's quotes do not pair, so that the ends of its rows cannot be told by them."""


def text_frames(table: Table, file: TextFile) -> Iterator[Frame]:
    """Frames of a text file, by blocks; one by one from where its quotes do not pair."""
    first_row = 1
    try:
        for block in text_blocks(file):
            for frame in block_frames(block, file.delimiter, first_row):
                yield frame
                first_row += frame.size
    except CannotBeCut:
        yield from row_frames(islice(table.rows(), first_row - 1, None), first_row)


def block_frames(block: bytes, delimiter: str, first_row: int) -> Iterable[Frame]:
    """The frames of one block.

    Raises:
        CannotBeCut: a quoted cell does not end in it, or goes on after its end.
    """
    try:
        return [block_frame(block, delimiter, first_row)]
    except pa.ArrowInvalid:
        # Rows of different lengths, or empty ones: the csv module takes them as they come.
        reader = csv.reader(
            io.StringIO(block.decode(), newline=""), delimiter=delimiter, strict=True
        )
        try:
            rows: list[list[Raw]] = [list(row) for row in reader]
        except csv.Error as error:
            raise CannotBeCut from error
        return row_frames(iter(rows), first_row)


def text_blocks(file: TextFile) -> Iterator[bytes]:
    """The file in UTF-8, cut at the ends of rows: never inside quotes.

    Raises:
        CannotBeCut: there is no end of a row for longer than any row is.
    """
    decoder = codecs.getincrementaldecoder(file.encoding)()
    rest = b""
    with file.path.open("rb") as opened:
        while True:
            read = opened.read(BLOCK_BYTES)
            rest += decoder.decode(read, final=not read).encode()
            if not read:
                break
            cut = last_row_end(rest)
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > LONGEST_ROW_BYTES:
                raise CannotBeCut
    if rest:
        yield rest


def last_row_end(block: bytes) -> int:
    """Where the last whole row of a block ends: after a line break outside quotes."""
    cut = block.rfind(b"\n") + 1
    quotes = block.count(b'"', 0, cut)
    while cut and quotes % 2:
        earlier = block.rfind(b"\n", 0, cut - 1) + 1
        quotes -= block.count(b'"', earlier, cut)
        cut = earlier
    return cut


def block_frame(block: bytes, delimiter: str, first_row: int) -> TextFrame:
    """One block of a text file as a frame.

    Raises:
        pa.ArrowInvalid: its rows have different lengths, or a cell holds our separator.
    """
    if SEPARATOR.encode() in block:
        raise pa.ArrowInvalid("a cell holds the separator")
    parse = arrow_csv.ParseOptions(
        delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
    )
    width = len(next(csv.reader(io.StringIO(first_line(block)), delimiter=delimiter), [""]))
    names = [str(index) for index in range(width)]
    table = arrow_csv.read_csv(
        pa.BufferReader(block),
        arrow_csv.ReadOptions(column_names=names, block_size=len(block) + 1, use_threads=False),
        parse,
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
        memory_pool=GIVEN_BACK,
    )
    return TextFrame(table, first_row)


def first_line(block: bytes) -> str:
    """The first row's text, line breaks in quotes among it."""
    end = block.find(b"\n") + 1 or len(block)
    while block.count(b'"', 0, end) % 2 and end < len(block):
        end = block.find(b"\n", end) + 1 or len(block)
    return block[:end].decode()
