"""Writes the folder that is imported: a CSV file a sheet, with the headers of the template."""

import csv
import datetime as dt
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from demonstrations.made_up.plan import Encoding
from ledger.imports.catalogue import SHEETS, sheet
from ledger.imports.columns import AMOUNTS

#: Columns of the one file that grows with the scale; only those in use, and the batch's together.
PAYMENT_COLUMNS = (
    "book",
    "batch_no",
    "occurred_on",
    "project_code",
    "contract_code",
    "stage",
    "claim_code",
    "source_document",
    "method",
    "cash_purpose",
    "economic_class",
    "purpose",
    "approved_on",
    "approved_by",
    "approval_limit",
    "period_from",
    "payee_code",
    "payee_name",
    "identity",
    "account",
    "bank",
    "external_reference",
    "reissue_of",
    "amount",
    "invoice_no",
    "attachment_count",
    "attachments",
)


def yuan(fen: int) -> str:
    """An amount in yuan as a clerk writes it; sums are kept in whole fen here."""
    sign, fen = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def columns_of(key: str) -> tuple[str, ...]:
    """The columns that a sheet's file has."""
    if key == "disbursements":
        return PAYMENT_COLUMNS
    return tuple(column.key for column in sheet(key).columns)


class Folder:
    """The files of one folder, open for as long as rows are written."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self.path = path
        self.encoding = encoding
        self.files: dict[str, TextIO] = {}
        self.writers: dict[str, Any] = {}
        self.columns: dict[str, tuple[str, ...]] = {}
        self.words = {
            (each.key, column.key): {choice.code: choice.text.zh for choice in column.choices}
            for each in SHEETS
            for column in each.columns
            if column.choices
        }
        self.amounts = {
            (each.key, column.key)
            for each in SHEETS
            for column in each.columns
            if column.kind in AMOUNTS
        }
        self.rows = 0

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for file in self.files.values():
            file.close()

    def file(self, key: str) -> TextIO:
        """The file of a sheet; its header is written when it is first asked for."""
        if key not in self.files:
            path = self.path / f"{sheet(key).name.zh}.csv"
            opened = path.open("w", encoding=self.encoding, newline="", buffering=1 << 20)
            self.files[key] = opened
            self.columns[key] = columns_of(key)
            self.writers[key] = csv.writer(opened, lineterminator="\n")
            self.writers[key].writerow(
                sheet(key).column(column).header.zh for column in self.columns[key]
            )
        return self.files[key]

    def write(self, key: str, cells: dict[str, object]) -> None:
        """Writes a row; a column that is not named stays empty.

        Raises:
            ValueError: the sheet has no such column.
        """
        self.file(key)
        columns = self.columns[key]
        if not cells.keys() <= set(columns):
            raise ValueError(f"{key} has no columns {cells.keys() - set(columns)}")
        self.writers[key].writerow([self.cell(key, column, cells) for column in columns])
        self.rows += 1

    def cell(self, key: str, column: str, cells: dict[str, object]) -> str:
        """One cell as it is written: choices in Chinese, days in figures, fen as yuan."""
        value = cells.get(column)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, int) and (key, column) in self.amounts:
            return yuan(value)
        words = self.words.get((key, column))
        return words[str(value)] if words else str(value)

    def write_lines(self, key: str, lines: list[str]) -> None:
        """Writes rows that are text already, in the order of the file's columns."""
        self.file(key).writelines(lines)
        self.rows += len(lines)
