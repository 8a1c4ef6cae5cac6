"""What a document that issues money says of itself stands with the issue, and nowhere else."""

import pytest
from builders import COUNTY, PROVINCE
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

TERMS = {
    "transfer_type": "special",
    "issuer_kind": "other",
    "required_match": "50",
    "match_ground": "国办发〔2020〕1号",
    "change_document": "省财改〔2022〕1号",
    "changed_on": "2022-02-20",
}
MONEY = fact("appropriations", book=PROVINCE, document_no="省", occurred_on="2022-01-05")


def issued(**more: object) -> Fact:
    """Some of the province's money, issued to the county."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "issued",
        "source_document": "省",
        "document_no": "下",
        "counterparty": COUNTY,
        "amount": 100,
    }
    return fact("transfers", **(cells | more))


def test_the_terms_stand_with_the_issue(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, MONEY, issued(**TERMS))) == []
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM facts.transfer_issue")).mappings().one()
    assert {key: str(found[key]) for key in TERMS} == TERMS | {"required_match": "50.00"}


@pytest.mark.parametrize("term", TERMS)
def test_terms_of_a_receipt_are_refused(engine: Engine, protector: Protector, term: str) -> None:
    receipt = fact("transfers", document_no="下", **{term: TERMS[term]})
    assert codes(send(engine, protector, receipt)) == ["terms_without_issue"]


@pytest.mark.parametrize("term", ["change_document", "changed_on"])
def test_a_change_has_a_document_and_a_day(engine: Engine, protector: Protector, term: str) -> None:
    found = send(engine, protector, MONEY, issued(**{term: TERMS[term]}))
    assert codes(found) == ["change_incomplete"]


def test_other_terms_under_one_number_are_refused(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, MONEY, issued())) == []
    again = send(engine, protector, issued(required_match="50"))
    assert codes(again) == ["same_reference_differs"]
