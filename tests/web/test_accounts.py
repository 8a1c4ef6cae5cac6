"""One's own second factor by the pages, and the users by those of a security administrator."""

import html
import re
import time

import pytest
import requests
from accounts import DOOR, PASSWORD, add_account
from persons import TESTER
from sites import Site
from sqlalchemy import Engine, text

from ledger.second_factors import code_at, unseal

SECURITY = "security_administrator"


def come_in(site: Site, login: str) -> requests.Session:
    """A browser that has sent the form."""
    browser = site.visitor()
    site.post(browser, "/sign-in", "/sign-in", login=login, password=PASSWORD)
    return browser


def secret_of(owner: Engine, login: str) -> bytes:
    """What somebody's phone learnt."""
    with owner.connect() as connection:
        sealed = connection.execute(
            text("SELECT sealed FROM ledger.second_factor WHERE login = :login"), {"login": login}
        ).scalar_one()
    return unseal(bytes(sealed), DOOR)


def test_a_second_factor_is_switched_on_asked_for_and_switched_off(
    site: Site, owner_of_site: Engine
) -> None:
    add_account(owner_of_site, "careful")
    browser, page = come_in(site, "careful"), "/account/second-factor"
    shown = site.post(browser, page, page).text
    secret = secret_of(owner_of_site, "careful")
    assert "<svg" in shown
    assert "viewBox" in shown, "the whole picture is seen at any size"
    wrong = site.post(browser, page, page + "/on", password=PASSWORD, code="000000")
    assert (wrong.status_code, "验证码不对" in wrong.text) == (400, True)
    code = code_at(secret, time.time())
    codes = site.post(browser, page, page + "/on", password=PASSWORD, code=code).text
    [first, second, *others] = re.findall(r"<code>([a-z0-9-]{27})</code>", codes)
    assert len(others) == 8
    assert first not in browser.get(site.url + page).text
    newcomer = site.visitor()
    asked = site.post(newcomer, "/sign-in", "/sign-in", login="careful", password=PASSWORD)
    assert asked.url == site.url + "/second-factor?onwards=%2F"
    for path in ("/", "/account", "/password"):
        assert "/second-factor" in newcomer.get(site.url + path).url
    wrong = site.post(newcomer, "/second-factor", "/second-factor", code="1")
    assert (wrong.status_code, "验证码不对" in wrong.text) == (401, True)
    before = newcomer.cookies["mingzhang"]
    site.post(newcomer, "/second-factor", "/second-factor", code=first)
    assert newcomer.get(site.url + "/account").status_code == 200
    assert newcomer.cookies["mingzhang"] != before
    site.post(newcomer, page, page + "/off", password=PASSWORD, code=second)
    assert come_in(site, "careful").get(site.url + "/account").url == site.url + "/account"


def test_who_is_on_the_way_in_can_turn_back(site: Site, owner_of_site: Engine) -> None:
    add_account(owner_of_site, "turning", must_change=True)
    browser = come_in(site, "turning")
    assert site.post(browser, "/password", "/sign-out").url == site.url + "/sign-in"
    assert "/sign-in" in browser.get(site.url + "/password").url


def test_the_security_administrator_looks_after_users(site: Site, owner_of_site: Engine) -> None:
    add_account(owner_of_site, "security", (SECURITY, "990000", True))
    keeper = come_in(site, "security")
    assert 'href="/users"' in keeper.get(site.url + "/account").text
    fields = {"login": "added", "name": "<b>新人</b>", "division": "990121"}
    added = site.post(keeper, "/users", "/users/add", **fields)
    assert "&lt;b&gt;新人" in added.text
    password = html.unescape(re.findall(r"<code>([a-z0-9-]{19})</code>", added.text)[0])
    assert password not in keeper.get(site.url + "/users").text, "it is shown once"
    taken = site.post(keeper, "/users", "/users/add", **fields)
    assert (taken.status_code, "已有人用" in taken.text) == (400, True)
    browser = site.visitor()
    came = site.post(browser, "/sign-in", "/sign-in", login="added", password=password)
    assert came.url == site.url + "/password"
    assert "已停用" in site.post(keeper, "/users", "/users/disable", login="added").text
    assert "/sign-in" in browser.get(site.url + "/password").url
    assert "已启用" in site.post(keeper, "/users", "/users/enable", login="added").text
    assert "一次性密码" in site.post(keeper, "/users", "/users/reset", login="added").text
    for act, login, said in (
        ("reset", TESTER, "没有“"),
        ("reset", "no-such-user", "没有用户"),
        ("reset", "security", "--operator"),
        ("link", "added", "没有设统一身份"),
    ):
        refused = site.post(keeper, "/users", f"/users/{act}", login=login)
        assert (refused.status_code, said in refused.text) == (400, True), (act, login)
    assert site.post(keeper, "/users", "/users/burn", login="added").status_code == 404


@pytest.mark.parametrize("act", ["add", "reset", "disable", "enable", "link"])
def test_nobody_else_looks_after_users(site: Site, owner_of_site: Engine, act: str) -> None:
    login = f"clerk-{act}"
    add_account(owner_of_site, login, ("clerk", "990121", False))
    clerk = come_in(site, login)
    assert clerk.get(site.url + "/users").status_code == 403
    assert 'href="/users"' not in clerk.get(site.url + "/account").text
    done = site.post(clerk, "/account", f"/users/{act}", login=login, name="x", subject="x")
    assert done.status_code == 403
