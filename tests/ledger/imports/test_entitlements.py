"""What a household is due is registered, corrected by a version, and refused where it cannot be."""

import pytest
from builders import with_background
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.belonging import belongings_of, belongs_to
from ledger.imports.outcomes import Outcome
from ledger.personal import Protector


def due(code: str = "Q", **more: object) -> Fact:
    """100 yuan of June for one household."""
    cells: dict[str, object] = {
        "entitlement_code": code,
        "project_code": "P",
        "household_code": "H",
        "period_from": "2022-06-01",
    }
    return fact("entitlements", **(cells | more))


def sent(engine: Engine, protector: Protector, *facts: Fact) -> Outcome:
    """Sends facts with the projects and households that they name."""
    return send(engine, protector, *(Fact(*row) for row in with_background(facts)))


def test_more_said_later_leaves_what_was_said(engine: Engine, protector: Protector) -> None:
    assert codes(sent(engine, protector, due(period_until="2022-12-31", unit="人"))) == []
    later = due(confirmed_amount="0", confirmed_on="2022-08-01", effective_on="2022-08-01")
    assert codes(sent(engine, protector, later)) == []
    again = sent(engine, protector, later, fact("projects", project_code="R"))
    assert (codes(again), again.posted["entitlements"]) == ([], 0)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM facts.entitlement")).mappings().one()
    assert (str(found["confirmed_amount"]), found["unit"]) == ("0.00", "人")
    assert str(found["period_until"]) == "2022-12-31"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"period_until": "2022-05-31"}, "end_before_start"),
        ({"period_from": "", "period_until": "2022-06-30"}, "required"),
        ({"due_on": "2022-04-30"}, "end_before_start"),
        ({"confirmed_amount": "100"}, "confirmation_incomplete"),
        ({"confirmed_on": "2022-08-01"}, "confirmation_incomplete"),
        (
            {"confirmed_amount": "-1", "confirmed_on": "2022-08-01"},
            "confirmation_incomplete",
        ),
        ({"confirmed_amount": "1", "confirmed_on": "2199-08-01"}, "day_to_come"),
        ({"approved_amount": "0"}, "not_positive"),
        ({"quantity": "0"}, "not_a_quantity"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: dict[str, str], code: str
) -> None:
    assert codes(sent(engine, protector, due(**wrong))) == [code]


def test_a_household_and_a_project_are_on_record(engine: Engine, protector: Protector) -> None:
    unknown = send(engine, protector, due())
    assert sorted(codes(unknown)) == ["unknown_household", "unknown_project"]


def test_a_code_stands_once_in_a_file(engine: Engine, protector: Protector) -> None:
    assert codes(sent(engine, protector, due(), due())) == ["same_reference_twice"]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ({}, {}, True),
        ({}, {"household_code": "H2"}, False),
        ({}, {"project_code": "P2"}, False),
        ({}, {"book": "990122"}, False),
        ({"period_until": "2022-07-01"}, {"period_from": "2022-07-01"}, True),
        ({"period_until": "2022-06-30"}, {"period_from": "2022-07-01"}, False),
        ({"period_from": "2022-07-01"}, {"period_until": "2022-06-30"}, False),
        ({"period_from": ""}, {}, True),
        ({}, {"period_from": ""}, True),
    ],
)
def test_a_household_is_due_one_thing_of_a_project_at_a_time(
    engine: Engine,
    protector: Protector,
    first: dict[str, str],
    second: dict[str, str],
    *,
    overlap: bool,
) -> None:
    expected = ["entitlements_overlap"] if overlap else []
    one, other = due(**first), due("Q2", **second)
    assert codes(sent(engine, protector, one, other)) == expected, "in one file"
    assert codes(sent(engine, protector, one)) == []
    assert codes(sent(engine, protector, other)) == expected, "in two"


def test_what_is_moved_in_the_same_file_makes_room(engine: Engine, protector: Protector) -> None:
    assert codes(sent(engine, protector, due())) == []
    moved = due(period_from="2022-07-01", period_until="2022-07-31")
    assert codes(sent(engine, protector, moved, due("Q2"))) == []


def test_it_belongs_to_its_project(engine: Engine, protector: Protector) -> None:
    assert codes(sent(engine, protector, due())) == []
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM facts.entitlement")).mappings().one()
        book, number, project = found["book_id"], found["entitlement_id"], found["project_id"]
        assert belongs_to(connection, book, "entitlement", number) == ("project", project)
        assert ("entitlement", number) in belongings_of(connection, book, "project", project)
