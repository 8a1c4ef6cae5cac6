"""A book shows all the money it holds, whichever of cash and document came first."""

import datetime as dt
from decimal import Decimal

from builders import book_id, post
from sqlalchemy import Engine, text

from expectations.rule import fact
from ledger.balances import source_balances
from ledger.personal import Protector


def test_cash_that_came_before_its_document_or_outlived_it_is_shown(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact(
                "transfers",
                document_no="文",
                amount=1000,
                occurred_on="2022-01-10",
                cash_on="2021-12-28",
            ),
        )
        book = book_id(connection)
        [before] = source_balances(connection, book, dt.date(2021, 12, 31))
        assert (before.origin, before.cash_in_treasury) == (Decimal(0), Decimal(1000))
        assert source_balances(connection, book, dt.date(2021, 12, 27)) == []
        voucher = connection.execute(
            text(
                "SELECT period || '-' || number FROM ledger.voucher"
                " WHERE event = 'transfer_received'"
            )
        ).scalar_one()
    with engine.begin() as connection:
        post(connection, protector, fact("reversals", voucher=voucher))
        [left] = source_balances(connection, book)
        assert (left.origin, left.cash_in_treasury) == (Decimal(0), Decimal(1000))
        assert source_balances(connection, book, dt.date(9999, 1, 1)) == [left]
