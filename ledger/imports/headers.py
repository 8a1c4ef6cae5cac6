"""Finds which sheet of ours a table is, where its header stands, and in what unit amounts are."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from ledger.imports.cells import Raw, as_words, is_empty
from ledger.imports.columns import AMOUNTS, Column, Kind, Sheet
from ledger.imports.files import Table
from ledger.imports.problems import Problem, said

#: A header stands within this many rows from the top; titles and units may stand before it.
HEADER_ROWS = 20
#: Sheets whose name begins so are the user's own and are passed over.
OWN_SHEETS = ("#", "示例", "说明", "问题", "example", "readme", "problems")
_UNIT_IN_HEADER = re.compile(r"[(\[]\s*(万元|元|wan|yuan)\s*[)\]]$")
_UNIT_ABOVE = re.compile(r"单位\s*:\s*(?:人民币)?\s*(万元|元)")


@dataclass
class Header:
    """Where each of a sheet's columns stands in a table, counted from 0."""

    sheet: Sheet
    row_number: int
    positions: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    in_wan: set[str] = field(default_factory=set)
    width: int = 0


def normalise(words: str) -> str:
    """A header without what people add to it: space, stars, full-width forms."""
    narrow = unicodedata.normalize("NFKC", words)
    return re.sub(r"[\s*]", "", narrow).lower()


def without_unit(words: str) -> tuple[str, str | None]:
    """A normalised header and the unit it names, if it names one."""
    found = _UNIT_IN_HEADER.search(words)
    if not found:
        return words, None
    return words[: found.start()], "wan" if found[1] in {"万元", "wan"} else "yuan"


def names_of(column: Column) -> set[str]:
    """Every header that means this column, normalised and without a unit."""
    names = {column.header.zh, column.header.en, column.key, *column.aliases}
    return {without_unit(normalise(name))[0] for name in names}


def sheet_of(table: Table, catalogue: tuple[Sheet, ...]) -> Sheet | None:
    """The sheet a table is, by its name, else by its header, else None."""
    name = normalise(table.sheet_name)
    for sheet in catalogue:
        if name in {normalise(each) for each in (*sheet.name, sheet.key, *sheet.aliases)}:
            return sheet
    top = first_rows(table)
    fitting = [sheet for sheet in catalogue if any(required_present(sheet, row) for row in top)]
    if len(fitting) > 1:
        # Several sheets' required columns are there: the one with the most columns in common.
        fitting.sort(key=lambda sheet: -max(len(match(sheet, row)) for row in top))
        best = [max(len(match(sheet, row)) for row in top) for sheet in fitting]
        fitting = fitting[:1] if best[0] > best[1] else []
    return fitting[0] if fitting else None


def first_rows(table: Table) -> list[list[Raw]]:
    """The rows in which a header may stand."""
    found = []
    for row in table.rows():
        found.append(row)
        if len(found) == HEADER_ROWS:
            break
    return found


def is_blank(table: Table) -> bool:
    """Whether nothing stands where a header would: the empty sheet of a new workbook."""
    return all(is_empty(raw) for row in first_rows(table) for raw in row)


def match(sheet: Sheet, row: list[Raw]) -> dict[str, list[int]]:
    """The positions at which each of the sheet's columns stands in a row of headers."""
    meanings = {name: column.key for column in sheet.columns for name in names_of(column)}
    found: dict[str, list[int]] = {}
    for position, raw in enumerate(row):
        if not is_empty(raw):
            key = meanings.get(without_unit(normalise(as_words(raw)))[0])
            if key:
                found.setdefault(key, []).append(position)
    return found


def required_present(sheet: Sheet, row: list[Raw]) -> bool:
    """Whether a row of headers has all columns the sheet cannot do without."""
    found = match(sheet, row)
    return all(
        column.key in found
        for column in sheet.columns
        if column.required and column.kind is not Kind.BOOK
    )


def find_header(
    table: Table, sheet: Sheet, *, book_given: bool
) -> tuple[Header | None, list[Problem]]:
    """The header of a table and what is wrong with it.

    Args:
        table: the table.
        sheet: the sheet it is.
        book_given: whether rows without a book have one by default.
    """
    rows = first_rows(table)
    if all(is_empty(raw) for row in rows for raw in row):
        return None, []
    best = max(range(len(rows)), key=lambda index: len(match(sheet, rows[index])))
    found = match(sheet, rows[best])
    if len(found) < min(2, len(sheet.columns)):
        problem = said(
            "no_header",
            table.file_name,
            table.sheet_name,
            rows=HEADER_ROWS,
            headers_zh="、".join(c.header.zh for c in sheet.columns if c.required),
            headers_en=", ".join(c.header.en for c in sheet.columns if c.required),
        )
        return None, [problem]
    header = Header(sheet, best + 1, width=len(rows[best]))
    problems = read_header(header, rows[best], unit_above(rows[:best]), table)
    for column in sheet.columns:
        optional = not column.required or (column.kind is Kind.BOOK and book_given)
        if column.key not in header.positions and not optional:
            missing = said(
                "missing_column",
                table.file_name,
                table.sheet_name,
                header_zh=column.header.zh,
                header_en=column.header.en,
            )
            problems.append(replace(missing, row=header.row_number))
    return header, problems


def repeats_header(header: Header, row: list[Raw]) -> bool:
    """Whether a row says the header again, as on every page of a printed table."""
    said = [
        normalise(as_words(row[position])) == normalise(header.headers[key])
        for key, position in header.positions.items()
        if not is_empty(row[position])
    ]
    return len(said) > 1 and all(said)


def unit_above(rows: list[list[Raw]]) -> str | None:
    """The unit that a title row names for the whole table: 单位：万元."""
    for row in rows:
        for raw in row:
            found = _UNIT_ABOVE.search(unicodedata.normalize("NFKC", as_words(raw or "")))
            if found:
                return "wan" if found[1] == "万元" else "yuan"
    return None


def read_header(
    header: Header, row: list[Raw], table_unit: str | None, table: Table
) -> list[Problem]:
    """Fills in the header from its row; returns what is wrong with single columns."""
    problems: list[Problem] = []
    found = match(header.sheet, row)
    known = {position for positions in found.values() for position in positions}

    def complain(code: str, position: int, **details: object) -> None:
        problem = said(code, table.file_name, table.sheet_name, **details)
        problems.append(
            replace(
                problem,
                row=header.row_number,
                column=column_letter(position),
                header=as_words(row[position]),
            )
        )

    for column in header.sheet.columns:
        positions = found.get(column.key, [])
        if not positions:
            continue
        if len(positions) > 1:
            complain("repeated_column", positions[1], header=as_words(row[positions[1]]))
        header.positions[column.key] = positions[0]
        header.headers[column.key] = as_words(row[positions[0]])
        if column.kind in AMOUNTS:
            unit = without_unit(normalise(header.headers[column.key]))[1] or table_unit
            if unit is None:
                complain("no_unit", positions[0])
            elif unit == "wan":
                header.in_wan.add(column.key)
    for position, raw in enumerate(row):
        if position not in known and not is_empty(raw) and not as_words(raw).startswith("#"):
            complain("unknown_column", position)
    return problems


def column_letter(position: int) -> str:
    """The letter Excel shows for a column counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
