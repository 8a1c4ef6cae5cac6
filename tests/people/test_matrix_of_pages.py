"""Every role, every page, in its own book and its neighbour's: none fails or tells too much."""

import pytest
from matrix import Observed
from matrix_pages import VISITORS, expected, leaks, pages, said
from matrix_people import Actor


def test_every_page_is_said_once() -> None:
    assert said() == pages()


@pytest.mark.parametrize("actor", VISITORS, ids=lambda each: each.name)
def test_no_page_is_surprising(observed: Observed, actor: Actor) -> None:
    got = observed.pages(actor)
    surprises = {
        cell: status for cell, (status, _) in got.items() if status != expected(actor, *cell)
    }
    assert surprises == {}
    told = {cell: leaks(actor, words) for cell, (_, words) in got.items() if leaks(actor, words)}
    assert told == {}
