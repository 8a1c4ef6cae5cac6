"""A foundation's year is registered, corrected by a version, and refused where it cannot be."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector


def year(**more: object) -> Fact:
    """1,000 yuan spent, 900 of it on charity and 100 on management."""
    return fact("foundation_years", **({"report_code": "J"} | more))


def test_more_said_later_leaves_what_was_said(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, year())) == []
    later = year(income_before_amount="1200", effective_on="2023-05-01")
    assert codes(send(engine, protector, later)) == []
    again = send(engine, protector, later, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["foundation_years"]) == ([], 0)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM facts.foundation_year")).mappings().one()
    assert str(found["income_before_amount"]) == "1200.00"
    assert str(found["charity_amount"]) == "900.00"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"management_amount": "1000.01"}, "part_above_whole"),
        ({"charity_amount": "1000.01"}, "part_above_whole"),
        ({"ends_on": "2199-12-31"}, "day_to_come"),
        ({"may_raise": "也许"}, "not_yes_no"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: dict[str, str], code: str
) -> None:
    assert codes(send(engine, protector, year(**wrong))) == [code]


def test_a_code_stands_once_in_a_file(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, year(), year())) == ["same_reference_twice"]
