"""How the template explains its columns, and how the readers know such a row again."""

from ledger.imports.cells import Raw
from ledger.imports.columns import Column, Kind
from ledger.language import Text

#: Every explanation begins with one of these: by them a row of explanations is told from data,
#: also that of an older template.
REQUIRED = Text("【必填】", "[required] ")
OPTIONAL = Text("【选填】", "[optional] ")

FORMS: dict[Kind, Text] = {
    Kind.TEXT: Text("文字", "words"),
    Kind.NAME: Text("文字", "words"),
    Kind.CODE: Text("编号，文本格式", "a code, as text"),
    Kind.ECONOMIC_CLASS: Text("代码，如 30217", "a code such as 30217"),
    Kind.DOCUMENT: Text("文号，如 省财农〔2022〕1号", "a document number"),
    Kind.DATE: Text("日期，如 2022-03-05", "a day such as 2022-03-05"),
    Kind.LOOSE_DATE: Text(
        "日期，如 2022-03-05；文件没写日时填 2022年3月 或 2022年",
        "a day such as 2022-03-05, or 2022-03, or 2022",
    ),
    Kind.MONEY: Text(
        "金额，大于 0，精确到分；单位看表头：(元) 或 (万元)",
        "more than 0, exact to the fen; the header gives the unit, yuan or wan",
    ),
    Kind.SIGNED_MONEY: Text(
        "金额，精确到分，可以是 0 或负数；单位看表头：(元) 或 (万元)",
        "exact to the fen, may be 0 or negative; the header gives the unit, yuan or wan",
    ),
    Kind.INTEGER: Text("整数", "a whole number"),
    Kind.QUANTITY: Text("数量，大于 0", "a quantity, more than 0"),
    Kind.PERCENT: Text("百分数，如 3%", "a percentage such as 3%"),
    Kind.YES_NO: Text("是 或 否", "yes or no"),
    Kind.CHOICE: Text("从下拉列表选", "one of the list"),
    Kind.DIVISION: Text("代码或名称", "code or name"),
    Kind.BOOK: Text("代码或名称", "code or name"),
    Kind.ID_NUMBER: Text("文本格式", "must be text"),
    Kind.IDENTITY: Text("文本格式", "must be text"),
    Kind.ACCOUNT: Text("文本格式", "must be text"),
    Kind.PHONE: Text("11 位", "11 digits"),
    Kind.FINGERPRINTS: Text("64 位十六进制", "64 hexadecimal digits"),
}


def explanation_of(column: Column) -> Text:
    """A column's cell in the row of explanations: required or not, what it is, its form."""
    mark = REQUIRED if column.required else OPTIONAL
    form, said = FORMS[column.kind], column.explanation
    # Some explanations name the form themselves.
    zh = said.zh if form.zh in said.zh else f"{said.zh}（{form.zh}）"
    en = said.en if form.en in said.en else f"{said.en} ({form.en})"
    return Text(f"{mark.zh}{zh}", f"{mark.en}{en}")


def is_explanation(row: list[Raw]) -> bool:
    """Whether a row is the template's row of explanations: more than one cell begins as one."""
    marks = (*REQUIRED, *OPTIONAL)
    return sum(isinstance(raw, str) and raw.lstrip().startswith(marks) for raw in row) > 1
