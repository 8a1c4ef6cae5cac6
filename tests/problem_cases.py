"""Sheets that provoke each problem of the catalogue, and where it must be said to be."""

from dataclasses import dataclass, field

from builders import CITY, COUNTY, PROVINCE, id_number
from workbooks import BASE, DOCUMENT, PAYMENT_HEADER, PROJECTS, Rows, payment, payments

from ledger.imports import converting

TRANSFER_HEADER = ["账簿", "事项", "文号", "日期", "金额(元)", "对方区划", "资金名称", "来源文号"]
CONTRACT_HEADER = ["账簿", "合同编号", "项目编号", "供应商名称", "签订日期", "金额(元)", "来源文号"]
CONTRACT = [COUNTY, "HT1", "XM1", "示范公司", "2022-04-01", "1000", DOCUMENT]
PLAN_HEADER = [
    "账簿", "方案编号", "版本号", "批准日期", "类别", "来源文号", "项目编号", "金额(元)",
]  # fmt: skip
PLAN = [COUNTY, "方案", "1", "2022-01-15", "安排项目", "", "XM1", "1000"]
HOUSEHOLD_HEADER = ["账簿", "户编号", "姓名", "身份证号", "纳入日期", "退出日期"]
HOUSEHOLD = [COUNTY, "H1", "示范户主", id_number(1), "2016-01-01", ""]
NOTICE_HEADER = [
    "账簿", "公示编号", "公示类型", "层级", "渠道", "开始日期", "结束日期", "照片指纹",
]  # fmt: skip
NOTICE = [COUNTY, "GS1", "年度计划", "县", "政府网站", "2022-03-10", "", ""]
LIST_HEADER = [
    "账簿", "名单编号", "名单类型", "名单来源", "法律依据", "数据截止日", "失效日期", "姓名",
    "身份证号",
]  # fmt: skip
FINDING_HEADER = [
    *("账簿", "问题编号", "报告文号", "报告日期", "问题类别", "责任单位", "整改方式", "整改期限"),
]
STEP_HEADER = ["账簿", "问题编号", "整改环节", "日期", "金额(元)"]
DONATION_HEADER = ["账簿", "捐赠编号", "事项", "捐赠人", "日期", "金额(元)"]
REVERSAL_HEADER = ["账簿", "凭证号", "冲销日期", "冲销原因"]


@dataclass(frozen=True)
class Case:
    """Sheets that provoke a problem, and where it must be said to be."""

    sheets: dict[str, Rows]
    row: int | None = None
    column: str | None = None
    value: str | None = None
    before: list[dict[str, Rows]] = field(default_factory=list)
    close_may: bool = False


def changed(header: list[str], row: list[object], column: str, value: object) -> Case:
    """A row, otherwise right, with a wrong value in one column of the sheet of payments."""
    position = header.index(column)
    sheets = {"支付": [header, [*row[:position], value, *row[position + 1 :]]]}
    return Case(sheets, 2, "ABCDEFGHIJ"[position], shown(value))


def shown(value: object) -> str:
    """A value as a problem shows it."""
    words = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return words if len(words) <= converting.LONGEST_VALUE else f"{words[:100]}…"


def wrong_payment(column: str, value: object) -> Case:
    """A payment with a wrong value in one of the columns every payment has."""
    return changed(PAYMENT_HEADER, payment("ZF1"), column, value)


def with_column(column: str, value: object) -> Case:
    """A payment with a wrong value in a further column."""
    return changed([*PAYMENT_HEADER, column], [*payment("ZF1"), ""], column, value)


def one_row(sheet: str, header: list[str], row: list[object], column: str, **case: object) -> Case:
    """One row of a sheet whose cell in `column` is wrong."""
    position = header.index(column)
    return Case({sheet: [header, row]}, 2, "ABCDEFGHIJ"[position], shown(row[position]), **case)


def replaced(row: list[object], position: int, value: object) -> list[object]:
    """A row with another value at a position."""
    return [*row[:position], value, *row[position + 1 :]]


ROUNDED = 110105194912310021.0
SECOND_SOURCE = {
    "资金下达": [
        [*TRANSFER_HEADER, "文内序号", "库款日期"],
        [COUNTY, "收到", "示财农〔2022〕2号", "2022-03-01", "9", PROVINCE, "甲", "", "1", ""],
        [COUNTY, "收到", "示财农〔2022〕2号", "2022-03-01", "9", PROVINCE, "乙", "", "2", ""],
        [COUNTY, "收到", "示财农〔2022〕3号", "2022-03-01", "900", PROVINCE, "丙", "", "1", ""],
    ],
    "资金安排": [
        ["账簿", "文号", "安排日期", "项目编号", "来源文号", "金额(元)"],
        [COUNTY, "安排3号", "2022-03-03", "XM1", "示财农〔2022〕3号", "900"],
    ],
}
OTHER_PROJECT = {"项目": [PROJECTS[0], [COUNTY, "XM2", "另一项目"]]}

CASES: dict[str, Case] = {
    # Cells.
    "required": wrong_payment("收款人名称", ""),
    "not_a_date": wrong_payment("支付日期", "2022-02-30"),
    "not_money": wrong_payment("金额(元)", "一千元"),
    "not_positive": wrong_payment("金额(元)", "-5"),
    "too_precise": wrong_payment("金额(元)", "1.005"),
    "too_large": wrong_payment("金额(元)", "1" + "0" * 16),
    "not_an_integer": with_column("附件张数", "三张"),
    "not_a_percent": one_row(
        "合同", [*CONTRACT_HEADER, "质保金比例(%)"], [*CONTRACT, "101"], "质保金比例(%)"
    ),
    "percent_or_fraction": one_row(
        "合同", [*CONTRACT_HEADER, "质保金比例(%)"], [*CONTRACT, 0.03], "质保金比例(%)"
    ),
    "not_yes_no": one_row(
        "资金安排",
        [*BASE["资金安排"][0], "使用整合资金"],
        [*BASE["资金安排"][1], "也许"],
        "使用整合资金",
    ),
    "not_a_choice": wrong_payment("支付方式", "微信"),
    "unknown_division": wrong_payment("账簿", "无此县"),
    "ambiguous_division": wrong_payment("账簿", "朝阳区"),
    "not_a_book_level": wrong_payment("账簿", "130407100"),
    "rounded_by_excel": Case(
        {"支付": [[*PAYMENT_HEADER, "证件号码"], [*payment("ZF1"), ROUNDED]]},
        2, "H", "110105…0000",
    ),
    "bad_id_number": Case(
        {"农户": [HOUSEHOLD_HEADER, replaced(HOUSEHOLD, 3, "110105194912310021")]},
        2, "D", "110105…0021",
    ),
    "bad_identity": Case(
        {"支付": [[*PAYMENT_HEADER, "证件号码"], [*payment("ZF1"), "91110000600037341M"]]},
        2, "H", "911100…341M",
    ),
    "bad_account": with_column("收款账号", "12"),
    "bad_phone": Case(
        {"农户": [[*HOUSEHOLD_HEADER, "手机号"], [*HOUSEHOLD, "12812345678"]]},
        2, "G", "128…78",
    ),
    "bad_economic_class": with_column("支出经济分类", "50201"),
    "bad_fingerprint": one_row(
        "公告公示", NOTICE_HEADER, replaced(NOTICE, 7, "照片.jpg"), "照片指纹"
    ),
    "too_long": wrong_payment("收款人名称", "长" * 4001 + " "),
    "formula_error": wrong_payment("收款人名称", "#N/A"),
    # Rows and sheets.
    "no_header": Case({"支付": [["随便", "写的"], ["一", "二"]]}),
    "missing_column": Case({"支付": [PAYMENT_HEADER[:-1], payment("ZF1")[:-1]]}, 1),
    "repeated_column": Case(
        {"支付": [[*PAYMENT_HEADER, "支付编号"], [*payment("ZF1"), "ZF2"]]}, 1, "H"
    ),
    "unknown_column": Case({"支付": [[*PAYMENT_HEADER, "心情"], [*payment("ZF1"), "好"]]}, 1, "H"),
    "no_unit": Case({"支付": [replaced(PAYMENT_HEADER, 5, "金额"), payment("ZF1")]}, 1, "F"),
    "total_differs": Case(
        {"支付": payments(payment("ZF1"), ["合计", "", "", "", "", "150", ""])}, 3, "F", "150"
    ),
    "empty_file": Case({"支付": [PAYMENT_HEADER]}),
    "unknown_sheet": Case({"草稿": [["一"]], "支付": payments(payment("ZF1"))}),
    "no_sheet": Case({"草稿": [["一"]]}),
    "same_reference_twice": Case(
        {"支付": payments(payment("ZF1"), payment("ZF1"))}, 3, "B", "ZF1"
    ),
    "same_reference_differs": one_row(
        "支付",
        PAYMENT_HEADER,
        payment("ZF1", "101"),
        "金额(元)",
        before=[{"支付": payments(payment("ZF1"))}],
    ),
    "day_to_come": wrong_payment("支付日期", "2199-05-01"),
    # References.
    "unknown_project": wrong_payment("项目编号", "XM9"),
    "unknown_contract": with_column("合同编号", "HT9"),
    "contract_of_other_project": one_row(
        "支付",
        [*PAYMENT_HEADER, "合同编号", "来源文号"],
        [*payment("ZF1", 项目编号="XM2"), "HT1", DOCUMENT],
        "合同编号",
        before=[{"合同": [CONTRACT_HEADER, CONTRACT]}, OTHER_PROJECT],
    ),
    "contract_rows_differ": Case(
        {
            "合同": [
                CONTRACT_HEADER,
                CONTRACT,
                [*replaced(CONTRACT, 3, "别的公司")[:6], "示财农〔2022〕3号"],
            ]
        },
        3, "B", "HT1",
        before=[SECOND_SOURCE],
    ),
    "contract_amount_changed": one_row(
        "合同",
        CONTRACT_HEADER,
        replaced(CONTRACT, 5, "2000"),
        "金额(元)",
        before=[{"合同": [CONTRACT_HEADER, CONTRACT]}],
    ),
    "unknown_payee": with_column("收款人编号", "SKR9"),
    "unknown_source": with_column("来源文号", "无此文〔2022〕1号"),
    "ambiguous_source": Case(
        {"支付": [[*PAYMENT_HEADER, "来源文号"], [*payment("ZF1"), "示财农〔2022〕2号"]]},
        2, "H", "示财农〔2022〕2号",
        before=[SECOND_SOURCE],
    ),
    "source_needed": Case(
        {"支付": payments(payment("ZF1"))}, 2, None, None, before=[SECOND_SOURCE]
    ),
    "no_source_of_project": Case(
        {"支付": payments(payment("ZF1", 项目编号="XM2"))}, 2, before=[OTHER_PROJECT]
    ),
    "source_document_required": one_row(
        "资金下达",
        TRANSFER_HEADER,
        [CITY, "下达", "文1", "2022-03-01", "5", COUNTY, "", ""],
        "来源文号",
    ),
    "fund_line_required": one_row(
        "资金下达",
        TRANSFER_HEADER,
        [COUNTY, "收到", "文1", "2022-03-01", "5", PROVINCE, "", ""],
        "资金名称",
    ),
    "counterparty_required": one_row(
        "资金下达",
        TRANSFER_HEADER,
        [COUNTY, "收到", "文1", "2022-03-01", "5", "", "衔接资金", ""],
        "对方区划",
    ),
    "donation_amount_required": one_row(
        "捐赠", DONATION_HEADER, [COUNTY, "JZ1", "捐赠", "某人", "2022-03-01", ""], "金额(元)"
    ),
    "unknown_donation": one_row(
        "捐赠", DONATION_HEADER, [COUNTY, "JZ9", "同意变更", "某人", "2022-03-01", ""], "捐赠编号"
    ),
    "due_before_report": one_row(
        "审计发现",
        FINDING_HEADER,
        [COUNTY, "SJ1", "审1", "2022-03-01", "DP-01", "某局", "立行立改", "2022-02-28"],
        "整改期限",
    ),
    "unknown_finding": one_row(
        "整改进展", STEP_HEADER, [COUNTY, "SJ9", "整改措施", "2022-03-01", ""], "问题编号"
    ),
    "amount_of_recovery": Case(
        {
            "审计发现": [
                FINDING_HEADER,
                [COUNTY, "SJ1", "审1", "2022-03-01", "DP-01", "某局", "立行立改", ""],
            ],
            "整改进展": [STEP_HEADER, [COUNTY, "SJ1", "收回资金", "2022-03-01", ""]],
        },
        2, "E", "",
    ),
    "project_code_required": one_row("整合方案", PLAN_HEADER, replaced(PLAN, 6, ""), "项目编号"),
    "plan_rows_differ": Case(
        {
            "整合方案": [
                PLAN_HEADER,
                PLAN,
                [COUNTY, "方案", "1", "2022-01-16", "纳入资金", DOCUMENT, "", "9"],
            ]
        },
        3, "D", "2022-01-16",
    ),
    "plan_version_exists": one_row(
        "整合方案",
        PLAN_HEADER,
        replaced(PLAN, 7, "2000"),
        "版本号",
        before=[{"整合方案": [PLAN_HEADER, PLAN]}],
    ),
    "unknown_voucher": one_row(
        "红字冲销", REVERSAL_HEADER, [COUNTY, "202203-99", "2022-06-01", "记错"], "凭证号"
    ),
    "cannot_reverse": one_row(
        "红字冲销", REVERSAL_HEADER, [COUNTY, "202203-1", "2022-02-01", "记错"], "凭证号"
    ),
    "exit_before_entry": one_row(
        "农户", HOUSEHOLD_HEADER, replaced(HOUSEHOLD, 5, "2015-12-31"), "退出日期"
    ),
    "end_before_start": one_row(
        "公告公示", NOTICE_HEADER, replaced(NOTICE, 6, "2022-03-09"), "结束日期"
    ),
    "expired_before_as_of": one_row(
        "比对名单",
        LIST_HEADER,
        [COUNTY, "SW1", "死亡", "民政局", "协议", "2022-12-31", "2022-12-30", "某", id_number(2)],
        "失效日期",
    ),
    # Promises.
    "period_closed": one_row(
        "支付", PAYMENT_HEADER, payment("ZF1"), "支付日期", close_may=True
    ),
    "below_zero": wrong_payment("金额(元)", "500000.01"),
}  # fmt: skip
