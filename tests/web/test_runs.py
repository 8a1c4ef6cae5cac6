"""Pages on runs: what changed since the one before, one by one, and all of it as a file."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts import PASSWORD, add_account
from audit_runs import AS_OF, hold_money_too_long, run_late_pass_down
from sites import Site, served
from sqlalchemy import Engine, text

from ledger.personal import Protector

SECOND = "财农〔2022〕2号"


@pytest.fixture
def pages(database: str, engine: Engine, protector: Protector, tmp_path: Path) -> Iterator[Site]:
    """The pages over a ledger with two runs; the second found one breach more."""
    hold_money_too_long(engine, protector)
    run_late_pass_down(engine, database)
    hold_money_too_long(engine, protector, SECOND)
    run_late_pass_down(engine, database, AS_OF + dt.timedelta(days=1))
    with served(engine, protector, tmp_path) as (url, services):
        yield Site(url, engine, PASSWORD, services)


def test_a_run_is_shown_beside_the_one_before(pages: Site) -> None:
    someone = pages.signed_in()
    shown = someone.get(pages.url + "/runs/2").text
    assert "/runs/2/changes?with=1&amp;rule=BT-01&amp;change=new" in shown
    assert "/runs/2/changes?with=1&amp;rule=BT-01&amp;change=persisting" in shown
    assert "没有可比的" in someone.get(pages.url + "/runs/1").text
    # A run before which nothing came, one after it, and none.
    for base in ("2", "3", "999999"):
        assert someone.get(f"{pages.url}/runs/2?with={base}").status_code == 404
    assert someone.get(pages.url + "/runs/2?with=words").status_code == 404


def test_changes_are_listed_with_their_flags(pages: Site) -> None:
    someone = pages.signed_in()
    moved = someone.get(pages.url + "/runs/2/changes").text
    assert moved.count("新出现</td>") == 1
    assert "/flags/" in moved
    both = someone.get(pages.url + "/runs/2/changes?change=persisting&rule=bt-01").text
    assert both.count("仍存在</td>") == 1
    assert "没有这样的变化" in someone.get(pages.url + "/runs/2/changes?change=gone").text
    assert someone.get(pages.url + "/runs/2/changes?change=other").status_code == 404
    assert "没有可比的检查" in someone.get(pages.url + "/runs/1/changes").text


def test_all_that_a_run_found_is_given_as_a_file_and_put_on_record(pages: Site) -> None:
    someone = pages.signed_in()
    table = someone.get(pages.url + "/runs/2/export")
    assert "attachment" in table.headers["Content-Disposition"]
    assert table.content.decode("utf-8-sig").count("BT-01") == 2
    lines = someone.get(pages.url + "/runs/2/export?form=jsonl").text.splitlines()
    assert len(lines) == 3
    with pages.engine.connect() as connection:
        noted = connection.execute(
            text(
                "SELECT subject FROM ledger.access_record WHERE kind = 'export' ORDER BY access_id"
            )
        )
        assert [row.subject for row in noted] == [
            "第 2 次检查的全部疑点 csv",
            "第 2 次检查的全部疑点 jsonl",
        ]
    assert someone.get(pages.url + "/runs/2/export?form=exe").status_code == 404
    assert someone.get(pages.url + "/runs/999999/export").status_code == 404


def test_a_flag_is_judged_on_its_page(pages: Site, owner: Engine) -> None:
    add_account(owner, "auditor", ("auditor", "990000", True))
    someone = pages.signed_in("auditor")
    [page, *_] = re.findall(r'href="(/flags/\d+/\d+)"', someone.get(pages.url + "/flags").text)
    assert "还没有人核实" in someone.get(pages.url + page).text
    refused = pages.post(someone, page, f"{page}/judgements", outcome="dismissed", note="看了")
    assert (refused.status_code, "排除要选原因" in refused.text) == (400, True)
    fields = {"outcome": "dismissed", "reason": "data_lag", "note": "后补了文件"}
    judged = pages.post(someone, page, f"{page}/judgements", **fields).text
    assert "后补了文件" in judged
    assert "核实过的 1 个中属实 0 个（0.0%）" in someone.get(pages.url + "/rules/BT-01").text
