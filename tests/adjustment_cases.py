"""Sheets that provoke what may be wrong with adjusted transfers and year ends, and where."""

from builders import CITY, COUNTY, OTHER_COUNTY, PROVINCE
from problem_cases import REVERSAL_HEADER, TRANSFER_HEADER, Case, one_row, replaced
from workbooks import DOCUMENT

ADJUSTMENT_HEADER = [
    "账簿", "本方", "调整类型", "文号", "调整日期", "原指标文号", "对方区划", "金额(元)",
]  # fmt: skip
ADJUSTMENT = [COUNTY, "收到方", "追减", "调1号", "2022-04-01", DOCUMENT, "", "100"]
TAKING_HEADER = [
    "账簿", "事项", "文号", "日期", "来源文号", "项目编号", "整合资金", "金额(元)", "结转后文号",
]  # fmt: skip
TAKING = [COUNTY, "结转", "年终1号", "2022-12-31", DOCUMENT, "", "", "100", ""]
#: The city issued 10 yuan each to two counties under one document.
ISSUED = {
    "资金下达": [
        TRANSFER_HEADER,
        [CITY, "收到", "市1号", "2022-03-01", "20", PROVINCE, "衔接资金", ""],
        [CITY, "下达", "市2号", "2022-03-02", "10", COUNTY, "", "市1号"],
        [CITY, "下达", "市2号", "2022-03-02", "10", OTHER_COUNTY, "", "市1号"],
    ]
}
OF_ISSUE = [CITY, "下达方", "收回", "市调1号", "2022-04-01", "市2号", COUNTY, "10"]

ADJUSTMENT_CASES: dict[str, Case] = {
    "unknown_transfer": one_row(
        "指标调整", ADJUSTMENT_HEADER, replaced(ADJUSTMENT, 1, "下达方"), "原指标文号"
    ),
    "ambiguous_transfer": one_row(
        "指标调整",
        ADJUSTMENT_HEADER,
        replaced(OF_ISSUE, 6, ""),
        "原指标文号",
        before=[ISSUED],
    ),
    "transfer_reversed": one_row(
        "指标调整",
        ADJUSTMENT_HEADER,
        OF_ISSUE,
        "原指标文号",
        before=[
            ISSUED,
            {"红字冲销": [REVERSAL_HEADER, [CITY, "202203-2", "2022-03-20", "记错"]]},
        ],
    ),
    "adjustment_before_transfer": one_row(
        "指标调整",
        ADJUSTMENT_HEADER,
        replaced(ADJUSTMENT, 4, "2022-02-28"),
        "调整日期",
    ),
    "adjustment_exceeds": one_row(
        "指标调整",
        ADJUSTMENT_HEADER,
        replaced(OF_ISSUE, 7, "10.01"),
        "金额(元)",
        before=[ISSUED],
    ),
    "pooled_and_project": one_row(
        "结余收回结转",
        TAKING_HEADER,
        replaced(replaced(TAKING, 5, "XM1"), 6, "是"),
        "整合资金",
    ),
    "new_document_of_take_back": one_row(
        "结余收回结转",
        TAKING_HEADER,
        replaced(replaced(TAKING, 1, "收回"), 8, "新文号"),
        "结转后文号",
    ),
    "take_back_before_arrival": one_row(
        "结余收回结转", TAKING_HEADER, replaced(TAKING, 3, "2022-02-28"), "日期"
    ),
}
