"""The sheet of entitlements: what each household is due, by when, and what it says it received."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "entitlements",
    Text("到户发放清单", "Entitlements"),
    Text(
        "批准发到户的补贴，一户、一个项目、一段所属期一行；实际发放另填在“支付”",
        "What was approved for households: one household, project and period a row; what was "
        "paid stands in the sheet of disbursements",
    ),
    (
        shared.BOOK,
        Column(
            "entitlement_code",
            Text("清单编号", "Entitlement code"),
            Kind.CODE,
            Text("本账簿内唯一的编号，一行一个", "Its own code in this book, one a row"),
            required=True,
        ),
        shared.PROJECT,
        Column(
            "household_code",
            Text("户编号", "Household"),
            Kind.CODE,
            Text("“农户”表中的编号", "The number in the sheet of households"),
            required=True,
        ),
        shared.day(
            "period_from",
            Text("补贴所属期起", "Subsidy period from"),
            Text(
                "补贴从哪天算起；一次性的补贴空着",
                "The first day it is due for; empty for a subsidy of no period",
            ),
        ),
        shared.day(
            "period_until",
            Text("补贴所属期止", "Subsidy period until"),
            Text(
                "全年的补贴按月、按季支付的，填最后一天；空着就只对应同一天起的支付",
                "The last day, where a year's is paid by months; empty: payments of that very "
                "first day only",
            ),
        ),
        Column(
            "quantity",
            Text("数量", "Quantity"),
            Kind.QUANTITY,
            Text("人数、亩数、月数等，与补贴标准相乘", "Persons, mu, months: times the standard"),
        ),
        shared.words("unit", Text("单位", "Unit"), Text("人、亩、月……", "Persons, mu, months")),
        Column(
            "standard_amount",
            Text("补贴标准(元)", "Standard (yuan)"),
            Kind.MONEY,
            Text("每单位多少元", "Yuan for one unit"),
            aliases=("补贴标准",),
        ),
        Column(
            "standard_document",
            Text("标准文号", "Standard's document"),
            Kind.DOCUMENT,
            Text("规定该标准的文件", "The document that sets the standard"),
        ),
        Column(
            "approved_amount",
            Text("审批金额(元)", "Approved (yuan)"),
            Kind.MONEY,
            Text("批准发给这一户多少", "What was approved for the household"),
            required=True,
            aliases=("审批金额",),
        ),
        shared.day(
            "approved_on",
            Text("审批日期", "Approved on"),
            Text("清单批准之日", "The day the list was approved"),
            required=True,
        ),
        shared.day(
            "due_on",
            Text("发放到期日", "Due on"),
            Text("最迟哪天发到户", "By when it is to be paid"),
            required=True,
        ),
        Column(
            "confirmed_amount",
            Text("农户确认金额(元)", "Confirmed (yuan)"),
            Kind.SIGNED_MONEY,
            Text(
                "入户核实时农户说到那天为止收到多少；一分没收到填 0",
                "What the household said it had received by then; 0 for nothing",
            ),
            aliases=("农户确认金额",),
        ),
        shared.day(
            "confirmed_on",
            Text("农户确认日期", "Confirmed on"),
            Text("入户核实之日", "The day the household was asked"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("发放清单", "发放花名册", "entitlements"),
    example={
        "book": "130407",
        "entitlement_code": "QD2022001",
        "project_code": "XM2022001",
        "household_code": "H0001",
        "period_from": "2022-01-01",
        "period_until": "2022-12-31",
        "quantity": "12",
        "unit": "月",
        "standard_amount": "300.00",
        "standard_document": "某财农〔2022〕1号",
        "approved_amount": "3600.00",
        "approved_on": "2022-01-10",
        "due_on": "2022-12-20",
    },
)
