"""Loads the real notices through the ordinary import, as a clerk would: a folder of CSV files."""

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path

from demonstrations.loaders import loaders
from demonstrations.real.arrivals import arrival_rows
from demonstrations.real.left_out import left_out
from demonstrations.real.originals import Row, originals
from demonstrations.real.records import notice_rows, project_rows
from demonstrations.real.uses import assignment_rows, cash_rows, issue_rows, payment_rows
from ledger.errors import DataProblem
from ledger.imports.catalogue import sheet
from ledger.imports.columns import Column, Kind
from ledger.imports.outcomes import Request, ignore_progress
from ledger.personal import Protector

AUTHOR = "公开公示资料"
#: The notices are of several provinces.
WHOLE_COUNTRY = "000000"
#: The only sheet whose amounts the notices give in yuan.
SHEET_IN_YUAN = "disbursements"


@dataclass(frozen=True)
class Summary:
    """What a loading did."""

    #: Facts posted, by noun; empty where the same notices had been loaded before.
    posted: dict[str, int]
    notice_rows: int
    left_out: int


def load(url: str, protector: Protector) -> Summary:
    """Posts the notices into the books of the places they name; a second time posts nothing.

    Args:
        url: of the ledger, for whoever migrates it.
        protector: of personal numbers.

    Raises:
        DataProblem: the import refused them, which only a mistake in the mapping can cause.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "real_notices"
        path.mkdir()
        write_sheets(path)
        with loaders(url, AUTHOR, WHOLE_COUNTRY) as desk:
            outcome = desk.load(protector, path, Request(partial=True), ignore_progress)
    if outcome.problems:
        first = outcome.problems[0]
        raise DataProblem(
            f"真实公示没有载入：{first.sheet} 第 {first.row} 行 {first.header}：{first.text.zh}",
            f"The real notices were not loaded: {first.sheet}, row {first.row}, {first.header}: "
            f"{first.text.en}",
        )
    return Summary(outcome.posted, len(originals()), len(left_out()))


def rows_by_sheet() -> dict[str, list[Row]]:
    """All rows of the import, by sheet."""
    arriving = arrival_rows()
    issues = issue_rows()
    assignments = assignment_rows()
    return {
        "transfers": arriving["transfers"] + issues + cash_rows(),
        "appropriations": arriving["appropriations"],
        "projects": project_rows(),
        "assignments": assignments,
        "disbursements": payment_rows(),
        "notices": notice_rows(issues + assignments),
    }


def write_sheets(folder: Path) -> None:
    """Writes one CSV file a sheet, with the headers of the template."""
    for key, rows in rows_by_sheet().items():
        columns = [column for column in sheet(key).columns if any(column.key in r for r in rows)]
        with (folder / f"{sheet(key).name.zh}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([header(column, key) for column in columns])
            writer.writerows([[row.get(c.key, "") for c in columns] for row in rows])


def header(column: Column, sheet_key: str) -> str:
    """A column's header in the unit that the notices use."""
    if column.kind is Kind.MONEY and sheet_key != SHEET_IN_YUAN:
        return column.header.zh.replace("(元)", "(万元)")
    return column.header.zh
