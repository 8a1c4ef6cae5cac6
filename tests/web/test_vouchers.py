"""The pages of vouchers and of the trial balance: what they show, lead to and print."""

import io
import re

import pytest
import requests
from builders import COUNTY, PROVINCE
from pypdf import PdfReader
from site_story import CITY_DOCUMENT
from sites import Site, shown, words_of


@pytest.fixture(scope="module")
def someone(site: Site) -> requests.Session:
    """Somebody who is signed in and changes nothing."""
    return site.signed_in()


@pytest.fixture
def county(site: Site) -> str:
    """Where the county's book is."""
    return f"{site.url}/books/{site.book_id(COUNTY)}"


def test_the_last_month_with_vouchers_is_listed_first(
    someone: requests.Session, county: str
) -> None:
    words = words_of(shown(someone, county + "/vouchers"))
    assert "凭证 202207" in words
    assert "资金安排" in words
    june = shown(someone, county + "/vouchers?month=2022-06")
    assert "1,234,567.89" in words_of(june)
    for link in re.findall(r'href="(/books/\d+/vouchers/[\d-]+)"', june):
        shown(someone, county.split("/books", maxsplit=1)[0] + link)


def test_a_voucher_shows_both_sides_its_codes_and_leads_to_what_it_posted(
    someone: requests.Session, county: str
) -> None:
    page = shown(someone, county + "/vouchers/202206-1")
    words = words_of(page)
    for said in (
        "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
        "指标 已支付",
        "库款 付出",
        "5001 一般公共预算本级支出 †",
        "1001 国库存款 †",
        "示范建筑公司",
        "测试员",
    ):
        assert said in words, words
    for place in ("sources", "projects", "disbursements"):
        found = re.search(rf'href="/books/\d+(/{place}/\d+)"', page)
        assert found is not None, place
        shown(someone, county + found[1])


def test_a_voucher_leads_to_its_reversal_with_what_is_known(
    someone: requests.Session, county: str
) -> None:
    page = shown(someone, county + "/vouchers/202206-1")
    [address] = re.findall(r'href="(/enter/reversals[^"]+)"', page)
    form = shown(someone, county.split("/books", maxsplit=1)[0] + address.replace("&amp;", "&"))
    assert 'value="202206-1"' in form
    assert f'value="{COUNTY}"' in form


def test_facts_lead_to_their_voucher(site: Site, someone: requests.Session, county: str) -> None:
    payment = site.first("disbursement", COUNTY)
    assert "/vouchers/202206-1" in shown(someone, f"{county}/disbursements/{payment}")
    source = site.first("source", COUNTY)
    page = shown(someone, f"{county}/sources/{source}")
    found = re.search(r"/vouchers/202205-\d+", page)
    assert found is not None
    assert f"来源 {CITY_DOCUMENT}" in words_of(shown(someone, county + found[0]))


def test_a_month_is_downloaded_as_a_file_of_paper(someone: requests.Session, county: str) -> None:
    answer = someone.get(county + "/vouchers.pdf?month=202206&numbers=1", timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    [page] = PdfReader(io.BytesIO(answer.content)).pages
    assert "1,234,567.89" in page.extract_text()


def test_more_than_a_file_holds_is_refused_in_words_and_no_less_is_printed(
    someone: requests.Session, county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.vouchers.MOST_IN_A_FILE", 1)
    for numbers in ("", "&numbers=1-5000"):
        answer = someone.get(f"{county}/vouchers.pdf?month=202205{numbers}", timeout=60)
        assert answer.status_code == 400
        assert "一个 PDF 最多 1 张凭证" in words_of(answer.text)
    june = someone.get(county + "/vouchers.pdf?month=202206&numbers=1-5000", timeout=60)
    assert len(PdfReader(io.BytesIO(june.content)).pages) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/vouchers?month=202213",
        "/vouchers/202206",
        "/vouchers/202206-99",
        "/vouchers/202213-1",
        "/vouchers/x",
        "/vouchers.pdf?month=201501",
        "/vouchers.pdf?month=202206&numbers=a-b",
        "/trial-balance?month=juni",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(
    someone: requests.Session, county: str, address: str
) -> None:
    assert someone.get(county + address, timeout=60).status_code == 404


@pytest.mark.parametrize("page", ["/vouchers", "/vouchers/202206-1", "/vouchers.pdf?month=202206"])
def test_a_stranger_sees_no_voucher(site: Site, county: str, page: str) -> None:
    answer = site.visitor().get(county + page, allow_redirects=False, timeout=60)
    assert answer.status_code == 303


def test_the_trial_balance_shows_regime_codes_and_totals(
    someone: requests.Session, county: str
) -> None:
    words = words_of(shown(someone, county + "/trial-balance?month=202206"))
    assert "财库〔2015〕192号 财政总预算会计制度" in words
    assert "1001 国库存款 †" in words
    assert "合计 5,000,000.00 5,000,000.00 1,234,567.89 1,234,567.89" in words
    assert "借贷不平" not in words


def test_from_2023_the_trial_balance_has_two_books_and_a_line_without_code(
    site: Site, someone: requests.Session
) -> None:
    book = f"{site.url}/books/{site.book_id(PROVINCE)}"
    words = words_of(shown(someone, book + "/trial-balance?month=202301"))
    assert "财务会计" in words
    assert "预算会计" in words
    assert "没有已知科目" in words
    assert words_of(shown(someone, book + "/trial-balance?month=201501")).count("合计") == 0
