"""The header says what a column is and in what unit its amounts are; nothing is guessed."""

from decimal import Decimal
from pathlib import Path

import pytest
from builders import COUNTY
from sqlalchemy import Connection
from workbooks import (
    PAYMENT_HEADER,
    import_file,
    import_sheets,
    paid,
    payment,
    payments,
    post_base,
    write_workbook,
)

from ledger.errors import WrongUse
from ledger.personal import Protector


def with_amount_header(words: str) -> list[str]:
    """The header of payments with another word over the amounts."""
    return [*PAYMENT_HEADER[:5], words, PAYMENT_HEADER[6]]


@pytest.mark.parametrize(
    ("header", "yuan"),
    [
        ("金额(元)", "12.34"),
        ("金额（元）", "12.34"),
        ("金额[元]", "12.34"),
        ("金额 (万元)", "123400"),
        ("金额（万元）", "123400"),
        ("＊金额（万元）", "123400"),
        ("Amount (yuan)", "12.34"),
        ("Amount (wan)", "123400"),
    ],
)
def test_the_unit_of_amounts_is_what_the_header_says(
    header: str, yuan: str, connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    sheets = {"支付": [with_amount_header(header), payment("ZF1", "12.34")]}
    assert import_sheets(connection, protector, sheets).problems == []
    assert paid(connection) == [("ZF1", Decimal(yuan))]


@pytest.mark.parametrize(
    ("title", "yuan"), [("单位：万元", "123400"), ("（单位: 人民币元）", "12.34")]
)
def test_a_title_may_name_the_unit_of_the_whole_table(
    title: str, yuan: str, connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    sheets = {
        "支付": [["支付明细表"], ["", title], with_amount_header("金额"), payment("ZF1", "12.34")]
    }
    assert import_sheets(connection, protector, sheets).problems == []
    assert paid(connection) == [("ZF1", Decimal(yuan))]


@pytest.mark.parametrize("amount", ["1", "50000000", "0.01"])
def test_without_a_unit_an_amount_of_any_size_is_refused(
    amount: str, connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    sheets = {"支付": [with_amount_header("金额"), payment("ZF1", amount)]}
    problems = import_sheets(connection, protector, sheets).problems
    assert [problem.code for problem in problems] == ["no_unit"]


def test_columns_may_stand_in_any_order_and_have_other_names(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    header = list(reversed([*PAYMENT_HEADER[:1], "支付令号", *PAYMENT_HEADER[2:]]))
    sheets = {"支付": [header, list(reversed(payment("ZF1")))]}
    assert import_sheets(connection, protector, sheets).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


def test_english_headers_and_words_mean_the_same(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    header = [
        "Book", "Payment no.", "Paid on", "Project code", "Payee", "Amount (yuan)", "Method",
    ]  # fmt: skip
    sheets = {"Disbursements": [header, payment("ZF1", 支付方式="bank transfer")]}
    assert import_sheets(connection, protector, sheets).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


def test_a_header_that_is_printed_again_on_every_page_is_not_a_row(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    sheets = {"支付": payments(payment("ZF1"), PAYMENT_HEADER, payment("ZF2"))}
    assert import_sheets(connection, protector, sheets).problems == []
    assert [reference for reference, _ in paid(connection)] == ["ZF1", "ZF2"]


def test_rows_that_name_no_book_go_into_the_one_asked_for(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    sheets = {"支付": [PAYMENT_HEADER[1:], payment("ZF1")[1:]]}
    without = import_sheets(connection, protector, sheets)
    assert [problem.code for problem in without.problems] == ["missing_column"]
    outcome = import_sheets(connection, protector, sheets, book=COUNTY)
    assert outcome.problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


def test_a_book_that_does_not_exist_is_wrong_use(
    connection: Connection, protector: Protector
) -> None:
    with pytest.raises(WrongUse, match="无此县"):
        import_sheets(connection, protector, {"支付": payments()}, book="无此县")


def test_a_header_of_two_rows_with_merged_cells_is_found(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    first = [*PAYMENT_HEADER[:4], "收款人", "", PAYMENT_HEADER[6]]
    second = ["", "", "", "", "收款人名称", "金额(元)", ""]
    path = write_workbook(
        tmp_path / "支付.xlsx",
        {"支付": [first, second, payment("ZF1")]},
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2"],
    )
    assert import_file(connection, protector, path).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]
