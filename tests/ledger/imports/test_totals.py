"""Total rows and merged cells: what is there for the eye is recognised, checked and not posted."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection
from workbooks import (
    import_file,
    import_sheets,
    paid,
    payment,
    payments,
    post_base,
    write_workbook,
)

from ledger.personal import Protector


def total(label: str, amount: object) -> list[object]:
    """A total row of the sheet of payments."""
    return [label, "", "", "", "", amount, ""]


@pytest.mark.parametrize("label", ["合计", "合 计", "总计：", "共计", "本页合计", "累计金额"])
def test_a_total_row_is_not_posted(
    label: str, connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", "100"), payment("ZF2", "50.5"), total(label, "150.50"))
    outcome = import_sheets(connection, protector, {"支付": rows})
    assert outcome.problems == []
    assert outcome.rows["disbursements"] == 2


def test_subtotals_are_checked_against_their_own_rows_and_the_total_against_all(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(
        payment("ZF1", "100"),
        payment("ZF2", "50"),
        total("小计", 150.0),
        payment("ZF3", "7"),
        total("小计", "7"),
        total("合计", "157"),
    )
    assert import_sheets(connection, protector, {"支付": rows}).problems == []


def test_a_subtotal_that_differs_is_named_with_both_sums(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(
        payment("ZF1", "100"), total("小计", "100"), payment("ZF2", "50"), total("小计", "60")
    )
    (problem,) = import_sheets(connection, protector, {"支付": rows}).problems
    assert (problem.code, problem.row, problem.column) == ("total_differs", 5, "F")
    assert "60.00" in problem.text.zh
    assert "50.00" in problem.text.zh


def test_a_total_above_its_rows_is_checked_too(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(total("合计", "150"), payment("ZF1", "100"), payment("ZF2", "50"))
    assert import_sheets(connection, protector, {"支付": rows}).problems == []
    wrong = payments(total("合计", "151"), payment("ZF3", "100"), payment("ZF4", "50"))
    (problem,) = import_sheets(connection, protector, {"支付": wrong}).problems
    assert (problem.code, problem.row) == ("total_differs", 2)


def test_a_total_in_wan_is_compared_in_wan(connection: Connection, protector: Protector) -> None:
    post_base(connection, protector)
    rows = [list(row) for row in payments(payment("ZF1", "1.5"), total("合计", "1.5"))]
    rows[0][5] = "金额(万元)"
    assert import_sheets(connection, protector, {"支付": rows}).problems == []
    assert paid(connection) == [("ZF1", Decimal(15000))]


def test_an_amount_that_cannot_be_read_does_not_make_the_total_wrong_as_well(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", "一百"), payment("ZF2", "50"), total("合计", "150"))
    problems = import_sheets(connection, protector, {"支付": rows}).problems
    assert [problem.code for problem in problems] == ["not_money"]


def test_a_payee_whose_name_holds_the_word_is_still_a_payee(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", 收款人名称="合计科技公司"))
    assert import_sheets(connection, protector, {"支付": rows}).posted["disbursements"] == 1


def test_a_merged_cell_stands_for_all_of_its_rows(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    first, second, third = payment("ZF1"), payment("ZF2"), payment("ZF3")
    for row in (second, third):
        row[0] = row[2] = row[4] = ""
    path = write_workbook(
        tmp_path / "支付.xlsx",
        {"支付": [["五月支付明细"], *payments(first, second, third)]},
        merged=["A1:G1", "A3:A5", "C3:C5", "E3:E5"],
    )
    assert import_file(connection, protector, path).problems == []
    assert [reference for reference, _ in paid(connection)] == ["ZF1", "ZF2", "ZF3"]


def test_an_amount_merged_over_several_rows_is_refused_not_counted_twice(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", 100), payment("ZF2", None))
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": rows}, merged=["F2:F3"])
    (problem,) = import_file(connection, protector, path).problems
    assert (problem.code, problem.row, problem.column) == ("merged_amount", 2, "F")
