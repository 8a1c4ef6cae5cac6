"""The trial balance by statutory code: debits equal credits, months add up, regimes change."""

import datetime as dt
from decimal import Decimal

import pytest
from builders import PROVINCE, book_id, import_rows, post, with_background
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, Engine, text
from workloads import Workload, workloads

from expectations.rule import fact
from ledger.database import open_engine
from ledger.errors import WrongUse
from ledger.personal import Protector
from ledger.trial_balances import TrialBalance, regime_of, trial_balances
from ledger.voucher_numbers import latest_period, period_of

EACH = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DOCUMENT = "财农〔2022〕7号"


def amounts(balance: TrialBalance) -> dict[str | None, tuple[Decimal, ...]]:
    """Opening, debit, credit and closing by code."""
    return {
        line.code: (line.opening, line.debit, line.credit, line.closing) for line in balance.lines
    }


def figures(*yuan: int) -> tuple[Decimal, ...]:
    """Whole yuan as amounts."""
    return tuple(Decimal(each) for each in yuan)


def tell_the_story(connection: Connection, protector: Protector) -> int:
    """1,000 received in November 2022, 300 paid in December, 200 paid in January 2023."""
    paid = {"project_code": "XM1", "source_document": DOCUMENT}
    post(
        connection,
        protector,
        fact(
            "transfers",
            document_no=DOCUMENT,
            counterparty=PROVINCE,
            amount=1000,
            occurred_on="2022-11-01",
        ),
        fact("assignments", amount=1000, occurred_on="2022-11-02", **paid),
        fact("disbursements", amount=300, occurred_on="2022-12-05", **paid),
        fact("disbursements", amount=200, occurred_on="2023-01-10", **paid),
    )
    return book_id(connection)


def test_a_year_under_the_regime_of_2015(connection: Connection, protector: Protector) -> None:
    book = tell_the_story(connection, protector)
    [november] = trial_balances(connection, book, 202211)
    assert november.chart == "general"
    assert amounts(november) == {
        "1001": figures(0, 1000, 0, 1000),
        "4011": figures(0, 0, 1000, -1000),
    }
    [december] = trial_balances(connection, book, 202212)
    assert amounts(december) == {
        "1001": figures(1000, 0, 300, 700),
        "4011": figures(-1000, 0, 0, -1000),
        "5001": figures(0, 300, 0, 300),
    }
    assert december.balanced
    assert {line.standing for line in december.lines} == {"unconfirmed"}
    assert [line.name for line in december.lines] == [
        "国库存款",
        "补助收入",
        "一般公共预算本级支出",
    ]


def test_on_1_january_2023_two_books_go_on_in_the_codes_of_the_new_regime(
    connection: Connection, protector: Protector
) -> None:
    book = tell_the_story(connection, protector)
    financial, budget = trial_balances(connection, book, 202301)
    assert (financial.chart, budget.chart) == ("financial", "budget")
    assert amounts(budget) == {
        "7001": figures(0, 200, 0, 200),
        "8001": figures(-700, 0, 0, -700),
        "8041": figures(700, 0, 200, 500),
    }
    # No code is known for income and expense of the financial books: they have a line of their own.
    assert amounts(financial) == {
        "1001": figures(700, 0, 200, 500),
        None: figures(-700, 200, 0, -500),
    }
    assert [line.standing for line in financial.lines] == ["unconfirmed", "unknown"]
    assert financial.balanced
    assert budget.balanced


def test_each_month_has_the_regime_of_its_last_day(connection: Connection) -> None:
    found = {period: regime_of(connection, period) for period in (201512, 201601, 202212, 202301)}
    assert {period: each and each.document_no for period, each in found.items()} == {
        201512: None,
        201601: "财库〔2015〕192号",
        202212: "财库〔2015〕192号",
        202301: "财库〔2022〕41号",
    }


def test_before_any_known_regime_there_is_no_trial_balance(
    connection: Connection, protector: Protector
) -> None:
    book = tell_the_story(connection, protector)
    assert trial_balances(connection, book, 201501) == []


def test_a_reversal_is_in_red_in_the_columns_of_what_it_undoes(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        book = tell_the_story(connection, protector)
        connection.execute(
            text(
                "SELECT ledger.reverse_voucher(book_id, log_position, '2022-12-20', '记错', '我')"
                " FROM ledger.voucher WHERE event = 'disbursement' AND period = 202212"
            )
        )
    with engine.connect() as connection:
        [december] = trial_balances(connection, book, 202212)
        assert amounts(december) == {
            "1001": figures(1000, 0, 0, 1000),
            "4011": figures(-1000, 0, 0, -1000),
        }
        red = connection.execute(
            text(
                "SELECT side, code, amount FROM facts.statutory_line AS line"
                " INNER JOIN facts.voucher AS voucher USING (book_id, voucher_id)"
                " WHERE event = 'reversal' ORDER BY side"
            )
        ).all()
    assert [tuple(row) for row in red] == [
        ("credit", "1001", Decimal(-300)),
        ("debit", "5001", Decimal(-300)),
    ]


def test_a_reversal_after_the_regime_changed_has_the_codes_of_its_own_day(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        book = tell_the_story(connection, protector)
        connection.execute(
            text(
                "SELECT ledger.reverse_voucher(book_id, log_position, '2023-02-01', '记错', '我')"
                " FROM ledger.voucher WHERE event = 'disbursement' AND period = 202212"
            )
        )
    with engine.connect() as connection:
        _, budget = trial_balances(connection, book, 202302)
    assert amounts(budget) == {
        "7001": figures(200, -300, 0, -100),
        "8001": figures(-700, 0, 0, -700),
        "8041": figures(500, 0, -300, 800),
    }


def test_a_refund_takes_expenditure_back(engine: Engine, protector: Protector) -> None:
    with engine.begin() as connection:
        book = tell_the_story(connection, protector)
        reference = connection.execute(
            text("SELECT external_reference FROM ledger.disbursement WHERE amount = 300")
        ).scalar_one()
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("refunds", payment_reference=reference, amount=100, occurred_on="2022-12-15"),
        )
        [december] = trial_balances(connection, book, 202212)
    assert amounts(december)["5001"] == figures(0, 300, 100, 200)


def test_the_app_and_the_audit_role_read_statutory_lines(
    engine: Engine, database: str, protector: Protector
) -> None:
    with engine.begin() as connection:
        tell_the_story(connection, protector)
    for opened in (engine, open_engine(database, "mingzhang_audit")):
        with opened.connect() as connection:
            counted = connection.execute(text("SELECT count(*) FROM facts.statutory_line"))
            assert counted.scalar_one() > 0


def months(connection: Connection, book: int) -> list[int]:
    """Every month from the book's first voucher since the first known regime to its last."""
    first, last = connection.execute(
        text("SELECT min(occurred_on), max(occurred_on) FROM ledger.voucher WHERE book_id = :b"),
        {"b": book},
    ).one()
    first = max(first, dt.date(2021, 12, 1))
    return [
        index // 12 * 100 + index % 12 + 1
        for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]


@EACH
@given(made=workloads())
def test_debits_equal_credits_always_and_months_add_up(
    connection: Connection, protector: Protector, made: Workload
) -> None:
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    assert import_rows(connection, protector, with_background(made.facts)).problems == []
    for book in connection.execute(text("SELECT book_id FROM ledger.book")).scalars().all():
        closed: dict[tuple[str, str | None], Decimal] = {}
        year, cash = 0, Decimal(0)
        for period in months(connection, book):
            found = trial_balances(connection, book, period)
            assert all(balance.balanced for balance in found)
            lines = {(e.chart, e.code): e for balance in found for e in balance.lines}
            if period // 100 == year:
                openings = {key: line.opening for key, line in lines.items() if line.opening}
                assert openings == {key: each for key, each in closed.items() if each}
            year = period // 100
            closed = {key: line.closing for key, line in lines.items()}
            for (_, code), line in lines.items():
                if code == "1001":
                    cash = line.closing
        stands = connection.execute(
            text(
                "SELECT coalesce(sum(amount), 0) FROM ledger.balance"
                " WHERE book_id = :b AND kind = 'treasury'"
            ),
            {"b": book},
        ).scalar_one()
        assert cash == stands


def test_the_latest_month_is_that_of_the_last_voucher(
    connection: Connection, protector: Protector
) -> None:
    book = tell_the_story(connection, protector)
    assert latest_period(connection, book) == 202301


@pytest.mark.parametrize("said", ["202403", "2024-03", " 2024-03 "])
def test_a_month_is_read_as_people_write_it(said: str) -> None:
    assert period_of(said) == 202403


@pytest.mark.parametrize(
    "said", ["", "202413", "2024", "24-03", "2024-3", "２０２４０３", "20240301", "三月"]
)
def test_what_is_no_month_is_refused(said: str) -> None:
    with pytest.raises(WrongUse, match="202403"):
        period_of(said)
