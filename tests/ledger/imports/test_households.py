"""A household's address, and the household it was split from: registered, kept on, refused."""

import pytest
from builders import COUNTY, OTHER_COUNTY, id_number
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

OLD = fact("households", household_code="H0", identity=id_number(1), address="一组5号")
MEMBERS = "SELECT * FROM facts.split_household_member ORDER BY stayed, identity_hash"


def split_off(**more: object) -> Fact:
    """A household that was split from another."""
    cells: dict[str, object] = {
        "household_code": "H1",
        "identity": id_number(2),
        "address": "一组 ５ 号",
        "split_from": "H0",
        "split_on": "2022年2月",
    }
    return fact("households", **(cells | more))


def test_a_split_is_registered_and_kept_by_what_is_said_later(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, split_off(), OLD)) == []
    later = fact(
        "households", household_code="H1", identity=id_number(2), exited_on="2022-12-01",
        effective_on="2022-12-01",
    )  # fmt: skip
    assert codes(send(engine, protector, later)) == []
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT * FROM facts.person WHERE split_on IS NOT NULL")
        ).mappings()
        person = found.one()
        members = connection.execute(text(MEMBERS)).mappings().all()
    assert (person["split_from_code"], person["address"]) == ("H0", "一组 ５ 号")
    assert (str(person["split_on"]), person["split_precision"]) == ("2022-02-28", "month")
    assert str(person["exited_on"]) == "2022-12-01"
    # Spaces and the width of digits make no other address.
    assert [(each["stayed"], str(each["earliest_on"])) for each in members] == [
        (False, "2022-02-01"),
        (True, "2022-02-01"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"address": "一组6号"},
        {"address": ""},
        {"village": "另一村"},
        {"village_division": f"{COUNTY}101"},
    ],
)
def test_another_or_no_address_is_no_common_one(
    engine: Engine, protector: Protector, other: dict[str, str]
) -> None:
    assert codes(send(engine, protector, OLD, split_off(**other))) == []
    with engine.connect() as connection:
        assert connection.execute(text(MEMBERS)).all() == []


def test_records_of_a_household_that_differ_give_no_address(
    engine: Engine, protector: Protector
) -> None:
    second = split_off(identity=id_number(3), address="一组7号")
    assert codes(send(engine, protector, OLD, split_off(), second)) == []
    with engine.connect() as connection:
        assert connection.execute(text(MEMBERS)).all() == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"split_from": "H1"}, "split_from_itself"),
        ({"split_from": "H9"}, "unknown_household"),
        ({"split_from": ""}, "split_incomplete"),
        ({"split_on": ""}, "split_incomplete"),
        ({"split_on": "2199年2月"}, "day_to_come"),
        ({"split_on": "去年"}, "not_a_date"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: dict[str, str], code: str
) -> None:
    outcome = send(engine, protector, OLD, split_off(**wrong))
    assert codes(outcome) == [code]
    [problem] = outcome.problems
    assert (problem.sheet, problem.row) == ("农户", 3)


def test_another_countys_household_is_unknown(engine: Engine, protector: Protector) -> None:
    there = Fact(OLD.sheet, OLD.cells | {"book": OTHER_COUNTY})
    assert codes(send(engine, protector, there, split_off())) == ["unknown_household"]


def test_another_origin_under_the_same_number_is_told(engine: Engine, protector: Protector) -> None:
    third = fact("households", household_code="H2", identity=id_number(4))
    assert codes(send(engine, protector, OLD, third, split_off())) == []
    outcome = send(engine, protector, split_off(split_from="H2", effective_on="2022-12-01"))
    assert codes(outcome) == []
    assert [note.code for note in outcome.notes] == ["registered_changes"]
    assert "H0" in outcome.notes[0].text.zh
    assert "H2" in outcome.notes[0].text.zh
