"""One document, contract or batch draws on several sources, a row each, and none is mixed up."""

from histories import codes, send, standing_by_document
from sqlalchemy import Engine

from expectations.rule import Fact, fact
from ledger.personal import Protector

MONEY = (
    fact("transfers", document_no="甲", amount=1000),
    fact("donations", donation_code="乙", amount=500),
    fact("other_sources", document_no="丙", amount=300),
    fact("projects", project_code="P"),
    *(
        fact(
            "assignments",
            document_no="安排1号",
            project_code="P",
            source_document=document,
            amount=amount,
        )
        for document, amount in (("甲", 600), ("乙", 400), ("丙", 300))
    ),
    fact("contracts", contract_code="HT", project_code="P", source_document="甲", amount=500),
    fact("contracts", contract_code="HT", project_code="P", source_document="乙", amount=300),
    fact("contracts", contract_code="HT2", project_code="P", source_document="丙", amount=200),
)


def paid(reference: str, contract: str, amount: int, **more: object) -> Fact:
    """A payment under a contract."""
    return fact(
        "disbursements",
        project_code="P",
        contract_code=contract,
        external_reference=reference,
        amount=amount,
        **more,
    )


def test_one_document_assigns_several_sources_to_one_project(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    assert standing_by_document(engine, "available") == {"甲": 400, "乙": 100, "丙": 0}
    assert standing_by_document(engine, "assigned") == {"甲": 100, "乙": 100, "丙": 100}
    assert standing_by_document(engine, "committed") == {"甲": 500, "乙": 300, "丙": 200}


def test_a_progress_payment_of_a_contract_takes_of_each_source_what_its_row_says(
    engine: Engine, protector: Protector
) -> None:
    parts = (
        paid("ZF1-1", "HT", 250, source_document="甲", batch_no="第一期"),
        paid("ZF1-2", "HT", 150, source_document="乙", batch_no="第一期"),
    )
    outcome = send(engine, protector, *MONEY, *parts)
    assert codes(outcome) == []
    [batch] = [each for each in outcome.sums if each.event == "disbursement"]
    assert (batch.vouchers, batch.amount) == (1, 400), "one payment, one voucher"
    assert standing_by_document(engine, "committed") == {"甲": 250, "乙": 150, "丙": 200}
    assert standing_by_document(engine, "disbursed") == {"甲": 250, "乙": 150}
    assert standing_by_document(engine, "treasury") == {"甲": 750, "乙": 350, "丙": 300}


def test_a_row_that_names_no_source_is_paid_from_the_only_one_its_contract_binds(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, paid("ZF2", "HT2", 200))) == []
    assert standing_by_document(engine, "disbursed") == {"丙": 200}


def test_of_a_contract_with_several_sources_the_row_must_name_one(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, paid("ZF3", "HT", 1))) == ["source_needed"]


def test_no_more_is_paid_of_a_source_than_the_contract_binds_of_it(
    engine: Engine, protector: Protector
) -> None:
    too_much = paid("ZF4", "HT", 301, source_document="乙")
    assert codes(send(engine, protector, *MONEY, too_much)) == ["below_zero"]
