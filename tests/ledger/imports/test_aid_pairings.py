"""A pairing is registered, said more of later, and refused where it cannot be."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

PLEDGE = {"helper_division": "990100", "pledged_amount": "500", "due_on": "2018-12-31"}


def pairing(**more: object) -> Fact:
    """A pairing of the county."""
    return fact("aid_pairings", **({"pairing_code": "J"} | more))


def test_more_said_later_leaves_what_was_said(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, pairing(**PLEDGE))) == []
    later = pairing(exited_on="2019-05-05", ends_on="2020-12-31", effective_on="2021-01-01")
    assert codes(send(engine, protector, later)) == []
    again = send(engine, protector, later, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["aid_pairings"]) == ([], 0)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM facts.aid_pairing")).mappings().one()
    assert (found["helper_division_id"], str(found["pledged_amount"])) == ("990100", "500.00")
    assert (str(found["exited_on"]), str(found["ends_on"])) == ("2019-05-05", "2020-12-31")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends_on": "2017-12-31"}, "end_before_start"),
        (PLEDGE | {"due_on": "2017-12-31"}, "end_before_start"),
        (PLEDGE | {"due_on": ""}, "pledge_incomplete"),
        (PLEDGE | {"pledged_amount": ""}, "pledge_incomplete"),
        (PLEDGE | {"helper_division": ""}, "pledge_incomplete"),
        (PLEDGE | {"pledged_amount": "0"}, "not_positive"),
        ({"helped_kind": "帮扶"}, "not_a_choice"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: dict[str, str], code: str
) -> None:
    assert codes(send(engine, protector, pairing(**wrong))) == [code]


def test_a_code_stands_once_in_a_file(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, pairing(), pairing())) == ["same_reference_twice"]
