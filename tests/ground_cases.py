"""Sheets that provoke what may be wrong with claims, re-issues, progress and sign-offs."""

from builders import COUNTY
from movement_cases import REFUND, REFUND_HEADER
from problem_cases import CONTRACT, CONTRACT_HEADER, OTHER_PROJECT, Case, one_row, replaced
from workbooks import PAYMENT_HEADER, Rows, payment

HEBEI = "130407"
CLAIM_HEADER = ["账簿", "报账编号", "项目编号", "报账单位", "金额(元)", "申请日期"]
CLAIM = [COUNTY, "BZ1", "XM1", "示范单位", "100", "2022-04-10"]
STEP_HEADER = ["账簿", "报账编号", "步骤", "日期", "办理人", "金额(元)", "意见"]
CHECKED = [COUNTY, "BZ1", "审核", "2022-04-12", "甲", "", ""]
APPROVED = [COUNTY, "BZ1", "批准", "2022-04-15", "乙", "", ""]
RETURNED = [COUNTY, "BZ1", "退回", "2022-04-15", "乙", "", "资料不全"]
CLAIMED: dict[str, Rows] = {"报账申请": [CLAIM_HEADER, CLAIM]}
CONTRACTED: dict[str, Rows] = {"合同": [CONTRACT_HEADER, CONTRACT]}
PROGRESS_HEADER = ["账簿", "项目编号", "合同编号", "核实日期", "完成进度(%)", "核实人"]
PROGRESS = [COUNTY, "XM1", "HT1", "2022-05-01", "40", "丙"]
SIGN_HEADER = [
    "账簿", "签批单号", "类别", "项目编号", "批次号", "签字身份", "签字人", "签字日期",
]  # fmt: skip
SIGNED = [COUNTY, "SLQ1", "项目", "XM1", "", "实施单位", "丁", "2022-04-20"]


def steps(*rows: list[object]) -> dict[str, Rows]:
    """The sheet of claim steps."""
    return {"报账审核": [STEP_HEADER, *rows]}


def paid_with(column: str, value: str, before: list[dict[str, Rows]]) -> Case:
    """A payment that names a claim or the payment it pays again, wrongly."""
    sheets = {"支付": [[*PAYMENT_HEADER, column], [*payment("ZF2"), value]]}
    return Case(sheets, 2, "H", value, before=before)


def step_case(row: list[object], column: str, *before: dict[str, Rows]) -> Case:
    """A wrong step of a claim."""
    return one_row("报账审核", STEP_HEADER, row, column, before=[CLAIMED, *before])


def progress_case(row: list[object], column: str, *before: list[object]) -> Case:
    """A wrong progress report, after others."""
    earlier: dict[str, Rows] = {"形象进度": [PROGRESS_HEADER, *before]}
    return one_row(
        "形象进度",
        PROGRESS_HEADER,
        row,
        column,
        before=[CONTRACTED, earlier] if before else [CONTRACTED],
    )


APPROVED_CLAIM = [CLAIMED, steps(CHECKED, APPROVED)]
PAID_UNDER_CONTRACT = [*PAYMENT_HEADER, "合同编号"]

GROUND_CASES: dict[str, Case] = {
    "unknown_claim": paid_with("报账编号", "BZ9", []),
    "claim_not_approved": paid_with("报账编号", "BZ1", [CLAIMED, steps(CHECKED)]),
    "claim_returned": paid_with("报账编号", "BZ1", [CLAIMED, steps(RETURNED)]),
    "paid_before_claim_approved": paid_with(
        "报账编号", "BZ1", [CLAIMED, steps(CHECKED, replaced(APPROVED, 3, "2022-05-02"))]
    ),
    "claim_of_other_project": paid_with(
        "报账编号",
        "BZ1",
        [
            OTHER_PROJECT,
            {"报账申请": [CLAIM_HEADER, replaced(CLAIM, 2, "XM2")]},
            steps(CHECKED, APPROVED),
        ],
    ),
    "claim_of_other_contract": paid_with(
        "报账编号",
        "BZ1",
        [
            CONTRACTED,
            {"报账申请": [[*CLAIM_HEADER, "合同编号"], [*CLAIM, "HT1"]]},
            steps(CHECKED, APPROVED),
        ],
    ),
    "payee_not_of_claim": Case(
        {"支付": [[*PAYMENT_HEADER, "报账编号"], [*payment("ZF2"), "BZ1"]]},
        2,
        "E",
        "示范收款人",
        before=[
            {"报账申请": [[*CLAIM_HEADER, "收款人名称"], [*CLAIM, "另一收款人"]]},
            steps(CHECKED, APPROVED),
        ],
    ),
    "claim_exceeded": Case(
        {"支付": [[*PAYMENT_HEADER, "报账编号"], [*payment("ZF2", "100.01"), "BZ1"]]},
        2,
        "F",
        "100.01",
        before=APPROVED_CLAIM,
    ),
    "payee_not_of_contract": Case(
        {"支付": [PAID_UNDER_CONTRACT, [*payment("ZF2"), "HT1"]]},
        2,
        "E",
        "示范收款人",
        before=[CONTRACTED],
    ),
    "claim_decided": step_case(RETURNED, "步骤", steps(CHECKED, APPROVED)),
    "claim_not_checked": step_case(APPROVED, "步骤"),
    "claim_step_too_early": step_case(replaced(CHECKED, 3, "2022-04-09"), "日期"),
    "approved_above_claim": step_case(replaced(APPROVED, 5, "100.01"), "金额(元)", steps(CHECKED)),
    "amount_without_approval": step_case(replaced(CHECKED, 5, "100"), "金额(元)"),
    "payment_not_bounced": paid_with(
        "补发原支付编号", "ZF1", [{"支付": [PAYMENT_HEADER, payment("ZF1")]}]
    ),
    "reissue_exceeds": paid_with(
        "补发原支付编号",
        "ZF1",
        [
            {"支付": [PAYMENT_HEADER, payment("ZF1")]},
            {"退款退票": [REFUND_HEADER, replaced(replaced(REFUND, 3, "2022-05-01"), 4, "60")]},
        ],
    ),
    "progress_before_signing": progress_case(replaced(PROGRESS, 3, "2022-03-31"), "核实日期"),
    "progress_goes_back": progress_case(
        replaced(replaced(PROGRESS, 3, "2022-06-01"), 4, "39.99"), "完成进度(%)", PROGRESS
    ),
    "progress_above_later": progress_case(
        replaced(replaced(PROGRESS, 3, "2022-04-20"), 4, "40.01"), "完成进度(%)", PROGRESS
    ),
    "sign_off_of_persons": one_row("四联签", SIGN_HEADER, replaced(SIGNED, 2, "到人"), "类别"),
    "sign_off_rows_differ": one_row(
        "四联签",
        SIGN_HEADER,
        replaced(replaced(SIGNED, 3, "XM2"), 6, "戊"),
        "签批单号",
        before=[OTHER_PROJECT, {"四联签": [SIGN_HEADER, SIGNED]}],
    ),
    "final_without_sign_off": Case(
        {"支付": [[*PAYMENT_HEADER, "报账编号"], [HEBEI, *payment("ZF2")[1:], "BZ1"]]},
        2,
        "H",
        "BZ1",
        before=[
            {
                "本级安排": [
                    ["账簿", "文号", "安排日期", "金额(元)", "资金名称", "库款日期"],
                    [HEBEI, "肥财〔2022〕1号", "2022-03-01", "1000", "县级资金", "2022-03-01"],
                ],
                "项目": [["账簿", "项目编号", "项目名称"], [HEBEI, "XM1", "示范项目"]],
                "资金安排": [
                    ["账簿", "文号", "安排日期", "项目编号", "来源文号", "金额(元)"],
                    [HEBEI, "安排1号", "2022-03-03", "XM1", "肥财〔2022〕1号", "1000"],
                ],
            },
            {
                "报账申请": [[*CLAIM_HEADER, "末次付款"], [HEBEI, *CLAIM[1:], "是"]],
                "报账审核": [STEP_HEADER, [HEBEI, *CHECKED[1:]], [HEBEI, *APPROVED[1:]]],
            },
        ],
    ),
}
