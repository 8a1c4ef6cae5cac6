"""Measures what memory an import takes: a long CSV file and a workbook of 800,000 rows.

    python benchmarks/import_memory.py [--csv-rows N] [--workbook-rows N]

Each file is drafted, reviewed and posted by `mingzhang`, each step in a process of its own, into a
fresh database of a server that is no part of it; the figure is the largest resident size that any
of them ever had.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from ground import Ground

from ledger.identities import id_check_digit

COUNTY, PROVINCE = "990121", "990000"
DOCUMENT = "示财农〔2022〕1号"
BASE = {
    "资金下达": [
        ["账簿", "事项", "文号", "日期", "金额(元)", "对方区划", "资金名称", "库款日期"],
        [COUNTY, "收到", DOCUMENT, "2022-03-01", "1000000000", PROVINCE, "甲", "2022-03-02"],
    ],
    "项目": [["账簿", "项目编号", "项目名称"], [COUNTY, "XM1", "示范项目"]],
    "资金安排": [
        ["账簿", "文号", "安排日期", "项目编号", "来源文号", "金额(元)"],
        [COUNTY, "安排1号", "2022-03-03", "XM1", DOCUMENT, "1000000000"],
    ],
}
HEADER = [
    "账簿", "支付编号", "批次号", "支付日期", "项目编号", "收款人名称", "证件号码", "收款账号",
    "金额(元)", "支付方式", "摘要",
]  # fmt: skip
#: Every payee is paid this many times.
PAYMENTS_OF_EACH = 4
MIB = 1024
CSV_BAR, WORKBOOK_BAR = 300, 1024


def payments(count: int) -> Iterator[list[str]]:
    """Rows of payments in batches of a thousand; each payee has an ID number and an account."""
    payees = max(1, count // PAYMENTS_OF_EACH)
    for number in range(count):
        payee = number % payees
        first_17 = f"{COUNTY}{1950 + payee // 300_000}{1 + payee // 25_000 % 12:02}"
        first_17 += f"{1 + payee // 1000 % 25:02}{payee % 1000:03}"
        yield [
            COUNTY,
            f"ZF{number:09}",
            f"P{number // 1000:06}",
            f"2022-{4 + number // 1000 % 9:02}-{1 + number // 9000 % 28:02}",
            "XM1",
            f"示范户{payee}",
            first_17 + id_check_digit(first_17),
            f"6228{payee:015}",
            f"{100 + number % 900}.{number % 100:02}",
            "一卡通",
            "产业补贴",
        ]


def write_csv(path: Path, count: int) -> None:
    """The payments as a CSV file in GB18030, as Excel in China writes it."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(payments(count))


def write_workbook(path: Path, count: int) -> None:
    """The payments as a workbook."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("支付")
    sheet.write_row(0, 0, HEADER)
    amount = HEADER.index("金额(元)")
    for row, cells in enumerate(payments(count), 1):
        for position, cell in enumerate(cells):
            if position == amount:
                sheet.write_number(row, position, float(cell))
            else:
                sheet.write_string(row, position, cell)
    book.close()


def fresh_database(ground: Ground, name: str) -> str:
    """The URL of a ledger that holds what the payments stand on."""
    url = ground.database(name)
    base = ground.folder / name
    base.mkdir()
    for sheet, rows in BASE.items():
        with (base / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    ground.bring(url, base)
    return url


def run(environment: dict[str, str], *arguments: str) -> tuple[str, float, float]:
    """Runs a command; what it said, the seconds it took, and its largest resident size in MiB."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", *arguments], env=environment, stdout=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, f"{arguments} was refused"
        took = time.monotonic() - started
        said.seek(0)
        return said.read(), took, usage.ru_maxrss / MIB


def measure(label: str, path: Path, ground: Ground, url: str, bar: int) -> bool:
    """Drafts, reviews and posts a file, prints the figures, and tells whether they keep the bar."""
    said, seconds, most = run(ground.environment(url, "clerk"), "import", str(path), "--json")
    draft = str(json.loads(said)["draft"])
    took = [seconds]
    for person, step in (("reviewer", "review"), ("head", "post")):
        _, seconds, mebibytes = run(ground.environment(url, person), "draft", step, draft)
        took.append(seconds)
        most = max(most, mebibytes)
    size = path.stat().st_size / MIB / MIB
    verdict = "within" if most <= bar else "ABOVE"
    print(
        f"{label}: {size:,.0f} MiB on disk, drafted in {took[0]:,.1f} s, reviewed in"
        f" {took[1]:,.1f} s, posted in {took[2]:,.1f} s,"
        f" {most:,.0f} MiB resident, {verdict} {bar:,} MiB"
    )
    return most <= bar


def main() -> None:
    """Makes the files, imports them, and exits with 1 where a bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--csv-rows", type=int, default=1_000_000)
    parser.add_argument("--workbook-rows", type=int, default=800_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mz-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        ground = Ground(folder)
        kept = []
        if given.csv_rows:
            path = folder / "支付.csv"
            write_csv(path, given.csv_rows)
            url = fresh_database(ground, "csv_memory")
            label = f"CSV file of {given.csv_rows:,} rows"
            kept.append(measure(label, path, ground, url, CSV_BAR))
            path.unlink()
        if given.workbook_rows:
            path = folder / "支付.xlsx"
            write_workbook(path, given.workbook_rows)
            url = fresh_database(ground, "workbook_memory")
            label = f"workbook of {given.workbook_rows:,} rows"
            kept.append(measure(label, path, ground, url, WORKBOOK_BAR))
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
