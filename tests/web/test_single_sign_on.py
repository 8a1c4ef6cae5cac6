"""Coming in by the organisation's identity provider: a real one, Canaille, started for tests."""

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from accounts import add_account
from commands import PATIENCE, ROOT, free_port
from sites import Site, served, words_of
from sqlalchemy import Engine, text

from ledger.errors import SystemFailed
from ledger.personal import Protector
from ledger.settings import Provider
from web.single_sign_on import configuration

PYTHON = ROOT / ".venv-canaille" / "bin" / "python"
#: What tests/canaille_server.py knows.
PERSON, PASSWORD = "wangwu", "seven sheep cross a river"
CLIENT, SECRET = "mingzhang", "a secret of the tests"
LOCAL = "王五"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON.exists(), reason="`make provider` installs Canaille"),
]


@dataclass
class Sites:
    """The pages, and the provider that they send people to."""

    url: str
    issuer: str


@pytest.fixture(scope="module")
def sites(
    site: Site, protector: Protector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """The pages of the story with single sign-on, and the provider, both on this machine."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    provider = Provider(issuer, CLIENT, SECRET)
    folder = tmp_path_factory.mktemp("sso")
    with served(site.engine, protector, folder, provider=provider) as (url, _):
        command = [PYTHON, ROOT / "tests/canaille_server.py", str(port)]
        running = subprocess.Popen([*command, url + "/sign-in/provider/answer"])
        try:
            wait_until_answered(issuer)
            yield Sites(url, issuer)
        finally:
            running.kill()
            running.wait()


def wait_until_answered(issuer: str) -> None:
    """Waits until the provider answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            requests.get(issuer + "/.well-known/openid-configuration", timeout=5)
        except requests.ConnectionError:
            continue
        return
    raise TimeoutError(issuer)


@pytest.fixture
def linked(owner_of_site: Engine, sites: Sites) -> Iterator[str]:
    """Somebody whose account names them at the provider."""
    with owner_of_site.connect() as connection:
        there = connection.execute(
            text("SELECT count(*) FROM ledger.user_account WHERE login = :login"), {"login": LOCAL}
        ).scalar_one()
    if not there:
        add_account(owner_of_site, LOCAL)
    link(owner_of_site, sites.issuer, PERSON)
    yield LOCAL
    link(owner_of_site, None, None)


def link(owner: Engine, issuer: str | None, subject: str | None) -> None:
    """Says who the local account is at a provider."""
    with owner.begin() as connection:
        connection.execute(
            text(
                "UPDATE ledger.user_secret SET issuer = :issuer, subject = :subject"
                " WHERE login = :login"
            ),
            {"issuer": issuer, "subject": subject, "login": LOCAL},
        )


def browser() -> requests.Session:
    """Somebody who has not signed in anywhere."""
    session = requests.Session()
    session.headers["Accept-Language"] = "zh-CN"
    session.trust_env = False
    return session


def sign_in_there(
    session: requests.Session, sites: Sites, onwards: str = "/flags"
) -> requests.Response:
    """Goes to the provider by the button, and signs in there; the answer that leads back."""
    page = session.get(f"{sites.url}/sign-in?onwards={onwards}", timeout=60).text
    [button] = re.findall(r'href="(/sign-in/provider[^"]*)"', page)
    answer = session.get(sites.url + unescape(button), timeout=60)
    for name, value in (("login", PERSON), ("password", PASSWORD)):
        assert urlsplit(answer.url).netloc == urlsplit(sites.issuer).netloc, answer.text
        [token] = re.findall(r'name="csrf_token" value="([^"]*)"', answer.text)
        fields = {"csrf_token": token, name: value, "answer": "password"}
        answer = session.post(answer.url, fields, timeout=60, allow_redirects=False)
        while answer.is_redirect:
            onward = urljoin(answer.url, answer.headers["Location"])
            if onward.startswith(sites.url):
                return answer
            answer = session.get(onward, timeout=60, allow_redirects=False)
    raise AssertionError(answer.text)


def come_back(session: requests.Session, leading: requests.Response) -> requests.Response:
    """Follows the way back."""
    return session.get(leading.headers["Location"], timeout=60)


def test_who_is_linked_comes_in_and_goes_on_where_they_wanted(sites: Sites, linked: str) -> None:
    session = browser()
    there = session.get(f"{sites.url}/sign-in/provider", timeout=60, allow_redirects=False)
    asked = parse_qs(urlsplit(there.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    cookie = there.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    came = come_back(session, sign_in_there(session, sites))
    assert came.url == sites.url + "/flags", words_of(came.text)
    assert linked in came.text


def test_who_is_known_there_but_not_linked_here_stays_out(sites: Sites) -> None:
    session = browser()
    came = come_back(session, sign_in_there(session, sites))
    assert came.status_code == 401
    assert "没有关联的用户" in came.text
    assert "/sign-in" in session.get(sites.url + "/", timeout=60).url


def test_who_is_disabled_here_stays_out(sites: Sites, linked: str, owner_of_site: Engine) -> None:
    disable = text("UPDATE ledger.user_account SET disabled_at = :at WHERE login = :login")
    with owner_of_site.begin() as connection:
        connection.execute(disable, {"at": "2026-01-01", "login": linked})
    session = browser()
    came = come_back(session, sign_in_there(session, sites))
    with owner_of_site.begin() as connection:
        connection.execute(disable, {"at": None, "login": linked})
    assert came.status_code == 401


@pytest.mark.usefixtures("linked")
def test_an_answer_is_taken_once_and_only_where_it_was_asked_for(sites: Sites) -> None:
    asker = browser()
    leading = sign_in_there(asker, sites)
    stolen = come_back(browser(), leading)
    assert (stolen.status_code, "不是从本系统开始的" in stolen.text) == (401, True)
    assert come_back(asker, leading).url == sites.url + "/flags"
    again = come_back(asker, leading)
    assert (again.status_code, "不是从本系统开始的" in again.text) == (401, True)


@pytest.mark.usefixtures("linked")
def test_another_state_or_issuer_is_refused(sites: Sites) -> None:
    for name in ("state", "iss"):
        session = browser()
        leading = sign_in_there(session, sites)
        address = leading.headers["Location"]
        [value] = parse_qs(urlsplit(address).query)[name]
        parts = re.sub(rf"\b{name}=[^&]*", f"{name}=another", address)
        assert value not in parse_qs(urlsplit(parts).query)[name]
        came = session.get(parts, timeout=60)
        assert (came.status_code, "不是从本系统开始的" in came.text) == (401, True), name


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("part", [1, 2], ids=["nonce", "code_verifier"])
def test_whoever_did_not_begin_the_journey_does_not_end_it(sites: Sites, part: int) -> None:
    session = browser()
    leading = sign_in_there(session, sites)
    [cookie] = [each for each in session.cookies if each.name == "mingzhang_journey"]
    parts = str(cookie.value).split(".")
    parts[part] = "x" * 48 + ("|%2Fflags" if "|" in parts[part] else "")
    cookie.value = ".".join(parts)
    session.cookies.set_cookie(cookie)
    came = come_back(session, leading)
    assert (came.status_code, "答复不能用" in came.text) == (401, True)


def test_what_the_provider_refuses_is_told(sites: Sites) -> None:
    session = browser()
    there = session.get(f"{sites.url}/sign-in/provider", timeout=60, allow_redirects=False)
    [state] = parse_qs(urlsplit(there.headers["Location"]).query)["state"]
    answer = f"/sign-in/provider/answer?state={state}&error=access_denied&error_description=<b>no"
    came = session.get(sites.url + answer, timeout=60)
    assert came.status_code == 401
    assert "&lt;b&gt;no" in came.text


def test_a_provider_that_does_not_answer_leaves_the_password(
    site: Site, protector: Protector, tmp_path: Path
) -> None:
    provider = Provider(f"http://127.0.0.1:{free_port()}", CLIENT, SECRET)
    with served(site.engine, protector, tmp_path, provider=provider) as (url, _):
        came = browser().get(url + "/sign-in/provider", timeout=60)
    assert (came.status_code, "没有正常应答" in came.text) == (401, True)
    assert 'name="password"' in came.text


def test_a_provider_that_names_another_issuer_is_not_believed(sites: Sites) -> None:
    elsewhere = Provider(sites.issuer + "/", CLIENT, SECRET)
    with pytest.raises(SystemFailed, match="MINGZHANG_OIDC_ISSUER"):
        configuration(elsewhere)


def test_without_a_provider_there_is_no_such_way(site: Site) -> None:
    stranger = site.visitor()
    assert "/sign-in/provider" not in stranger.get(site.url + "/sign-in").text
    for path in ("/sign-in/provider", "/sign-in/provider/answer"):
        assert stranger.get(site.url + path).status_code == 404
