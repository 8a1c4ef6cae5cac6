"""The sheet of statements: the balances of an account at both ends of a period."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

ACCOUNT = Column(
    "account",
    Text("本方账号", "Own account"),
    Kind.ACCOUNT,
    Text(
        "对账单是哪个账户的；国库只有一个账户的可空着",
        "Whose statement it is; may be empty where the treasury has one account",
    ),
    aliases=("付款账号", "账号", "付款人账号"),
)

SHEET = Sheet(
    "statements",
    Text("对账单", "Statements"),
    Text(
        "国库或银行对账单的起止日期和余额，用来编余额调节表；明细填在“对账单明细”",
        "The period and balances of a treasury or bank statement; its lines have their own sheet",
    ),
    (
        shared.BOOK,
        Column(
            "external_reference",
            Text("对账单编号", "Statement no."),
            Kind.CODE,
            Text("空着则按账户和起止日期确定", "Left empty it is made from the account and period"),
        ),
        ACCOUNT,
        shared.words("bank", Text("开户行", "Bank"), Text("国库或开户银行", "Treasury or bank")),
        Column(
            "account_kind",
            Text("账户类型", "Kind of account"),
            Kind.CHOICE,
            Text("空着为国库账户", "The treasury's if empty"),
            choices=(
                choice("treasury", "国库", "treasury", "国库单一账户"),
                choice("zero_balance", "零余额账户", "zero-balance account"),
                choice("fiscal_account", "财政专户", "fiscal account"),
                choice("unit_account", "单位实有资金账户", "unit's own account", "实有资金账户"),
            ),
        ),
        shared.words(
            "account_ground",
            Text("开户批准或依据", "Ground of the account"),
            Text(
                "财政专户、单位账户填批准开户的文号或法定依据",
                "Of a fiscal or a unit's account: what approved it, or the law it stands on",
            ),
        ),
        shared.day("starts_on", Text("起始日期", "From"), Text("首日", "First day"), required=True),
        shared.day("ends_on", Text("截止日期", "To"), Text("末日", "Last day"), required=True),
        Column(
            "opening_balance",
            Text("期初余额(元)", "Opening balance (yuan)"),
            Kind.SIGNED_MONEY,
            Text("首日开始时的余额", "What stood there at the beginning"),
            aliases=("期初余额", "上期余额"),
        ),
        Column(
            "closing_balance",
            Text("期末余额(元)", "Closing balance (yuan)"),
            Kind.SIGNED_MONEY,
            Text("末日结束时的余额", "What stood there at the end"),
            required=True,
            aliases=("期末余额", "本期余额"),
        ),
        shared.EVIDENCE,
    ),
    aliases=("statements",),
    example={
        "book": "130407",
        "account": "13009876543210987654",
        "bank": "某支库",
        "starts_on": "2022-06-01",
        "ends_on": "2022-06-30",
        "opening_balance": "800000.00",
        "closing_balance": "546500.00",
    },
)
