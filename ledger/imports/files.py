"""Opens what a user hands over: XLSX, XLS, or CSV in UTF-8 or GB18030, a file or a folder."""

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import DataProblem, WrongUse
from ledger.imports.cells import Raw

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}
BLOCK_BYTES = 1 << 20

#: The first and the last cell of a range, as row and column counted from 0.
Range = tuple[tuple[int, int], tuple[int, int]]

#: A byte order mark and the encoding it announces.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TextFile:
    """How a CSV file is to be read."""

    path: Path
    encoding: str
    delimiter: str


@dataclass
class Table:
    """One sheet of a workbook, or one CSV file, as rows of raw cells.

    The first row that `rows` yields is row 1 of the user's file.
    """

    file_name: str
    sheet_name: str
    rows: Callable[[], Iterator[list[Raw]]]
    #: Set where the table is a text file, which can be read in blocks.
    text_file: TextFile | None = None
    #: About how many rows it has, once that is known; to show progress by.
    row_count: int | None = None
    #: Its merged ranges, once its rows are being read: first row and column, last row and column.
    merged: list[Range] = field(default_factory=list)
    #: Whether somebody entered each row as one: none is a total, an explanation or nothing.
    entered: bool = False


@dataclass(frozen=True)
class Opened:
    """What was handed over: its tables, a fingerprint of all of it, and its name."""

    name: str
    sha256: str
    tables: list[Table]


def check_readable(path: Path) -> None:
    """Refuses at once what cannot be read whatever is in it.

    Raises:
        WrongUse: there is no such file, or it is of no kind we read.
    """
    if not path.exists():
        raise WrongUse(f"没有这个文件：{path}", f"There is no such file: {path}")
    suffix = path.suffix.lower()
    if path.is_file() and suffix not in WORKBOOK_SUFFIXES | TEXT_SUFFIXES:
        raise WrongUse(
            f"不认识的文件类型 {suffix or path.name}；应为 XLSX、XLS 或 CSV。",
            f"{suffix or path.name} is not a kind of file we read; XLSX, XLS or CSV is.",
        )


def open_path(path: Path) -> Opened:
    """The tables of a file, or of all workbooks and CSV files of a folder.

    Raises:
        WrongUse: there is no such file, it is of no kind we read, or it cannot be opened.
    """
    opened = [open_file(file) for file in files_of(path)]
    if len(opened) == 1:
        return opened[0]
    together = hashlib.sha256("".join(each.sha256 for each in opened).encode()).hexdigest()
    return Opened(path.name, together, [table for each in opened for table in each.tables])


def files_of(path: Path) -> list[Path]:
    """The file, or all workbooks and CSV files of the folder, in the order they are read in.

    Raises:
        WrongUse: there is no such file, or none of a kind we read.
    """
    check_readable(path)
    if not path.is_dir():
        return [path]
    files = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() in WORKBOOK_SUFFIXES | TEXT_SUFFIXES
        and not file.name.startswith((".", "~$"))
    )
    if not files:
        raise WrongUse(
            f"文件夹 {path} 里没有 XLSX、XLS 或 CSV 文件。",
            f"There is no XLSX, XLS or CSV file in the folder {path}.",
        )
    return files


def open_file(path: Path) -> Opened:
    """The tables of one file."""
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        return Opened(path.name, fingerprint(path), list(workbook_tables(path)))
    sha256, encoding, lines = fingerprint_and_encoding(path)
    return Opened(path.name, sha256, [text_table(path, encoding, lines)])


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint_and_encoding(path: Path) -> tuple[str, str, int]:
    """SHA-256 of a text file, the encoding all of it is valid in, and how many lines it has.

    Raises:
        WrongUse: it is valid in no encoding we know.
    """
    digest = hashlib.sha256()
    lines = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            lines += block.count(b"\n")
        file.seek(0)
        head = file.read(4)
    marked = [name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        if is_valid(path, encoding):
            return digest.hexdigest(), encoding, lines
    raise WrongUse(
        f"{path.name} 不是 UTF-8 也不是 GB18030（GBK）编码。请在 Excel 中另存为“CSV UTF-8”。",
        f"{path.name} is neither UTF-8 nor GB18030 (GBK). Save it as CSV UTF-8 in Excel.",
    )


def is_valid(path: Path, encoding: str) -> bool:
    """Whether all of a file can be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def text_table(path: Path, encoding: str, lines: int) -> Table:
    """The one table of a text file."""
    with path.open(encoding=encoding, newline="") as file:
        first_line = file.readline()
    text_file = TextFile(path, encoding, max(",\t;", key=first_line.count))

    def rows() -> Iterator[list[Raw]]:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=text_file.delimiter)
            try:
                yield from reader
            except csv.Error as error:
                raise DataProblem(
                    f"{path.name} 第 {reader.line_num} 行附近的引号没有配对，后面的内容无法分行。",
                    f"{path.name}: a quotation mark before line {reader.line_num} has no end, so "
                    "that the rows after it cannot be told apart.",
                ) from error

    return Table(path.name, path.stem, rows, text_file, lines)


def workbook_tables(path: Path) -> Iterator[Table]:
    """The visible sheets of a workbook.

    Raises:
        WrongUse: it cannot be opened: damaged, protected by a password, or not a workbook.
    """
    from python_calamine import (  # noqa: PLC0415  (only workbooks need it)
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise cannot_be_opened(path.name, error) from error
    for sheet in workbook.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible:
            yield workbook_table(workbook, path.name, sheet.name)


def cannot_be_opened(file_name: str, error: Exception) -> WrongUse:
    """What to say of a workbook that cannot be read."""
    return WrongUse(
        f"{file_name} 打不开：可能已损坏、有密码，或不是 Excel 文件（{error}）。",
        f"{file_name} cannot be opened: damaged, protected, or not a workbook ({error}).",
    )


def parse(workbook: "CalamineWorkbook", file_name: str, sheet_name: str) -> "CalamineSheet":
    """One sheet, all of it in memory.

    Raises:
        WrongUse: it is damaged.
    """
    from python_calamine import CalamineError  # noqa: PLC0415  (only workbooks need it)

    try:
        return workbook.get_sheet_by_name(sheet_name)
    except (CalamineError, OSError) as error:
        raise cannot_be_opened(file_name, error) from error


def workbook_table(workbook: "CalamineWorkbook", file_name: str, sheet_name: str) -> Table:
    """One sheet; it is parsed when its rows are asked for, and let go when they have been read.

    Parsing costs seconds and most of the memory of an import: who looks at the first rows only
    leaves the sheet for who reads all of them.
    """
    parsed: list[CalamineSheet] = []

    def rows() -> Iterator[list[Raw]]:
        sheet = parsed[0] if parsed else parse(workbook, file_name, sheet_name)
        parsed[:] = [sheet]
        table.row_count = sheet.total_height
        blanks = [""] * (sheet.start[1] if sheet.start else 0)
        table.merged = sheet.merged_cell_ranges or []
        spread = merged_values(table.merged)
        for number, row in enumerate(sheet.iter_rows()):
            cells: list[Raw] = [*blanks, *row]
            for column, source in spread.get(number, {}).items():
                if column < len(cells):
                    remember(source, number, column, cells)
            yield cells
        parsed.clear()

    table = Table(file_name, sheet_name, rows)
    return table


class Merged:
    """One merged range and, once its first row has been read, the value it shows."""

    def __init__(self, top: int, left: int) -> None:
        self.top = top
        self.left = left
        self.value: Raw = ""


def merged_values(
    ranges: list[Range],
) -> dict[int, dict[int, Merged]]:
    """Which cells of which rows belong to a merged range."""
    spread: dict[int, dict[int, Merged]] = {}
    for (top, left), (bottom, right) in ranges:
        merged = Merged(top, left)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                spread.setdefault(row, {})[column] = merged
    return spread


def remember(merged: Merged, row: int, column: int, cells: list[Raw]) -> None:
    """A merged range shows its first cell's value in all of its rows, but only in one column."""
    if row == merged.top and column == merged.left:
        merged.value = cells[column]
    elif column == merged.left:
        cells[column] = merged.value
