"""Online posting, 8 clients over 20 books, fsync on, against pgbench's TPC-B on the same server."""

import os

from bulk_file import write_background
from ground import Figure, Ground, transactions_a_second
from sqlalchemy import text

from ledger.database import open_engine

BAR = 0.4
CLIENTS, SECONDS, SCALE = 8, 30, 20
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
GRANT SELECT ON public.payable TO mingzhang_app;
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
    """TPC-B and our posting, the same clients and seconds, after a warm-up of each."""
    url = ground.database("online")
    background = ground.folder / "online"
    write_background(background)
    with (background / "收款人.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,收款人编号,名称,类型\n")
        file.writelines(f"9901{21 + number},S1,示范收款人,其他\n" for number in range(20))
    ground.command(url, "import", str(background))
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        connection.execute(text(PAYABLE))
    engine.dispose()
    script = ground.folder / "posting.sql"
    script.write_text(SCRIPT, encoding="utf-8")
    load = ["-c", str(CLIENTS), "-j", "2", "-M", "prepared", "-n"]
    ground.program(url, "pgbench", "-i", "-q", "-s", str(SCALE))
    ground.program(url, "pgbench", *load, "-T", "5")
    baseline = transactions_a_second(ground.program(url, "pgbench", *load, "-T", str(SECONDS)))
    os.environ["PGOPTIONS"] = "-c role=mingzhang_app"
    ground.program(url, "pgbench", *load, "-T", "5", "-f", str(script))
    said = ground.program(url, "pgbench", *load, "-T", str(SECONDS), "-f", str(script))
    del os.environ["PGOPTIONS"]
    ours = transactions_a_second(said)
    return [
        Figure(
            f"online posting, {CLIENTS} clients over 20 books",
            f"{ours:,.0f} a second",
            f"pgbench TPC-B (scale {SCALE}) {baseline:,.0f} a second",
            ours / baseline,
            f"≥ {BAR} ×",
            ours / baseline >= BAR,
        )
    ]
