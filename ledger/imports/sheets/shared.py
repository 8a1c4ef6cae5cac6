"""Columns that stand in several sheets, worded once."""

from ledger.imports.columns import Column, Kind, choice
from ledger.language import Text

BOOK = Column(
    "book",
    Text("账簿", "Book"),
    Kind.BOOK,
    Text(
        "本行记入哪个财政局的账：行政区划代码或名称，如 130407 或 肥乡区",
        "Whose book the row goes into: a division's code or name, such as 130407",
    ),
    required=True,
    aliases=("区划代码", "行政区划", "行政区划代码"),
)
REFERENCE = Column(
    "external_reference",
    Text("外部编号", "External reference"),
    Kind.CODE,
    Text(
        "本行在原系统中的唯一编号；同一编号只记一次账。空着则按文号等自动确定",
        "The row's own number where it comes from; the same number is posted once. "
        "Left empty it is made from the document and the like",
    ),
)
EVIDENCE = Column(
    "evidence",
    Text("依据", "Evidence"),
    Kind.TEXT,
    Text("文件、网页地址或档案号", "A document, a page's address or a file number"),
    aliases=("来源网页", "依据文件"),
)
EFFECTIVE = Column(
    "effective_on",
    Text("变更生效日期", "Effective on"),
    Kind.DATE,
    Text(
        "改动已登记的内容时填：自哪天起生效。首次登记空着",
        "When a registered record changes: from which day. Empty on first registration",
    ),
)
PROJECT = Column(
    "project_code",
    Text("项目编号", "Project code"),
    Kind.CODE,
    Text("“项目”表中的编号", "The code in the sheet of projects"),
    required=True,
    aliases=("项目代码",),
)
CONTRACT = Column(
    "contract_code",
    Text("合同编号", "Contract code"),
    Kind.CODE,
    Text("“合同”表中的编号", "The code in the sheet of contracts"),
    required=True,
)
SOURCE_DOCUMENT = Column(
    "source_document",
    Text("来源文号", "Source document"),
    Kind.DOCUMENT,
    Text(
        "用的是哪笔钱：收到该资金的指标文号、本级安排文号或捐赠编号",
        "Which money is used: the document it arrived under, or the donation's code",
    ),
    aliases=("资金来源文号", "上级文号"),
)
SOURCE_LINE = Column(
    "source_line",
    Text("来源文内序号", "Source line"),
    Kind.INTEGER,
    Text("同一文号有几笔来源时填第几笔", "Which line of that document, where it brought several"),
)
STAGE = Column(
    "stage",
    Text("付款阶段", "Stage"),
    Kind.CHOICE,
    Text("按合同付的是哪一段", "What of its contract is paid"),
    choices=(
        choice("advance", "预付款", "advance", "预付"),
        choice("progress", "进度款", "progress", "进度"),
        choice("settlement", "结算款", "settlement", "结算"),
        choice("retention", "质保金", "retention"),
    ),
)
IDENTITY_NOTE = Text(
    "身份证号（18 位）或统一社会信用代码；单元格须为文本格式，数字格式会被 Excel 改成 15 位",
    "ID number (18 digits) or unified credit code; the cell must be text, because Excel rounds "
    "numbers to 15 digits",
)
PHONE = Column(
    "phone",
    Text("手机号", "Mobile number"),
    Kind.PHONE,
    Text("联系用的手机号", "The mobile number to reach them by"),
    aliases=("手机", "手机号码", "联系电话", "电话"),
)
ACCOUNT_NOTE = Text("银行账号；单元格须为文本格式", "Bank account number; the cell must be text")


def amount(explanation: Text, *, required: bool = True, key: str = "amount") -> Column:
    """The column of an amount; its header must say 元 or 万元."""
    return Column(
        key,
        Text("金额(元)", "Amount (yuan)"),
        Kind.MONEY,
        explanation,
        required=required,
        aliases=("金额",),
    )


def day(key: str, header: Text, explanation: Text, *, required: bool = False) -> Column:
    """The column of a day."""
    return Column(key, header, Kind.DATE, explanation, required=required)


def name(key: str, header: Text, explanation: Text) -> Column:
    """The column of a name by which a party is known."""
    return Column(key, header, Kind.NAME, explanation, required=True)


def words(key: str, header: Text, explanation: Text, *, required: bool = False) -> Column:
    """The column of words as written."""
    return Column(key, header, Kind.TEXT, explanation, required=required)
