"""Rows that people and programs enter: what is wrong is named by field; a request posts once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from builders import COUNTY, id_number
from sqlalchemy import Engine, text
from typing_in import enter, enter_typed

from ledger.import_batches import posted_vouchers
from ledger.imports.catalogue import sheet
from ledger.imports.entering import field_problems
from ledger.imports.outcomes import Outcome, Request
from ledger.imports.typed_rows import problem_document, problem_in
from ledger.personal import Protector

REQUEST = Request()
PAYMENT = {
    "book": COUNTY,
    "document_no": "本1",
    "occurred_on": "2022-03-01",
    "amount": "1000.10",
    "fund_line": "县级资金",
}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("amount", 1000.1, "wrong_type"),
        ("amount", 1000, "wrong_type"),
        ("amount", "1,000", "wrong_form"),
        ("amount", "1000.101", "wrong_form"),
        ("amount", Decimal("1000.101"), "too_precise"),
        ("amount", Decimal("NaN"), "not_money"),
        ("amount", "0", "not_positive"),
        ("occurred_on", "2022-02-30", "not_a_date"),
        ("occurred_on", "2022/2/3", "wrong_form"),
        ("integrable", "是", "wrong_type"),
        ("integrable", 1, "wrong_type"),
        ("document_line", True, "wrong_type"),
        ("document_line", "1", "wrong_type"),
        ("fund_level", "中央", "not_a_choice"),
        ("fund_line", "甲\0", "not_text"),
        ("fund_line", "\ud800", "not_text"),
        ("mood", "好", "unknown_field"),
        ("book", "", "required"),
        ("book", "无此县", "unknown_division"),
    ],
)
def test_each_wrong_value_is_named_with_its_row_and_field(
    engine: Engine, protector: Protector, field: str, value: object, code: str
) -> None:
    rows = [PAYMENT, {**PAYMENT, "document_no": "本2", field: value}]
    outcome = enter_typed(engine, protector, "appropriations", rows, REQUEST)
    document = problem_document("appropriations", outcome)
    (error,) = document["errors"]
    assert (error["row"], error["field"], error["code"]) == (1, field, code)
    assert error["pointer"] == f"/1/{field}"
    assert error["zh"] != error["en"]
    assert document["status"] == 422
    assert not outcome.done
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ledger.source")).scalar() == 0


def test_an_amount_may_be_an_exact_decimal(engine: Engine, protector: Protector) -> None:
    row = PAYMENT | {"amount": Decimal("1000.10")}
    assert enter_typed(engine, protector, "appropriations", [row], REQUEST).done
    with engine.connect() as connection:
        found = connection.execute(text("SELECT amount FROM ledger.source")).scalar()
    assert found == Decimal("1000.10")


def test_a_balance_may_be_an_exact_decimal_below_zero(engine: Engine, protector: Protector) -> None:
    row = {
        "book": COUNTY,
        "account": "6222020200112230",
        "starts_on": "2022-05-01",
        "ends_on": "2022-05-31",
        "opening_balance": "-3.10",
        "closing_balance": Decimal("-1000.10"),
    }
    assert enter_typed(engine, protector, "statements", [row], REQUEST).done
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT opening_balance, closing_balance FROM ledger.statement")
        ).one()
    assert tuple(found) == (Decimal("-3.10"), Decimal("-1000.10"))


def test_a_quantity_may_be_an_exact_decimal_and_is_no_word() -> None:
    goods = sheet("donated_goods")
    assert problem_in(goods, "quantity", Decimal("2.5")) is None
    assert problem_in(goods, "quantity", "2.5") is None
    wrong = problem_in(goods, "quantity", "两箱")
    assert wrong is not None
    assert wrong.code == "wrong_form"


@pytest.mark.parametrize(
    ("papers", "code"),
    [
        ([], "wrong_type"),
        ([""], "wrong_type"),
        ("0" * 64, "wrong_type"),
        (["0" * 64, "x"], "bad_fingerprint"),
    ],
    ids=["none", "empty", "no list", "no fingerprint"],
)
def test_what_is_no_list_of_fingerprints_is_told_from_a_wrong_one(
    engine: Engine, protector: Protector, papers: object, code: str
) -> None:
    row = {
        "book": COUNTY,
        "occurred_on": "2022-05-01",
        "project_code": "P",
        "payee_name": "甲",
        "amount": "1",
        "attachments": papers,
    }
    outcome = enter_typed(engine, protector, "disbursements", [row], REQUEST)
    found = problem_document("disbursements", outcome)["errors"]
    assert code in {each["code"] for each in found if each["field"] == "attachments"}


def test_no_row_at_all_is_said_so(engine: Engine, protector: Protector) -> None:
    outcome = enter_typed(engine, protector, "appropriations", [], REQUEST)
    (error,) = problem_document("appropriations", outcome)["errors"]
    assert (error["code"], error["pointer"]) == ("no_rows", "")


def test_a_row_of_nothing_or_of_a_total_is_a_row_all_the_same(
    engine: Engine, protector: Protector
) -> None:
    rows = [{}, {"book": COUNTY, "document_no": "合计", "amount": "5"}]
    outcome = enter(engine, protector, "appropriations", rows, REQUEST)
    found = field_problems("appropriations", outcome.problems)
    assert {each.row for each in found} == {0, 1}
    assert {each.code for each in found} == {"required"}


def test_what_was_posted_names_its_vouchers(engine: Engine, protector: Protector) -> None:
    rows = [PAYMENT | {"cash_on": "2022-03-02"}]
    assert enter(engine, protector, "appropriations", rows, REQUEST).done
    with engine.connect() as connection:
        sha256 = connection.execute(text("SELECT file_sha256 FROM ledger.import_batch")).scalar()
        vouchers = posted_vouchers(connection, str(sha256))
    assert [(v.period, v.number, v.event) for v in vouchers] == [
        (202203, 1, "appropriation"),
        (202203, 2, "cash_in"),
    ]


def test_promise_7_a_request_with_a_key_is_posted_once(
    engine: Engine, protector: Protector
) -> None:
    def send(_: int) -> Outcome:
        return enter(engine, protector, "appropriations", [PAYMENT], REQUEST, key="k1")

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(send, range(4)))
    assert sum(each.done for each in outcomes) == 1
    assert sum(bool(each.imported_before) for each in outcomes) == 3
    other = [PAYMENT | {"document_no": "本2"}]
    refused = enter(engine, protector, "appropriations", other, REQUEST, key="k1")
    assert problem_document("appropriations", refused)["status"] == 409
    assert enter(engine, protector, "appropriations", other, REQUEST, key="k2").done


def test_without_a_key_what_is_posted_is_passed_over_and_what_changed_back_is_not(
    engine: Engine, protector: Protector
) -> None:
    assert enter(engine, protector, "appropriations", [PAYMENT], REQUEST).done
    again = enter(engine, protector, "appropriations", [PAYMENT], REQUEST)
    assert not any(again.posted.values())
    for name in ("甲", "乙", "甲"):
        row = {"book": COUNTY, "payee_code": "S1", "name": name, "kind": "其他"}
        assert enter(engine, protector, "payees", [row], REQUEST).posted["payees"] == 1


def test_a_request_on_record_says_nothing_of_the_numbers_in_it(
    engine: Engine, protector: Protector
) -> None:
    row = {"book": COUNTY, "household_code": "H1", "name": "甲", "identity": id_number(7)}
    row["registered_on"] = "2016-01-01"
    assert enter(engine, protector, "households", [row], REQUEST, key=id_number(7)).done
    with engine.connect() as connection:
        name = connection.execute(text("SELECT file_name FROM ledger.import_batch")).scalar_one()
    assert id_number(7) not in name
    assert name.startswith("农户 录入 ")


def test_a_check_posts_nothing(engine: Engine, protector: Protector) -> None:
    request = Request(dry_run=True)
    outcome = enter(engine, protector, "appropriations", [PAYMENT], request, key="k1")
    assert (outcome.done, outcome.problems) == (False, [])
    assert outcome.posted["sources"] == 1
    assert enter(engine, protector, "appropriations", [PAYMENT], REQUEST, key="k1").done


def test_rows_that_wait_for_each_other_are_tried_again(
    engine: Engine, protector: Protector
) -> None:
    def send(number: int) -> Outcome:
        places = [COUNTY, "990122"]
        rows = [
            PAYMENT | {"book": place, "document_no": f"本{number}"}
            for place in (places if number % 2 else reversed(places))
        ]
        return enter(engine, protector, "appropriations", rows, REQUEST)

    with ThreadPoolExecutor(4) as pool:
        assert all(outcome.done for outcome in pool.map(send, range(12)))
