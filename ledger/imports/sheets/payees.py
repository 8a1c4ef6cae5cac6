"""The sheet of payees: who may be paid, and into which account."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

PAYEE_KIND_CHOICES = (
    choice("registered_household", "建档立卡户", "registered household"),
    choice("farm_household", "农户", "farm household"),
    choice("person", "其他个人", "other person"),
    choice("enterprise", "企业", "enterprise"),
    choice("cooperative", "合作社", "cooperative"),
    choice("public_unit", "行政事业单位", "public unit"),
    choice("village_collective", "村集体", "village collective"),
    choice("other", "其他", "other"),
)

SHEET = Sheet(
    "payees",
    Text("收款人", "Payees"),
    Text("收款的人和单位；支付表中首次出现的会自动登记", "Persons and units that are paid"),
    (
        shared.BOOK,
        Column(
            "payee_code",
            Text("收款人编号", "Payee code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
        ),
        shared.name("name", Text("名称", "Name"), Text("姓名或单位名称", "The name")),
        Column(
            "kind",
            Text("类型", "Kind"),
            Kind.CHOICE,
            Text("收款人的类型", "What kind of payee"),
            required=True,
            choices=PAYEE_KIND_CHOICES,
        ),
        Column(
            "identity",
            Text("证件号码", "Identity"),
            Kind.IDENTITY,
            shared.IDENTITY_NOTE,
            aliases=("身份证号", "身份证号码"),
        ),
        Column(
            "account",
            Text("账号", "Account"),
            Kind.ACCOUNT,
            shared.ACCOUNT_NOTE,
            aliases=("银行账号", "收款账号"),
        ),
        shared.PHONE,
        shared.words("bank", Text("开户行", "Bank"), Text("开户银行", "The bank")),
        Column(
            "household_code",
            Text("户编号", "Household"),
            Kind.CODE,
            Text("“农户”表中的户编号", "The household's number in the sheet of households"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("payees",),
    example={
        "book": "130407",
        "payee_code": "SKR0001",
        "name": "某市政工程有限公司",
        "kind": "企业",
        "account": "13001234567890123456",
        "bank": "某银行肥乡支行",
    },
)
