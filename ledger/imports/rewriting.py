"""Writes what a user handed over anew as a workbook, row by row, with its problems marked."""

import datetime as dt
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ledger.imports import listing
from ledger.imports.cells import Raw, as_words
from ledger.imports.files import Table, open_path
from ledger.imports.headers import HEADER_ROWS
from ledger.imports.problems import Problem

#: What Excel holds in one sheet.
SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
SHEET_NAME_LENGTH = 31
#: Number formats of days, of moments and of text.
DAY, MOMENT, TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "@"
#: XlsxWriter ships no types.
Book: TypeAlias = Any
Worksheet: TypeAlias = Any

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


def rewrite(path: Path, problems: Sequence[Problem], target: Path) -> None:
    """Writes the cells of a file or folder into a new workbook, marked.

    Of a text file that is longer than a sheet only the head and the wrong rows are written.

    Raises:
        OSError: it cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415  (only marking needs it)
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    tables = open_path(path).tables
    names = sheet_names(tables)
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    writer = Writer(book)
    writer.list_problems(problems, dict(zip(map(place_of, tables), names, strict=True)))
    marks: dict[tuple[str, str], dict[int, dict[str, str]]] = defaultdict(dict)
    for (file, sheet, row, letters), texts in listing.by_place(problems).items():
        marks[file, sheet].setdefault(row, {})[letters] = listing.comment_of(texts)
    for table, name in zip(tables, names, strict=True):
        writer.write_table(
            name, rows_of(path, table), marks[place_of(table)], excerpt=is_long(table)
        )
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def place_of(table: Table) -> tuple[str, str]:
    """The file and the sheet that a table is."""
    return table.file_name, table.sheet_name


def is_long(table: Table) -> bool:
    """Whether a text file has more rows than a sheet."""
    return (table.row_count or 0) > SHEET_ROWS


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """A name for each table that Excel accepts; an excerpt's begins so that it is never read."""
    taken = {listing.LIST_NAME}
    names = []
    for table in tables:
        wanted = _NOT_IN_SHEET_NAMES.sub(" ", table.sheet_name).strip("' ") or "Sheet"
        wanted = f"#节选 {wanted}" if is_long(table) else wanted
        name, count = wanted[:SHEET_NAME_LENGTH], 1
        while name.lower() in taken:
            count += 1
            name = f"{wanted[: SHEET_NAME_LENGTH - 5]}({count})"
        taken.add(name.lower())
        names.append(name)
    return names


def rows_of(path: Path, table: Table) -> Iterator[Sequence[Raw]]:
    """The rows of a table; of an XLSX file one at a time, whatever its size."""
    if path.is_file() and path.suffix.lower() in {".xlsx", ".xlsm"} and zipfile.is_zipfile(path):
        from openpyxl import load_workbook  # noqa: PLC0415

        book = load_workbook(path, read_only=True, data_only=True)
        try:
            # The library's types allow formulas, of which data_only leaves none.
            yield from book[table.sheet_name].iter_rows(values_only=True)  # type: ignore[misc]
        finally:
            book.close()
    else:
        yield from table.rows()


class Writer:
    """Writes sheets of one workbook, each row once and in order."""

    def __init__(self, book: Book) -> None:
        self.book = book
        red = {"bg_color": f"#{listing.FILL}"}
        forms = (DAY, MOMENT, TEXT, "General")
        self.plain = {form: book.add_format({"num_format": form}) for form in forms}
        self.marked = {form: book.add_format({"num_format": form} | red) for form in forms}
        self.head = book.add_format({"bold": True})
        self.linked = book.add_format({"font_color": "blue", "underline": True})

    def list_problems(self, problems: Sequence[Problem], names: dict[tuple[str, str], str]) -> None:
        """The sheet that lists the problems, with a link to each cell."""
        worksheet = self.book.add_worksheet(listing.LIST_NAME)
        worksheet.freeze_panes(1, 0)
        for position, header in enumerate(listing.LIST_HEADERS):
            worksheet.set_column(position, position, listing.LIST_WIDTHS[position])
            worksheet.write_string(0, position, header, self.head)
        for row, problem in enumerate(problems, 1):
            for position, value in enumerate(listing.listed(problem)):
                name = names.get((problem.file, problem.sheet))
                if position == listing.ROW_COLUMN and problem.row and name:
                    self.write_link(worksheet, row, position, problem, name)
                else:
                    worksheet.write_string(row, position, str(value))

    def write_link(
        self,
        worksheet: Worksheet,
        row: int,
        position: int,
        problem: Problem,
        name: str,
    ) -> None:
        """The number of a problem's row; a link, unless the row is in an excerpt."""
        if name.startswith("#") or not problem.row:
            worksheet.write_string(row, position, str(problem.row))
        else:
            target = "internal:" + listing.link(name, problem.row, problem.column)
            worksheet.write_url(row, position, target, self.linked, str(problem.row))

    def write_table(
        self,
        name: str,
        rows: Iterable[Sequence[Raw]],
        marks: dict[int, dict[str, str]],
        *,
        excerpt: bool,
    ) -> None:
        """One sheet: the rows as they were, and the marks of its cells."""
        worksheet = self.book.add_worksheet(name)
        worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        written = 0
        for number, row in enumerate(rows, 1):
            marked = marks.get(number, {})
            if excerpt and number > HEADER_ROWS and not marked:
                continue
            self.write_row(worksheet, written, row, marked)
            if excerpt and marked:
                worksheet.write_string(written, len(row) + 1, f"原文件第 {number} 行")
            written += 1

    def write_row(
        self,
        worksheet: Worksheet,
        at: int,
        row: Sequence[Raw],
        marked: dict[str, str],
    ) -> None:
        """One row; its marked cells are coloured and commented, also where they are empty."""
        comments = {position_of(letters): words for letters, words in marked.items()}
        for position, raw in enumerate(row[:SHEET_COLUMNS]):
            if raw is not None and raw != "":
                self.write_cell(worksheet, at, position, raw, red=position in comments)
            elif position in comments:
                worksheet.write_blank(at, position, None, self.marked["General"])
        for position, words in comments.items():
            if position >= len(row):
                worksheet.write_blank(at, position, None, self.marked["General"])
            worksheet.write_comment(
                at,
                position,
                words,
                {
                    "author": listing.AUTHOR,
                    "x_scale": listing.COMMENT_SIZE["width"] / 128,
                    "y_scale": listing.COMMENT_SIZE["height"] / 74,
                },
            )

    def write_cell(
        self,
        worksheet: Worksheet,
        row: int,
        position: int,
        raw: Raw,
        *,
        red: bool,
    ) -> None:
        """One cell as what it was: words, number, day or truth value."""
        formats = self.marked if red else self.plain
        if isinstance(raw, bool):
            worksheet.write_boolean(row, position, raw, formats["General"])
        elif isinstance(raw, int | float):
            worksheet.write_number(row, position, raw, formats["General"])
        elif isinstance(raw, dt.datetime) and raw.time() != dt.time():
            worksheet.write_datetime(row, position, raw, formats[MOMENT])
        elif isinstance(raw, dt.date):
            worksheet.write_datetime(row, position, raw, formats[DAY])
        else:
            worksheet.write_string(row, position, listing.clean(as_words(raw)), formats[TEXT])


def position_of(letters: str) -> int:
    """The position, counted from 0, of a column named by letters."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
