"""The sheet of pairings: who helps whom, from when to when, and what was pledged."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "aid_pairings",
    Text("结对帮扶", "Pairings"),
    Text(
        "对口帮扶、定点帮扶的协议和结对关系，由被帮扶方登记；到账的帮扶资金另填在“资金下达”",
        "Agreements of paired aid and who helps whom, kept by the helped; the money that arrives "
        "stands in the sheet of transfers",
    ),
    (
        shared.BOOK,
        Column(
            "pairing_code",
            Text("结对编号", "Pairing code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
        ),
        shared.words(
            "helper",
            Text("帮扶方", "Helper"),
            Text("帮扶的地区或单位", "The place or unit that helps"),
            required=True,
        ),
        Column(
            "helper_division",
            Text("帮扶方区划", "Helper's division"),
            Kind.DIVISION,
            Text(
                "由哪个地区的财政出资；填了约定资金的必填",
                "Whose finances pay; needed for a pledge",
            ),
        ),
        Column(
            "helped_kind",
            Text("被帮扶对象类型", "Kind of helped"),
            Kind.CHOICE,
            Text("帮扶的是县、乡镇、村还是户", "A county, a township, a village or a household"),
            required=True,
            choices=(
                choice("county", "县", "county"),
                choice("township", "乡镇", "township"),
                choice("village", "村", "village"),
                choice("household", "户", "household"),
            ),
        ),
        Column(
            "helped_name",
            Text("被帮扶对象", "Helped"),
            Kind.TEXT,
            Text("县、乡镇、村的名称；户填户编号", "Its name; of a household its code"),
            required=True,
        ),
        shared.day(
            "starts_on", Text("结对日期", "From"), Text("结对之日", "The day"), required=True
        ),
        shared.day(
            "ends_on",
            Text("结束日期", "To"),
            Text("协议到期或解除之日；仍在帮扶的空着", "When it ended; empty while it goes on"),
        ),
        shared.day(
            "exited_on",
            Text("脱贫日期", "Out of poverty on"),
            Text("被帮扶对象脱贫（摘帽、出列、退出）之日", "When the helped left poverty"),
        ),
        Column(
            "pledged_amount",
            Text("约定资金(元)", "Pledged (yuan)"),
            Kind.MONEY,
            Text("协议约定给多少帮扶资金", "How much aid was agreed"),
            aliases=("约定资金",),
        ),
        shared.day(
            "due_on",
            Text("约定到位日期", "Pledge due on"),
            Text("约定资金最迟到位之日", "By when it is to be there"),
        ),
        Column(
            "document_no",
            Text("协议文号", "Agreement"),
            Kind.DOCUMENT,
            Text("协议或结对文件的编号", "The number of the agreement"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("帮扶协议", "结对关系", "pairings"),
    example={
        "book": "130407",
        "pairing_code": "JD2022001",
        "helper": "某市某区",
        "helper_division": "130100",
        "helped_kind": "县",
        "helped_name": "肥乡区",
        "starts_on": "2022-01-01",
        "ends_on": "2022-12-31",
        "pledged_amount": "2000000.00",
        "due_on": "2022-09-30",
        "document_no": "帮扶协议〔2022〕1号",
    },
)
