"""A contract is supplemented, reduced and terminated, and the money it binds follows."""

from decimal import Decimal

import pytest
from builders import book_id
from histories import codes, send, standing_by_document
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.contracts import contracts_of
from ledger.personal import Protector

MONEY = (
    fact("transfers", document_no="甲", amount=1000),
    fact("transfers", document_no="乙", amount=1000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=600),
    fact("assignments", project_code="P", source_document="乙", amount=400),
)
CONTRACT = fact("contracts", contract_code="HT", project_code="P", source_document="甲", amount=500)


def change(kind: str, **more: object) -> Fact:
    """A change of the contract."""
    return fact("contract_changes", contract_code="HT", kind=kind, **more)


def contract_amount(engine: Engine) -> Decimal:
    """What the contract comes to by its latest version."""
    with engine.connect() as connection:
        project = connection.execute(text("SELECT project_id FROM ledger.project")).scalar_one()
        [contract] = contracts_of(connection, book_id(connection), project)
    return contract.amount


def test_a_supplement_binds_more_and_raises_the_contract(
    engine: Engine, protector: Protector
) -> None:
    more = change("supplement", amount=100, source_document="乙")
    assert codes(send(engine, protector, *MONEY, CONTRACT, more)) == []
    assert standing_by_document(engine, "committed") == {"甲": 500, "乙": 100}
    assert contract_amount(engine) == 600


def test_changes_of_one_file_follow_each_other(engine: Engine, protector: Protector) -> None:
    changes = (
        change("supplement", amount=100, source_document="甲"),
        change("reduction", amount=30, occurred_on="2022-07-01"),
    )
    assert codes(send(engine, protector, *MONEY, CONTRACT, *changes)) == []
    assert standing_by_document(engine, "committed") == {"甲": 570}
    assert contract_amount(engine) == 570


def test_a_termination_frees_all_that_is_unpaid_of_every_source(
    engine: Engine, protector: Protector
) -> None:
    paid = fact(
        "disbursements",
        project_code="P",
        contract_code="HT",
        source_document="甲",
        amount=120,
        occurred_on="2022-05-01",
    )
    more = change("supplement", amount=100, source_document="乙")
    assert codes(send(engine, protector, *MONEY, CONTRACT, more, paid)) == []
    ended = change("termination", occurred_on="2022-08-01")
    assert send(engine, protector, ended).posted["contract_changes"] == 2
    assert standing_by_document(engine, "committed") == {"甲": 0, "乙": 0}
    assert contract_amount(engine) == 120


def test_a_termination_in_the_file_of_a_payment_frees_what_that_leaves(
    engine: Engine, protector: Protector
) -> None:
    paid = fact(
        "disbursements",
        project_code="P",
        contract_code="HT",
        source_document="甲",
        amount=120,
        occurred_on="2022-05-01",
    )
    ended = change("termination", occurred_on="2022-08-01")
    assert codes(send(engine, protector, *MONEY, CONTRACT, paid, ended)) == []
    assert standing_by_document(engine, "committed") == {"甲": 0}


def test_what_is_sent_again_is_posted_once(engine: Engine, protector: Protector) -> None:
    more = change("supplement", amount=100, source_document="甲")
    ended = change("termination", occurred_on="2022-08-01")
    assert codes(send(engine, protector, *MONEY, CONTRACT, more)) == []
    again = fact("projects", project_code="Q")
    assert send(engine, protector, more, again).posted["contract_changes"] == 0
    assert codes(send(engine, protector, ended)) == []
    again = fact("projects", project_code="R")
    assert send(engine, protector, ended, again).posted["contract_changes"] == 0
    assert standing_by_document(engine, "committed") == {"甲": 0}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (change("supplement", amount=101, source_document="甲"), "below_zero"),
        (change("reduction", amount="500.01"), "below_zero"),
        (change("reduction", amount=1, source_document="乙"), "nothing_committed"),
        (change("supplement", amount=1, occurred_on="2022-03-31"), "change_before_signing"),
        (change("supplement", source_document="甲"), "required"),
        (fact("contract_changes", contract_code="HT9", amount=1), "unknown_contract"),
        (change("supplement", amount=1), "source_needed"),
        (change("reduction", amount=1, occurred_on="2199-01-01"), "day_to_come"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: Fact, code: str
) -> None:
    assert codes(send(engine, protector, *MONEY, CONTRACT)) == []
    assert codes(send(engine, protector, wrong)) == [code]
    assert standing_by_document(engine, "committed") == {"甲": 500}


def test_what_is_freed_of_two_sources_names_one(engine: Engine, protector: Protector) -> None:
    more = change("supplement", amount=100, source_document="乙")
    assert codes(send(engine, protector, *MONEY, CONTRACT, more)) == []
    assert codes(send(engine, protector, change("reduction", amount=1))) == [
        "source_of_contract_needed"
    ]


def test_a_terminated_contract_has_nothing_left_to_free_or_to_pay_from(
    engine: Engine, protector: Protector
) -> None:
    ended = change("termination", occurred_on="2022-08-01")
    assert codes(send(engine, protector, *MONEY, CONTRACT, ended)) == []
    assert codes(send(engine, protector, change("reduction", amount=1))) == ["nothing_committed"]
    paid = fact(
        "disbursements",
        project_code="P",
        contract_code="HT",
        source_document="甲",
        amount=1,
        occurred_on="2022-09-01",
    )
    assert codes(send(engine, protector, paid)) == ["below_zero"]
