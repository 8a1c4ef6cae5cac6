"""The sheet of bids: who bid in a tender, for how much, and what two bidders may have in common."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "bids",
    Text("投标情况", "Bids"),
    Text(
        "一次招标（一个标段）一家投标人一行；询价、磋商、谈判的报价也可以填",
        "One row a bidder of a tender or lot; offers of other ways of procurement too",
    ),
    (
        shared.BOOK,
        Column(
            "tender_code",
            Text("招标编号", "Tender code"),
            Kind.CODE,
            Text(
                "招标公告或采购编号，分标段的加标段号；同一次招标各行相同",
                "Of the notice of tender, with the lot's number; the same in all its rows",
            ),
            required=True,
            aliases=("采购编号", "标段编号"),
        ),
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("“项目”表中的编号；不对应一个项目的空着", "Its code, where it is of one project"),
            aliases=("项目代码",),
        ),
        shared.day(
            "opened_on",
            Text("开标日期", "Opened on"),
            Text("开标或开启响应文件之日", "The day the bids were opened"),
            required=True,
        ),
        shared.name(
            "bidder_name",
            Text("投标人名称", "Bidder"),
            Text("营业执照上的全称；联合体填牵头人", "Its full name; of a consortium its leader's"),
        ),
        Column(
            "bidder_identity",
            Text("投标人信用代码", "Bidder's credit code"),
            Kind.IDENTITY,
            shared.IDENTITY_NOTE,
        ),
        Column(
            "price",
            Text("投标报价(元)", "Price (yuan)"),
            Kind.MONEY,
            Text(
                "开标记录上的报价；废标没有报价的空着", "As it was read out; empty where none was"
            ),
            aliases=("投标报价",),
        ),
        Column(
            "won",
            Text("是否中标", "Won"),
            Kind.YES_NO,
            Text("中标、成交填是，其余填否；流标的空着", "Empty where the tender failed"),
        ),
        Column(
            "responsible_identity",
            Text("单位负责人身份证号", "Head's ID number"),
            Kind.ID_NUMBER,
            Text(
                "法定代表人或单位负责人的身份证号；单元格须为文本格式",
                "Of the legal representative or head; the cell must be text",
            ),
            aliases=("法定代表人身份证号",),
        ),
        shared.PHONE,
        Column(
            "bond_account",
            Text("保证金账号", "Bond account"),
            Kind.ACCOUNT,
            Text(
                "转出投标保证金的账号；用保函、保险的空着；单元格须为文本格式",
                "From which its bond came; empty with a guarantee; the cell must be text",
            ),
        ),
        shared.words(
            "address",
            Text("联系地址", "Address"),
            Text("投标文件上的联系地址", "As the bid has it"),
        ),
        shared.words(
            "file_author",
            Text("投标文件作者", "Author of the file"),
            Text(
                "电子投标文件的作者或制作机器码；Administrator 等默认名不填",
                "Of the electronic file, or its machine; default names such as Administrator out",
            ),
        ),
        shared.EVIDENCE,
    ),
    aliases=("投标人", "bids"),
    example={
        "book": "130407",
        "tender_code": "ZB2022001-1",
        "project_code": "XM2022001",
        "opened_on": "2022-04-20",
        "bidder_name": "某市政工程有限公司",
        "price": "845000.00",
        "won": "是",
        "address": "某市某路 1 号",
    },
)
