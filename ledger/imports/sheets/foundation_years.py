"""The sheet of foundations' years: what they took in and spent, and what managing cost."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text


def money(key: str, header: Text, explanation: Text, *, required: bool = True) -> Column:
    """A figure of the year in yuan; nothing at all is a figure too."""
    return Column(key, header, Kind.MONEY, explanation, required=required)


SHEET = Sheet(
    "foundation_years",
    Text("基金会年度收支", "Foundations' years"),
    Text(
        "接收、使用扶贫捐赠的基金会，按年度工作报告和财务会计报告填写",
        "Foundations that take and use gifts for the poor, from their yearly reports",
    ),
    (
        shared.BOOK,
        Column(
            "report_code",
            Text("报告编号", "Report code"),
            Kind.CODE,
            Text("本账簿内唯一的编号，一个基金会一年一个", "One a foundation and year"),
            required=True,
        ),
        shared.words(
            "foundation", Text("基金会", "Foundation"), Text("名称", "Its name"), required=True
        ),
        shared.day(
            "ends_on",
            Text("年度截止日", "Year ends on"),
            Text("会计年度的最后一日", "The last day of the year"),
            required=True,
        ),
        Column(
            "may_raise",
            Text("有公开募捐资格", "May raise from the public"),
            Kind.YES_NO,
            Text("当年有没有公开募捐资格：是/否", "In that year: yes/no"),
            required=True,
        ),
        money(
            "spending_amount",
            Text("年度总支出(元)", "Spent (yuan)"),
            Text("当年总支出", "All that it spent in the year"),
        ),
        money(
            "charity_amount",
            Text("慈善活动支出(元)", "Spent on charity (yuan)"),
            Text("其中开展慈善活动的支出", "Of it, on charity"),
        ),
        money(
            "management_amount",
            Text("管理费用(元)", "Spent on management (yuan)"),
            Text("其中管理费用", "Of it, on its management"),
        ),
        money(
            "income_before_amount",
            Text("上一年总收入(元)", "Income of the year before (yuan)"),
            Text("上一年的总收入", "All that it took in then"),
            required=False,
        ),
        money(
            "average_income_amount",
            Text("前三年平均收入(元)", "Average income (yuan)"),
            Text("前三年收入的平均数额", "A year, in the three years before"),
            required=False,
        ),
        shared.words(
            "exemption",
            Text("特殊情况", "Excused"),
            Text(
                "已报告民政部门并公开说明的，写明文号",
                "What was reported and explained",
            ),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("基金会年报", "foundation years"),
    example={
        "book": "130407",
        "report_code": "JJH2022",
        "foundation": "某区乡村振兴基金会",
        "ends_on": "2022-12-31",
        "may_raise": "是",
        "spending_amount": "900000.00",
        "charity_amount": "840000.00",
        "management_amount": "60000.00",
        "income_before_amount": "1000000.00",
    },
)
