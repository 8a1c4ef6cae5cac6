"""The balances of bank and ledger on a day differ by what only one of them has."""

import datetime as dt
from decimal import Decimal

from builders import book_id
from sqlalchemy import Engine
from statements import AS_OF, given, line, matched, paid, unmatched

from expectations.rule import fact
from ledger.personal import Protector
from ledger.reconciliation import Reconciliation, reconciliation


def table(engine: Engine, as_of: dt.date = AS_OF) -> Reconciliation:
    """The balances of the day."""
    with engine.connect() as connection:
        return reconciliation(connection, book_id(connection), as_of)


def test_balances_differ_by_what_only_one_side_has(engine: Engine, protector: Protector) -> None:
    given(
        engine,
        protector,
        paid("ZF1", 1000),
        paid("ZF2", 200),
        fact("statements", opening_balance=10000, closing_balance="8950.5"),
        line("ZF1", 1000),
        line("FEE", "50.5", occurred_on="2022-05-20"),
        line("INT", "", amount_in="1", occurred_on="2022-05-21"),
    )
    assert matched(engine) == {"reference": 1}
    found = table(engine)
    assert (found.bank_balance, found.ledger_balance) == (Decimal("8950.5"), 8800)
    assert (found.lines_in, found.lines_out) == (1, Decimal("50.5"))
    assert (found.movements_in, found.movements_out) == (0, 200)
    assert found.adjusted_bank_balance == found.adjusted_ledger_balance == Decimal("8750.5")
    assert found.difference == 0


def test_the_bank_is_asked_up_to_the_day(engine: Engine, protector: Protector) -> None:
    after = line("ZF1", occurred_on="2022-06-02")
    given(engine, protector, paid("ZF1"), fact("statements", closing_balance=10000), after)
    assert matched(engine) == {"reference": 1}
    assert unmatched(engine) == (set(), {"ZF1"}), "in May only the ledger had it"
    assert table(engine).difference == 0
    june = table(engine, dt.date(2022, 6, 2))
    assert (june.bank_balance, june.movements, june.difference) == (9900, 0, 0)


def test_an_account_without_a_balance_leaves_the_bank_unknown(
    engine: Engine, protector: Protector
) -> None:
    given(engine, protector, line("L1"))
    assert table(engine).bank_balance is None
    assert table(engine).difference is None
