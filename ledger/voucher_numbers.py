"""Months and numbers of vouchers: which a book has, and how people write them."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.errors import WrongUse
from ledger.period_questions import LAST_YEAR, read_period

#: As many as a month can have.
ALL = 2**31 - 1


@dataclass(frozen=True)
class VoucherMonth:
    """A month of a book, and how many vouchers it has."""

    period: int
    vouchers: int


#: Numbers run without a gap: the last one is how many there are.
MONTHS = """
SELECT period, last_number AS vouchers FROM ledger.voucher_counter
WHERE book_id = :book_id ORDER BY period DESC
"""
#: What is written before the number of a voucher, and the number.
LABEL = re.compile(r"([0-9]{6})-([1-9][0-9]{0,8})")


def voucher_months(connection: Connection, book_id: int) -> list[VoucherMonth]:
    """The months that have vouchers, the last first."""
    return rows_of(VoucherMonth, connection.execute(text(MONTHS), {"book_id": book_id}))


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
    try:
        period = read_period(said)
    except WrongUse:
        period = None
    if period is None or period <= LAST_YEAR:
        raise WrongUse(
            f"月份应写成 202403 或 2024-03，现为 {said!r}。",
            f"A month is written 202403 or 2024-03, this is {said!r}.",
        )
    return period


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


def voucher_label(connection: Connection, book_id: int, voucher_id: int) -> str | None:
    """What people call a voucher, 202203-4; None if the book has no such voucher."""
    label = connection.execute(
        text(
            "SELECT period || '-' || number FROM ledger.voucher"
            " WHERE book_id = :book_id AND log_position = :voucher_id"
        ),
        {"book_id": book_id, "voucher_id": voucher_id},
    ).scalar()
    return None if label is None else str(label)


def voucher_called(connection: Connection, book_id: int, label: str) -> int | None:
    """The log position of a voucher that people call 202203-4; None if the book has none."""
    parts = LABEL.fullmatch(label)
    if parts is None:
        return None
    found = connection.execute(
        text(
            "SELECT log_position FROM ledger.voucher"
            " WHERE book_id = :book_id AND period = :period AND number = :number"
        ),
        {"book_id": book_id, "period": int(parts[1]), "number": int(parts[2])},
    ).scalar()
    return None if found is None else int(found)


def find_voucher(connection: Connection, book_id: int, label: str) -> int:
    """The log position of a voucher that people call 202203-4.

    Raises:
        WrongUse: the book has no such voucher.
    """
    found = voucher_called(connection, book_id, label)
    if found is None:
        raise WrongUse(
            f"账簿里没有凭证 {label}；凭证号写成 202203-4 的样子。",
            f"The book has no voucher {label}; vouchers are written like 202203-4.",
        )
    return found
