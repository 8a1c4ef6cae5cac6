"""Rows are entered by command, and months closed and reopened by it."""

import json
from pathlib import Path

import pytest
from commands import environment, mingzhang, post_drafts
from persons import SECOND, token_of

ROW = {
    "book": "990121",
    "document_no": "本1",
    "occurred_on": "2022-03-01",
    "amount": "1000.10",
    "fund_line": "县级资金",
}
FIELDS = [f"{key}={value}" for key, value in ROW.items()]


def test_a_row_is_entered_by_fields_and_what_is_wrong_is_named(own: dict[str, str]) -> None:
    wrong = mingzhang(own, "enter", "appropriations", *FIELDS[:3], "amount=many", FIELDS[4])
    assert (wrong.returncode, "amount: An amount in yuan is expected" in wrong.stdout) == (1, True)
    done = mingzhang(own, "enter", "Appropriations", *FIELDS, "--key", "k1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Draft 1: another person reviews it" in done.stdout
    post_drafts(own)
    again = mingzhang(own, "enter", "本级安排", *FIELDS, "--key", "k1")
    assert "was posted before" in again.stdout
    assert mingzhang(own, "enter", "appropriations", "amount").returncode == 2
    assert mingzhang(own, "enter", "nothing").returncode == 2


@pytest.mark.parametrize(
    ("language", "words", "event"),
    [
        ("en_US.UTF-8", "Draft 1 was reviewed", "appropriated"),
        ("zh_CN.UTF-8", "已复核", "凭证 1 张"),
    ],
)
def test_a_draft_is_shown_in_words_and_reviewed_without_being_sent_to_a_reviewer(
    own: dict[str, str], language: str, words: str, event: str
) -> None:
    mingzhang(own, "enter", "appropriations", *FIELDS)
    other = own | {"MINGZHANG_SESSION": token_of(SECOND), "LANG": language}
    shown = mingzhang(other, "draft", "show", "1").stdout
    assert event in shown
    assert "1,000.10" in shown
    assert "appropriation" not in shown, "a code"
    reviewed = mingzhang(other, "draft", "review", "1")
    assert (reviewed.returncode, words in reviewed.stdout) == (0, True)
    assert "mingzhang draft review" not in reviewed.stdout
    posted = mingzhang(other, "draft", "post", "1")
    assert (posted.returncode, "mingzhang draft" in posted.stdout) == (0, False)


def test_rows_of_json_are_entered_and_answered_in_json(own: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([ROW | {"amount": 1000.1}]), encoding="utf-8")
    refused = mingzhang(own, "enter", "appropriations", "--json", path)
    (error,) = json.loads(refused.stdout)["errors"]
    assert (refused.returncode, error["pointer"], error["code"]) == (1, "/0/amount", "wrong_type")
    path.write_text(json.dumps(ROW), encoding="utf-8")
    done = json.loads(mingzhang(own, "enter", "appropriations", "--json", path).stdout)
    assert done["draft"] == 1
    assert done["posted"]["sources"] == 1


def test_fields_and_schema_need_no_ledger() -> None:
    nowhere = environment(MINGZHANG_DATABASE_URL="postgresql://nowhere.invalid/x")
    listed = mingzhang(nowhere, "enter", "disbursements", "--fields")
    assert (listed.returncode, "external_reference" in listed.stdout) == (0, True)
    schema = mingzhang(nowhere, "enter", "disbursements", "--schema")
    assert json.loads(schema.stdout)["items"]["additionalProperties"] is False


def test_a_month_is_closed_and_reopened_by_two(own: dict[str, str]) -> None:
    mingzhang(own, "enter", "appropriations", *FIELDS)
    post_drafts(own)
    month = ("990121", "2022-04", "--reason", "monthly")
    checked = mingzhang(own, "period", "check", "990121", "202204")
    assert "Earlier months that close with it: 202203" in checked.stdout
    assert mingzhang(own, "period", "close", *month).returncode == 0
    again = mingzhang(own, "period", "close", *month)
    assert again.returncode == 1
    assert "No vouchers." in again.stdout, "what is still open is told before anything is done"
    refused = mingzhang(own, "enter", "appropriations", *FIELDS[:1], "document_no=本2", *FIELDS[2:])
    assert (refused.returncode, "202203 is closed" in refused.stdout) == (1, True)
    assert mingzhang(own, "period", "ask", *month).returncode == 0
    own_request = mingzhang(own, "period", "reopen", *month)
    assert (own_request.returncode, "somebody else" in own_request.stderr) == (1, True)
    other = own | {"MINGZHANG_SESSION": token_of(SECOND)}
    assert mingzhang(other, "period", "reopen", *month).returncode == 0
    listed = json.loads(mingzhang(own, "periods", "990121", "--json").stdout)
    closed = {each["period"]: each["closed"] for each in listed["months"]}
    assert (closed[202203], closed[202204]) == (True, False)
    assert [act["act"] for act in listed["acts"]] == ["reopened", "reopening_asked", "closed"]
    assert "open" in mingzhang(own, "periods", "990121").stdout
