"""Online posting, 8 clients over 20 books, fsync on, against pgbench's TPC-B on the same server.

What is measured is the posting itself, by the owner's function and for somebody who may post, as an
import posts; the application can reach it through a reviewed draft only.
"""

import os

from bulk_file import write_background
from ground import Figure, Ground, transactions_a_second
from sqlalchemy import text

from ledger.database import SESSION_SETTING, open_engine

BAR = 0.4
CLIENTS, SCALE = 8, 20
#: Measured by turns, so that both meet the same server.
ROUNDS, SECONDS = 3, 10
#: One project with money, and one payee, of every book.
PAYABLE = """
CREATE TABLE public.payable AS
SELECT
    row_number() OVER (ORDER BY book.book_id) AS nth, book.book_id, project.project_id,
    assignment.source_id, payee.log_position AS payee_id
FROM ledger.book AS book
CROSS JOIN LATERAL (
    SELECT * FROM ledger.assignment WHERE assignment.book_id = book.book_id LIMIT 1
) AS assignment
INNER JOIN ledger.project AS project
    ON assignment.book_id = project.book_id AND assignment.project_id = project.log_position
INNER JOIN ledger.payee AS payee ON book.book_id = payee.book_id;
ALTER TABLE public.payable ADD PRIMARY KEY (nth);
ANALYZE public.payable;
GRANT SELECT ON public.payable TO mingzhang_owner;
"""
SCRIPT = """\
\\set nth random(1, 20)
SELECT posted.* FROM public.payable
CROSS JOIN LATERAL ledger.post_disbursement(
    payable.book_id, CAST(gen_random_uuid() AS text), DATE '2022-05-01', payable.source_id,
    payable.project_id, NULL, payable.payee_id, NULL, 0.01, 'transfer', NULL, '补助', 'bench'
) AS posted
WHERE payable.nth = :nth;
"""


def measure(ground: Ground) -> list[Figure]:
    """TPC-B and our posting by turns, the same clients and seconds, after a warm-up."""
    url = ground.database("online")
    background = ground.folder / "online"
    write_background(background)
    with (background / "收款人.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,收款人编号,名称,类型\n")
        file.writelines(f"9901{21 + number},S1,示范收款人,其他\n" for number in range(20))
    ground.bring(url, background)
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        connection.execute(text(PAYABLE))
    engine.dispose()
    script = ground.folder / "posting.sql"
    script.write_text(SCRIPT, encoding="utf-8")
    load = ["-c", str(CLIENTS), "-j", "2", "-M", "prepared", "-n"]
    ground.program(url, "pgbench", "-i", "-q", "-s", str(SCALE))
    ground.program(url, "pgbench", *load, "-T", "5")
    posting = [*load, "-f", str(script)]
    baseline = ours = 0.0
    measured = ["-T", str(SECONDS)]
    for _ in range(ROUNDS):
        baseline += transactions_a_second(ground.program(url, "pgbench", *load, *measured))
        os.environ["PGOPTIONS"] = (
            f"-c role=mingzhang_owner -c {SESSION_SETTING}={ground.tokens[url]['head']}"
        )
        ours += transactions_a_second(ground.program(url, "pgbench", *posting, *measured))
        del os.environ["PGOPTIONS"]
    return [
        Figure(
            f"online posting, {CLIENTS} clients over 20 books",
            f"{ours / ROUNDS:,.0f} a second",
            f"pgbench TPC-B (scale {SCALE}) {baseline / ROUNDS:,.0f} a second",
            ours / baseline,
            f"≥ {BAR} ×",
            ours / baseline >= BAR,
        )
    ]
