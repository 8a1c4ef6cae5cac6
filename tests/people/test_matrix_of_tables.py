"""Every role, every table, read and every way of writing, in own, sibling, parent and child."""

import pytest
from matrix import Observed
from matrix_people import PEOPLE, PLACES, STRANGERS, Actor
from matrix_tables import (
    ANYWHERE,
    AT,
    EVERYBODY,
    NOBODY,
    WRITES,
    expected_to_see,
    expected_to_write,
    tables,
)


def test_every_table_is_said_once() -> None:
    said = [*EVERYBODY, *NOBODY]
    for listed in (AT, ANYWHERE):
        said += [name for names in listed.values() for name in names]
    assert sorted(said) == sorted(table.name for table in tables())


@pytest.mark.parametrize("actor", [*PEOPLE, *STRANGERS], ids=lambda each: each.name)
def test_no_cell_is_surprising(observed: Observed, actor: Actor) -> None:
    found = observed.rows(actor)
    surprises = []
    for (table, verb, place), came in found.items():
        if verb == "SELECT":
            fits = (came.isdigit() and int(came) > 0) == expected_to_see(actor, table, place)
        else:
            touched = came.isdigit() and (int(came) > 0 or verb == "TRUNCATE")
            fits = touched == expected_to_write(actor, table, verb, place)
        if not fits:
            surprises.append((table, verb, place, came))
    assert surprises == []
    assert len(found) == len(tables()) * len(PLACES) * (1 + len(WRITES))
