"""The sheet of findings: what audit reports ask units to put right, and by when."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

#: The column by which rectifications name their finding.
FINDING = Column(
    "finding_code",
    Text("问题编号", "Finding code"),
    Kind.CODE,
    Text("审计发现的编号，各不相同", "The number of the finding; no two share one"),
    required=True,
)
SHEET = Sheet(
    "findings",
    Text("审计发现", "Findings"),
    Text(
        "审计报告要求整改的问题，一个单位的一个问题一行；问题线索移送不登记在这里",
        "What audit reports ask to put right, a problem of a unit a row; no referrals",
    ),
    (
        shared.BOOK,
        FINDING,
        Column(
            "report_number",
            Text("报告文号", "Report number"),
            Kind.DOCUMENT,
            Text("审计报告或审计决定的文号", "Of the audit report or decision"),
            required=True,
        ),
        shared.day(
            "reported_on",
            Text("报告日期", "Reported on"),
            Text("审计报告的日期", "The day of the report"),
            required=True,
        ),
        shared.words(
            "problem",
            Text("问题类别", "Problem"),
            Text(
                "规则编号如 DP-01，或报告中的定性；同类问题写法要一致",
                "A rule's code such as DP-01, or the report's words; the same for the same problem",
            ),
            required=True,
        ),
        shared.words(
            "responsible_unit",
            Text("责任单位", "Responsible unit"),
            Text("要整改的单位全称", "The unit that is to put it right, in full"),
            required=True,
        ),
        shared.amount(Text("涉及金额", "The money it is about"), required=False),
        Column(
            "manner",
            Text("整改方式", "Manner"),
            Kind.CHOICE,
            Text("立行立改、分阶段整改或持续整改", "At once, by stages or continuing"),
            required=True,
            choices=(
                choice("at_once", "立行立改", "at once"),
                choice("by_stages", "分阶段整改", "by stages"),
                choice("continuing", "持续整改", "continuing"),
            ),
        ),
        shared.day(
            "due_on",
            Text("整改期限", "Due on"),
            Text("报告规定的最后一日；没有规定的空着", "The last day, if the report says one"),
        ),
        shared.EVIDENCE,
    ),
    aliases=("审计查出问题", "audit findings"),
    example={
        "book": "130407",
        "finding_code": "SJ2022001",
        "report_number": "冀审农报〔2022〕12号",
        "reported_on": "2022-06-30",
        "problem": "DP-05",
        "responsible_unit": "某县水利局",
        "amount": "120000.00",
        "manner": "立行立改",
        "due_on": "2022-08-31",
    },
)
