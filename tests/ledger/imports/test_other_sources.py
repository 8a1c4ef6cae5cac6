"""Bonds, loans and returns are money that arrived, each with what only it has."""

import datetime as dt
from decimal import Decimal

import pytest
from builders import book_id, post
from histories import codes, reverse_last, send, standing_by_document
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from expectations.rule import fact
from ledger.balances import source_balances
from ledger.personal import Protector
from ledger.sources import SOURCE_KINDS, arrival
from ledger.vouchers import EVENTS

LOAN = fact(
    "other_sources",
    document_no="借1号",
    amount=1000,
    due_on="2027-03-01",
    annual_rate_percent="3.125",
    cash_on="2022-03-05",
)
BOND = fact("other_sources", kind="bond", document_no="债1号", amount=2000)
RETURN = fact("other_sources", kind="investment_return", document_no="益1号", project_code="P")
ALL = (fact("projects", project_code="P", name="光伏电站"), LOAN, BOND, RETURN)


def test_each_kind_arrives_as_money_of_its_own_with_its_cash(
    connection: Connection, protector: Protector
) -> None:
    outcome = post(connection, protector, *ALL)
    assert {each.event: each.amount for each in outcome.sums if each.event != "cash_in"} == {
        "platform_loan": 1000,
        "bond_received": 2000,
        "investment_return": 1000,
    }
    found = {each.document_no: each for each in source_balances(connection, book_id(connection))}
    assert {name: (each.origin, each.available) for name, each in found.items()} == {
        "借1号": (1000, 1000),
        "债1号": (2000, 2000),
        "益1号": (1000, 1000),
    }
    assert found["借1号"].cash_in_treasury == 1000
    assert set(SOURCE_KINDS) >= {"bond", "platform_loan", "investment_return"}
    assert {each.event for each in outcome.sums} <= set(EVENTS)


def test_a_debt_says_when_it_is_due_and_a_return_where_it_comes_from(
    connection: Connection, protector: Protector
) -> None:
    post(connection, protector, *ALL)
    book = book_id(connection)
    rows = connection.execute(text("SELECT document_no, source_id, in_budget FROM facts.source"))
    sources = {row.document_no: row for row in rows}
    loan = arrival(connection, book, sources["借1号"].source_id)
    assert loan is not None
    assert (loan.kind, loan.issuer) == ("platform_loan", "示范平台公司")
    assert (loan.due_on, loan.annual_rate_percent) == (dt.date(2027, 3, 1), Decimal("3.125"))
    earned = arrival(connection, book, sources["益1号"].source_id)
    assert earned is not None
    assert (earned.invested_project, earned.due_on) == ("光伏电站", None)
    in_budget = {document for document, row in sources.items() if row.in_budget}
    assert in_budget == {"债1号"}, "loans of companies and returns are no budget money"


def test_sent_again_it_is_posted_once_and_other_terms_are_named(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *ALL)) == []
    again = send(engine, protector, LOAN, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["sources"]) == ([], 0)
    later = fact(LOAN.sheet, **(LOAN.cells | {"due_on": "2028-03-01"}))
    assert codes(send(engine, protector, later)) == ["same_reference_differs"]


def test_a_line_left_empty_is_the_first(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, BOND)) == []
    numbered = fact(BOND.sheet, **(BOND.cells | {"document_line": 1}))
    again = send(engine, protector, numbered, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert (again.posted["sources"], again.posted["cash_movements"]) == (0, 0)


def test_reversed_nothing_of_it_is_left(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, BOND)) == []
    reverse_last(engine, "cash_in")
    reverse_last(engine, "bond_received")
    assert standing_by_document(engine, "available") == {"债1号": 0}
    assert standing_by_document(engine, "treasury") == {"债1号": 0}


@pytest.mark.parametrize(
    "wrong",
    [
        "'transfer', '2027-03-01'::date, NULL, NULL, NULL",
        "'platform_loan', '2022-03-01'::date, NULL, NULL, NULL",
        "'investment_return', NULL, NULL, NULL, NULL",
        "'opening', NULL, NULL, occurred_on, NULL",
        "'transfer', NULL, NULL, occurred_on, evidence",
    ],
)
def test_the_database_refuses_terms_that_a_kind_cannot_have(
    owner: Engine, engine: Engine, protector: Protector, wrong: str
) -> None:
    assert codes(send(engine, protector, BOND)) == []
    with owner.connect() as connection, pytest.raises(IntegrityError, match="source_"):
        connection.execute(
            text(
                "INSERT INTO ledger.source (book_id, log_position, recorded_at, voucher_id,"
                " external_reference, fund_line_id, document_no, document_line, amount,"
                " occurred_on, kind, due_on, invested_project_id, arrived_on, evidence)"
                " SELECT book_id, 10000, recorded_at, voucher_id, 'again', fund_line_id,"
                f" document_no, document_line, amount, occurred_on, {wrong} FROM ledger.source"
            )
        )
