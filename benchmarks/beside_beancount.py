"""The same 100,000 disbursements loaded and balanced by beancount and by us, side by side.

    python benchmarks/beside_beancount.py PYTHON-WITH-BEANCOUNT [PAYMENTS]

beancount is under the GPL and no part of this project: `make bench-beancount` installs it into an
environment of its own, and it is run there as a program. Both get the same movements (authority and
cash of every payment) and must come to the same sums by book.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from bulk_file import write_background, write_payments
from ground import Ground
from sqlalchemy import Engine, text

from ledger.balances import source_balances

PAYMENTS = 100_000
#: What beancount's own users do to have balances: load, with all its checks, and realize.
LOADING = """
import json, sys
from beancount import loader
from beancount.core import realization
entries, errors, options = loader.load_file(sys.argv[1])
assert not errors, errors[:3]
root = realization.realize(entries)
paid = {}
for book in realization.get(root, "Assets:Disbursed").values():
    paid[book.account.rsplit(":", 1)[1]] = str(
        realization.compute_balance(book).get_only_position().units.number
    )
print(json.dumps(paid))
"""


def write_beancount(csv_file: Path, path: Path) -> None:
    """The payments of a CSV file of ours as transactions of beancount, four postings each."""
    accounts: dict[str, None] = {}
    with (
        csv_file.open(encoding="utf-8") as source,
        path.open("w", encoding="utf-8") as file,
    ):
        for row in csv.DictReader(source):
            book, project, amount = row["账簿"], row["项目编号"], row["金额(元)"]
            where = f"B{book}:{project}"
            for account, sign in (
                (f"Assets:Assigned:{where}", "-"),
                (f"Assets:Disbursed:{where}", ""),
                (f"Assets:Treasury:{where}", "-"),
                (f"Assets:CashOut:{where}", ""),
            ):
                accounts[account] = None
                if account.startswith("Assets:Assigned"):
                    file.write(
                        f'{row["支付日期"]} * "{row["收款人名称"]}" "{row["摘要"]}"'
                        f" ^{row['支付编号']}\n"
                        f'  batch: "{row["批次号"]}"\n  source: "{row["来源文号"]}"\n'
                    )
                file.write(f"  {account}  {sign}{amount} CNY\n")
        for account in accounts:
            file.write(f"2020-01-01 open {account} CNY\n")


def beancount(python: str, path: Path, *, cached: bool) -> tuple[float, dict[str, Decimal]]:
    """Loads and balances by beancount; the seconds it took and what each book paid."""
    environment = os.environ | ({} if cached else {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"})
    began = time.monotonic()
    done = subprocess.run(
        [python, "-c", LOADING, str(path)],
        check=True,
        env=environment,
        capture_output=True,
        text=True,
    )
    took = time.monotonic() - began
    return took, {book: Decimal(sum_) for book, sum_ in json.loads(done.stdout).items()}


def paid_by_book(engine: Engine) -> dict[str, Decimal]:
    """What each book of ours paid."""
    with engine.connect() as connection:
        books = connection.execute(text("SELECT division_id, book_id FROM ledger.book")).all()
        found = {
            f"B{row.division_id}": sum(
                (each.disbursed for each in source_balances(connection, row.book_id)), Decimal(0)
            )
            for row in books
        }
    engine.dispose()
    return {book: paid for book, paid in found.items() if paid}


def main() -> int:
    """Measures both and prints them side by side."""
    python = sys.argv[1]
    payments = int(sys.argv[2]) if len(sys.argv) > 2 else PAYMENTS  # noqa: PLR2004
    with tempfile.TemporaryDirectory(prefix="mz-bench-", ignore_cleanup_errors=True) as folder:
        ground = Ground(Path(folder))
        url = ground.database("beside")
        write_background(ground.folder / "background")
        file = ground.folder / "bulk" / "支付.csv"
        write_payments(file, payments)
        text_file = ground.folder / "payments.beancount"
        write_beancount(file, text_file)
        ground.bring(url, ground.folder / "background")
        steps = ground.bring(url, file)
        balanced, _ = ground.command(url, "auditor", "balance", "990121")
        again, _ = ground.command(url, "auditor", "balance", "990121")
        ours = steps.posted + balanced
        theirs, their_sums = beancount(python, text_file, cached=False)
        beancount(python, text_file, cached=True)
        theirs_again, _ = beancount(python, text_file, cached=True)
        assert paid_by_book(ground.engine(url, "auditor")) == their_sums, (
            "both came to the same sums"
        )
    print(f"{payments:,} disbursements of {len(their_sums)} books; ours were first", end=" ")
    print(f"drafted in {steps.drafted:.1f} s and reviewed in {steps.reviewed:.1f} s\n")
    print("| | mingzhang | beancount | ratio |\n|---|---|---|---|")
    print(f"| load and balance | {ours:.1f} s | {theirs:.1f} s | {ours / theirs:.2f} × |")
    print(
        f"| balances once more | {again:.1f} s | {theirs_again:.1f} s (from its cache)"
        f" | {again / theirs_again:.2f} × |"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
