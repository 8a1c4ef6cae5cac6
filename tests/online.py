"""Posts payments online, one function call each, as the pages and the API do."""

import datetime as dt
from dataclasses import dataclass

from builders import COUNTY, OTHER_COUNTY, post
from sqlalchemy import Connection, Engine, text

from expectations.rule import fact
from ledger.database import rows_of
from ledger.personal import Protector

POST = text(
    "SELECT disbursement_id, voucher_id, posted FROM ledger.post_disbursement("
    ":book, :reference, :paid_on, :source, :project, NULL, :payee, NULL, :amount, 'transfer',"
    " NULL, '补助', '测试员')"
)


@dataclass(frozen=True)
class Payable:
    """A project with money, in one book, and somebody to pay."""

    book: int
    source: int
    project: int
    payee: int


def payables(engine: Engine, protector: Protector, amount: int = 10**9) -> list[Payable]:
    """One in each of two counties, with so many yuan."""
    facts = []
    for county in (COUNTY, OTHER_COUNTY):
        money = {"book": county, "amount": amount, "occurred_on": "2022-01-01"}
        facts += [
            fact("appropriations", document_no="本1", **money),
            fact("assignments", project_code="A", source_document="本1", **money),
            fact("payees", book=county, payee_code="S1"),
        ]
    with engine.begin() as connection:
        post(connection, protector, *facts)
    return known_payables(engine)


def known_payables(engine: Engine) -> list[Payable]:
    """Those that were made."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT book_id AS book, source.log_position AS source,"
                " project.log_position AS project, payee.log_position AS payee"
                " FROM ledger.source INNER JOIN ledger.project USING (book_id)"
                " INNER JOIN ledger.payee USING (book_id) ORDER BY book_id"
            )
        )
        return rows_of(Payable, rows)


def pay(
    connection: Connection,
    payable: Payable,
    reference: str,
    paid_on: dt.date = dt.date(2022, 5, 1),
    amount: str = "1.00",
) -> tuple[int, bool]:
    """Posts one payment; its id, and whether it was posted now."""
    row = connection.execute(
        POST,
        {
            "book": payable.book,
            "source": payable.source,
            "project": payable.project,
            "payee": payable.payee,
            "reference": reference,
            "paid_on": paid_on,
            "amount": amount,
        },
    ).one()
    return row.disbursement_id, row.posted


def check_numbering(connection: Connection) -> None:
    """Every book's vouchers of a month, and all its facts, are numbered 1..n without a gap."""
    gaps = connection.execute(
        text(
            "SELECT book_id, period, count(*), min(number), max(number) FROM ledger.voucher"
            " GROUP BY book_id, period HAVING max(number) <> count(*) OR min(number) <> 1"
        )
    ).all()
    assert gaps == []
    tables = connection.execute(
        text(
            "SELECT attrelid::regclass::text FROM pg_attribute"
            " INNER JOIN pg_class ON attrelid = pg_class.oid"
            " WHERE attname = 'log_position' AND relkind = 'r' AND attnotnull"
            " AND relnamespace = 'ledger'::regnamespace"
        )
    ).scalars()
    logged = " UNION ALL ".join(f"SELECT book_id, log_position FROM {table}" for table in tables)
    holes = connection.execute(
        text(
            "SELECT head.book_id, head.last_position, count(logged.log_position),"
            f" count(DISTINCT logged.log_position) FROM ledger.book_head AS head"
            f" LEFT JOIN ({logged}) AS logged USING (book_id)"
            " GROUP BY head.book_id, head.last_position"
            " HAVING count(*) <> head.last_position"
            " OR count(DISTINCT logged.log_position) <> head.last_position"
            " OR max(logged.log_position) <> head.last_position"
        )
    ).all()
    assert holes == []
