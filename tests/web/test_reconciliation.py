"""The page of a book beside its statements: read, matched, parted, and refused in place."""

import re

import pytest
import requests
from builders import CITY, COUNTY
from sites import Site, shown, words_of


@pytest.fixture
def address(site: Site) -> str:
    """The page of the county."""
    return f"/books/{site.book_id(COUNTY)}/reconciliation"


@pytest.fixture
def someone(site: Site) -> requests.Session:
    """Somebody who is signed in."""
    return site.signed_in()


def test_a_book_without_statements_says_what_to_import(
    site: Site, someone: requests.Session
) -> None:
    page = shown(someone, f"{site.url}/books/{site.book_id(CITY)}/reconciliation")
    assert "还没有对账单" in words_of(page)


def test_a_line_is_matched_with_what_it_may_be_and_parted_again(
    site: Site, someone: requests.Session, address: str
) -> None:
    page = shown(someone, site.url + address)
    words = words_of(page)
    assert "截至 2022-06-30" in words
    assert "调节后一致" in words
    assert "3 行" in words
    assert re.search(r'href="/books/\d+/vouchers/2022\d\d-\d+"', page)
    # Cash in is known by its document. The payment's line has neither its number nor its payee.
    page = site.post(someone, address, address).text
    assert "2 行" in words_of(page)
    assert "GK20220522000001 2022-05-23 凭证 202205-2 库款到账" in words_of(page)
    [chosen] = re.findall(r'name="chosen" value="([0-9-]+)"', page)
    [action] = re.findall(rf'action="({address}/lines/[0-9]+)" class="candidate"', page)
    matched = site.post(someone, address, action, chosen=chosen, on="2022-06-30")
    assert matched.url.endswith(address + "?on=2022-06-30")
    assert "人工核对 测试员" in words_of(matched.text)
    assert "账上的都已核对" in words_of(matched.text)

    again = site.post(someone, address, action, named="ZF1")
    assert again.status_code == 400
    assert "已经核对过" in words_of(again.text)
    parting, _ = re.findall(rf'action="({address}/matches/[0-9]+)"', matched.text)
    silent = site.post(someone, address, parting, reason=" ")
    assert (silent.status_code, "请说明" in silent.text) == (400, True)
    parted = words_of(site.post(someone, address, parting, reason="不是同一笔").text)
    assert "不再成立的核对" in parted
    assert "不是同一笔" in parted
    assert "没有这样的核对" in words_of(shown(someone, f"{site.url}{address}?reference=无"))
    found = words_of(shown(someone, f"{site.url}{address}?reference=GK20220622000001"))
    assert "已解除" in found


def test_several_numbers_stand_in_one_field(
    site: Site, someone: requests.Session, address: str
) -> None:
    answer = site.post(someone, address, address + "/lines/1", named="ZF1、 无, 202205-2")
    assert answer.status_code == 400
    assert "没有编号为 无 的支付或凭证" in answer.text


@pytest.mark.parametrize("path", ["?on=2022-13-01", "/lines/0", "/matches/x"])
def test_what_is_no_day_line_or_match_is_not_found(
    site: Site, someone: requests.Session, address: str, path: str
) -> None:
    if path.startswith("?"):
        answer = someone.get(site.url + address + path)
    else:
        answer = site.post(someone, address, address + path)
    assert answer.status_code == 404


def test_what_is_no_candidate_is_taken_for_a_name(
    site: Site, someone: requests.Session, address: str
) -> None:
    answer = site.post(someone, address, address + "/lines/1", chosen="1; 2", named="无")
    assert answer.status_code == 400
    assert "没有编号为 无 的支付或凭证" in answer.text


def test_the_page_speaks_english(site: Site, someone: requests.Session, address: str) -> None:
    someone.headers["Accept-Language"] = "en"
    words = words_of(shown(someone, site.url + address))
    assert "Balances explained" in words
    assert re.search(r"[一-鿿]", words.split("On statements only")[0].split("As of")[1]) is None
