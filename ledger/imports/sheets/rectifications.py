"""The sheet of rectifications: what was done about findings, looked at again and closed."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import findings, shared
from ledger.language import Text

SHEET = Sheet(
    "rectifications",
    Text("整改进展", "Rectifications"),
    Text(
        "审计发现的整改措施、收回资金、复查和销号，每次一行",
        "Measures, money recovered, re-checks and closings of findings: a row each",
    ),
    (
        shared.BOOK,
        findings.FINDING,
        Column(
            "step",
            Text("整改环节", "Step"),
            Kind.CHOICE,
            Text("做了什么", "What was done"),
            required=True,
            choices=(
                choice("measure", "整改措施", "measure"),
                choice("recovered", "收回资金", "recovered"),
                choice("recheck_passed", "复查通过", "re-check passed"),
                choice("recheck_failed", "复查未通过", "re-check failed"),
                choice("closed", "销号", "closed"),
            ),
        ),
        shared.day("occurred_on", Text("日期", "Date"), Text("发生之日", "The day"), required=True),
        shared.amount(Text("收回资金的填收回金额", "Of money recovered"), required=False),
        shared.words(
            "contents", Text("内容", "Contents"), Text("措施或复查的内容", "What was done or seen")
        ),
        shared.EVIDENCE,
    ),
    aliases=("问题整改", "rectification"),
    example={
        "book": "130407",
        "finding_code": "SJ2022001",
        "step": "收回资金",
        "occurred_on": "2022-07-20",
        "amount": "120000.00",
        "contents": "多付工程款退回国库",
        "evidence": "收款回单",
    },
)
