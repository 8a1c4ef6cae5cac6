"""What tests of reconciling stand on: payments, lines, and what was matched and what was not."""

import datetime as dt

from builders import book_id
from histories import codes, send
from sqlalchemy import Engine

from expectations.rule import Fact, fact
from ledger.matched import matches
from ledger.personal import Protector
from ledger.statement_matches import match_by_rule
from ledger.unmatched import open_lines, open_movements

AS_OF = dt.date(2022, 5, 31)
MONEY = (
    fact("transfers", document_no="甲", amount=10000, cash_on="2022-03-01"),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=8000),
)


def paid(reference: str, amount: object = 100, **more: object) -> Fact:
    """A payment."""
    return fact(
        "disbursements", project_code="P", external_reference=reference, amount=amount, **more
    )


def line(reference: str, amount: object = 100, **more: object) -> Fact:
    """A line of a statement."""
    return fact("statement_lines", line_reference=reference, amount=amount, **more)


def given(engine: Engine, protector: Protector, *facts: Fact) -> None:
    """A ledger with money and these facts."""
    assert codes(send(engine, protector, *MONEY, *facts)) == []


def matched(engine: Engine, days_apart: int = 3) -> dict[str, int]:
    """What the rules match now, by basis."""
    with engine.begin() as connection:
        return match_by_rule(connection, book_id(connection), days_apart)


def pairs(engine: Engine) -> set[tuple[str, str]]:
    """The standing matches: line, and payment or voucher."""
    with engine.connect() as connection:
        found = matches(connection, book_id(connection))
    return {
        (each.line, moved.payment or moved.voucher)
        for each in found
        if not each.ended_by
        for moved in each.movements
    }


def unmatched(engine: Engine, as_of: dt.date = AS_OF) -> tuple[set[str], set[str]]:
    """What is left on each side."""
    with engine.connect() as connection:
        book = book_id(connection)
        lines = open_lines(connection, book, as_of, 100)
        movements = open_movements(connection, book, as_of, 100)
    return (
        {each.reference for each in lines},
        {each.reference or each.voucher for each in movements},
    )
