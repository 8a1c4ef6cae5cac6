"""A book is checked when asked, by the command, and what it found is shown with its evidence."""

import re

import pytest
import requests
from builders import COUNTY, PROVINCE
from sites import Site
from sqlalchemy import text


@pytest.fixture(scope="module")
def checked(site: Site) -> tuple[requests.Session, str]:
    """Somebody who had the province's book checked, and the page that told them how it went."""
    someone = site.signed_in()
    return someone, site.check(someone, PROVINCE).text


def test_a_check_ends_with_what_it_found(site: Site, checked: tuple[requests.Session, str]) -> None:
    _, page = checked
    assert "检查完成" in page
    assert "http-equiv" not in page
    with site.engine.connect() as connection:
        run = connection.execute(text("SELECT * FROM audits.run ORDER BY run_id")).first()
    assert run is not None
    assert run.book_id == site.book_id(PROVINCE)
    assert run.started_by == "测试员"


def test_a_flag_shows_its_rule_law_evidence_and_sightings(
    site: Site, checked: tuple[requests.Session, str]
) -> None:
    someone, _ = checked
    listed = someone.get(f"{site.url}/flags?rule=BT-01&book={site.book_id(PROVINCE)}").text
    link = re.search(r'href="(/flags/\d+/\d+)"', listed)
    assert link is not None
    page = someone.get(site.url + link[1]).text
    for words in ("上级转移支付超期下达", "《预算法》第五十二条", "已核对原文", "未核对原文"):
        assert words in page
    # Evidence, in words of ours and the amount as accountants write it.
    assert "收到金额" in page
    assert "12,345,678.90 元" in page
    assert "新发现" in page
    assert "违规" not in page
    subject = re.search(r'href="(/books/\d+/sources/\d+)"', page)
    assert subject is not None
    assert someone.get(site.url + subject[1]).status_code == 200


def test_flags_are_filtered_by_book_rule_severity_and_state(
    site: Site, checked: tuple[requests.Session, str]
) -> None:
    someone, _ = checked

    def count(query: str) -> int:
        return someone.get(f"{site.url}/flags?{query}").text.count('class="flag-head"')

    everything = count("")
    assert everything > 0
    assert count(f"book={site.book_id(COUNTY)}") == 0
    assert count(f"book={site.book_id(PROVINCE)}") == everything
    assert 0 < count("rule=BT-01") <= everything
    assert count("rule=ZZ-99") == 0
    assert sum(count(f"severity={each}") for each in (1, 2, 3, 4)) == everything
    assert count("state=gone") == 0
    assert count("state=all") == everything
    assert count("page_number=2") == 0


def test_a_run_shows_what_became_of_every_rule(
    site: Site, checked: tuple[requests.Session, str]
) -> None:
    someone, page = checked
    run = re.search(r'href="(/runs/\d+)"', page)
    assert run is not None
    assert "/rules/BT-01" in someone.get(site.url + run[1]).text


def test_a_check_that_cannot_be_made_says_why_in_one_line(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "postgresql+psycopg2://nobody@127.0.0.1:1/none"
    environment = site.services.checks._environment | {"MINGZHANG_DATABASE_URL": nowhere}
    monkeypatch.setattr(site.services.checks, "_environment", environment)
    page = site.check(site.signed_in(), COUNTY).text
    assert "检查没有完成" in page
    assert "连不上数据库" in page
    assert "Traceback" not in page
