"""Accounts are listed by the bank and by the unit, masked, each list once."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector


def account(**more: object) -> Fact:
    """An account on the bank's list."""
    return fact("listed_accounts", **({"account": "6228480000012345", "balance": "10"} | more))


def test_both_lists_have_an_account_and_nobody_reads_its_number(
    engine: Engine, protector: Protector
) -> None:
    rows = (account(), account(listed_by="unit", origin="示范县某局"))
    assert codes(send(engine, protector, *rows)) == []
    again = send(engine, protector, *rows, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["listed_accounts"]) == ([], 0)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT listed_by, account_masked, count(*) OVER (PARTITION BY account_hash)"
                " FROM facts.listed_account ORDER BY listed_by"
            )
        ).all()
    assert [(who, both) for who, _, both in found] == [("bank", 2), ("unit", 2)]
    assert all("*" in masked and "0000012" not in masked for _, masked, _ in found)


@pytest.mark.parametrize(
    ("wrong", "code", "header"),
    [
        (account(account=""), "required", "账号"),
        (account(as_of="2199-01-01"), "day_to_come", "数据截止日"),
        (
            account(as_of="2022-07-31", opened_on="2022-05-02", closed_on="2022-05-01"),
            "end_before_start",
            "销户日期",
        ),
        (account(balance="11"), "same_reference_differs", "余额(元)"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    engine: Engine, protector: Protector, wrong: Fact, code: str, header: str
) -> None:
    assert codes(send(engine, protector, account())) == []
    (problem,) = send(engine, protector, wrong).problems
    assert (problem.code, problem.header) == (code, header)
