"""Sheets that provoke what may be wrong with other sources, openings and donated goods."""

from builders import COUNTY, PROVINCE
from problem_cases import CONTRACT_HEADER, TRANSFER_HEADER, Case, one_row, replaced
from workbooks import DOCUMENT

OPENED = "示财农〔2021〕9号"
LOAN_HEADER = ["账簿", "来源类型", "文号", "日期", "金额(元)", "出资单位", "到期日", "投资项目编号"]
LOAN = [COUNTY, "平台贷款", "借1号", "2022-03-01", "1000", "示范平台公司", "2027-03-01", ""]
OPENING_HEADER = [
    "账簿", "文号", "期初日", "原到达日期", "文件金额(元)", "资金名称", "可用(元)", "库款(元)",
    "依据",
]  # fmt: skip
OPENING = [
    COUNTY, OPENED, "2022-01-01", "2021-06-01", "1000", "衔接资金", "1000", "400", "结余表",
]  # fmt: skip
PART_HEADER = [
    "账簿", "文号", "期初日", "原到达日期", "文件金额(元)", "资金名称", "依据", "项目编号",
    "合同编号", "合同占用(元)",
]  # fmt: skip
PART = [
    COUNTY, OPENED, "2022-01-01", "2021-06-01", "1000", "衔接资金", "结余表", "XM1", "HT9", "1000",
]  # fmt: skip
GOODS_HEADER = ["账簿", "物资编号", "事项", "日期", "数量", "物资名称", "单位", "捐赠人"]
GOODS = [COUNTY, "WZ1", "收到", "2022-03-01", "100", "棉被", "床", "示范公司"]
GIVEN_HEADER = ["账簿", "物资编号", "事项", "日期", "数量", "领取人", "户编号"]
GIVEN = [COUNTY, "WZ1", "发放", "2022-03-02", "60", "某村小学", ""]
RECEIVED = [{"捐赠物资": [GOODS_HEADER, GOODS]}]


def opening(position: int, value: object, column: str) -> Case:
    """An opening, otherwise right, with a wrong value in one column."""
    return one_row("期初余额", OPENING_HEADER, replaced(OPENING, position, value), column)


def part(position: int, value: object, column: str) -> Case:
    """A part of an opening under a contract, with a wrong value in one column."""
    return one_row("期初余额", PART_HEADER, replaced(PART, position, value), column)


def loan(position: int, value: object, column: str, row: list[object] = LOAN) -> Case:
    """A loan with a wrong value in one column."""
    return one_row("其他来源", LOAN_HEADER, replaced(row, position, value), column)


def given(position: int, value: object, column: str) -> Case:
    """Goods that were given out, with a wrong value in one column."""
    row = replaced(GIVEN, position, value)
    return one_row("捐赠物资", GIVEN_HEADER, row, column, before=RECEIVED)


SOURCE_CASES: dict[str, Case] = {
    "not_a_quantity": one_row("捐赠物资", GOODS_HEADER, replaced(GOODS, 4, "若干"), "数量"),
    "terms_without_debt": loan(1, "投资收益", "到期日", [*LOAN[:6], "2027-03-01", "XM1"]),
    "due_before_arrival": loan(6, "2022-03-01", "到期日"),
    "project_of_return": loan(7, "XM1", "投资项目编号"),
    "unknown_household": given(6, "H9", "户编号"),
    "opening_rows_differ": Case(
        {
            "期初余额": [
                OPENING_HEADER,
                OPENING,
                replaced(replaced(OPENING, 6, ""), 3, "2021-06-02"),
            ]
        },
        3,
        "B",
        OPENED,
    ),
    "opened_before_arrival": opening(3, "2022-01-02", "原到达日期"),
    "opening_project_required": part(7, "", "项目编号"),
    "opening_contract_required": part(8, "", "合同编号"),
    "opening_does_not_add_up": opening(4, "1000.01", "文件金额(元)"),
    "opening_cash_exceeds": opening(7, "1000.01", "库款(元)"),
    "opening_of_known_source": opening(1, DOCUMENT, "文号"),
    "book_began_earlier": opening(2, "2022-03-02", "期初日"),
    "before_opening": one_row(
        "资金下达",
        TRANSFER_HEADER,
        [COUNTY, "收到", "示财农〔2021〕8号", "2021-12-31", "1", PROVINCE, "衔接资金", ""],
        "日期",
        before=[{"期初余额": [OPENING_HEADER, OPENING]}],
    ),
    "opening_exceeds_contract": Case(
        {
            "合同": [
                CONTRACT_HEADER,
                [COUNTY, "HT9", "XM1", "示范公司", "2021-12-01", "999.99", OPENED],
            ],
            "期初余额": [PART_HEADER, PART],
        },
        2,
        "I",
        "HT9",
    ),
    "unknown_goods": one_row("捐赠物资", GIVEN_HEADER, GIVEN, "物资编号"),
    "goods_before_receipt": given(3, "2022-02-28", "日期"),
    "goods_recipient_required": given(5, "", "领取人"),
    "goods_exceed": given(4, "100.001", "数量"),
    "goods_return_exceeds": given(2, "退回", "数量"),
}
