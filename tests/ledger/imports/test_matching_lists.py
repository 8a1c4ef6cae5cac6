"""What a person has stands on a list row by row: a car beside a tractor of the same day."""

import pytest
from builders import id_number
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector


def listed(**more: object) -> Fact:
    """Somebody with a vehicle."""
    cells: dict[str, object] = {
        "kind": "vehicle",
        "identity": id_number(1),
        "object_kind": "car",
        "price": "45000",
        "starts_on": "2020-05-06",
    }
    return fact("matching_lists", **(cells | more))


def test_one_person_has_several_things_and_each_is_kept_once(
    engine: Engine, protector: Protector
) -> None:
    rows = (listed(), listed(object_kind="farm_vehicle", price=""))
    assert codes(send(engine, protector, *rows)) == []
    again = send(engine, protector, *rows, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert again.posted["matching_lists"] == 0
    with engine.connect() as connection:
        kept = connection.execute(
            text("SELECT object_kind, price FROM ledger.matching_entry ORDER BY object_kind")
        ).all()
    assert [(kind, price and str(price)) for kind, price in kept] == [
        ("car", "45000.00"),
        ("farm_vehicle", None),
    ]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (listed(object_kind="飞机"), "object_kind"),
        (listed(price="-1"), "price"),
        (listed(identity="990121197001011019"), "identity"),
        (listed(as_of="2022-12-31", expires_on="2022-12-30"), "expires_on"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    engine: Engine, protector: Protector, wrong: Fact, key: str
) -> None:
    outcome = send(engine, protector, wrong)
    assert len(outcome.problems) == 1, key
    with engine.connect() as connection:
        assert not connection.execute(text("SELECT count(*) FROM ledger.matching_entry")).scalar()
