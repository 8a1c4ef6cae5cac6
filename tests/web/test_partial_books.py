"""A book made of public notices only is marked, and no progress is told of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts import PASSWORD
from builders import COUNTY, OTHER_COUNTY, import_rows, with_background
from sites import Site, served, shown, words_of
from sqlalchemy import Engine

from expectations.rule import fact
from ledger.books import books
from ledger.personal import Protector

BADGE = "公示资料，不完整"


@pytest.fixture
def pages(engine: Engine, protector: Protector, tmp_path: Path) -> Iterator[Site]:
    """The pages over a county's book of notices and another's that is whole."""
    for county, partial in ((COUNTY, True), (OTHER_COUNTY, False)):
        with engine.begin() as connection:
            money = fact("transfers", book=county, amount="1000")
            done = import_rows(connection, protector, with_background([money]), partial=partial)
            assert done.problems == []
    with served(engine, protector, tmp_path) as (url, services):
        yield Site(url, engine, PASSWORD, services)


def test_a_book_knows_that_it_is_partial(pages: Site) -> None:
    with pages.engine.connect() as connection:
        partial = {book.division_id: book.partial for book in books(connection)}
    assert partial == {COUNTY: True, OTHER_COUNTY: False}


def test_the_first_page_marks_it_and_tells_no_progress(pages: Site) -> None:
    page = pages.signed_in().get(pages.url).text
    rows = {
        county: next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if county in row)
        for county in (COUNTY, OTHER_COUNTY)
    }
    assert BADGE in rows[COUNTY]
    assert "0.0%" not in rows[COUNTY]
    assert "没有登记的支付不等于没有支付" in rows[COUNTY]
    assert BADGE not in rows[OTHER_COUNTY]
    assert "0.0%" in rows[OTHER_COUNTY]


def test_its_own_page_marks_it_and_tells_no_progress(pages: Site) -> None:
    someone = pages.signed_in()
    partial = someone.get(f"{pages.url}/books/{pages.book_id(COUNTY)}").text
    whole = someone.get(f"{pages.url}/books/{pages.book_id(OTHER_COUNTY)}").text
    assert BADGE in partial
    assert "0.0%" not in partial
    assert "<progress" not in partial
    assert BADGE not in whole
    assert "0.0%" in whole


def test_every_page_of_a_book_marks_it_once(pages: Site) -> None:
    someone = pages.signed_in()
    for county, times in ((COUNTY, 1), (OTHER_COUNTY, 0)):
        book = f"{pages.url}/books/{pages.book_id(county)}"
        [voucher] = set(re.findall(r"/vouchers/[0-9]+-1", shown(someone, book + "/vouchers")))
        for page in (
            *("", "/transfers", "/disbursements", "/vouchers", voucher),
            *("/trial-balance", "/reconciliation", "/periods", "/statement"),
        ):
            words = words_of(shown(someone, book + page))
            assert words.count(BADGE) == times, page
