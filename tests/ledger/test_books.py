"""A book is found by the codes and names of its place; where there is none it is said why."""

import pytest
from builders import COUNTY, OTHER_COUNTY, book_id, post
from sqlalchemy import Connection

from expectations.rule import fact
from ledger.books import find_book
from ledger.errors import WrongUse
from ledger.personal import Protector


@pytest.fixture(autouse=True)
def _one_book(connection: Connection, protector: Protector) -> None:
    """A county with a book."""
    post(connection, protector, fact("transfers"))


def test_a_book_is_found_by_code_and_by_name(connection: Connection) -> None:
    assert find_book(connection, COUNTY) == book_id(connection)
    assert find_book(connection, "示范一县") == book_id(connection)


def test_a_place_without_a_book_is_told_from_a_name_nobody_has(connection: Connection) -> None:
    with pytest.raises(WrongUse) as no_book:
        find_book(connection, OTHER_COUNTY)
    with pytest.raises(WrongUse) as no_place:
        find_book(connection, "没有的地方")
    assert "还没有账簿" in no_book.value.text.zh
    assert "没有区划叫 没有的地方" in no_place.value.text.zh
    assert all("首页" in each.value.text.zh for each in (no_book, no_place))
