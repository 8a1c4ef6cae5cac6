"""Months and numbers of vouchers: which a book has, and how people write them."""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.errors import WrongUse

#: As many as a month can have.
ALL = 2**31 - 1


@dataclass(frozen=True)
class Month:
    """A month of a book, and how many vouchers it has."""

    period: int
    vouchers: int


MONTHS = """
SELECT period, count(*) AS vouchers FROM facts.voucher
WHERE book_id = :book_id GROUP BY period ORDER BY period DESC
"""


def voucher_months(connection: Connection, book_id: int) -> list[Month]:
    """The months that have vouchers, the last first."""
    return rows_of(Month, connection.execute(text(MONTHS), {"book_id": book_id}))


def latest_period(connection: Connection, book_id: int) -> int:
    """The last month with a voucher in the book; this month where it has none."""
    found = connection.execute(
        text("SELECT max(period) FROM ledger.voucher WHERE book_id = :book_id"),
        {"book_id": book_id},
    ).scalar()
    if found is not None:
        return int(found)
    today = connection.execute(text("SELECT ledger.today_in_beijing()")).scalar_one()
    return int(today.year * 100 + today.month)


def period_of(said: str) -> int:
    """A month as people write it, 202403 or 2024-03.

    Raises:
        WrongUse: it is none.
    """
    digits = said.strip().replace("-", "")
    try:
        day = dt.datetime.strptime(digits, "%Y%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError:
        day = None
    if day is None or len(digits) != len("202403") or not digits.isascii():
        raise WrongUse(
            f"月份应写成 202403 或 2024-03，现为 {said!r}。",
            f"A month is written 202403 or 2024-03, this is {said!r}.",
        )
    return day.year * 100 + day.month


def numbers_of(said: str | None) -> tuple[int, int]:
    """The first and the last number of those asked for, 7 or 1-50; all where nobody asks.

    Raises:
        WrongUse: they are no numbers.
    """
    if said is None:
        return 1, ALL
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", said.strip())
    if found is None:
        raise WrongUse(
            f"凭证号应写成 7 或 1-50，现为 {said!r}。",
            f"Numbers are written 7 or 1-50, these are {said!r}.",
        )
    return int(found[1]), int(found[2] or found[1])
