"""Statements are read as treasuries and banks write them; what is known already is passed over."""

from decimal import Decimal
from pathlib import Path

import pytest
from builders import COUNTY, book_id
from period_acts import act
from sqlalchemy import Connection, text
from workbooks import Rows, fact_count, import_file, import_sheets, write_csv

from ledger.imports.outcomes import Outcome
from ledger.personal import Protector

HEADER = ["账簿", "流水编号", "交易日期", "金额(元)"]
#: The columns of a county's treasury payment vouchers (基础表_支付凭证表).
VOUCHERS: Rows = [
    [
        "编号", "预算年度", "交易凭证类型编码", "交易凭证类型名称", "业务科室名称", "预算单位名称",
        "预算科目名称", "项目分类名称", "资金性质名称", "预算项目名称", "指标文件编号",
        "支付方式名称", "支付金额(元)", "摘要", "支付时间", "清算时间", "结算方式", "供应商名称",
        "银行账号", "开户银行", "付款账号", "付款银行", "生成人", "生成时间", "来源计划额度ID",
        "行政区划代码",
    ],
    [
        "ZF1", "2022", "01", "直接支付凭证", "农业股", "县农业农村局", "生产发展", "产业",
        "一般公共预算",
        "养殖小区", "示财农[2022]1号", "直接支付", "１２，３４５．６７", "进度款",
        "2022-05-06 10:33:12",
        "2022-05-07", "转账", "示范建筑公司", "13001234567890123456", "某银行",
        "13009876543210987654",
        "某支库", "张三", "2022-05-06", "77", COUNTY,
    ],
    [
        "ZF2", "2022", "01", "直接支付凭证", "", "", "", "", "", "", "", "", "-345.67", "退回",
        "2022-05-08", "", "", "示范建筑公司", "13001234567890123456", "", "13009876543210987654",
        "", "", "", "", COUNTY,
    ],
    [
        "ZF3", "2022", "09", "年终结转", "", "", "", "", "", "", "", "", "99999", "结转",
        "2022-05-08", "", "", "", "", "", "", "", "", "", "", COUNTY,
    ],
    ["合计", *[""] * 11, "111999.00", *[""] * 13],
]  # fmt: skip
#: As banks write theirs: what was paid and what was received in columns of their own.
BANK: Rows = [
    ["单位：万元"],
    ["流水号", "交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号", "摘要"],
    ["20220501000000001", "20220501", "", "1.25", "1.25", "示范市财政局", "", "拨款"],
    ["20220501000000002", "20220502", "0.0345", "0.00", "1.2155", "张三", "6228480000000001", ""],
]  # fmt: skip


def lines(connection: Connection) -> list[tuple[str, str, Decimal, str]]:
    """The lines on record: number, direction, amount and day."""
    rows = connection.execute(
        text(
            "SELECT line_reference, direction, amount, occurred_on::text"
            " FROM ledger.statement_line ORDER BY log_position"
        )
    )
    return [tuple(row) for row in rows]


def said(outcome: Outcome) -> list[tuple[str, int | None, str | None]]:
    """What is wrong and where."""
    return [(problem.code, problem.row, problem.header) for problem in outcome.problems]


def test_a_countys_payment_vouchers_are_read_as_the_treasury_exports_them(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    rows = [list(row) for row in VOUCHERS]
    rows[-1][12] = "111,999.00"
    path = write_csv(tmp_path / "国库支付对账单.csv", rows, "gb18030")
    outcome = import_file(connection, protector, path)
    assert outcome.problems == []
    assert [note.code for note in outcome.notes if note.code != "unknown_column"] == [
        "year_end_line"
    ]
    assert {note.header for note in outcome.notes} >= {"来源计划额度ID", "生成人"}
    assert lines(connection) == [
        ("ZF1", "out", Decimal("12345.67"), "2022-05-06"),
        ("ZF2", "in", Decimal("345.67"), "2022-05-08"),
    ]
    kept = connection.execute(
        text("SELECT * FROM ledger.statement_line ORDER BY log_position LIMIT 1")
    ).one()
    assert kept.document_no == "示财农〔2022〕1号"
    assert kept.account_masked == "1300****7654"
    assert kept.counterparty_account_masked == "1300****3456"
    theirs = protector.account("13001234567890123456")
    assert bytes(kept.counterparty_account_hash) == theirs.hashed
    assert (kept.budget_unit, kept.settlement) == ("县农业农村局", "转账")


def test_a_banks_lines_in_wan_go_the_way_of_their_column(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "银行流水.csv", BANK, "gb18030")
    outcome = import_file(connection, protector, path, book=COUNTY)
    assert outcome.problems == []
    assert lines(connection) == [
        ("20220501000000001", "in", Decimal("12500.00"), "2022-05-01"),
        ("20220501000000002", "out", Decimal("345.00"), "2022-05-02"),
    ]


def test_statements_that_overlap_bring_only_their_new_lines(
    connection: Connection, protector: Protector
) -> None:
    days = [[COUNTY, f"L{day}", f"2022-05-{day}", day] for day in range(10, 32)]
    first = import_sheets(connection, protector, {"对账单明细": [HEADER, *days[:15]]})
    assert first.posted["statement_lines"] == 15
    again = import_sheets(connection, protector, {"对账单明细": [HEADER, *days[10:]]})
    assert (again.problems, again.posted["statement_lines"]) == ([], 7)
    before = fact_count(connection)
    whole = import_sheets(connection, protector, {"对账单明细": [HEADER, *days]})
    assert whole.posted["statement_lines"] == 0
    # The import is on record and nothing else.
    assert fact_count(connection) == before + 1


def test_statements_that_overlap_may_be_imported_together(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    (tmp_path / "五月").mkdir()
    row = [COUNTY, "L1", "2022-05-01", "5"]
    for name, more in (("对账单明细", "L2"), ("银行流水", "L3")):
        write_csv(tmp_path / "五月" / f"{name}.csv", [HEADER, row, [COUNTY, more, "2022-05-02", 1]])
    outcome = import_file(connection, protector, tmp_path / "五月")
    assert (outcome.problems, outcome.posted["statement_lines"]) == ([], 3)


def test_a_known_line_that_says_something_else_is_named(
    connection: Connection, protector: Protector
) -> None:
    rows = [HEADER, [COUNTY, "L1", "2022-05-01", "5"]]
    assert import_sheets(connection, protector, {"对账单明细": rows}).problems == []
    rows = [HEADER, [COUNTY, "L1", "2022-05-01", "6"]]
    outcome = import_sheets(connection, protector, {"对账单明细": rows})
    assert said(outcome) == [("same_reference_differs", 2, "金额(元)")]
    assert "L1" in outcome.problems[0].text.zh


def test_a_bounced_payment_may_come_back_under_its_own_number(
    connection: Connection, protector: Protector
) -> None:
    rows = [HEADER, [COUNTY, "L1", "2022-05-01", "5"], [COUNTY, "L1", "2022-05-03", "-5"]]
    assert import_sheets(connection, protector, {"对账单明细": rows}).problems == []
    assert [line[:2] for line in lines(connection)] == [("L1", "out"), ("L1", "in")]


@pytest.mark.parametrize("number", [110105194912310021.0, "1.23E+18"])
def test_a_number_that_excel_has_rounded_is_refused(
    number: object, connection: Connection, protector: Protector
) -> None:
    rows = [HEADER, [COUNTY, number, "2022-05-01", "5"]]
    outcome = import_sheets(connection, protector, {"对账单明细": rows})
    assert said(outcome) == [("rounded_by_excel", 2, "流水编号")]
    account = [[*HEADER, "对方账号"], [COUNTY, "L1", "2022-05-01", "5", number]]
    outcome = import_sheets(connection, protector, {"对账单明细": account})
    assert said(outcome) == [("rounded_by_excel", 2, "对方账号")]


def test_a_statement_is_noted_once_and_may_stand_at_nothing(
    connection: Connection, protector: Protector
) -> None:
    header = ["账簿", "本方账号", "起始日期", "截止日期", "期初余额(元)", "期末余额(元)"]
    row = [COUNTY, "13009876543210987654", "2022-05-01", "2022-05-31", "0", "-0.50"]
    assert import_sheets(connection, protector, {"对账单": [header, row]}).problems == []
    other = [header, row, [COUNTY, *["13009876543210987655"], *row[2:]]]
    again = import_sheets(connection, protector, {"对账单": other})
    assert again.posted["statements"] == 1
    balances = connection.execute(
        text("SELECT opening_balance, closing_balance FROM ledger.statement")
    ).all()
    assert {tuple(each) for each in balances} == {(Decimal(0), Decimal("-0.50"))}
    wrong = import_sheets(connection, protector, {"对账单": [header, [*row[:5], "1"]]})
    assert said(wrong) == [("same_reference_differs", 2, "期末余额(元)")]


def test_lines_of_a_closed_month_are_evidence_and_not_postings(
    connection: Connection, protector: Protector
) -> None:
    rows = [HEADER, [COUNTY, "L1", "2022-05-01", "5"]]
    assert import_sheets(connection, protector, {"对账单明细": rows}).problems == []
    act(connection, book_id(connection), "closed", 202205)
    rows = [HEADER, [COUNTY, "L2", "2022-05-02", "5"]]
    assert import_sheets(connection, protector, {"对账单明细": rows}).problems == []
