"""The sheet of donated goods: things that were given, and to whom they went."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "donated_goods",
    Text("捐赠物资", "Donated goods"),
    Text(
        "捐赠的物资：收到一行，发放给户、项目或单位各一行，发错的“退回”，没收到、损坏、多记的“核减”；"
        "物资不是钱，不进资金账",
        "Goods that were given: a row when they come, a row for each household, project or unit "
        "they go to; what went out by mistake is returned, what never came or was spoiled is "
        "removed. Goods are not money and are not posted",
    ),
    (
        shared.BOOK,
        Column(
            "goods_code",
            Text("物资编号", "Goods code"),
            Kind.CODE,
            Text("每批每种物资一个，本账簿内唯一", "One for each thing that was given"),
            required=True,
        ),
        Column(
            "event",
            Text("事项", "Event"),
            Kind.CHOICE,
            Text(
                "收到、发放、退回（发出的又回来）、核减", "received, distributed, returned, removed"
            ),
            required=True,
            choices=(
                choice("received", "收到", "received"),
                choice("distributed", "发放", "distributed"),
                choice("returned", "退回", "returned"),
                choice("removed", "核减", "removed"),
            ),
        ),
        shared.day(
            "occurred_on", Text("日期", "Date"), Text("收到或发放之日", "The day"), required=True
        ),
        Column(
            "quantity",
            Text("数量", "Quantity"),
            Kind.QUANTITY,
            Text("本行的数量，单位以收到行为准", "How much, in the unit it was received in"),
            required=True,
        ),
        shared.words(
            "item", Text("物资名称", "Item"), Text("收到行必填", "What it is; on receipt")
        ),
        shared.words(
            "unit", Text("单位", "Unit"), Text("收到行必填，如 袋、吨", "Such as bags; on receipt")
        ),
        shared.words("donor", Text("捐赠人", "Donor"), Text("收到行必填", "Who gave; on receipt")),
        Column(
            "estimated_value",
            Text("估价(元)", "Estimated value (yuan)"),
            Kind.MONEY,
            Text("收到的全部物资的估价", "Of all that was received"),
            aliases=("估价",),
        ),
        shared.words(
            "receipt_no",
            Text("捐赠票据号", "Receipt no."),
            Text("开给捐赠人的票据", "The receipt given to the donor"),
        ),
        Column(
            "household_code",
            Text("户编号", "Household"),
            Kind.CODE,
            Text("发放给哪一户", "The household it went to"),
        ),
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("用于哪个项目", "The project it went to"),
        ),
        shared.words(
            "recipient",
            Text("领取人", "Recipient"),
            Text("不是登记的户或项目时填，如 某村小学", "Where it is neither, such as a school"),
        ),
        shared.words("reason", Text("原因", "Reason"), Text("核减必填", "Why it is removed")),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("实物捐赠", "donated goods"),
    example={
        "book": "130407",
        "goods_code": "WZ2022001",
        "event": "收到",
        "occurred_on": "2022-11-08",
        "quantity": "200",
        "item": "棉被",
        "unit": "床",
        "donor": "某纺织有限公司",
        "estimated_value": "30000.00",
        "receipt_no": "JZ0001234",
    },
)
