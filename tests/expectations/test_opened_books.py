"""Rules see what an opening stands for: money with its age, and what was paid before."""

import datetime as dt

from builders import COUNTY, PROVINCE, completed, import_rows
from sqlalchemy import Connection, text

from expectations.catalogue import rules
from expectations.queries import breaches
from expectations.rule import Fact, fact
from ledger.personal import Protector

HEAD = {"document_no": "上〔2021〕9号", "counterparty": PROVINCE, "arrived_on": "2021-06-01"}


def opened(**more: object) -> Fact:
    """An opening of 1,000 yuan on the first of July 2022."""
    return fact("opening_balances", occurred_on="2022-07-01", **(HEAD | more))


def found(
    connection: Connection, protector: Protector, code: str, as_of: dt.date, *facts: Fact
) -> int:
    """How many breaches of a rule these facts are."""
    rows = [(each.sheet, completed(each)) for each in facts]
    assert import_rows(connection, protector, rows).problems == []
    horizon = connection.execute(text("SELECT ledger.take_horizon(:d)"), {"d": as_of}).scalar_one()
    connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
    [rule] = [each for each in rules() if each.code == code]
    return len(connection.execute(text(breaches(rule, as_of).replace(":", r"\:"))).all())


PROJECT = fact("projects", project_code="P")


def test_bt_13_the_money_of_an_opening_is_as_old_as_it_is(
    connection: Connection, protector: Protector
) -> None:
    idle = opened(available_amount=1000)
    assert found(connection, protector, "BT-13", dt.date(2022, 7, 2), idle) == 1


def test_bt_13_what_was_paid_before_the_opening_is_not_idle(
    connection: Connection, protector: Protector
) -> None:
    spent = opened(project_code="P", disbursed_amount=1000)
    assert found(connection, protector, "BT-13", dt.date(2022, 7, 2), PROJECT, spent) == 0


def test_bt_13_a_loan_of_a_platform_company_is_not_budget_money(
    connection: Connection, protector: Protector
) -> None:
    loan = fact("other_sources", occurred_on="2020-01-01")
    assert found(connection, protector, "BT-13", dt.date(2022, 7, 2), loan) == 0


def test_dp_01_what_a_project_had_at_opening_may_be_paid(
    connection: Connection, protector: Protector
) -> None:
    has = opened(project_code="P", assigned_amount=1000, cash_amount=1000)
    paid = fact("disbursements", project_code="P", amount=1000, occurred_on="2022-07-01")
    assert found(connection, protector, "DP-01", dt.date(2022, 8, 1), PROJECT, has, paid) == 0


def test_a_contract_counts_what_was_paid_before_the_opening(
    connection: Connection, protector: Protector
) -> None:
    contract = fact(
        "contracts",
        contract_code="HT",
        project_code="P",
        amount=1000,
        retention_percent=3,
        signed_on="2021-08-01",
    )
    had = opened(project_code="P", contract_code="HT", disbursed_amount=900, committed_amount=100)
    code = next(each.code for each in rules() if each.subject == "contract")
    paid = fact(
        "disbursements",
        project_code="P",
        contract_code="HT",
        amount="70.01",
        occurred_on="2022-07-05",
    )
    cash = fact(
        "transfers",
        direction="cash_in",
        document_no=HEAD["document_no"],
        source_document=HEAD["document_no"],
        occurred_on="2022-07-02",
        amount=100,
        fund_line="",
    )
    facts = (PROJECT, contract, had, cash, paid)
    assert found(connection, protector, code, dt.date(2022, 8, 1), *facts) == 1


def test_bt_05_what_came_before_the_opening_counts_as_received(
    connection: Connection, protector: Protector
) -> None:
    above = (
        fact("appropriations", book=PROVINCE, document_no="省", occurred_on="2021-05-01"),
        fact(
            "transfers",
            book=PROVINCE,
            direction="issued",
            document_no=HEAD["document_no"],
            counterparty=COUNTY,
            source_document="省",
            occurred_on="2021-05-28",
        ),
    )
    have = opened(available_amount=1000)
    assert found(connection, protector, "BT-05", dt.date(2022, 8, 1), *above, have) == 0
