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
        shared.words(
            "address",
            Text("住址门牌", "Address"),
            Text("村内的组和门牌号，同一处住房写法一致", "Group and house number in the village"),
        ),
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
        Column(
            "split_from",
            Text("分自户编号", "Split from"),
            Kind.CODE,
            Text(
                "这一户是从哪一户分出来的：原户的户编号；没有分过户的空着",
                "The household that this one was split from, by its number; else empty",
            ),
            aliases=("原户编号",),
        ),
        Column(
            "split_on",
            Text("分户日期", "Split on"),
            Kind.LOOSE_DATE,
            Text(
                "与“分自户编号”一起填；只知月或年时可填 2020年5月、2020年",
                "Together with the household it was split from; the day, or the month or year",
            ),
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
