"""Every role, every page, in its own book and its neighbour's: none fails or tells too much."""

from collections.abc import Iterator

import pytest
from matrix_pages import VISITORS, expected, leaks, pages, said, site_of, visit
from matrix_people import Actor
from matrix_story import Story

from ledger.personal import Protector


@pytest.fixture(scope="module")
def address(told_places: Story, protector: Protector) -> Iterator[str]:
    """Where the pages are."""
    with site_of(told_places, protector) as url:
        yield url


def test_every_page_is_said_once() -> None:
    assert said() == pages()


@pytest.mark.parametrize("actor", VISITORS, ids=lambda each: each.name)
def test_no_page_is_surprising(told_places: Story, address: str, actor: Actor) -> None:
    got = visit(told_places, address, actor)
    surprises = {
        cell: status for cell, (status, _) in got.items() if status != expected(actor, *cell)
    }
    assert surprises == {}
    told = {cell: leaks(actor, words) for cell, (_, words) in got.items() if leaks(actor, words)}
    assert told == {}
