"""Sheets that provoke what may be wrong with contract changes and refunds, and where."""

from builders import COUNTY
from problem_cases import (
    CONTRACT,
    CONTRACT_HEADER,
    REVERSAL_HEADER,
    SECOND_SOURCE,
    Case,
    one_row,
    replaced,
)
from workbooks import DOCUMENT, payment, payments

REFUND_HEADER = ["账簿", "原支付编号", "退回类型", "退回日期", "金额(元)"]
REFUND = [COUNTY, "ZF1", "退票", "2022-06-01", "100"]
CHANGE_HEADER = ["账簿", "合同编号", "变更类型", "变更日期", "金额(元)", "来源文号"]
CHANGE = [COUNTY, "HT1", "调减", "2022-06-01", "1", DOCUMENT]

MOVEMENT_CASES: dict[str, Case] = {
    "change_before_signing": one_row(
        "合同变更",
        CHANGE_HEADER,
        replaced(CHANGE, 3, "2022-03-31"),
        "变更日期",
        before=[{"合同": [CONTRACT_HEADER, CONTRACT]}],
    ),
    "nothing_committed": one_row(
        "合同变更",
        CHANGE_HEADER,
        CHANGE,
        "合同编号",
        before=[
            {"合同": [CONTRACT_HEADER, CONTRACT]},
            {"合同变更": [CHANGE_HEADER, replaced(replaced(CHANGE, 2, "终止"), 4, "")]},
        ],
    ),
    "source_of_contract_needed": Case(
        {"合同变更": [CHANGE_HEADER, replaced(CHANGE, 5, "")]},
        2,
        "F",
        "",
        before=[
            SECOND_SOURCE,
            {
                "合同": [
                    CONTRACT_HEADER,
                    CONTRACT,
                    [*CONTRACT[:5], "900", "示财农〔2022〕3号"],
                ]
            },
        ],
    ),
    "unknown_payment": one_row("退款退票", REFUND_HEADER, REFUND, "原支付编号"),
    "payment_reversed": one_row(
        "退款退票",
        REFUND_HEADER,
        REFUND,
        "原支付编号",
        before=[
            {"支付": payments(payment("ZF1"))},
            {"红字冲销": [REVERSAL_HEADER, [COUNTY, "202205-1", "2022-05-20", "记错"]]},
        ],
    ),
    "refund_before_payment": one_row(
        "退款退票",
        REFUND_HEADER,
        replaced(REFUND, 3, "2022-04-30"),
        "退回日期",
        before=[{"支付": payments(payment("ZF1"))}],
    ),
    "refund_exceeds": one_row(
        "退款退票",
        REFUND_HEADER,
        replaced(REFUND, 4, "100.01"),
        "金额(元)",
        before=[{"支付": payments(payment("ZF1"))}],
    ),
}
