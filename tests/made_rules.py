"""Rules made for tests of the machinery: real rules with other queries."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import Connection, text

from expectations.catalogue import rule
from expectations.rule import Rule

LONG_AGO = dt.date(2000, 1, 1)
#: The subjects 1 to 250 of every book.
NUMBERS = """
    SELECT
        book.book_id,
        numbered.n AS subject_id,
        DATE '2022-01-01' AS happened_on,
        TRUE AS applicable
    FROM facts.book AS book
    CROSS JOIN generate_series(1, 250) AS numbered (n)
"""
ALL = (
    "SELECT book_id, subject_id, 1.00 AS amount_at_issue, DATE '2022-02-01' AS due_on FROM subject"
)


def made(code: str, breach: str = ALL, population: str = NUMBERS, **more: object) -> Rule:
    """A rule with queries of the test's own, in force since long ago."""
    plain = replace(
        rule("BT-01"),
        code=code,
        version=1,
        population=population,
        breach=breach,
        parameters=(),
        in_force_from=LONG_AGO,
        in_force_until=None,
    )
    return replace(plain, **more)


def open_books(connection: Connection, *divisions: str) -> list[int]:
    """Opens the books of divisions."""
    return [
        connection.execute(
            text("SELECT ledger.open_book(:division, '测试员')"), {"division": division}
        ).scalar_one()
        for division in divisions
    ]
