"""Those who may refer are asked on a page of their own, and answer on the flag's page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts import PASSWORD, add_account
from audit_runs import hold_money_too_long, run_late_pass_down
from sites import Site, served
from sqlalchemy import Engine

from ledger.dates import today_in_beijing
from ledger.personal import Protector

TODAY = str(today_in_beijing())


@pytest.fixture
def pages(
    engine: Engine, owner: Engine, database: str, protector: Protector, tmp_path: Path
) -> Iterator[Site]:
    """The pages, with a flag, an auditor and the bureau's head."""
    hold_money_too_long(engine, protector)
    run_late_pass_down(engine, database)
    for login, role in (("auditor", "auditor"), ("head", "head")):
        add_account(owner, login, (role, "990000", True))
    with served(engine, protector, tmp_path) as (url, services):
        yield Site(url, engine, PASSWORD, services)


def test_a_confirmed_flag_is_referred_on_its_page_and_only_auditors_see_it(pages: Site) -> None:
    auditor, head = pages.signed_in("auditor"), pages.signed_in("head")
    [page] = set(re.findall(r'href="(/flags/\d+/\d+)"', auditor.get(pages.url + "/flags").text))
    assert "没有待办" in auditor.get(pages.url + "/referrals").text
    pages.post(auditor, page, f"{page}/judgements", outcome="confirmed", reason="", note="属实")
    assert f"{page}#referral" in auditor.get(pages.url + "/referrals").text
    fields = {"step": "sent", "on": TODAY, "receiver": "", "note": "审移〔2026〕1号"}
    refused = pages.post(auditor, page, f"{page}/referral", **fields)
    assert (refused.status_code, "要填接收机关" in refused.text) == (400, True)
    undated = pages.post(auditor, page, f"{page}/referral", **(fields | {"on": ""}))
    assert (undated.status_code, "已经发生的日期" in undated.text) == (400, True)
    sent = pages.post(auditor, page, f"{page}/referral", **(fields | {"receiver": "示范监委"}))
    assert "示范监委" in sent.text
    assert "反馈了没有" in auditor.get(pages.url + "/referrals").text
    seen = head.get(pages.url + page).text
    assert "移送" not in seen
    assert "示范监委" not in seen
    assert head.get(pages.url + "/referrals").status_code == 403


def test_rules_that_people_decide_have_their_page(pages: Site) -> None:
    head = pages.signed_in("head")
    listed = head.get(pages.url + "/rules").text
    assert "由人决定的规则" in listed
    shown = head.get(pages.url + "/rules/GV-05").text
    assert "应移送未移送" in shown
    assert "《审计法》第四十五条" in shown
    assert "working_days" in shown
