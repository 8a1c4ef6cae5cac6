"""What a rule goes by is changed on its page: asked for by one, released by another."""

import re

import requests
from accounts import PASSWORD, add_account
from sites import Site
from sqlalchemy import Engine

PAGE = "/rules/BT-01"
FIELDS = {
    "kind": "parameter",
    "name": "days_allowed",
    "value": "20",
    "division": "990100",
    "valid_from": "2022-01-01",
    "ground": "示范财农〔2022〕1号",
}


def auditor(site: Site, owner: Engine, login: str) -> requests.Session:
    """An auditor of the made-up province, signed in."""
    add_account(owner, login, ("auditor", "990000", True))
    session = site.visitor()
    site.post(session, "/sign-in", "/sign-in", login=login, password=PASSWORD)
    return session


def test_a_figure_is_asked_for_by_one_and_released_by_another(
    site: Site, owner_of_site: Engine
) -> None:
    one, other = (auditor(site, owner_of_site, login) for login in ("first", "second"))
    asked = site.post(one, PAGE, f"{PAGE}/requests", **FIELDS).text
    assert "待批准" in asked
    assert "要由另一人批准" in asked
    assert f'href="{PAGE}"' in one.get(site.url + "/rules").text
    [number] = set(re.findall(rf"{PAGE}/requests/(\d+)", asked))
    address = f"{PAGE}/requests/{number}"
    own = site.post(one, PAGE, address, decision="released")
    assert (own.status_code, "另一人批准" in own.text) == (400, True)
    released = site.post(other, PAGE, address, decision="released", reason="文件已核对").text
    assert "已批准" in released
    assert "文件已核对" in released
    assert "等另一人批准的参数" not in one.get(site.url + "/rules").text


def test_what_was_typed_stays_beside_the_reason_why_it_was_refused(
    site: Site, owner_of_site: Engine
) -> None:
    someone = auditor(site, owner_of_site, "third")
    for change, said in (
        ({"value": "很多"}, "整数"),
        ({"valid_from": "昨天"}, "不是日期"),
        ({"division": "没有的地方"}, "没有的地方"),
        ({"name": "no_such"}, "days_allowed"),
        ({"ground": " "}, "请写明原因"),
        ({"division": "000000"}, "承诺 11"),
    ):
        refused = site.post(someone, PAGE, f"{PAGE}/requests", **(FIELDS | change))
        assert refused.status_code == 400, change
        assert said in refused.text, change
    assert 'value="20"' in refused.text
    assert site.post(someone, PAGE, f"{PAGE}/requests/1", decision="burn").status_code == 404
    unknown = site.post(someone, PAGE, f"{PAGE}/requests/999999", decision="released")
    assert (unknown.status_code, "没有第 999999 号" in unknown.text) == (400, True)
