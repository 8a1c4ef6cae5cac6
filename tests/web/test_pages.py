"""What the pages show of the ledger: the way of money, balances, in the words that were chosen."""

import datetime as dt
import re

import pytest
import requests
from builders import CITY, COUNTY, PROVINCE
from site_story import CITY_DOCUMENT, DOCUMENT, PROVINCE_DOCUMENT
from sites import Site, form_token, shown, words_of

from expectations.catalogue import rules
from expectations.rule import Rule
from web.pages.home import end_of_calendar


@pytest.fixture(scope="module")
def someone(site: Site) -> requests.Session:
    """Somebody who is signed in and changes nothing."""
    return site.signed_in()


def test_a_disbursement_shows_the_way_of_its_money_to_the_first_document(
    site: Site, someone: requests.Session
) -> None:
    book, payment = site.book_id(COUNTY), site.first("disbursement", COUNTY)
    page = shown(someone, f"{site.url}/books/{book}/disbursements/{payment}")
    words = words_of(page)
    assert "1,234,567.89 元" in words
    way = words.split("这笔钱从哪里来")[1]
    places = [way.index(document) for document in (CITY_DOCUMENT, PROVINCE_DOCUMENT, DOCUMENT)]
    assert places == sorted(places)
    # Received by the county, issued and received by the city, issued and received by the province;
    # and by whom it was issued to the province, who keeps no book here.
    assert way.count("下达") == 6
    assert "它的账不在本系统，追溯到这份文件为止" in way
    for link in re.findall(r'href="(/books/\d+/(?:sources|transfers)/\d+)"', page):
        shown(someone, site.url + link)


def test_a_transfer_shows_where_its_money_went(site: Site, someone: requests.Session) -> None:
    issue = site.first("transfer_issue", CITY)
    words = words_of(shown(someone, f"{site.url}/books/{site.book_id(CITY)}/transfers/{issue}"))
    went = words.split("这笔钱到哪里去了")[1]
    assert "XM1 示范村道路硬化" in went
    assert "3,000,000.00" in went


def test_a_source_leads_on_to_the_book_below(site: Site, someone: requests.Session) -> None:
    source = site.first("source", PROVINCE)
    page = shown(someone, f"{site.url}/books/{site.book_id(PROVINCE)}/sources/{source}")
    assert "示范市" in words_of(page)
    below = f"/books/{site.book_id(CITY)}/sources/{site.first('source', CITY)}"
    assert f'href="{below}"' in page


def test_a_project_shows_its_money_and_its_payments(site: Site, someone: requests.Session) -> None:
    project = site.first("project", COUNTY)
    words = words_of(shown(someone, f"{site.url}/books/{site.book_id(COUNTY)}/projects/{project}"))
    assert "县审定入库" in words
    assert "2021-12-01" in words
    assert "1,765,432.11" in words
    assert "示范建筑公司" in words


def test_a_payment_is_found_by_its_number(site: Site, someone: requests.Session) -> None:
    book = f"{site.url}/books/{site.book_id(COUNTY)}/disbursements"
    payment = site.first("disbursement", COUNTY)
    assert someone.get(book, params={"reference": "ZF1"}).url == f"{book}/{payment}"
    assert "没有编号为 ZF9 的支付" in shown(someone, f"{book}?reference=ZF9")


def test_balances_are_those_of_the_day_asked_for(site: Site, someone: requests.Session) -> None:
    book = f"{site.url}/books/{site.book_id(COUNTY)}"
    now, before = words_of(shown(someone, book)), words_of(shown(someone, book + "?on=2022-06-19"))
    assert "1,234,567.89" in now
    assert "1,234,567.89" not in before
    assert "5,000,000.00" in before
    assert "还没有资金入账" in words_of(shown(someone, book + "?on=2022-05-21"))
    assert someone.get(book + "?on=2022-13-01").status_code == 404


def test_unit_and_language_are_the_viewers_choice(site: Site) -> None:
    someone = site.signed_in()
    book = f"/books/{site.book_id(COUNTY)}"
    site.post(someone, book, "/preferences", unit="wan", back=book)
    page = someone.get(site.url + book).text
    assert "500.00" in words_of(page)
    assert 'title="1,234,567.89 元">123.46' in page
    answer = site.post(someone, book, "/preferences", language="en", back=book)
    assert answer.url == site.url + book
    assert "Progress by fund line" in answer.text
    assert '<html lang="en">' in answer.text
    assert 'title="1,234,567.89 yuan">123.46' in answer.text


def test_the_way_in_speaks_the_browsers_language_until_one_is_chosen(site: Site) -> None:
    stranger = site.visitor()
    english = {"Accept-Language": "en-GB,en"}
    page = stranger.get(site.url + "/sign-in", headers=english).text
    assert "Password" in page
    fields = {"form_token": form_token(page), "language": "zh", "back": "/sign-in"}
    assert "密码" in stranger.post(site.url + "/preferences", fields, headers=english).text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rules_page_shows_its_law_and_every_example(
    site: Site, someone: requests.Session, rule: Rule
) -> None:
    page = someone.get(f"{site.url}/rules/{rule.code}").text
    words = words_of(page)
    for basis in rule.basis:
        assert ("已核对原文" if basis.confirmed else "未核对原文") in words
    assert page.count('class="example"') == len(rule.examples)
    assert "SELECT" in words
    # A law may have the word in its name; what we say ourselves does not.
    for basis in rule.basis:
        words = words.replace(basis.text.zh, "")
    assert "违规" not in words


def test_lists_that_are_empty_say_so(site: Site, someone: requests.Session) -> None:
    county = site.book_id(COUNTY)
    assert "没有向下级下达过资金" in shown(someone, f"{site.url}/books/{county}/transfers")
    assert "没有这样的疑点" in shown(someone, f"{site.url}/flags?state=gone")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("rule=XX", "没有规则 XX"), ("book=9999", "没有这个账簿"), ("severity=9", "没有这个级别")],
)
def test_flags_of_what_is_not_there_are_not_taken_for_none(
    site: Site, someone: requests.Session, asked: str, said: str
) -> None:
    answer = someone.get(f"{site.url}/flags?{asked}")
    assert answer.status_code == 404
    assert said in answer.text
    assert "没有这样的疑点" not in answer.text


def test_a_page_that_is_not_there_leads_on_whoever_is_signed_in(
    site: Site, someone: requests.Session
) -> None:
    answer = someone.get(site.url + "/nowhere")
    assert answer.status_code == 404
    assert 'href="/flags"' in answer.text
    stranger = site.visitor().get(site.url + "/nowhere")
    assert stranger.status_code == 404
    assert 'href="/flags"' not in stranger.text


@pytest.mark.parametrize("tab", ["", "/transfers", "/disbursements"])
def test_the_pages_of_a_book_lead_to_one_another(
    site: Site, someone: requests.Session, tab: str
) -> None:
    book = f"/books/{site.book_id(COUNTY)}"
    page = shown(someone, site.url + book + tab)
    for other in (book, book + "/transfers", book + "/disbursements"):
        assert f'<a href="{other}"' in page
    assert f'<a href="{book + tab}" aria-current="page">' in page


def test_english_pages_have_english_brackets_and_colons(site: Site) -> None:
    someone = site.signed_in()
    someone.headers["Accept-Language"] = "en"
    county = f"/books/{site.book_id(COUNTY)}"
    payment, source = (site.first(table, COUNTY) for table in ("disbursement", "source"))
    for page in (
        "/",
        county,
        f"{county}/disbursements/{payment}",
        f"{county}/sources/{source}",
        f"/books/{site.book_id(CITY)}/transfers/{site.first('transfer_issue', CITY)}",
    ):
        assert re.findall("[（），：；、]", words_of(shown(someone, site.url + page))) == []


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-10-31", False), ("2026-11-01", True), ("2026-12-31", True), ("2027-01-01", True)],
)
def test_the_end_of_the_calendar_is_told_from_60_days_before(
    today: str,
    told: bool,  # noqa: FBT001  (a case's expectation)
) -> None:
    last = dt.date(2026, 12, 31)
    assert end_of_calendar(last, dt.date.fromisoformat(today)) == (last if told else None)


def test_the_service_says_that_it_is_well(site: Site) -> None:
    assert site.visitor().get(site.url + "/healthz").text == "ok\n"
