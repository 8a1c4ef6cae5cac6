"""The sheet of integration plans: what money a plan pools and which projects it pays for."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "integration_plans",
    Text("整合方案", "Integration plans"),
    Text(
        "统筹整合方案：纳入哪些资金，安排哪些项目。新版本要把各行重新列全",
        "What a plan pools and what it pays for; a new version lists all of its rows again",
    ),
    (
        shared.BOOK,
        Column(
            "plan_code",
            Text("方案编号", "Plan code"),
            Kind.CODE,
            Text("如 2022年统筹整合方案", "The plan's code"),
            required=True,
        ),
        Column(
            "version_number",
            Text("版本号", "Version"),
            Kind.INTEGER,
            Text("1、2、3……", "1, 2, 3 ..."),
            required=True,
        ),
        shared.day(
            "approved_on",
            Text("批准日期", "Approved on"),
            Text("本版本批准之日", "The day this version was approved"),
            required=True,
        ),
        shared.words(
            "approved_by", Text("批准单位", "Approved by"), Text("批准单位", "Who approved it")
        ),
        shared.day("filed_on", Text("报备日期", "Filed on"), Text("报备之日", "The day")),
        shared.words("filed_with", Text("报备单位", "Filed with"), Text("向谁报备", "With whom")),
        Column(
            "item_kind",
            Text("类别", "Row kind"),
            Kind.CHOICE,
            Text("纳入资金或安排项目", "Money pooled, or a project paid for"),
            required=True,
            choices=(
                choice("pooled", "纳入资金", "money pooled"),
                choice("project", "安排项目", "project paid for"),
            ),
        ),
        shared.SOURCE_DOCUMENT,
        shared.SOURCE_LINE,
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("安排项目的行填", "For a row that pays for a project"),
        ),
        shared.amount(
            Text("纳入的资金总额或项目的计划金额", "All that is pooled, or the project's share")
        ),
        shared.EVIDENCE,
    ),
    aliases=("统筹整合方案", "integration_plans"),
    example={
        "book": "130407",
        "plan_code": "2022年统筹整合方案",
        "version_number": "1",
        "approved_on": "2022-04-01",
        "item_kind": "安排项目",
        "project_code": "XM2022001",
        "amount": "860000.00",
    },
)
