"""What keeps other sites, and forms that are not ours, from acting for whoever is signed in."""

import re
from pathlib import Path

import pytest
import requests
from fastapi.routing import APIRoute
from persons import TESTER
from sites import Site, form_token, served

from ledger.personal import Protector
from web.application import PAGES

#: Something to stand for each part of an address that differs.
SAMPLES = {"sheet_key": "appropriations", "token": "x"}
#: Strangers post to this one; what it needs is tested below.
SIGN_IN = "/sign-in"
POSTED_TO = [
    re.sub(r"\{(\w+)\}", lambda found: SAMPLES.get(found[1], "1"), route.path)
    for module in PAGES
    for route in module.router.routes
    if isinstance(route, APIRoute) and "POST" in route.methods and route.path != SIGN_IN
]


def test_every_answer_forbids_what_pages_never_do(site: Site) -> None:
    someone = site.signed_in()
    for path in ("/", "/nowhere", "/healthz", "/static/style.css"):
        headers = someone.get(site.url + path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
    assert someone.get(site.url + "/").headers["Cache-Control"] == "no-store"


def test_no_page_has_a_script_or_a_style_of_its_own(site: Site) -> None:
    someone = site.signed_in()
    for path in ("/", "/flags", "/rules/BT-01", "/imports", f"/books/{site.book_id('990121')}"):
        page = someone.get(site.url + path).text
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count('<script src="/static/')


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) -> None:
    someone = site.visitor()
    token = form_token(someone.get(site.url + "/sign-in").text)
    fields = {"form_token": token, "login": TESTER, "password": site.password}
    answer = someone.post(site.url + "/sign-in", fields, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"].lower()
    assert cookie.startswith("mingzhang=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


def test_by_https_every_cookie_insists_on_it_and_on_this_host(
    site: Site, protector: Protector, tmp_path: Path
) -> None:
    with served(site.engine, protector, tmp_path, "https://audit.example") as (url, _):
        someone = site.visitor()
        answer = someone.get(url + "/sign-in")
        insisted = answer.headers["Strict-Transport-Security"]
        assert insisted == "max-age=31536000; includeSubDomains"
        fields = {
            "form_token": form_token(answer.text),
            "login": TESTER,
            "password": site.password,
        }
        # The browser's part: over plain HTTP no client sends a secure cookie back.
        cookies = {name: answer.cookies[name] for name in ["__Host-mingzhang_form"]}
        chosen = requests.post(
            url + "/preferences",
            {"form_token": fields["form_token"], "language": "en", "unit": "wan", "back": "/"},
            cookies=cookies,
            allow_redirects=False,
            timeout=60,
        )
        preferred = {"__Host-mingzhang_language": "en"}
        assert "Sign in" in requests.get(url + "/sign-in", cookies=preferred, timeout=60).text
        signed_in = requests.post(
            url + "/sign-in", fields, cookies=cookies, allow_redirects=False, timeout=60
        )
        cookie = signed_in.headers["Set-Cookie"]
    assert cookie.startswith("__Host-mingzhang=")
    for headers in (answer.headers, chosen.headers, signed_in.headers):
        for each in re.split(r", (?=[_m])", headers["Set-Cookie"]):
            assert each.startswith("__Host-mingzhang")
            assert "Secure" in each
            assert "Path=/" in each
            assert "Domain" not in each


def test_what_pages_post_to_is_known() -> None:
    assert {"/books/1/periods", "/enter/appropriations", "/preferences"} <= set(POSTED_TO)


@pytest.mark.parametrize("path", POSTED_TO)
def test_a_form_without_its_token_is_refused(site: Site, path: str) -> None:
    someone = site.signed_in()
    for fields in ({}, {"form_token": "guessed"}):
        answer = someone.post(site.url + path, fields)
        assert answer.status_code == 403
        assert "不能这样做" in answer.text
    assert "退出" in someone.get(site.url + "/").text


def test_a_form_that_another_site_sent_is_refused(site: Site) -> None:
    someone = site.signed_in()
    token = form_token(someone.get(site.url + "/").text)
    answer = someone.post(
        site.url + "/sign-out", {"form_token": token}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_signing_in_needs_the_token_of_the_form_too(site: Site) -> None:
    fields = {"login": TESTER, "password": site.password, "form_token": "another's"}
    assert site.visitor().post(site.url + "/sign-in", fields).status_code == 403


def test_a_form_larger_than_ours_is_not_read(site: Site) -> None:
    answer = site.visitor().post(site.url + "/sign-in", {"login": "x" * 100_000})
    assert answer.status_code == 413
    assert "文件太大" in answer.text


def test_strangers_upload_nothing(site: Site) -> None:
    answer = site.visitor().post(site.url + "/imports", files={"file": ("a.csv", b"a,b")})
    assert "/sign-in" in answer.url


def test_failures_are_pages_in_words(site: Site) -> None:
    someone = site.signed_in()
    for path in (
        "/nowhere",
        "/books/999999",
        "/books/words",
        "/books/1/disbursements/999999999",
        "/flags/1/999999999",
        "/flags?state=closed",
        "/flags?book=x",
        "/rules/ZZ-99",
        "/runs/999999",
        "/checks/999999",
        "/imports/" + "x" * 32,
        "/imports/..%2f..%2fkeys",
    ):
        answer = someone.get(site.url + path)
        assert answer.status_code == 404, path
        assert "没有这一页" in answer.text
        assert "Traceback" not in answer.text
    english = someone.get(site.url + "/nowhere", headers={"Accept-Language": "en"})
    assert "There is no such page" in english.text


def test_addresses_with_what_no_ledger_holds_are_not_found(site: Site) -> None:
    someone = site.signed_in()
    for path in ("/books/99999999999999999999", "/flags/1/99999999999999999999", "/flags?rule=%00"):
        assert someone.get(site.url + path).status_code in {200, 404}, path
