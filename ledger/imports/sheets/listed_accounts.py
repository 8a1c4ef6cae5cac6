"""The sheet of listed accounts: the bank accounts of units, by the bank and by their own books."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "listed_accounts",
    Text("账户清单", "Account lists"),
    Text(
        "单位的银行账户，一户一行；银行提供的和单位账内的各列一份，用来查账外账户",
        "Accounts of units, one a row: the bank's list and the unit's own, to be compared",
    ),
    (
        shared.BOOK,
        Column(
            "listed_by",
            Text("清单类别", "List"),
            Kind.CHOICE,
            Text("谁列的清单", "Whose list it is"),
            required=True,
            choices=(
                choice("bank", "银行查询", "the bank's", "银行"),
                choice("unit", "单位账内", "the unit's own", "单位"),
            ),
        ),
        shared.words(
            "origin",
            Text("清单来源", "Origin"),
            Text("由哪家银行或哪个单位提供", "Who handed it over"),
            required=True,
        ),
        shared.day(
            "as_of",
            Text("数据截止日", "As of"),
            Text("清单反映到哪一天", "The day it shows"),
            required=True,
        ),
        shared.words(
            "holder",
            Text("户名", "Holder"),
            Text("开户单位的全称", "The unit's full name"),
            required=True,
        ),
        Column(
            "account",
            Text("账号", "Account"),
            Kind.ACCOUNT,
            shared.ACCOUNT_NOTE,
            required=True,
            aliases=("银行账号",),
        ),
        shared.words("bank", Text("开户行", "Bank"), Text("开户银行", "Its bank")),
        shared.words(
            "account_kind",
            Text("账户性质", "Kind of account"),
            Text("基本户、一般户、专用户、财政专户等", "As the list names it"),
        ),
        shared.day("opened_on", Text("开户日期", "Opened on"), Text("开户之日", "The day")),
        shared.day("closed_on", Text("销户日期", "Closed on"), Text("已销户的填", "If it was")),
        Column(
            "balance",
            Text("余额(元)", "Balance (yuan)"),
            Kind.SIGNED_MONEY,
            Text("截止日的余额", "What stood on it that day"),
            aliases=("账户余额",),
        ),
        Column(
            "approval_document",
            Text("批准开户文号", "Approval"),
            Kind.DOCUMENT,
            Text("财政部门批准开户的文件", "By which its opening was approved"),
        ),
    ),
    aliases=("银行账户清单", "account lists"),
    example={
        "book": "130407",
        "listed_by": "银行查询",
        "origin": "某银行区支行",
        "as_of": "2022-06-30",
        "holder": "区某局",
        "account": "13009876543210987600",
        "bank": "某银行区支行",
        "account_kind": "一般户",
        "opened_on": "2021-03-01",
        "balance": "12000.00",
    },
)
