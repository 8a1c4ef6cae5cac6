"""What a flag rests on: in words, as it was found last, and as it was found first."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import sqlglot
from accounts import PASSWORD
from audit_runs import hold_money_too_long, run_late_pass_down
from builders import CITY, PROVINCE, post
from sites import Site, served
from sqlalchemy import Engine

from audits.questions import first_breach, flags
from expectations.catalogue import rules
from expectations.queries import CONTRACT
from expectations.rule import Rule, fact
from ledger.personal import Protector
from web.evidence import label_of
from web.evidence_rows import NOT_SHOWN, base_of, compared_rows

DOCUMENT = "财农〔2022〕1号"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_evidence_column_of_every_rule_has_words(rule: Rule) -> None:
    query = rule.breach.replace("{as_of}", "DATE '2022-01-01'")
    columns = sqlglot.parse_one(query, read="postgres").named_selects
    assert set(CONTRACT) <= set(columns)
    evidence = [base_of(key) for key in columns if key not in {*CONTRACT, *NOT_SHOWN}]
    assert [key for key in evidence if label_of(key).zh == key] == []


@pytest.fixture
def found_twice(database: str, engine: Engine, protector: Protector) -> Engine:
    """A ledger with a flag of BT-01, of which more was known when it was found again."""
    hold_money_too_long(engine, protector, DOCUMENT)
    run_late_pass_down(engine, database)
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact(
                "transfers",
                book=PROVINCE,
                direction="issued",
                counterparty=CITY,
                source_document=DOCUMENT,
                amount="400",
                occurred_on="2022-03-10",
            ),
        )
    run_late_pass_down(engine, database, dt.date(2022, 6, 2))
    return engine


@pytest.fixture
def pages(found_twice: Engine, protector: Protector, tmp_path: Path) -> Iterator[Site]:
    """The pages over that ledger."""
    with served(found_twice, protector, tmp_path) as (url, services):
        yield Site(url, found_twice, PASSWORD, services)


def test_evidence_is_the_latest_with_the_first_where_that_differs(found_twice: Engine) -> None:
    with found_twice.connect() as connection:
        [flag] = flags(connection)
        first = first_breach(connection, flag.book_id, flag.flag_id)
    assert (flag.as_of, first.as_of) == (dt.date(2022, 6, 2), dt.date(2022, 6, 1))
    assert (flag.amount_at_issue, first.amount_at_issue) == (600, 1000)
    rows = compared_rows(flag, first, flag.rule.breach)
    differing = {row.latest.label.zh: row for row in rows if row.differs}
    assert list(differing) == ["按期下达", "涉及金额"]
    assert differing["按期下达"].latest.amount == 400
    assert differing["按期下达"].first.amount == 0


def test_the_page_of_a_flag_says_of_which_day_its_evidence_is(pages: Site) -> None:
    someone = pages.signed_in()
    with pages.engine.connect() as connection:
        [flag] = flags(connection)
    page = someone.get(f"{pages.url}/flags/{flag.book_id}/{flag.flag_id}").text
    assert "第 2 次检查，截至 2022-06-02" in page
    assert "首次查出时（第 1 次检查，截至 2022-06-01）" in page
    assert "1,000.00 元" in page
    assert page.count("相同") == 4


def test_the_page_of_a_record_leads_to_the_flags_about_it(pages: Site) -> None:
    someone = pages.signed_in()
    with pages.engine.connect() as connection:
        [flag] = flags(connection)
    source = f"{pages.url}/books/{flag.book_id}/sources/{flag.subject_id}"
    link = f'href="/flags/{flag.book_id}/{flag.flag_id}"'
    assert link in someone.get(source).text
    assert someone.get(pages.url + link.split('"')[1]).status_code == requests.codes.ok
