"""Closes and reopens months in tests, and asks what a book then takes."""

import pytest
from builders import COUNTY, import_rows
from histories import codes
from persons import SECOND, TESTER, act_as
from sqlalchemy import Connection, text
from workbooks import forget_staging

from expectations.rule import Fact, fact
from ledger.errors import Refused
from ledger.period_questions import act_on_period
from ledger.personal import Protector

CLERK, HEAD = TESTER, SECOND


def act(connection: Connection, book: int, what: str, period: int, author: str = CLERK) -> None:
    """An act that is in order."""
    act_as(connection, author)
    act_on_period(connection, book, what, period, "按规定")


def refused(
    connection: Connection, book: int, what: str, period: int, author: str = CLERK
) -> Refused:
    """An act that is refused, and in which words."""
    with pytest.raises(Refused) as error, connection.begin_nested():
        act(connection, book, what, period, author)
    return error.value


def reopen(connection: Connection, book: int, period: int) -> None:
    """Reopens, by two persons."""
    act(connection, book, "reopening_asked", period, CLERK)
    act(connection, book, "reopened", period, HEAD)


def through(connection: Connection, book: int) -> int | None:
    """The month through which a book is closed."""
    asked = text("SELECT ledger.closed_through(:book)")
    found: int | None = connection.execute(asked, {"book": book}).scalar()
    return found


def takes(connection: Connection, protector: Protector, *facts: Fact) -> list[str]:
    """What is wrong with rows, by code; they are not kept."""
    with connection.begin_nested() as attempt:
        forget_staging(connection)
        outcome = import_rows(
            connection, protector, [(e.sheet, {"book": COUNTY} | e.cells) for e in facts]
        )
        attempt.rollback()
    return codes(outcome)


def money(day: str) -> Fact:
    """An appropriation of a day."""
    return fact(
        "appropriations", document_no=f"文{day}", occurred_on=day, amount="1", fund_line="甲"
    )
