"""What bounced is paid again, linked to the payment that bounced, and never by more."""

import pytest
from builders import book_id
from histories import codes, reverse_last, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.disbursements import payments
from ledger.personal import Protector

HOUSEHOLDS = 3_000
BOUNCED = tuple(f"ZF{number:04d}" for number in range(5, HOUSEHOLDS, 450))
MONEY = (
    fact("transfers", document_no="甲", amount=1_000_000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=1_000_000),
)


def paid(reference: str, **more: object) -> Fact:
    """A payment of 100 yuan."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": "甲",
        "external_reference": reference,
        "amount": 100,
    }
    return fact("disbursements", **(cells | more))


def bounced(reference: str, amount: object = 100, on: str = "2022-05-05", **more: object) -> Fact:
    """So much of a payment bounced."""
    return fact("refunds", payment_reference=reference, amount=amount, occurred_on=on, **more)


def again(reference: str, original: str, amount: object = 100, on: str = "2022-05-09") -> Fact:
    """A payment that pays a bounced one again."""
    return paid(reference, reissue_of=original, amount=amount, occurred_on=on)


def test_three_thousand_households_on_one_voucher_of_which_seven_bounce(
    engine: Engine, protector: Protector
) -> None:
    batch = [
        paid(f"ZF{number:04d}", batch_no="低保5月", payee_name=f"示范户{number:04d}")
        for number in range(HOUSEHOLDS)
    ]
    assert len(BOUNCED) == 7
    assert codes(send(engine, protector, *MONEY, *batch)) == []
    back = [bounced(reference) for reference in BOUNCED]
    second = [again(f"{reference}-1", reference) for reference in BOUNCED]
    assert codes(send(engine, protector, *back, *second)) == []
    with engine.connect() as connection:
        vouchers = connection.execute(
            text(
                "SELECT count(DISTINCT voucher_id), count(*), sum(amount) FROM ledger.disbursement"
                " WHERE batch_no = '低保5月'"
            )
        ).one()
        assert tuple(vouchers) == (1, HOUSEHOLDS, 100 * HOUSEHOLDS)
        reached = connection.execute(
            text("SELECT count(*), sum(amount), count(reissue_of) FROM facts.disbursement")
        ).one()
        assert tuple(reached) == (HOUSEHOLDS, 100 * HOUSEHOLDS, 7)
        book = book_id(connection)
        [first] = payments(connection, book, reference=BOUNCED[0])
        [second_of_it] = payments(connection, book, reference=f"{BOUNCED[0]}-1")
    assert (first.refunded, first.reissued_as) == (100, [f"{BOUNCED[0]}-1"])
    assert (second_of_it.reissue_of, second_of_it.reissued_as) == (BOUNCED[0], None)


def test_payment_bounce_and_reissue_may_come_in_one_file(
    engine: Engine, protector: Protector
) -> None:
    facts = (paid("ZF"), bounced("ZF"), again("ZF-1", "ZF"))
    assert codes(send(engine, protector, *MONEY, *facts)) == []
    repeated = send(engine, protector, *facts, fact("projects", project_code="Q"))
    assert codes(repeated) == []
    assert repeated.posted["disbursements"] == 0


def test_a_reissue_that_bounced_is_paid_again_by_its_own_number(
    engine: Engine, protector: Protector
) -> None:
    facts = (paid("ZF"), bounced("ZF"), again("ZF-1", "ZF"), bounced("ZF-1", on="2022-05-12"))
    assert codes(send(engine, protector, *MONEY, *facts)) == []
    assert codes(send(engine, protector, again("ZF-2", "ZF", on="2022-05-20"))) == [
        "reissue_exceeds"
    ]
    assert codes(send(engine, protector, again("ZF-2", "ZF-1", on="2022-05-20"))) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (again("ZF-1", "ZF9"), "unknown_payment"),
        (again("ZF-1", "ZF", on="2022-05-04"), "payment_not_bounced"),
        (again("ZF-1", "ZF", amount="60.01"), "reissue_exceeds"),
        (again("ZF-1", "返还"), "payment_not_bounced"),
    ],
)
def test_what_did_not_bounce_is_not_paid_again(
    engine: Engine, protector: Protector, wrong: Fact, code: str
) -> None:
    returned = bounced("返还", kind="returned")
    before = (*MONEY, paid("ZF"), bounced("ZF", 60), paid("返还"), returned)
    assert codes(send(engine, protector, *before)) == []
    assert codes(send(engine, protector, wrong)) == [code]
    assert codes(send(engine, protector, again("ZF-1", "ZF", amount=60))) == []


def test_a_bounce_that_was_paid_again_stands_until_that_is_reversed(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, paid("ZF"), bounced("ZF"))) == []
    assert codes(send(engine, protector, again("ZF-1", "ZF"))) == []
    with pytest.raises(DBAPIError, match="cannot_reverse"):
        reverse_last(engine, "refund")
    reverse_last(engine, "disbursement")
    reverse_last(engine, "refund")


def test_the_database_itself_pays_nothing_again_that_did_not_bounce(
    engine: Engine, protector: Protector
) -> None:
    facts = (*MONEY, fact("payees", payee_code="S"), paid("ZF"), bounced("ZF", 60))
    assert codes(send(engine, protector, *facts)) == []
    statement = text(
        "SELECT posted FROM ledger.project, ledger.source, ledger.payee,"
        " ledger.post_disbursement(project.book_id, 'online', '2022-05-09', source.log_position,"
        " project.log_position, NULL, payee.log_position, NULL, :amount, 'transfer', NULL,"
        " '补发', '我', reissue_of_reference => 'ZF') WHERE payee.payee_code = 'S'"
    )
    with engine.connect() as connection, pytest.raises(DBAPIError, match="reissue_refused"):
        connection.execute(statement, {"amount": "60.01"})
    with engine.connect() as connection:
        assert connection.execute(statement, {"amount": 60}).scalar_one()
