"""A budget line is registered, said more of later, and refused where it cannot be."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

TRANSFER = {"kind": "transfer", "document_no": "省财农〔2022〕1号"}


def line(**more: object) -> Fact:
    """A line of the county's budget."""
    return fact("budget_lines", **({"line_code": "B"} | more))


def test_more_said_later_leaves_what_was_said(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, line(**TRANSFER, added="是"))) == []
    later = line(**TRANSFER, reported_on="2022-05-05", effective_on="2022-05-06")
    assert codes(send(engine, protector, later)) == []
    again = send(engine, protector, later, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["budget_lines"]) == ([], 0)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM facts.budget_line")).mappings().one()
    assert (found["added"], str(found["reported_on"])) == (True, "2022-05-05")
    assert (found["document_no"], str(found["amount"])) == ("省财农〔2022〕1号", "1000.00")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "transfer"}, "budget_document_required"),
        ({"fiscal_year": "1949"}, "not_a_fiscal_year"),
        ({"fiscal_year": "2200"}, "not_a_fiscal_year"),
        ({"amount": "0"}, "not_positive"),
        ({"kind": "支出"}, "not_a_choice"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: dict[str, str], code: str
) -> None:
    assert codes(send(engine, protector, line(**wrong))) == [code]


def test_a_code_stands_once_in_a_file(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, line(), line())) == ["same_reference_twice"]
