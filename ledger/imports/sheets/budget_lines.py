"""The sheet of budget lines: what a government's own budget says, year by year."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "budget_lines",
    Text("本级预算", "Budget lines"),
    Text(
        "本级预算草案和调整里的数：本级安排的衔接（扶贫）资金、列入本级预算的上级转移支付、"
        "一般公共预算收入、对口帮扶支出；资金本身另填在“本级安排”“资金下达”",
        "Figures of the own budget and its changes: own poverty money, transfers from above that "
        "it takes in, general revenue, aid to others; the money itself stands in the other sheets",
    ),
    (
        shared.BOOK,
        Column(
            "line_code",
            Text("预算行编号", "Line code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
        ),
        Column(
            "fiscal_year",
            Text("预算年度", "Fiscal year"),
            Kind.INTEGER,
            Text("四位数年份，如 2022", "The year in four digits, such as 2022"),
            required=True,
        ),
        Column(
            "kind",
            Text("预算项目", "Kind"),
            Kind.CHOICE,
            Text("这一行是什么数", "What the figure is"),
            required=True,
            choices=(
                choice(
                    "own_funds", "本级安排的衔接资金", "own poverty money", "本级安排的扶贫资金"
                ),
                choice("transfer", "上级转移支付", "transfer from above"),
                choice("revenue", "一般公共预算收入", "general public budget revenue"),
                choice("aid", "对口帮扶支出", "paired aid given", "帮扶支出"),
            ),
        ),
        shared.amount(Text("预算数", "The figure")),
        shared.day(
            "entered_on",
            Text("批准或列入日期", "Entered on"),
            Text(
                "人大批准预算之日；年中列入的，列入之日",
                "The day the budget was approved, or the line entered during the year",
            ),
            required=True,
        ),
        Column(
            "document_no",
            Text("上级指标文号", "Document from above"),
            Kind.DOCUMENT,
            Text("上级转移支付填它的文号", "Of a transfer: the document it came by"),
        ),
        Column(
            "added",
            Text("年中增加", "Added in the year"),
            Kind.YES_NO,
            Text("是否预算批准以后增加的专项：是/否", "Special money after the approval: yes/no"),
        ),
        shared.day(
            "reported_on",
            Text("报告人大常委会日期", "Reported on"),
            Text("年中增加的专项向本级人大常委会报告之日", "When the standing committee was told"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("预算", "budget lines"),
    example={
        "book": "130407",
        "line_code": "YS2022001",
        "fiscal_year": "2022",
        "kind": "本级安排的衔接资金",
        "amount": "12000000.00",
        "entered_on": "2022-01-28",
    },
)
