"""Rights and the access log in a browser: who sees what, and what the buttons do."""

from collections.abc import Iterator

import pytest
import requests
from matrix_pages import site_of
from matrix_story import Story
from persons import FORM_TOKEN, token_of
from sites import words_of

from ledger.personal import Protector


@pytest.fixture(scope="module")
def address(told_places: Story, protector: Protector) -> Iterator[str]:
    """Where the pages are."""
    with site_of(told_places, protector) as url:
        yield url


def browser_of(login: str) -> requests.Session:
    """Somebody who is signed in, and wants Chinese."""
    session = requests.Session()
    session.trust_env = False
    session.headers["Accept-Language"] = "zh-CN"
    session.cookies.set("mingzhang", token_of(login))
    return session


def post(session: requests.Session, url: str, **fields: str) -> requests.Response:
    """Posts a form of theirs."""
    return session.post(url, {"form_token": FORM_TOKEN} | fields, timeout=60)


def test_a_right_is_asked_for_and_released_on_the_page(address: str) -> None:
    asker, head = browser_of("other_asker"), browser_of("head_below")
    answer = post(
        asker,
        address + "/rights",
        kind="grant",
        login="newcomer",
        role="reviewer",
        division="示范市",
        reason="新到任，页面",
    )
    assert answer.status_code == 200
    page = words_of(answer.text)
    assert "新到任，页面" in page
    assert "是您申请的" in page
    number = (
        answer.text.split("新到任，页面", 1)[1].split('action="/rights/', 1)[1].split('"', 1)[0]
    )
    own = post(asker, f"{address}/rights/{number}", decision="released")
    assert (own.status_code, "不能自己批准" in own.text) == (400, True)
    released = post(head, f"{address}/rights/{number}", decision="released")
    assert released.status_code == 200
    assert "newcomer" in words_of(released.text).split("现有权限", 1)[1]


def test_what_is_refused_stays_typed(address: str) -> None:
    answer = post(
        browser_of("other_asker"),
        address + "/rights",
        login="newcomer",
        role="clerk",
        division="示范省",
        reason="越级",
    )
    assert answer.status_code == 400
    assert "没有“申请权限" in words_of(answer.text) or "承诺 11" in words_of(answer.text)
    assert 'value="越级"' in answer.text


def test_who_may_not_is_told_so_and_it_is_on_record(address: str) -> None:
    donor = browser_of("donor_below")
    refused = donor.get(address + "/rights", timeout=60)
    assert (refused.status_code, "承诺 11" in refused.text) == (403, True)
    hidden = donor.get(address + "/books/1", timeout=60)
    assert (hidden.status_code, "不在您的权限之内" in hidden.text) == (404, True)
    log = browser_of("audit_administrator_below").get(
        address + "/access?login=donor_below&kind=refused", timeout=60
    )
    assert "donor_below 没有" in words_of(log.text)


def test_each_sees_only_the_menu_of_their_powers(address: str) -> None:
    for login, shown, hidden in (
        ("system_administrator_below", ["首页", "规则"], ["账簿", "记一笔", "疑点", "权限"]),
        ("security_administrator_below", ["权限"], ["账簿", "疑点", "访问记录"]),
        ("audit_administrator_below", ["权限", "访问记录"], ["账簿", "疑点", "记一笔"]),
        ("clerk_below", ["账簿", "疑点", "记一笔", "单据"], ["权限", "访问记录"]),
    ):
        page = browser_of(login).get(address + "/", timeout=60).text
        menu = page.split('aria-label="主导航"', 1)[1].split("</nav>", 1)[0]
        assert all(f">{each}<" in menu for each in shown), login
        assert not any(f">{each}<" in menu for each in hidden), login


def test_the_first_page_tells_what_somebody_holds(address: str) -> None:
    page = words_of(browser_of("clerk_below").get(address + "/", timeout=60).text)
    assert "您的权限：示范市（含下级） 制单" in page
    nothing = words_of(browser_of("audit_administrator_below").get(address + "/", timeout=60).text)
    assert "访问记录" in nothing
