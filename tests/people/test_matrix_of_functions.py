"""Every role, every function that the application may call, in own, sibling, parent and child."""

import pytest
from matrix import Observed
from matrix_functions import (
    ACTS,
    ANYWHERE,
    AT_THE_DOOR,
    HARMLESS,
    OTHERS,
    SIGHTS,
    allowed,
    expected,
    granted,
)
from matrix_people import PEOPLE, STRANGERS, Actor
from matrix_story import Story


def test_every_function_that_may_be_called_is_said_once(told_places: Story) -> None:
    said = [*ACTS, *SIGHTS, *ANYWHERE, *OTHERS, *AT_THE_DOOR, *HARMLESS]
    with told_places.engine.connect() as connection:
        assert sorted(said) == sorted(granted(connection))


@pytest.mark.parametrize("actor", [*PEOPLE, *STRANGERS], ids=lambda each: each.name)
def test_no_call_is_surprising(observed: Observed, actor: Actor) -> None:
    surprises = {
        cell: came
        for cell, came in observed.calls(actor).items()
        if allowed(cell[0], came) != expected(actor, *cell)
    }
    assert surprises == {}
