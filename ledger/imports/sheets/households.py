"""The sheet of households: who is registered (建档立卡), from when to when."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "households",
    Text("农户", "Households"),
    Text("建档立卡的户和人，一人一行", "Registered households, one person a row"),
    (
        shared.BOOK,
        Column(
            "household_code",
            Text("户编号", "Household"),
            Kind.CODE,
            Text("建档立卡户编号", "The household's number in the register"),
            required=True,
        ),
        shared.words("name", Text("姓名", "Name"), Text("姓名", "The name"), required=True),
        Column(
            "identity",
            Text("身份证号", "ID number"),
            Kind.ID_NUMBER,
            shared.IDENTITY_NOTE,
            required=True,
            aliases=("身份证号码", "证件号码"),
        ),
        shared.PHONE,
        shared.words(
            "relation",
            Text("与户主关系", "Relation"),
            Text("户主、配偶、之子……", "To the head of the household"),
        ),
        Column(
            "village_division",
            Text("乡镇", "Township"),
            Kind.DIVISION,
            Text("乡镇的代码或名称", "The township's code or name"),
        ),
        shared.words("village", Text("村", "Village"), Text("村名", "The village")),
        shared.day(
            "registered_on",
            Text("纳入日期", "Registered on"),
            Text("建档立卡之日", "The day of entry"),
            required=True,
        ),
        shared.day(
            "exited_on",
            Text("退出日期", "Exited on"),
            Text("脱贫或清退之日", "The day of exit, once there is one"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("建档立卡户", "households"),
    example={
        "book": "130407",
        "household_code": "H0001",
        "name": "示例户主",
        "identity": "990121197001011237",
        "relation": "户主",
        "registered_on": "2016-01-01",
    },
)
