"""An auditor's own rule is seen in its folder, asked for on its page, and marked as one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts import PASSWORD, add_account
from builders import CITY, COUNTY
from made_rules import open_books
from own_rule_files import write_rule
from sites import Site, served
from sqlalchemy import Engine

from ledger.personal import Protector

PAGE = "/rules/XA-01"


@pytest.fixture
def pages(engine: Engine, owner: Engine, protector: Protector, tmp_path: Path) -> Iterator[Site]:
    """The pages, a folder with a rule and with what is none, and people of a city."""
    folder = tmp_path / "rules"
    folder.mkdir()
    write_rule(folder, CITY)
    write_rule(folder, CITY, "sleeps.toml", {"TRUE AS applicable": "pg_sleep(9) AS applicable"})
    with engine.begin() as connection:
        open_books(connection, COUNTY)
    for login, role in (
        ("one", "auditor"),
        ("other", "auditor"),
        ("clerk", "clerk"),
        ("donor", "donor"),
    ):
        add_account(owner, login, (role, CITY, True))
    with served(engine, protector, tmp_path) as (url, services):
        yield Site(url, engine, PASSWORD, services)


def test_an_own_rule_is_asked_for_and_released_on_its_page(pages: Site) -> None:
    one, other, clerk = (pages.signed_in(login) for login in ("one", "other", "clerk"))
    listed = one.get(pages.url + "/rules").text
    assert "还没有人申请启用" in listed
    assert "sleeps.toml" in listed
    assert "PG_SLEEP" in listed
    assert "XA-01" not in clerk.get(pages.url + "/rules").text
    assert clerk.get(pages.url + PAGE).status_code == 404
    assert "还没有批准，不参加检查" in one.get(pages.url + PAGE).text
    assert "只读 示范" in one.get(pages.url + PAGE).text
    asked = pages.post(one, PAGE, f"{PAGE}/requests", kind="version", ground="厅务会议").text
    [number] = set(re.findall(rf"{PAGE}/requests/(\d+)", asked))
    assert clerk.get(pages.url + PAGE).status_code == 404, "what is only asked for is not for all"
    released = pages.post(other, PAGE, f"{PAGE}/requests/{number}", decision="released").text
    assert "已批准" in released
    assert "还没有批准" not in released
    assert "审计人员自定的规则" in clerk.get(pages.url + PAGE).text, "who sees flags sees why"
    assert "sleeps.toml" not in clerk.get(pages.url + "/rules").text
    donor = pages.signed_in("donor")
    assert donor.get(pages.url + PAGE).status_code == 404
