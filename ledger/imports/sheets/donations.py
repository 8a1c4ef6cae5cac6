"""The sheet of donations: gifts with the donor's will, and the donor's later consents."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import money, shared
from ledger.imports.sheets.projects import CATEGORY_CHOICES
from ledger.language import Text

SHEET = Sheet(
    "donations",
    Text("捐赠", "Donations"),
    Text("社会捐赠资金和捐赠人的意愿", "Gifts of money and what their donors want"),
    (
        shared.BOOK,
        Column(
            "donation_code",
            Text("捐赠编号", "Donation code"),
            Kind.DOCUMENT,
            Text("本账簿内唯一；用钱时作为来源文号", "Its own code; the source document later"),
            required=True,
        ),
        Column(
            "event",
            Text("事项", "Event"),
            Kind.CHOICE,
            Text(
                "捐赠，或捐赠人同意变更用途；空着为捐赠",
                "A gift, or the donor's consent to another use; a gift if empty",
            ),
            choices=(
                choice("gift", "捐赠", "gift"),
                choice("consent", "同意变更", "consent to a change"),
            ),
        ),
        shared.words("donor", Text("捐赠人", "Donor"), Text("捐赠人", "Who gives"), required=True),
        money.occurred(Text("日期", "Date"), Text("捐赠或同意之日", "The day")),
        shared.amount(
            Text("捐赠金额；同意变更的行空着", "The amount; empty for a consent"), required=False
        ),
        money.FUND_LINE,
        money.CASH_ON,
        shared.words(
            "will", Text("捐赠意愿", "Will"), Text("捐赠人的原话", "In the donor's words")
        ),
        Column(
            "restricted_category",
            Text("限定项目类别", "Only for category"),
            Kind.CHOICE,
            Text("只能用于哪类项目", "May be used only for such projects"),
            choices=CATEGORY_CHOICES,
        ),
        Column(
            "restricted_division",
            Text("限定地区", "Only in division"),
            Kind.DIVISION,
            Text("只能用于哪个地方", "May be used only there"),
        ),
        Column(
            "restricted_project",
            Text("限定项目编号", "Only for project"),
            Kind.CODE,
            Text("只能用于哪个项目", "May be used only for that project"),
        ),
        Column(
            "registered_only",
            Text("仅限建档立卡户", "Registered only"),
            Kind.YES_NO,
            Text("只能付给建档立卡户：是/否", "May be paid only to registered persons: yes/no"),
        ),
        shared.day(
            "use_by", Text("使用期限", "Use by"), Text("最迟使用之日", "The last day of use")
        ),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("捐赠资金", "donations"),
    example={
        "book": "130407",
        "donation_code": "JZ2022001",
        "donor": "某公益基金会",
        "occurred_on": "2022-05-20",
        "amount": "300000.00",
        "cash_on": "2022-05-20",
        "will": "用于教育帮扶",
        "restricted_category": "教育扶贫",
    },
)
