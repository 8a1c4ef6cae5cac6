"""A county's book that grows to ten years of payments, written by sets as the owner of the schema.

Ten years at 2,740 entries a day, a twentieth of them dated up to a month earlier. Sources, projects
and accounts stay the same. The balances are those that the entries mean, and the job rolls up.
"""

import datetime as dt
import time
from pathlib import Path

from ground import Ground
from sqlalchemy import Engine, text

from ledger.balance_slices import roll_up
from ledger.database import SESSION_SETTING, open_engine

SOURCES, PROJECTS = 30, 150
#: A voucher pays for five projects: ten entries and five payments, sixteen log positions.
ENTRIES_OF_VOUCHER, POSITIONS = 10, 16
VOUCHERS_A_DAY = 274
FIRST_DAY = dt.date(2016, 1, 1)
COUNTY = "990121"

#: Vouchers `first` to `last`, counted from 0; voucher n begins at position base + 16 n.
VOUCHERS = """
INSERT INTO ledger.voucher (
    book_id, log_position, recorded_at, period, number, event, occurred_on, date_precision,
    summary, recorded_by
)
SELECT
    :book, :base + 16 * n + 1, made.at, to_char(made.day, 'YYYYMM')::integer, n + 1000,
    'disbursement', made.day, 'day', '补助', 'bench'
FROM generate_series(:first, :last) AS n
CROSS JOIN LATERAL (
    SELECT
        CAST(:began AS timestamptz) + n * interval '315 seconds' AS at,
        CAST(:day AS date) + CAST(n / :a_day AS integer)
        - CASE WHEN n % 20 = 7 THEN CAST(n % 30 AS integer) ELSE 0 END AS day
) AS made
"""
PAYMENTS = """
INSERT INTO ledger.disbursement (
    book_id, log_position, recorded_at, voucher_id, source_id, project_id, payee_id, occurred_on,
    amount, external_reference, method
)
SELECT
    :book, voucher.log_position + k, voucher.recorded_at, voucher.log_position,
    payable.source_id, payable.project_id, payable.payee_id, voucher.occurred_on, 1.00,
    'B' || voucher.log_position || '-' || k, 'transfer'
FROM ledger.voucher AS voucher
CROSS JOIN generate_series(1, 5) AS k
INNER JOIN public.payable ON payable.nth = (voucher.number * 5 + k) % :projects
WHERE voucher.book_id = :book
    AND voucher.log_position BETWEEN :base + 16 * :first + 1 AND :base + 16 * :last + 1
"""
ENTRIES = """
INSERT INTO ledger.entry (
    book_id, log_position, recorded_at, voucher_id, line_number, side, source_id, credit_kind,
    credit_project_id, debit_kind, debit_project_id, amount, occurred_on
)
SELECT
    paid.book_id, paid.voucher_id + 5 + line.number, paid.recorded_at, paid.voucher_id,
    line.number, line.side, paid.source_id, line.credit, line.credit_project, line.debit,
    paid.project_id, paid.amount, paid.occurred_on
FROM ledger.disbursement AS paid
CROSS JOIN LATERAL (
    VALUES
    (2 * (paid.log_position - paid.voucher_id) - 1, 'authority', 'assigned', paid.project_id,
        'disbursed'),
    (2 * (paid.log_position - paid.voucher_id), 'cash', 'treasury', NULL, 'cash_out')
) AS line (number, side, credit, credit_project, debit)
WHERE paid.book_id = :book
    AND paid.log_position BETWEEN :base + 16 * :first + 1 AND :base + 16 * :last + 16
"""
#: The balances that these entries mean: what the postings would have kept.
KEEP = """
DELETE FROM ledger.balance WHERE book_id = :book;
INSERT INTO ledger.balance (book_id, source_id, kind, project_id, contract_id, side, amount)
SELECT :book, entry.source_id, moved.kind, coalesce(moved.project_id, 0), 0, entry.side,
    sum(moved.amount)
FROM ledger.entry AS entry
CROSS JOIN LATERAL (
    VALUES (entry.debit_kind, entry.debit_project_id, entry.amount),
    (entry.credit_kind, entry.credit_project_id, -entry.amount)
) AS moved (kind, project_id, amount)
WHERE entry.book_id = :book
GROUP BY entry.source_id, moved.kind, moved.project_id, entry.side;
UPDATE ledger.book_head SET last_position = :last, last_recorded_at = :at WHERE book_id = :book;
"""
PAYABLE = """
CREATE TABLE public.payable AS
SELECT
    row_number() OVER (ORDER BY assignment.log_position) - 1 AS nth, assignment.source_id,
    assignment.project_id, (SELECT min(log_position) FROM ledger.payee WHERE book_id = :book)
    AS payee_id
FROM ledger.assignment AS assignment WHERE assignment.book_id = :book
"""


def write_background(folder: Path) -> None:
    """What the payments need: the province's money by the city to the county, and projects."""
    folder.mkdir(parents=True)
    with (folder / "本级安排.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,文号,安排日期,金额(元),资金名称,库款日期\n")
        file.write("990000,省1号,2015-01-01,9000000000,衔接资金,2015-01-01\n")
    with (folder / "资金下达.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,事项,文号,日期,金额(元),对方区划,资金名称,来源文号,库款日期\n")
        for n in range(SOURCES):
            money = "100000000"
            file.write(f"990000,下达,市{n}号,2015-02-01,{money},990100,衔接资金,省1号,\n")
            file.write(f"990100,收到,市{n}号,2015-02-02,{money},990000,衔接资金,,2015-02-02\n")
            file.write(f"990100,下达,县{n}号,2015-03-01,{money},{COUNTY},衔接资金,市{n}号,\n")
            file.write(f"{COUNTY},收到,县{n}号,2015-03-02,{money},990100,衔接资金,,2015-03-02\n")
    with (folder / "项目.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,项目编号,项目名称,项目类别\n")
        file.writelines(f"{COUNTY},XM{n:04d},项目{n},产业项目\n" for n in range(PROJECTS))
    with (folder / "资金安排.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,文号,安排日期,项目编号,来源文号,金额(元)\n")
        file.writelines(
            f"{COUNTY},安{n}号,2015-04-01,XM{n:04d},县{n % SOURCES}号,10000000\n"
            for n in range(PROJECTS)
        )
    with (folder / "收款人.csv").open("w", encoding="utf-8") as file:
        file.write(f"账簿,收款人编号,名称,类型\n{COUNTY},S1,示范收款人,其他\n")


class GrowingBook:
    """The county's book, written to by sets."""

    def __init__(self, ground: Ground) -> None:
        self.url = ground.database("growth")
        background = ground.folder / "growth"
        write_background(background)
        ground.bring(self.url, background)
        # For the whole connection: the questions are asked outside transactions.
        self.engine: Engine = open_engine(
            self.url, settings={SESSION_SETTING: ground.tokens[self.url]["auditor"]}
        )
        self.owner = open_engine(
            self.url, role=None, settings={"synchronous_commit": "off", "work_mem": "64MB"}
        )
        with self.owner.begin() as connection:
            head = connection.execute(
                text(
                    "SELECT head.* FROM ledger.book_head AS head INNER JOIN ledger.book"
                    " USING (book_id) WHERE division_id = :d"
                ),
                {"d": COUNTY},
            ).one()
            self.book: int = head.book_id
            self.base: int = head.last_position
            self.began: dt.datetime = head.last_recorded_at + dt.timedelta(seconds=1)
            connection.execute(text(PAYABLE), {"book": self.book})
            connection.execute(text("GRANT SELECT ON public.payable TO mingzhang_app"))
        self.vouchers = 0

    def moment(self, voucher: int) -> dt.datetime:
        """When a voucher was written."""
        return self.began + dt.timedelta(seconds=315 * voucher)

    def grow(self, entries: int) -> float:
        """Writes until there are so many entries, and rolls them up; the seconds of that."""
        wanted = entries // ENTRIES_OF_VOUCHER
        while self.vouchers < wanted:
            last = min(self.vouchers + 50_000, wanted) - 1
            values = {
                "book": self.book,
                "base": self.base,
                "first": self.vouchers,
                "last": last,
                "began": self.began,
                "day": FIRST_DAY,
                "a_day": VOUCHERS_A_DAY,
                "projects": PROJECTS,
            }
            with self.owner.begin() as connection:
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                for sql in (VOUCHERS, PAYMENTS, ENTRIES):
                    used = {k: v for k, v in values.items() if f":{k}" in sql}
                    connection.execute(text(sql), used)
            self.vouchers = last + 1
        with self.owner.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            asked = {
                "book": self.book,
                "last": self.base + POSITIONS * self.vouchers,
                "at": self.moment(self.vouchers),
            }
            for sql in KEEP.strip().rstrip(";").split(";"):
                used = {k: v for k, v in asked.items() if f":{k}" in sql}
                connection.execute(text(sql), used)
        vacuum = self.owner.execution_options(isolation_level="AUTOCOMMIT")
        with vacuum.connect() as connection:
            connection.execute(text("VACUUM ANALYZE ledger.entry, ledger.disbursement"))
            connection.execute(text("VACUUM ANALYZE ledger.voucher, ledger.balance"))
        began = time.monotonic()
        jobs = open_engine(self.url, "mingzhang_jobs")
        roll_up(jobs)
        took = time.monotonic() - began
        jobs.dispose()
        with vacuum.connect() as connection:
            connection.execute(
                text("VACUUM ANALYZE ledger.balance_slice, ledger.balance_slice_day")
            )
        return took
