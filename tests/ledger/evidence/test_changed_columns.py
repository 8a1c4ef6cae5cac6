"""Every column of every sealed table is changed by who commands the database, and found out."""

import pytest
from column_attacks import Changed, change_columns
from siege import Siege

from ledger.evidence.shapes import SALT

#: How many columns there are at least, and how many of them were named with what they had held: of
#: books, and of the common log, where more values occur once only.
BOOKS, COMMON = (620, 450), (120, 50)


@pytest.fixture(scope="module", params=[BOOKS, COMMON], ids=["books", "common"])
def least(request: pytest.FixtureRequest) -> tuple[int, int]:
    """How many attacks there are to be, and how many columns named."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture(scope="module")
def attacks(siege: Siege, least: tuple[int, int]) -> list[Changed]:
    """What is found of each."""
    return list(change_columns(siege, common=least == COMMON, seed=5))


def test_nothing_is_found_before(siege: Siege) -> None:
    assert siege.look() == []


def test_no_sealed_table_is_empty(siege: Siege) -> None:
    assert [relation for relation, rows in siege.rows.items() if not rows] == []


def test_every_column_of_every_table_is_changed(
    siege: Siege, attacks: list[Changed], least: tuple[int, int]
) -> None:
    columns = {
        (relation, column.name)
        for relation, rows in siege.rows.items()
        if rows[0].shape.common == (least == COMMON)
        for column in rows[0].shape.columns
    }
    assert {(one.target.relation, one.column) for one in attacks if one.column != SALT} == columns
    assert len(attacks) >= least[0]


def test_every_change_is_found_at_its_place(attacks: list[Changed]) -> None:
    assert [str(one) for one in attacks if not one.at_its_place] == []


def test_the_table_is_named(attacks: list[Changed]) -> None:
    unnamed = [
        str(one)
        for one in attacks
        if not one.moves and all(found.table != one.target.relation for found in one.at_its_place)
    ]
    assert unnamed == []


def test_a_column_that_is_named_is_the_right_one_with_what_it_held(attacks: list[Changed]) -> None:
    """Of a fact that was moved it is its place in the log, whichever part of that was changed."""
    named = [(one, found) for one in attacks for found in one.named]
    wrong_columns = [
        str(one)
        for one, found in named
        if found.column != ("log_position" if one.moves else one.column)
    ]
    assert wrong_columns == []
    wrong_values = [
        str(one)
        for one, found in named
        if one.column == found.column and found.sealed_value != one.before
    ]
    assert wrong_values == []


def test_most_columns_are_named(attacks: list[Changed], least: tuple[int, int]) -> None:
    named = sum(bool(one.named) for one in attacks)
    print(f"{named} of {len(attacks)} columns named")  # noqa: T201  (shown by pytest -s)
    assert named >= least[1]
