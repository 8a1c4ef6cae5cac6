"""Pages lead from the centre's money to who was paid and back, with sums that agree."""

import pytest
import requests
from builders import COUNTY, PROVINCE
from site_story import CITY_DOCUMENT, DOCUMENT, PROVINCE_DOCUMENT
from sites import Site, shown, words_of


@pytest.fixture(scope="module")
def clerk(site: Site) -> requests.Session:
    """Somebody who has signed in."""
    return site.signed_in()


def test_a_source_is_followed_to_who_was_paid_and_adds_up(
    site: Site, clerk: requests.Session
) -> None:
    top = f"/books/{site.book_id(PROVINCE)}/sources/{site.first('source', PROVINCE)}"
    page = words_of(shown(clerk, site.url + top + "/trace"))
    for words in (DOCUMENT, PROVINCE_DOCUMENT, CITY_DOCUMENT, "XM1", "12,345,678.90"):
        assert words in page
    # 4,345,678.90 in the province, 3,000,000 in the city and 2,000,000 in the county.
    assert "9,345,678.90" in page
    assert "1,765,432.11" in page
    assert "1,234,567.89" in page
    before = words_of(shown(clerk, site.url + top + "/trace?on=2022-05-11"))
    assert "8,000,000.00" in before
    assert CITY_DOCUMENT not in before
    assert "当时账上没有这笔钱" in words_of(
        shown(clerk, site.url + top + "/trace?known=2020-01-01T00:00")
    )


def test_a_payment_is_followed_up_to_the_first_document(
    site: Site, clerk: requests.Session
) -> None:
    county = f"/books/{site.book_id(COUNTY)}"
    payment = f"{county}/disbursements/{site.first('disbursement', COUNTY)}"
    assert f'href="{payment}/trace"' in clerk.get(site.url + payment, timeout=30).text
    page = words_of(shown(clerk, site.url + payment + "/trace"))
    places = [page.index(words) for words in ("ZF1", CITY_DOCUMENT, PROVINCE_DOCUMENT, DOCUMENT)]
    assert places[0] < min(places[1:])
    assert "中央（账不在本系统）" in page
    source = f"{county}/sources/{site.first('source', COUNTY)}"
    assert "示范建筑公司" in words_of(shown(clerk, site.url + source + "/payments"))


def test_a_statement_says_opening_lines_and_closing_or_what_it_cannot_find(
    site: Site, clerk: requests.Session
) -> None:
    county = f"/books/{site.book_id(COUNTY)}/statement"
    page = words_of(shown(clerk, site.url + county + "?from=2022-01-01&to=2022-12-31"))
    assert "期初余额" in page
    assert "3,765,432.11" in page
    cash = words_of(
        shown(clerk, site.url + county + "?account=treasury&from=2022-06-01&to=2022-12-31")
    )
    assert "5,000,000.00" in cash
    assert "没有的项目" in words_of(shown(clerk, site.url + county + "?project=没有的项目"))
    quiet = shown(clerk, f"{site.url}{county}?from=2021-01-01&to=2021-12-31")
    assert "这段时间没有发生额" in words_of(quiet)


@pytest.mark.parametrize(
    "address",
    [
        "/books/1/sources/999999/trace",
        "/books/1/disbursements/999999/trace",
        "/books/1/sources/999999/payments",
        "/books/1/statement?from=never",
        "/books/999/statement",
    ],
)
def test_what_is_not_there_is_not_found(site: Site, clerk: requests.Session, address: str) -> None:
    assert clerk.get(site.url + address, timeout=30).status_code == 404
