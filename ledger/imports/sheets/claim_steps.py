"""The sheet of claim steps: who checked a claim, and who approved or returned it, and when."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.imports.sheets.claims import CLAIM
from ledger.language import Text

SHEET = Sheet(
    "claim_steps",
    Text("报账审核", "Claim steps"),
    Text(
        "报账申请的每一步：先审核，再批准或退回，各有日期和人",
        "Every step of a claim: checked, then approved or returned, with its day and person",
    ),
    (
        shared.BOOK,
        CLAIM,
        Column(
            "step",
            Text("步骤", "Step"),
            Kind.CHOICE,
            Text("做到哪一步", "Which step was done"),
            required=True,
            choices=(
                choice("checked", "审核", "checked"),
                choice("approved", "批准", "approved"),
                choice("returned", "退回", "returned"),
            ),
        ),
        shared.day("occurred_on", Text("日期", "Date"), Text("当日", "The day"), required=True),
        shared.words(
            "actor", Text("办理人", "Actor"), Text("审核人或审批人", "Who did it"), required=True
        ),
        shared.amount(
            Text(
                "批准时填：批准支付的金额；空着=按申请金额",
                "On approval: what may be paid; empty means all that was asked for",
            ),
            required=False,
        ),
        shared.words(
            "reason", Text("意见", "Opinion"), Text("退回时必填原因", "Needed where it is returned")
        ),
        shared.EVIDENCE,
    ),
    aliases=("报账步骤", "claim steps"),
    example={
        "book": "130407",
        "claim_code": "BZ2022001",
        "step": "审核",
        "occurred_on": "2022-06-14",
        "actor": "张某",
        "reason": "资料齐全，工程量属实",
    },
)
