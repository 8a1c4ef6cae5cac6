"""Rows of every sealed table are removed, added, doubled, swapped and moved, and found out."""

from collections import Counter

import pytest
from row_attacks import ATTACKS, Attacked, attack_rows
from siege import Siege

#: How many there are at least, as measured.
LEAST = 600


@pytest.fixture(scope="module")
def attacks(siege: Siege) -> list[Attacked]:
    """What is found of each."""
    return list(attack_rows(siege, seed=7))


def test_every_attack_is_found_at_its_place(attacks: list[Attacked]) -> None:
    assert [str(one) for one in attacks if one.missed] == []


def test_every_kind_is_made_on_many_tables(attacks: list[Attacked]) -> None:
    kinds = Counter(one.name for one in attacks)
    assert set(kinds) == set(ATTACKS)
    assert min(kinds.values()) > 40
    assert len(attacks) >= LEAST


def test_what_was_removed_is_missing(attacks: list[Attacked]) -> None:
    for one in attacks:
        if one.name.endswith("removed"):
            kinds = {
                found.kind
                for found in one.findings
                if one.places == [(found.log_id, found.position)]
            }
            assert kinds == {"missing"}, str(one)


def test_what_was_added_is_told_with_its_table_or_its_place(attacks: list[Attacked]) -> None:
    for one in attacks:
        if one.name in {"doubled", "inserted beyond"}:
            assert "added" in {found.kind for found in one.findings}, str(one)


def test_both_of_two_swapped_values_are_named(attacks: list[Attacked]) -> None:
    swapped = [one for one in attacks if one.name == "two values swapped"]
    named = sum(sum(found.column is not None for found in one.findings) > 1 for one in swapped)
    print(f"{named} of {len(swapped)} pairs of values named")  # noqa: T201  (shown by pytest -s)
    assert named == len(swapped)


def test_a_row_that_was_moved_is_found_where_it_is_now(attacks: list[Attacked]) -> None:
    moved = [one for one in attacks if one.name in {"two swapped", "moved to another book"}]
    named = sum(any(found.column == "log_position" for found in one.findings) for one in moved)
    print(f"{named} of {len(moved)} moves named")  # noqa: T201  (shown by pytest -s)
    assert named == len(moved)
