"""What was reversed, left out of a new version, or sent again with other content."""

import pytest
from builders import id_number, import_rows, with_background
from histories import reverse_last, send, standing_by_document
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from expectations.rule import Fact, fact
from ledger.dates import today_in_beijing
from ledger.personal import Protector

MONEY = (
    fact("transfers", document_no="甲", amount=1000, occurred_on="2022-01-10", integrable="是"),
    fact("transfers", document_no="乙", amount=1000, occurred_on="2022-01-10", integrable="是"),
)


def plan(version: int, document: str, amount: int) -> Fact:
    """A row of a version of the plan: what it pools of a source."""
    return fact(
        "integration_plans",
        plan_code="方案",
        version_number=version,
        item_kind="pooled",
        source_document=document,
        amount=amount,
        approved_on=f"2022-0{version}-20",
    )


def test_a_reversed_gift_is_posted_anew_under_another_reference(
    engine: Engine, protector: Protector
) -> None:
    gift = fact("donations", donation_code="JZ1", external_reference="D1", amount=500)
    assert send(engine, protector, gift).problems == []
    reverse_last(engine, "donation")
    again = fact("donations", donation_code="JZ1", external_reference="D2", amount=600)
    outcome = send(engine, protector, again)
    assert outcome.problems == []
    assert outcome.posted["sources"] == 1


def test_a_reversed_integration_is_made_good_by_the_next_version(
    engine: Engine, protector: Protector
) -> None:
    assert send(engine, protector, *MONEY, plan(1, "甲", 1000)).problems == []
    reverse_last(engine, "integration")
    assert send(engine, protector, plan(2, "甲", 1000)).problems == []
    assert standing_by_document(engine, "pooled") == {"甲": 1000}


def test_a_source_that_a_version_leaves_out_is_pooled_no_longer(
    engine: Engine, protector: Protector
) -> None:
    both = (plan(1, "甲", 1000), plan(1, "乙", 700))
    assert send(engine, protector, *MONEY, *both).problems == []
    assert send(engine, protector, plan(2, "甲", 900)).problems == []
    assert standing_by_document(engine, "pooled") == {"甲": 900, "乙": 0}


def test_versions_of_one_file_follow_each_other(engine: Engine, protector: Protector) -> None:
    versions = (plan(1, "甲", 1000), plan(1, "乙", 700), plan(2, "甲", 900), plan(3, "乙", 100))
    assert send(engine, protector, *MONEY, *versions).problems == []
    assert standing_by_document(engine, "pooled") == {"甲": 0, "乙": 100}


@pytest.mark.parametrize(
    ("changed", "header"),
    [
        ({"counterparty": "990122"}, "对方区划"),
        ({"document_no": "下〔2022〕9号"}, "文号"),
        ({"document_line": 2}, "文内序号"),
        ({"amount": 8}, "金额"),
        ({"occurred_on": "2022-05-02"}, "日期"),
    ],
)
def test_an_issue_sent_again_with_other_content_is_named(
    engine: Engine, protector: Protector, changed: dict[str, object], header: str
) -> None:
    issued = {
        "book": "990100",
        "direction": "issued",
        "document_no": "下〔2022〕1号",
        "source_document": "文",
        "counterparty": "990121",
        "amount": 7,
        "occurred_on": "2022-05-01",
        "external_reference": "R1",
    }
    money = fact(
        "transfers", book="990100", document_no="文", amount=1000, occurred_on="2022-01-10"
    )
    assert send(engine, protector, money, fact("transfers", **issued)).problems == []
    assert send(engine, protector, fact("transfers", **issued)).problems == []
    [problem] = send(engine, protector, fact("transfers", **(issued | changed))).problems
    assert problem.code == "same_reference_differs"
    assert header in problem.text.zh


@pytest.mark.parametrize(
    ("changed", "header"),
    [
        ({"fund_line": "另一条线"}, "资金名称"),
        ({"counterparty": "990100"}, "对方区划"),
        ({"document_line": 2}, "文内序号"),
    ],
)
def test_a_receipt_sent_again_with_other_content_is_named(
    engine: Engine, protector: Protector, changed: dict[str, object], header: str
) -> None:
    received = {
        "document_no": "文",
        "amount": 1000,
        "occurred_on": "2022-01-10",
        "external_reference": "R",
        "fund_line": "衔接资金",
        "counterparty": "990000",
    }
    assert send(engine, protector, fact("transfers", **received)).problems == []
    [problem] = send(engine, protector, fact("transfers", **(received | changed))).problems
    assert problem.code == "same_reference_differs"
    assert header in problem.text.zh


def test_what_the_ledger_has_is_said_of_what_differs(engine: Engine, protector: Protector) -> None:
    money = {"document_no": "文", "occurred_on": "2022-01-10", "external_reference": "R"}
    assert send(engine, protector, fact("transfers", amount=1000, **money)).problems == []
    [problem] = send(engine, protector, fact("transfers", amount=999, **money)).problems
    assert (problem.header, problem.value) == ("金额(元)", "999")
    assert "账上 1000.00" in problem.text.zh


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("transfers", {"occurred_on": "2199-01-01", "cash_on": ""}),
        ("transfers", {"occurred_on": "2199-01", "cash_on": ""}),
        ("transfers", {"occurred_on": "2022-01-01", "cash_on": "2199-01-01"}),
        ("contracts", {"signed_on": "2199-01-01", "project_code": "P"}),
        ("disbursements", {"occurred_on": "2199-01-01", "project_code": "P"}),
    ],
)
def test_a_day_to_come_is_refused(
    engine: Engine, protector: Protector, sheet: str, cells: dict[str, str]
) -> None:
    with engine.begin() as connection:
        rows = with_background([Fact(sheet, cells)])
        [problem] = import_rows(connection, protector, rows).problems
    assert problem.code == "day_to_come"
    assert str(problem.value).startswith("2199-01")


def test_a_year_that_is_not_over_may_be_all_that_is_known(
    engine: Engine, protector: Protector
) -> None:
    this_year = today_in_beijing().year
    known = fact("transfers", occurred_on=str(this_year), cash_on="")
    assert send(engine, protector, known).problems == []


def test_the_database_itself_takes_no_day_to_come(engine: Engine) -> None:
    with engine.begin() as connection:
        book = connection.execute(text("SELECT ledger.open_book('990121', '我')")).scalar_one()
        with pytest.raises(IntegrityError, match="voucher_occurred_on_check"):
            connection.execute(
                text(
                    "SELECT ledger.post_disbursement(:book, 'R', '2199-01-01', 1, 1, NULL, 1, NULL,"
                    " 1, 'transfer', NULL, '', '我')"
                ),
                {"book": book},
            )


@pytest.mark.parametrize(
    ("sheet", "code", "key", "known", "given", "words"),
    [
        ("projects", "project_code", "name", "东村道路", "西村道路", "东村道路"),
        ("projects", "project_code", "category", "village_infrastructure", "industry", "基础设施"),
        ("payees", "payee_code", "name", "某公司", "另一公司", "某公司"),
        ("notices", "notice_code", "starts_on", "2022-03-10", "2022-03-11", "2022-03-10"),
        ("households", "household_code", "name", "某甲", "某乙", "某甲"),
    ],
)
def test_a_code_used_again_for_something_else_is_noted(
    engine: Engine,
    protector: Protector,
    sheet: str,
    code: str,
    key: str,
    known: str,
    given: str,
    words: str,
) -> None:
    same = {code: "编号一", "identity": id_number(7)} if sheet == "households" else {code: "编号一"}
    assert send(engine, protector, fact(sheet, **same, **{key: known})).notes == []
    [note] = send(engine, protector, fact(sheet, **same, **{key: given})).notes
    assert note.code == "registered_changes"
    assert words in note.text.zh
