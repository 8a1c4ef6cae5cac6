"""Paid money comes back to where it was paid from, once, and never more than was paid."""

from decimal import Decimal

import pytest
from builders import book_id
from histories import codes, reverse_last, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.disbursements import payments
from ledger.personal import Protector
from ledger.refusals import refusal_of

MONEY = (
    fact("transfers", document_no="甲", amount=1000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=600),
    fact("contracts", contract_code="HT", project_code="P", source_document="甲", amount=200),
)
PAID = fact("disbursements", project_code="P", external_reference="ZF", amount=100)
UNDER_CONTRACT = fact(
    "disbursements", project_code="P", contract_code="HT", external_reference="ZF", amount=100
)


def back(amount: object, **more: object) -> Fact:
    """So much of the payment came back."""
    return fact("refunds", payment_reference="ZF", amount=amount, **more)


def standing(engine: Engine) -> dict[str, Decimal]:
    """What stands on the accounts, by kind."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT kind, sum(amount) FROM ledger.balance GROUP BY kind")
        )
        return dict(iter(rows))


@pytest.mark.parametrize(("paid", "account"), [(PAID, "assigned"), (UNDER_CONTRACT, "committed")])
def test_what_comes_back_may_be_spent_again_where_it_was_paid_from(
    engine: Engine, protector: Protector, paid: Fact, account: str
) -> None:
    assert codes(send(engine, protector, *MONEY, paid)) == []
    before = standing(engine)
    assert codes(send(engine, protector, back(40))) == []
    with engine.connect() as connection:
        [payment] = payments(connection, book_id(connection))
    assert (payment.amount, payment.refunded) == (100, 40)
    after = standing(engine)
    assert {kind: after[kind] - before[kind] for kind in after if after[kind] != before[kind]} == {
        account: 40,
        "disbursed": -40,
        "treasury": 40,
        "cash_out": -40,
    }


def test_rules_see_what_reached_its_payee_whether_or_not_it_was_returned(
    engine: Engine, protector: Protector
) -> None:
    bounced = back(100, occurred_on="2022-06-02")
    again = fact(
        "disbursements",
        project_code="P",
        external_reference="ZF-1",
        amount=100,
        occurred_on="2022-06-03",
    )
    assert codes(send(engine, protector, *MONEY, PAID, bounced, again)) == []
    assert codes(send(engine, protector, fact("refunds", payment_reference="ZF-1", amount=1))) == [
        "refund_before_payment"
    ]
    late = fact(
        "refunds",
        payment_reference="ZF-1",
        amount=100,
        kind="returned",
        occurred_on="2022-06-04",
    )
    assert codes(send(engine, protector, late)) == []
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT external_reference, amount FROM facts.disbursement")
        ).all()
    assert [tuple(row) for row in rows] == [("ZF-1", Decimal(100))]


def test_parts_come_back_until_all_of_it_has(engine: Engine, protector: Protector) -> None:
    parts = (back(60), back(40, occurred_on="2022-06-02"))
    assert codes(send(engine, protector, *MONEY, PAID, *parts)) == []
    more = back("0.01", occurred_on="2022-06-03")
    assert codes(send(engine, protector, more)) == ["refund_exceeds"]
    too_much = (back(60), back("40.01", occurred_on="2022-06-02"))
    assert codes(send(engine, protector, *too_much)) == ["same_reference_differs"]


def test_a_refund_sent_again_is_posted_once(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY, PAID, back(40))) == []
    again = send(engine, protector, back(40), fact("projects", project_code="Q"))
    assert again.posted["refunds"] == 0


def test_the_database_itself_takes_no_more_back_than_was_paid(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, PAID, back(60))) == []
    with owner.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(
            text(
                "INSERT INTO ledger.refund (book_id, log_position, recorded_at, voucher_id,"
                " external_reference, disbursement_id, kind, amount, occurred_on)"
                " SELECT book_id, 10000, recorded_at, voucher_id, 'again', disbursement_id, kind,"
                " 40.01, occurred_on FROM ledger.refund"
            )
        )
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert "100.01" in str(refusal)


def test_a_refunded_payment_is_reversed_only_after_its_refund(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, PAID, back(60))) == []
    with engine.connect() as connection:
        book = book_id(connection)
        voucher = connection.execute(
            text(
                "SELECT period || '-' || number FROM ledger.voucher"
                " WHERE book_id = :book AND event = 'disbursement'"
            ),
            {"book": book},
        ).scalar_one()
    row = fact("reversals", voucher=voucher)
    assert codes(send(engine, protector, row)) == ["cannot_reverse"]
    with pytest.raises(DBAPIError, match="cannot_reverse"):
        reverse_last(engine, "disbursement")
    reverse_last(engine, "refund")
    reverse_last(engine, "disbursement")
    assert standing(engine)["disbursed"] == 0
