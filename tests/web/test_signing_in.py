"""Who may come in by the pages, by which way, and when they are out again."""

import pytest
import requests
from accounts import NEW, PASSWORD, WRONG, add_account, cookie_of
from persons import TESTER
from sites import Site, form_token
from sqlalchemy import Engine, text

from web.visitors import own_path


def come_in(site: Site, login: str, password: str = PASSWORD) -> requests.Session:
    """A browser that has sent the form."""
    browser = site.visitor()
    site.post(browser, "/sign-in", "/sign-in", login=login, password=password)
    return browser


def test_pages_send_strangers_to_the_way_in_and_back(site: Site) -> None:
    stranger = site.visitor()
    book = f"/books/{site.book_id('990121')}"
    answer = stranger.get(site.url + book)
    assert answer.url.endswith("/sign-in?onwards=" + book.replace("/", "%2F"))
    token = form_token(answer.text)
    fields = {"form_token": token, "login": TESTER, "password": site.password, "onwards": book}
    assert stranger.post(site.url + "/sign-in", fields).url == site.url + book


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(
    site: Site, owner_of_site: Engine
) -> None:
    add_account(owner_of_site, "known")
    answers = [
        site.post(site.visitor(), "/sign-in", "/sign-in", login=login, password=WRONG)
        for login in ("known", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("登录名或密码不对" in answer.text for answer in answers)


def test_too_many_wrong_passwords_lock_even_the_right_one_out(
    site: Site, owner_of_site: Engine
) -> None:
    add_account(owner_of_site, "guessed")
    guesser = site.visitor()
    for _ in range(5):
        answer = site.post(guesser, "/sign-in", "/sign-in", login="guessed", password=WRONG)
        assert "登录名或密码不对" in answer.text
    right = {"login": "guessed", "password": PASSWORD}
    locked = site.post(guesser, "/sign-in", "/sign-in", **right)
    assert "已锁定，请过 1 分钟再试" in locked.text
    with owner_of_site.begin() as connection:
        connection.execute(text("UPDATE ledger.sign_in_brake SET locked_until = now()"))
    assert site.post(guesser, "/sign-in", "/sign-in", **right).url == site.url + "/"


def test_signing_out_ends_the_session_on_the_server(site: Site) -> None:
    someone = site.signed_in()
    copied = site.visitor()
    copied.cookies.set("mingzhang", cookie_of(someone))
    assert "退出" in copied.get(site.url + "/").text
    assert site.post(someone, "/", "/sign-out").url.endswith("/sign-in")
    assert "/sign-in" in copied.get(site.url + "/").url


def test_signing_in_never_takes_up_a_session_that_was_there(site: Site) -> None:
    planted = site.visitor()
    planted.cookies.set("mingzhang", "chosen-by-somebody-else")
    site.post(planted, "/sign-in", "/sign-in", login=TESTER, password=site.password)
    tokens = {each.value for each in planted.cookies if each.name == "mingzhang"}
    assert len(tokens - {"chosen-by-somebody-else"}) == 1
    stale = site.visitor()
    stale.cookies.set("mingzhang", "chosen-by-somebody-else")
    assert "/sign-in" in stale.get(site.url + "/").url


def test_where_one_is_signed_in_is_listed_and_ended_from_there(
    site: Site, owner_of_site: Engine
) -> None:
    add_account(owner_of_site, "everywhere")
    here = come_in(site, "everywhere")
    there = site.visitor()
    there.headers["User-Agent"] = "Telephone <1>"
    site.post(there, "/sign-in", "/sign-in", login="everywhere", password=PASSWORD)
    page = here.get(site.url + "/account").text
    assert "Telephone &lt;1&gt;" in page
    assert "127.0.0.1" in page
    number = page.split('name="number" value="', 1)[1].split('"', 1)[0]
    site.post(here, "/account", "/account/sessions", number="nonsense")
    assert "退出" in there.get(site.url + "/").text
    site.post(here, "/account", "/account/sessions", number=number)
    assert "/sign-in" in there.get(site.url + "/").url
    assert "退出" in here.get(site.url + "/").text
    assert "/sign-in" in site.post(here, "/account", "/account/sessions", number="all").url
    assert "/sign-in" in here.get(site.url + "/").url


def test_a_password_that_was_made_up_has_to_be_changed_before_anything(
    site: Site, owner_of_site: Engine
) -> None:
    add_account(owner_of_site, "fresh", must_change=True)
    browser = site.visitor()
    answer = site.post(browser, "/sign-in", "/sign-in", login="fresh", password=PASSWORD)
    assert answer.url == site.url + "/password"
    assert "只能用这一次" in answer.text
    for page in ("/", "/account", "/account/second-factor", "/flags", "/second-factor"):
        assert browser.get(site.url + page).url == site.url + "/password"
    fields = {"old": PASSWORD, "new": NEW, "again": NEW}
    changed = site.post(browser, "/password", "/password", **fields)
    assert changed.url == site.url + "/sign-in?changed=1"
    assert "请用新密码登录" in changed.text
    assert come_in(site, "fresh", NEW).get(site.url + "/account").status_code == 200


def test_a_changed_password_ends_every_session_of_its_user(
    site: Site, owner_of_site: Engine
) -> None:
    add_account(owner_of_site, "changing", name="李常变")
    first, second = come_in(site, "changing"), come_in(site, "changing")
    for fields, said in [
        ({"old": "not that", "new": NEW, "again": NEW}, "原密码不对"),
        ({"old": PASSWORD, "new": NEW, "again": "another"}, "不一样"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "至少要 12 个字符"),
        (
            {"old": PASSWORD, "new": "我是李常变没错没错没错", "again": "我是李常变没错没错没错"},
            "12",
        ),
        ({"old": PASSWORD, "new": "password1234", "again": "password1234"}, "太容易猜"),
        ({"old": PASSWORD, "new": "changing 江边的灯笼", "again": "changing 江边的灯笼"}, "登录名"),
    ]:
        refused = site.post(first, "/password", "/password", **fields)
        assert (refused.status_code, said in refused.text) == (400, True), fields
    site.post(first, "/password", "/password", old=PASSWORD, new=NEW, again=NEW)
    assert all("/sign-in" in each.get(site.url + "/").url for each in (first, second))
    assert come_in(site, "changing", NEW).get(site.url + "/account").status_code == 200


def test_cookies_are_out_of_reach_of_scripts(site: Site) -> None:
    browser = site.visitor()
    first = browser.get(site.url + "/sign-in").headers["Set-Cookie"].lower()
    assert "httponly" in first
    assert "samesite=strict" in first


def test_the_way_back_never_leads_to_another_site() -> None:
    for elsewhere in ("https://a.example", "//a.example", "/\\a.example", "\\\\a", "/a\r\nb", ""):
        assert own_path(elsewhere) == "/"
    assert own_path("/flags?book=1") == "/flags?book=1"


@pytest.mark.parametrize("page", ["/second-factor", "/password"])
def test_what_is_on_the_way_in_is_not_for_strangers(site: Site, page: str) -> None:
    assert "/sign-in" in site.visitor().get(site.url + page).url
