"""The sheet of progress reports: how much of the work was verified as done."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "progress_reports",
    Text("形象进度", "Progress reports"),
    Text(
        "经核实的完成进度；整个项目的不填合同编号",
        "Verified progress; without a contract it is the whole project's",
    ),
    (
        shared.BOOK,
        shared.PROJECT,
        Column(
            "contract_code",
            Text("合同编号", "Contract code"),
            Kind.CODE,
            Text("某份合同的进度才填", "Where it is one contract's"),
        ),
        shared.day(
            "occurred_on",
            Text("核实日期", "Verified on"),
            Text("核实之日", "The day"),
            required=True,
        ),
        Column(
            "percent",
            Text("完成进度(%)", "Progress (%)"),
            Kind.PERCENT,
            Text("从开工起累计完成，0 到 100", "Done since the beginning, 0 to 100"),
            required=True,
        ),
        shared.words(
            "verified_by",
            Text("核实人", "Verified by"),
            Text("监理、乡镇或主管部门的核实人", "Who verified it"),
            required=True,
        ),
        shared.words(
            "correction_reason",
            Text("更正原因", "Correction"),
            Text("比前一次少的，写明原因", "Why it is less than before, where it is"),
        ),
        shared.EVIDENCE,
    ),
    aliases=("工程进度", "progress reports"),
    example={
        "book": "130407",
        "project_code": "XM2022001",
        "contract_code": "HT2022001",
        "occurred_on": "2022-06-12",
        "percent": "32.5",
        "verified_by": "某监理公司 李某",
    },
)
