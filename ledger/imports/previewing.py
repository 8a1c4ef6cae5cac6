"""What stands in a draft, for those who review it: its first rows, personal numbers masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ledger.imports.catalogue import SHEETS
from ledger.imports.cells import Raw, as_words, is_empty
from ledger.imports.columns import PERSONAL
from ledger.imports.files import Opened, Table
from ledger.imports.headers import OWN_SHEETS, Header, find_header, normalise, sheet_of
from ledger.language import Text

#: So many rows of each table are shown.
SHOWN = 50
#: A number longer than this shows so many characters at each end.
SHORTEST_MASKED, ENDS = 8, 4


@dataclass(frozen=True)
class Preview:
    """The first rows of one table: the cells of its columns that hold anything, as words."""

    name: Text
    headers: list[Text]
    #: The row's number in the file, and its cells.
    rows: list[tuple[int, list[Text]]]
    #: Whether more rows follow.
    cut: bool


def previews(opened: Opened) -> Iterator[Preview]:
    """The tables of a draft that are sheets of ours."""
    for table in opened.tables:
        if normalise(table.sheet_name).startswith(OWN_SHEETS):
            continue
        sheet = sheet_of(table, SHEETS)
        if sheet is None:
            continue
        header, _ = find_header(table, sheet, book_given=True)
        if header is not None:
            yield preview(table, header)


def preview(table: Table, header: Header) -> Preview:
    """The first rows of a table below its header."""
    filled = (
        (number, row)
        for number, row in enumerate(table.rows(), 1)
        if number > header.row_number and not all(is_empty(raw) for raw in row)
    )
    found = list(islice(filled, SHOWN + 1))
    shown = found[:SHOWN]
    columns = [
        (key, position)
        for key, position in sorted(header.positions.items(), key=lambda each: each[1])
        if any(position < len(row) and not is_empty(row[position]) for _, row in shown)
    ]
    rows = [
        (number, [cell(header, key, row, position) for key, position in columns])
        for number, row in shown
    ]
    names = [header.sheet.column(key).header for key, _ in columns]
    return Preview(header.sheet.name, names, rows, len(found) > SHOWN)


def cell(header: Header, key: str, row: list[Raw], position: int) -> Text:
    """A cell as words; of a personal number only its ends."""
    if position >= len(row) or is_empty(row[position]):
        return Text("", "")
    words = as_words(row[position])
    column = header.sheet.column(key)
    if column.kind in PERSONAL:
        words = masked(words)
    for choice in column.choices:
        if words == choice.code:
            return choice.text
    return Text(words, words)


def masked(words: str) -> str:
    """A number of which only the ends can be read."""
    return f"{words[:ENDS]}****{words[-ENDS:]}" if len(words) > SHORTEST_MASKED else "****"
