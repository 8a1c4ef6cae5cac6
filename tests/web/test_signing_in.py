"""Who may come in, how often they may try, and when they are out again."""

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from sites import Site, form_token
from sqlalchemy import Connection, Engine, text

from ledger.errors import Refused, WrongUse
from ledger.sign_ins import (
    LOCK_OUT,
    WRONG_PASSWORDS,
    change_password,
    hash_password,
    is_password,
    open_session,
    sign_in,
    user_of,
)
from ledger.user_accounts import (
    FIRST_LOGIN,
    create_first_user,
    create_user,
    generated_password,
    reset_password,
)
from web.visitors import own_path


def add_user(site: Site, login: str, password: str) -> None:
    """Another user, so that a test may lock or change them."""
    with site.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ledger.user_account (login, name, password_hash, created_at)"
                " VALUES (:login, :login, :hash, clock_timestamp())"
            ),
            {"login": login, "hash": hash_password(password)},
        )


def wrong(login: str) -> dict[str, str]:
    """A login with a password that is nobody's."""
    return {"login": login, "password": "wrong"}


def test_the_first_user_is_created_once(connection: Connection) -> None:
    password = create_first_user(connection)
    assert password is not None
    assert create_first_user(connection) is None
    kept = connection.execute(text("SELECT login, password_hash FROM ledger.user_account")).one()
    assert kept.login == FIRST_LOGIN
    assert password not in kept.password_hash
    assert is_password(password, kept.password_hash)


def test_passwords_are_kept_as_argon2id() -> None:
    assert extract_parameters(hash_password("x")).type is Type.ID
    assert len({generated_password() for _ in range(100)}) == 100


def test_pages_send_strangers_to_the_way_in_and_back(site: Site) -> None:
    stranger = site.visitor()
    book = f"/books/{site.book_id('990121')}"
    answer = stranger.get(site.url + book)
    assert answer.url.endswith("/sign-in?onwards=" + book.replace("/", "%2F"))
    token = form_token(answer.text)
    fields = {
        "form_token": token,
        "login": FIRST_LOGIN,
        "password": site.password,
        "onwards": book,
    }
    assert stranger.post(site.url + "/sign-in", fields).url == site.url + book


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(site: Site) -> None:
    add_user(site, "known", "a right password")
    answers = [
        site.post(site.visitor(), "/sign-in", "/sign-in", **wrong(login))
        for login in ("known", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("登录名或密码不对" in answer.text for answer in answers)


def test_too_many_wrong_passwords_lock_even_the_right_one_out(
    site: Site, owner_of_site: Engine
) -> None:
    add_user(site, "guessed", "the right password")
    guesser = site.visitor()
    for _ in range(WRONG_PASSWORDS):
        answer = site.post(guesser, "/sign-in", "/sign-in", **wrong("guessed"))
        assert "登录名或密码不对" in answer.text
    right = {"login": "guessed", "password": "the right password"}
    assert "已锁定" in site.post(guesser, "/sign-in", "/sign-in", **right).text
    with owner_of_site.begin() as connection:
        connection.execute(text("ALTER TABLE ledger.sign_in_attempt DISABLE TRIGGER USER"))
        connection.execute(
            text("UPDATE ledger.sign_in_attempt SET attempted_at = attempted_at - :time"),
            {"time": LOCK_OUT},
        )
        connection.execute(text("ALTER TABLE ledger.sign_in_attempt ENABLE TRIGGER USER"))
    assert site.post(guesser, "/sign-in", "/sign-in", **right).url == site.url + "/"


def test_a_session_ends_when_it_is_left_idle_or_grows_old(site: Site) -> None:
    for column, age in (("last_seen_at", "31 minutes"), ("created_at", "13 hours")):
        someone = site.signed_in()
        assert "退出" in someone.get(site.url + "/").text
        with site.engine.begin() as connection:
            connection.execute(
                text(f"UPDATE ledger.web_session SET {column} = {column} - INTERVAL '{age}'")
            )
        assert "/sign-in" in someone.get(site.url + "/").url


def test_signing_out_ends_the_session_on_the_server(site: Site) -> None:
    someone = site.signed_in()
    cookie = someone.cookies["mingzhang"]
    assert site.post(someone, "/", "/sign-out").url.endswith("/sign-in")
    copied = site.visitor()
    copied.cookies.set("mingzhang", cookie)
    assert "/sign-in" in copied.get(site.url + "/").url


def test_the_database_keeps_no_token_that_could_be_used(site: Site) -> None:
    someone = site.signed_in()
    with site.engine.connect() as connection:
        kept = connection.execute(text("SELECT token_sha256 FROM ledger.web_session")).scalars()
        assert all(someone.cookies["mingzhang"].encode() != bytes(each) for each in kept)


def test_a_changed_password_ends_every_session_of_its_user(site: Site) -> None:
    add_user(site, "changing", "the old password")
    old = "the old password"
    first, second = site.visitor(), site.visitor()
    for each in (first, second):
        site.post(each, "/sign-in", "/sign-in", login="changing", password=old)
    fields = {"new": "the new password", "again": "the new password"}
    refused = site.post(first, "/password", "/password", old="not that", **fields)
    assert "原密码不对" in refused.text
    assert refused.status_code == 400
    short = {"old": "the old password", "new": "short", "again": "short"}
    assert site.post(first, "/password", "/password", **short).status_code == 400
    site.post(first, "/password", "/password", old=old, **fields)
    assert all("/sign-in" in each.get(site.url + "/").url for each in (first, second))
    again = {"login": "changing", "password": "the new password"}
    assert site.post(first, "/sign-in", "/sign-in", **again).url == site.url + "/"


def test_guesses_at_the_old_password_lock_and_a_right_one_forgives_them(engine: Engine) -> None:
    with engine.begin() as connection:
        old = create_user(connection, "zhang", "张三", None)
    new = "the new password"

    def guess(times: int) -> None:
        for _ in range(times):
            with pytest.raises(Refused, match=r"password is wrong|密码不对"):
                change_password(engine, "zhang", "not that", new)

    guess(WRONG_PASSWORDS - 1)
    change_password(engine, "zhang", old, new)
    with engine.connect() as connection:
        sessions = connection.execute(text("SELECT count(*) FROM ledger.web_session")).scalar_one()
    assert sessions == 0
    assert sign_in(engine, "zhang", new)
    guess(WRONG_PASSWORDS)
    with pytest.raises(Refused, match=r"locked|锁定"):
        change_password(engine, "zhang", new, old)


def test_the_way_back_never_leads_to_another_site() -> None:
    for elsewhere in ("https://a.example", "//a.example", "/\\a.example", "\\\\a", "/a\r\nb", ""):
        assert own_path(elsewhere) == "/"
    assert own_path("/flags?book=1") == "/flags?book=1"


def test_a_reset_password_replaces_the_old_and_signs_its_user_out(connection: Connection) -> None:
    first = create_user(connection, "zhang", "张三", "130428")
    token = open_session(connection, "zhang")
    second = reset_password(connection, "zhang")
    kept = connection.execute(
        text("SELECT password_hash, division_id FROM ledger.user_account WHERE login = 'zhang'")
    ).one()
    assert is_password(second, kept.password_hash)
    assert not is_password(first, kept.password_hash)
    assert kept.division_id == "130428"
    assert user_of(connection, token) is None
    with pytest.raises(WrongUse):
        create_user(connection, "zhang", "张三", None)
    with pytest.raises(WrongUse):
        reset_password(connection, "li")
    with pytest.raises(WrongUse):
        create_user(connection, "li", "李四", "没有的地方")
