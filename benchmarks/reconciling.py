"""Matching a book's statement by rule, against the same pairs found and kept without a check."""

import time

from bulk_file import BOOKS, write_background
from ground import Figure, Ground
from sqlalchemy import text

from ledger.database import open_engine
from ledger.statement_matches import match_by_rule

LINES = 100_000
BAR = 8.0
#: Of ten lines nine carry the payment's number and one only its amount, day and payee.
BY_NUMBER, OF = 9, 10
#: The same columns and indexes as the ledger's matches, without a check or trigger.
BARE = "CREATE TABLE by_hand (LIKE ledger.statement_match INCLUDING INDEXES)"
#: What somebody would type who trusts the pairs: both ways to match, one after the other, kept.
BY_HAND = """
INSERT INTO by_hand (
    book_id, log_position, recorded_at, recorded_by, group_id, statement_line_id, voucher_id,
    disbursement_id, basis
)
SELECT
    :book_id, row_number() OVER (), now(), 'benchmark', row_number() OVER (), pair.line_id,
    pair.voucher_id, pair.disbursement_id, pair.basis
FROM (
    SELECT
        line.log_position AS line_id, paid.voucher_id, paid.log_position AS disbursement_id,
        'reference' AS basis
    FROM ledger.statement_line AS line
    INNER JOIN ledger.disbursement AS paid
        ON line.book_id = paid.book_id AND line.line_reference = paid.external_reference
        AND line.amount = paid.amount
    WHERE line.book_id = :book_id
    UNION ALL
    SELECT line.log_position, paid.voucher_id, paid.log_position, 'amount_date_payee'
    FROM ledger.statement_line AS line
    INNER JOIN ledger.payee AS payee
        ON line.book_id = payee.book_id AND line.counterparty_name = payee.name
    INNER JOIN ledger.disbursement AS paid
        ON payee.book_id = paid.book_id AND payee.payee_id = paid.payee_id
        AND line.amount = paid.amount
        AND line.occurred_on BETWEEN paid.occurred_on - 3 AND paid.occurred_on + 3
    WHERE line.book_id = :book_id AND line.line_reference LIKE 'LS%'
) AS pair
"""


def measure(ground: Ground) -> list[Figure]:
    """Ours once, the other the best of three before it, over the same fresh statistics."""
    url = ground.database("reconciling")
    write_background(ground.folder / "reconciled")
    ground.bring(url, ground.folder / "reconciled")
    bring(ground, url)
    engine = ground.engine(url, "clerk")
    owner = open_engine(url, role=None)
    with owner.begin() as connection:
        connection.execute(text("ANALYZE"))
    bare = []
    with owner.connect() as connection:
        book_id = connection.execute(
            text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": BOOKS[0]}
        ).scalar_one()
        for _ in range(3):
            connection.execute(text(BARE))
            began = time.monotonic()
            found = connection.execute(text(BY_HAND), {"book_id": book_id}).rowcount
            bare.append(time.monotonic() - began)
            assert found == LINES, found
            connection.rollback()
    owner.dispose()
    began = time.monotonic()
    with engine.begin() as connection:
        matched = match_by_rule(connection, book_id)
    ours = time.monotonic() - began
    assert matched == {
        "amount_date_payee": LINES * (OF - BY_NUMBER) // OF,
        "reference": LINES * BY_NUMBER // OF,
    }, matched
    engine.dispose()
    return [
        Figure(
            f"{LINES:,} statement lines matched by rule, checked and recorded as facts",
            f"{ours:.1f} s",
            f"the same pairs joined and kept without a check {min(bare):.2f} s",
            ours / min(bare),
            f"≤ {BAR} ×",
            ours / min(bare) <= BAR,
        )
    ]


def bring(ground: Ground, url: str) -> None:
    """A book's payments, each with an amount of its own day and payee, and their lines."""
    folder = ground.folder / "statement"
    folder.mkdir()
    book = BOOKS[0]
    with (
        (folder / "支付.csv").open("w", encoding="utf-8") as payments,
        (folder / "对账单明细.csv").open("w", encoding="utf-8") as lines,
    ):
        payments.write("账簿,支付编号,支付日期,项目编号,收款人名称,金额(元),支付方式\n")
        lines.write("账簿,流水编号,交易日期,金额(元),对方户名\n")
        for number in range(LINES):
            day = f"2022-{1 + number % 12:02d}-{6 + number // 12 % 20:02d}"
            name = f"示范户{number // 240}"
            amount = f"{100 + number % 240}.{number % 100:02d}"
            payments.write(
                f"{book},ZF{number:08d},{day},XM{number % 400:04d},{name},{amount},一卡通\n"
            )
            known = number % OF < BY_NUMBER
            lines.write(f"{book},{'ZF' if known else 'LS'}{number:08d},{day},{amount},{name}\n")
    ground.bring(url, folder)
