"""A contract pays its supplier, or whom an assignment of the claim or a wage account names."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.identities import id_check_digit
from ledger.personal import Protector
from ledger.refusals import refusal_of

FIRST_17 = "99012119800101001"
SOMEBODY = FIRST_17 + id_check_digit(FIRST_17)
MONEY = (
    fact("transfers", document_no="甲", amount=1000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=1000),
    fact(
        "contracts", contract_code="HT", project_code="P", amount=500, supplier_name="示范建筑公司"
    ),
)


def paid(payee: str, **more: object) -> Fact:
    """A payment under the contract."""
    cells: dict[str, object] = {
        "project_code": "P",
        "contract_code": "HT",
        "source_document": "甲",
        "payee_name": payee,
        "amount": 100,
    }
    return fact("disbursements", **(cells | more))


def instead(payee: str, on: str = "2022-04-10", **more: object) -> Fact:
    """From that day the payee may be paid instead of the supplier."""
    return fact("payee_substitutions", contract_code="HT", payee_name=payee, occurred_on=on, **more)


def test_the_supplier_is_paid_into_whichever_account(engine: Engine, protector: Protector) -> None:
    accounts = ("6222020200112233445", "6222020200112233446")
    facts = [paid("示范建筑公司", account=account) for account in accounts]
    assert codes(send(engine, protector, *MONEY, *facts, paid("示范建筑公司"))) == []


def test_a_supplier_that_took_another_name_is_the_same(
    engine: Engine, protector: Protector
) -> None:
    supplier = fact("payees", payee_code="S", name="示范建筑公司", kind="enterprise")
    renamed = fact(
        "payees",
        payee_code="S",
        name="示范建设集团",
        kind="enterprise",
        effective_on="2022-04-20",
    )
    assert codes(send(engine, protector, supplier, *MONEY)) == []
    assert codes(send(engine, protector, renamed)) == []
    assert codes(send(engine, protector, paid("示范建设集团", payee_code="S"))) == []


def test_nobody_else_is_paid_before_the_substitution_holds(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    assert codes(send(engine, protector, paid("示范受让人"))) == ["payee_not_of_contract"]
    late = send(engine, protector, instead("示范受让人", "2022-05-02"), paid("示范受让人"))
    assert codes(late) == ["payee_not_of_contract"]
    first_day = instead("示范受让人", "2022-05-01")
    assert codes(send(engine, protector, first_day, paid("示范受让人"))) == []
    assert codes(send(engine, protector, paid("第三人"))) == ["payee_not_of_contract"]
    assert codes(send(engine, protector, paid("示范建筑公司"))) == []


def test_wages_go_to_whom_the_agreement_names_by_number(
    engine: Engine, protector: Protector
) -> None:
    worker = instead("示范工人", kind="labour_wages", identity=SOMEBODY)
    assert codes(send(engine, protector, *MONEY, worker)) == []
    assert codes(send(engine, protector, paid("示范工人", identity=SOMEBODY))) == []


def test_a_substitution_sent_again_is_recorded_once(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY, instead("示范受让人"))) == []
    again = send(engine, protector, instead("示范受让人"), fact("projects", project_code="Q"))
    assert codes(again) == []
    assert again.posted["payee_substitutions"] == 0
    moved = send(engine, protector, instead("示范受让人", "2022-04-09"))
    assert codes(moved) == ["same_reference_differs"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (fact("payee_substitutions", contract_code="HT9"), "unknown_contract"),
        (instead("示范受让人", payee_code="S9"), "unknown_payee"),
        (instead("示范受让人", "2199-01-01"), "day_to_come"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: Fact, code: str
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    assert codes(send(engine, protector, wrong)) == [code]


def test_the_database_itself_pays_nobody_else(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY, fact("payees", payee_code="S", name="别人"))) == []
    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(
            text(
                "SELECT posted FROM ledger.contract, ledger.source, ledger.payee,"
                " ledger.post_disbursement(contract.book_id, 'online', '2022-05-01',"
                " source.log_position, contract.project_id, contract.log_position,"
                " payee.log_position, NULL, 1, 'transfer', NULL, '工程款', '我')"
                " WHERE payee.payee_code = 'S'"
            )
        )
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert "示范建筑公司" in str(refusal)
