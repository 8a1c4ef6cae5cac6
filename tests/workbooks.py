"""Writes the files that tests import, and imports them inside a transaction that is rolled back."""

import csv
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
from builders import COUNTY, PROVINCE
from sqlalchemy import Connection, Engine, text

from ledger.imports.files import Opened, Table, open_path
from ledger.imports.importing import import_opened
from ledger.imports.outcomes import Outcome, Request
from ledger.personal import Protector

Rows = Sequence[Sequence[object]]

DOCUMENT = "示财农〔2022〕1号"
TRANSFERS: Rows = [
    ["账簿", "事项", "文号", "日期", "金额(元)", "对方区划", "资金名称", "库款日期"],
    [COUNTY, "收到", DOCUMENT, "2022-03-01", "1000000", PROVINCE, "衔接资金", "2022-03-02"],
]
PROJECTS: Rows = [["账簿", "项目编号", "项目名称"], [COUNTY, "XM1", "示范项目"]]
ASSIGNMENTS: Rows = [
    ["账簿", "文号", "安排日期", "项目编号", "来源文号", "金额(元)"],
    [COUNTY, "安排1号", "2022-03-03", "XM1", DOCUMENT, "500000"],
]
PAYMENT_HEADER = ["账簿", "支付编号", "支付日期", "项目编号", "收款人名称", "金额(元)", "支付方式"]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'ledger'"
#: What payments of the made-up county stand on, by sheet.
BASE: dict[str, Rows] = {"资金下达": TRANSFERS, "项目": PROJECTS, "资金安排": ASSIGNMENTS}


def payment(number: str, amount: object = "100", **changed: object) -> list[object]:
    """A row of payments."""
    row = {
        "账簿": COUNTY,
        "支付编号": number,
        "支付日期": "2022-05-01",
        "项目编号": "XM1",
        "收款人名称": "示范收款人",
        "金额(元)": amount,
        "支付方式": "转账",
    }
    return list((row | changed).values())


def payments(*rows: list[object]) -> Rows:
    """The sheet of payments."""
    return [PAYMENT_HEADER, *rows]


def write_workbook(path: Path, sheets: dict[str, Rows], merged: Sequence[str] = ()) -> Path:
    """Writes an XLSX file; `merged` are ranges of its last sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Writes a CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def raw_tables(sheets: dict[str, Rows], name: str = "试.xlsx") -> Opened:
    """Sheets as they would come out of a file."""
    sha256 = hashlib.sha256(repr(sheets).encode()).hexdigest()
    return Opened(name, sha256, [raw_table(name, sheet, rows) for sheet, rows in sheets.items()])


def raw_table(file_name: str, sheet_name: str, rows: Rows) -> Table:
    """One sheet as it would come out of a file."""
    return Table(file_name, sheet_name, lambda: iter([list(row) for row in rows]))


def import_sheets(
    connection: Connection, protector: Protector, sheets: dict[str, Rows], **request: object
) -> Outcome:
    """Imports sheets inside the connection's transaction."""
    forget_staging(connection)
    return import_opened(connection, protector, raw_tables(sheets), Request(**request))


def import_file(
    connection: Connection, protector: Protector, path: Path, **request: object
) -> Outcome:
    """Imports a file inside the connection's transaction."""
    forget_staging(connection)
    return import_opened(connection, protector, open_path(path), Request(**request))


def forget_staging(connection: Connection) -> None:
    """Drops what an earlier import of the same transaction staged, as its commit would have."""
    connection.execute(text("DISCARD TEMP"))


def post_base(connection: Connection, protector: Protector) -> None:
    """Posts the money and the project that payments stand on."""
    assert import_sheets(connection, protector, BASE).problems == []


def paid(connection: Connection) -> list[tuple[str, Decimal]]:
    """The payments on record: external reference and amount."""
    found = connection.execute(
        text("SELECT external_reference, amount FROM ledger.disbursement ORDER BY 1")
    )
    return [(row[0], row[1]) for row in found]


def rows_by_table(owner: Engine) -> dict[str, int]:
    """How many rows each table of the ledger has, as its owner sees them."""
    with owner.connect() as connection:
        names = connection.execute(text(TABLES)).scalars().all()
        return {
            name: connection.execute(text(f'SELECT count(*) FROM ledger."{name}"')).scalar_one()
            for name in names
        }


def fact_count(connection: Connection) -> int:
    """How many facts all books hold together: each takes a position of its book's log."""
    found = connection.execute(text("SELECT coalesce(sum(last_position), 0) FROM ledger.book_head"))
    return int(found.scalar_one())
