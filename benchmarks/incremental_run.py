"""A run after one county of 250 has posted, against a full run of the same day.

The books of the other counties are copies of the first, as they were before it posted. It posts as
many payments as are 0.1 % of all.
"""

import sys
import tempfile
import time
from pathlib import Path

from bulk_file import HEADER
from copied_books import copy_book
from ground import Figure, Ground, table
from sqlalchemy import text

from audits.running import RunSummary, run
from demonstrations.made_up.generating import generate
from demonstrations.made_up.plan import AS_OF, Plan
from expectations.catalogue import rules
from expectations.checker import Checker
from ledger.database import open_engine

BAR = 0.02
BOOKS, COUNTY = 250, "990121"


def measure(ground: Ground, payments: int) -> list[Figure]:
    """A full run that the next rests upon, the day's postings, that run, and a full one again."""
    url = ground.database("counties")
    folder = ground.folder / "counties"
    generate(Plan(seed=1, counties=1, years=2, scale=payments // BOOKS), folder)
    ground.bring(url, folder)
    owner = open_engine(url, role=None)
    with owner.connect() as connection:
        book = connection.execute(
            text("SELECT book_id FROM ledger.book WHERE division_id = :county"), {"county": COUNTY}
        ).scalar_one()
    copy_book(owner, book, BOOKS - 1)
    with owner.connect() as connection:
        entries, paid = (
            connection.execute(text(f"SELECT count(*) FROM ledger.{name}")).scalar_one()
            for name in ("entry", "disbursement")
        )
    owner.dispose()
    print(f"  {entries:,} entries, {paid:,} payments in {BOOKS:,} books", flush=True)
    run_once(url, full=True)
    write_postings(ground.folder / "postings", paid // 1000)
    ground.bring(url, ground.folder / "postings")
    after, rests = run_once(url, full=False)
    full, anew = run_once(url, full=True)
    same = [
        (one.rule.code, one.examined, one.breached, one.not_applicable) for one in rests.results
    ]
    assert same == [
        (one.rule.code, one.examined, one.breached, one.not_applicable) for one in anew.results
    ]
    resting = sum(one.base_run_id is not None for one in rests.results)
    return [
        Figure(
            f"a run of {len(rules())} rules over {paid:,} payments in {BOOKS:,} books, of which"
            f" one posted {paid // 1000:,} more; {resting} rules rest upon the run before",
            f"{after:.1f} s",
            f"a full run {full:.1f} s",
            after / full,
            f"≤ {BAR} ×",
            after / full <= BAR,
        )
    ]


def run_once(url: str, *, full: bool) -> tuple[float, RunSummary]:
    """A run with its flags and alerts; the seconds it took, and what it found."""
    engine = open_engine(url, "mingzhang_jobs")
    began = time.monotonic()
    summary = run(engine, Checker(url), rules(), as_of=AS_OF, started_by="benchmark", full=full)
    took = time.monotonic() - began
    engine.dispose()
    assert summary.complete
    slow = sorted(summary.results, key=lambda one: -one.seconds)[:12]
    spent = sum(one.seconds for one in summary.results)
    print(f"  {took:.1f} s, of which in the rules' statements {spent:.1f} s", flush=True)
    for one in slow:
        print(f"    {one.rule.code} {one.seconds:6.2f} s, rests: {one.base_run_id is not None}")
    return took, summary


def write_postings(folder: Path, count: int) -> None:
    """A county's day: new money, a project, and so many payments to households from it."""
    folder.mkdir(parents=True)
    document = "市财农〔2024〕999号"
    (folder / "资金下达.csv").write_text(
        "账簿,事项,文号,日期,金额(元),对方区划,资金名称,库款日期\n"
        f"{COUNTY},收到,{document},2024-09-01,100000000,990100,衔接资金,2024-09-02\n",
        encoding="utf-8",
    )
    (folder / "项目.csv").write_text(
        f"账簿,项目编号,项目名称,项目类别\n{COUNTY},XM9999,新项目,产业项目\n", encoding="utf-8"
    )
    (folder / "资金安排.csv").write_text(
        "账簿,文号,安排日期,项目编号,来源文号,金额(元)\n"
        f"{COUNTY},安999号,2024-09-05,XM9999,{document},90000000\n",
        encoding="utf-8",
    )
    with (folder / "支付.csv").open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.writelines(
            f"{COUNTY},XF{number:06d},XC{number // 500:03d},2024-09-{10 + number % 15:02d},XM9999,,"
            f"{document},,,新户{number % 997},,,,{100 + number % 900}.00,一卡通,,"
            "脱贫户产业发展奖补资金,2024-09-06,李局长,5000000.00,,2024-09-01,2,,发放清册\n"
            for number in range(count)
        )


def main() -> int:
    """Measures it alone, over as many payments as asked."""
    with tempfile.TemporaryDirectory(prefix="mz-bench-", ignore_cleanup_errors=True) as folder:
        figures = measure(Ground(Path(folder)), int(sys.argv[1]))
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
