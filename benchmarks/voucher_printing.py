"""Prints 1,000 vouchers into one file, against the same rows as one plain table of Typst's."""

import json
import time

import typst
from bulk_file import write_background
from ground import Figure, Ground
from sqlalchemy import Connection, text

from ledger.books import books
from ledger.printing.vouchers import contents_of, font_folder, print_vouchers, printed
from ledger.voucher_reading import voucher_heads

VOUCHERS = 1000
#: What the bureau was promised, in seconds.
MINUTE = 60
#: A form around every four rows, each on a page of its own, costs so much more than the rows.
BAR = 10
PERIOD = 202205
POST = """
SELECT count(posted.*) FROM generate_series(1, :vouchers) AS nth
CROSS JOIN (
    SELECT assignment.*, payee.log_position AS payee_id
    FROM ledger.assignment AS assignment
    INNER JOIN ledger.payee AS payee ON assignment.book_id = payee.book_id
    LIMIT 1
) AS given
CROSS JOIN LATERAL ledger.post_disbursement(
    given.book_id, CAST(nth AS text), DATE '2022-05-01', given.source_id, given.project_id,
    NULL, given.payee_id, NULL, nth, 'transfer', NULL, '产业项目补助资金', 'bench'
) AS posted
"""
PLAIN = """\
#set text(font: "Noto Serif SC", size: 9pt)
#table(columns: 5, ..json(bytes(sys.inputs.data)).flatten())
"""


def measure(ground: Ground) -> list[Figure]:
    """Both in this process, the plain table first: neither finds the other's work done."""
    url = ground.database("printing")
    background = ground.folder / "printing"
    write_background(background)
    (background / "收款人.csv").write_text(
        "账簿,收款人编号,名称,类型\n990121,S1,示范收款人,其他\n", encoding="utf-8"
    )
    ground.bring(url, background)
    engine = ground.engine(url, "clerk")
    with ground.owner_acting(url, "head") as connection:
        posted = connection.execute(text(POST), {"vouchers": VOUCHERS}).scalar_one()
        assert posted == VOUCHERS
    with engine.connect() as connection:
        # The only book that somebody was paid of.
        [book_id] = connection.execute(
            text("SELECT DISTINCT book_id FROM ledger.disbursement")
        ).scalars()
        [book] = books(connection, book_id)
        rows = rows_of_all(connection, book.book_id)
        began = time.monotonic()
        plain = typst.compile(
            PLAIN.encode(),
            font_paths=[font_folder()],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(rows, ensure_ascii=False)},
            pdf_tags=False,
        )
        baseline = time.monotonic() - began
        began = time.monotonic()
        made = print_vouchers(connection, book, PERIOD, (1, VOUCHERS))
        ours = time.monotonic() - began
        assert made is not None
    engine.dispose()
    print(f"  {len(made):,} bytes, the plain table {len(plain):,} bytes")
    said = f"{ours:.1f} s"
    what = f"{VOUCHERS:,} vouchers printed into one file"
    table = f"the same rows as one plain table {baseline:.1f} s"
    return [
        Figure(what, said, table, ours / baseline, f"≤ {BAR} ×", ours <= BAR * baseline),
        Figure(what, said, f"{MINUTE} s", ours / MINUTE, "≤ 1 ×", ours <= MINUTE),
    ]


def rows_of_all(connection: Connection, book_id: int) -> list[list[str]]:
    """The rows of all vouchers as they stand in the form's table."""
    heads = voucher_heads(connection, book_id, PERIOD)
    contents = contents_of(connection, book_id, [head.voucher_id for head in heads])
    return [
        [
            str(row["summary"]),
            f"{row['account']} {row['more']}",
            " ".join(row["codes"]),
            str(row["debit"]),
            str(row["credit"]),
        ]
        for head in heads
        for row in printed(head, contents)["rows"]
    ]
