"""Rows that people type into a form go the way of a file: all of them are drafted, or none."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ledger.acting import acting_login
from ledger.import_batches import imported
from ledger.imports.catalogue import SHEETS, sheet
from ledger.imports.cells import Raw
from ledger.imports.columns import Sheet
from ledger.imports.files import Opened, Table
from ledger.imports.headers import column_letter
from ledger.imports.outcomes import Outcome
from ledger.imports.problems import Problem, said
from ledger.language import Text
from ledger.personal import Protector

#: The header stands above the first row.
FIRST_ROW = 2
#: What the import of typed rows is called where an import of a file has the file's name.
CALLED = "录入"
#: So many digits of the rows' fingerprint tell whether a key comes with the same rows.
FINGERPRINT_DIGITS = 12
#: Sentences that speak of a workbook's columns, as they are said of fields.
SAID_OF_FIELDS = {
    "required": Text("此项必填", "This must be filled in"),
    "not_money": Text(
        "应为金额，如 12345.67，单位为元", "An amount in yuan is expected, such as 12345.67"
    ),
}


@dataclass(frozen=True)
class FieldProblem:
    """Something that is wrong with a field: of which row (from 0), which field, in which words."""

    row: int | None
    field: str | None
    code: str
    text: Text
    value: str | None


def unreadable_rows(chosen: Sheet, rows: Sequence[Mapping[str, str]]) -> list[Problem]:
    """What keeps rows from being read at all."""
    return [
        problem
        for number, row in enumerate(rows, FIRST_ROW)
        for problem in unreadable(chosen, number, row)
    ]


def opened_rows(
    connection: Connection,
    protector: Protector,
    sheet_key: str,
    rows: Sequence[Mapping[str, str]],
    key: str | None,
) -> Opened:
    """Rows of one sheet as a file that whoever acts handed over under a key, or under none."""
    name = f"{sheet(sheet_key).name.zh} {CALLED} {fingerprint(protector, sheet_key, rows)}"
    author = acting_login(connection)
    sha256 = request_digest(author, sheet_key, key or secrets.token_hex(32))
    return entered(((sheet_key, row) for row in rows), name, sha256)


def refuse_other_rows(
    connection: Connection, chosen: Sheet, opened: Opened, outcome: Outcome
) -> None:
    """Makes it a problem of the outcome where the key of these rows was that of others before."""
    if not outcome.imported_before:
        return
    if imported(connection, opened.sha256, 1)[0].file_name != opened.name:
        outcome.imported_before = None
        outcome.problems.append(said("key_of_other_rows", CALLED, chosen.name.zh))


def entered(rows: Iterable[tuple[str, Mapping[str, str]]], name: str, sha256: str) -> Opened:
    """Rows, each with the key of its sheet, as a file that was handed over: a table a sheet."""
    by_sheet: dict[str, list[Mapping[str, str]]] = {}
    for sheet_key, row in rows:
        by_sheet.setdefault(sheet_key, []).append(row)
    tables = [table_of(each, by_sheet[each.key], name) for each in SHEETS if each.key in by_sheet]
    return Opened(name, sha256, tables)


def table_of(chosen: Sheet, rows: list[Mapping[str, str]], name: str) -> Table:
    """Rows of one sheet as a table with all its columns, in their order."""

    def read() -> Iterator[list[Raw]]:
        yield [column.header.zh for column in chosen.columns]
        for row in rows:
            yield [row.get(column.key, "") for column in chosen.columns]

    return Table(name, chosen.name.zh, read, row_count=len(rows), entered=True)


def unreadable(chosen: Sheet, number: int, row: Mapping[str, str]) -> Iterator[Problem]:
    """Fields that the sheet does not have, and words that cannot be written down."""
    positions = {column.key: position for position, column in enumerate(chosen.columns)}
    for key, words in row.items():
        problem = None
        if key not in positions:
            problem = said("unknown_field", CALLED, chosen.name.zh, field=key)
        elif "\0" in words or not is_encodable(words):
            problem = replace(
                said("not_text", CALLED, chosen.name.zh), column=column_letter(positions[key])
            )
        if problem:
            yield replace(problem, row=number, header=key)


def is_encodable(words: str) -> bool:
    """Whether words are whole characters: JSON can name halves of some."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def fingerprint(protector: Protector, sheet_key: str, rows: Sequence[Mapping[str, str]]) -> str:
    """What tells these rows from others and, being keyed, says nothing of the numbers in them."""
    told = repr([sheet_key, [sorted(row.items()) for row in rows]])
    return protector.request(told).hex()[:FINGERPRINT_DIGITS]


def request_digest(author: str | None, sheet_key: str, key: str) -> str:
    """What stands for a request where an import of a file has the file's SHA-256."""
    return hashlib.sha256(repr(["entered", author, sheet_key, key]).encode()).hexdigest()


def field_problems(sheet_key: str, problems: Iterable[Problem]) -> list[FieldProblem]:
    """The problems or notes of rows that were entered, each at its row and field."""
    letters = {
        column_letter(position): column.key
        for position, column in enumerate(sheet(sheet_key).columns)
    }
    return [
        FieldProblem(
            None if each.row is None or each.row < FIRST_ROW else each.row - FIRST_ROW,
            letters.get(each.column or "", each.header if each.code == "unknown_field" else None),
            each.code,
            SAID_OF_FIELDS.get(each.code, each.text),
            each.value,
        )
        for each in problems
    ]
