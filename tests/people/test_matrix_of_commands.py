"""Every role, every command, in its own book and its neighbour's: none fails or tells too much."""

import pytest
from matrix import Observed
from matrix_commands import USERS, commands, expected, said
from matrix_pages import leaks
from matrix_people import Actor


def test_every_command_is_said_once() -> None:
    assert said() == commands()


@pytest.mark.parametrize("actor", USERS, ids=lambda each: each.name)
def test_no_command_is_surprising(observed: Observed, actor: Actor) -> None:
    found = observed.commands(actor)
    surprises = {
        cell: (outcome, said[-200:])
        for cell, (outcome, said) in found.items()
        if not outcome.startswith(expected(actor, *cell))
    }
    assert surprises == {}
    told = {cell: leaks(actor, said) for cell, (_, said) in found.items() if leaks(actor, said)}
    assert told == {}
