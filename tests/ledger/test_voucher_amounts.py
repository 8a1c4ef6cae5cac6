"""What a voucher comes to is the same on its page, on its month's checklist and after an import."""

from decimal import Decimal

import pytest
from builders import book_id, post
from sqlalchemy import Connection
from traced_money import REVERSE

from expectations.rule import Fact, fact
from ledger.period_questions import checklist
from ledger.personal import Protector
from ledger.voucher_reading import voucher_heads

#: 200,000 yuan are carried over with 150,000 of cash.
CARRIED = (
    fact("transfers", document_no="甲", amount=200000, cash_on=""),
    fact(
        "transfers", direction="cash_in", document_no="甲", amount=150000, fund_line="",
        occurred_on="2022-05-01",
    ),
    fact("take_backs", kind="carry_over", source_document="甲", amount=200000),
)  # fmt: skip
#: A book begins with 500,000 yuan of a document: 300,000 of it are paid, 200,000 are cash.
OPENED = (
    fact("projects", project_code="P"),
    fact(
        "opening_balances", document_no="乙", project_code="P", amount=500000,
        available_amount=200000, disbursed_amount=300000, cash_amount=200000,
    ),
)  # fmt: skip
PAID = fact("disbursements", amount=700, occurred_on="2022-04-15", project_code="P")
CASH_OUT = fact(
    "transfers", direction="cash_out", document_no="缴", source_document="甲", amount=40,
    occurred_on="2022-04-20", fund_line="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "period", "event", "amount"),
    [
        (CARRIED, 202212, "carry_over", 200000),
        (OPENED, 202201, "opening", 500000),
        ((PAID,), 202204, "disbursement", 700),
        ((*CARRIED, CASH_OUT), 202204, "cash_out", 40),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_voucher_comes_to_what_it_moves_once_and_its_reversal_to_as_much(
    connection: Connection,
    protector: Protector,
    facts: tuple[Fact, ...],
    period: int,
    event: str,
    amount: int,
) -> None:
    outcome = post(connection, protector, *facts)
    assert [each.amount for each in outcome.sums if each.event == event] == [amount]
    book = book_id(connection)
    [voucher] = [each for each in voucher_heads(connection, book, period) if each.event == event]
    assert voucher.amount == amount
    undone = {"book": book, "voucher": voucher.voucher_id, "on": voucher.occurred_on}
    connection.execute(REVERSE, undone)
    [undoing] = [each for each in voucher_heads(connection, book, period) if each.reverses]
    assert undoing.amount == amount
    moved = {each.event: each.amount for each in checklist(connection, book, period).moved}
    assert (moved[event], moved["reversal"]) == (Decimal(amount), Decimal(amount))
