"""The values that a changed column may have had before: those that are worth trying."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from sqlalchemy import Connection, text

from ledger.evidence.shapes import COMMON_LOG, Column, Shape

Value = str | None

#: Numbers and values that are tried in a column.
TRIED = 100_000
FIRST_DAY, LAST_DAY = dt.date(2010, 1, 1), dt.date(2040, 12, 31)
#: Months as vouchers are numbered by.
PERIODS = [year * 100 + month for year in range(2010, 2041) for month in range(1, 13)]

#: What payments of a voucher and its entries leave over of each other, in yuan.
LEFT_OVER = """
SELECT coalesce(sum(entry.amount), 0) - (
    SELECT coalesce(sum(paid.amount), 0)
    FROM ledger.disbursement AS paid
    WHERE paid.book_id = :book_id AND paid.voucher_id = :voucher_id
)
FROM ledger.entry AS entry
WHERE entry.book_id = :book_id AND entry.voucher_id = :voucher_id AND entry.side = 'authority'
"""


def candidates(
    connection: Connection,
    log_id: int,
    shape: Shape,
    column: Column,
    *,
    values: Mapping[str, Value],
    elsewhere: Iterable[Value],
) -> Iterator[Value]:
    """Values that a column may well have had.

    Args:
        connection: within `plain_output`.
        log_id: the log of the fact.
        shape: its shape.
        column: one of its columns.
        values: the fact as it is now.
        elsewhere: what the column holds in other facts that are not as they were.
    """
    return chain(
        [None],
        elsewhere,
        _left_over(connection, log_id, column, values),
        _occurring(connection, log_id, shape, column),
    )


def _left_over(
    connection: Connection, log_id: int, column: Column, values: Mapping[str, Value]
) -> Iterator[Value]:
    """An amount, made what entries and payments of its voucher ask for."""
    if column.name != "amount" or values.get("voucher_id") is None:
        return
    found = connection.execute(
        text(LEFT_OVER), {"book_id": log_id, "voucher_id": int(values["voucher_id"] or 0)}
    ).scalar_one()
    for sign in (1, -1):
        yield str(Decimal(values["amount"] or 0) + sign * found)


def _occurring(
    connection: Connection, log_id: int, shape: Shape, column: Column
) -> Iterator[Value]:
    """What the column holds in other facts of the same table and log."""
    where = "" if shape.common else f" WHERE book_id = {log_id:d}"
    found = connection.execute(
        text(
            f"SELECT DISTINCT {column.shown} FROM"
            f' (SELECT "{column.name}" FROM {shape.relation}{where} LIMIT {TRIED}) AS found'
        )
    )
    yield from found.scalars()
    if column.name == "recorded_at" and log_id != COMMON_LOG:
        # A voucher and what it posts were written in one moment.
        vouchers = connection.execute(
            text("SELECT format('%s', recorded_at) FROM ledger.voucher WHERE book_id = :book_id"),
            {"book_id": log_id},
        )
        yield from vouchers.scalars()


def all_of_kind(column: Column) -> Iterator[Value]:
    """All values of a kind that there may well be."""
    scale = re.fullmatch(r"numeric\([0-9]+,([0-9]+)\)", column.kind)
    if column.kind == "boolean":
        yield from ("t", "f")
    elif column.kind == "date":
        for day in range((LAST_DAY - FIRST_DAY).days + 1):
            yield (FIRST_DAY + dt.timedelta(day)).isoformat()
    elif column.kind in ("integer", "bigint"):
        yield from map(str, range(TRIED))
        yield from map(str, PERIODS)
    elif scale:
        # Whole yuan, and whole hundreds.
        unit = Decimal(1).scaleb(-int(scale[1]))
        for step in (1, 100):
            for number in range(TRIED):
                yield str(Decimal(number * step).quantize(unit))
