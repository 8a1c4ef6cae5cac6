"""The two sheets of the template that are read, not filled in: the guide and the examples."""

from typing import Any, TypeAlias

from ledger.imports.catalogue import SHEETS
from ledger.imports.columns import AMOUNTS, Column, Sheet
from ledger.imports.explaining import FORMS
from ledger.language import Text

#: XlsxWriter ships no types.
Book: TypeAlias = Any

GUIDE_NAME = "说明"
EXAMPLES_NAME = "示例"

ADVICE: tuple[Text, ...] = (
    Text(
        "每张表填一类内容，用不到的表空着或删掉都可以。第一行是表头，第二行是填写说明，从第三行填起。",
        "One sheet a noun; leave out what you do not need. Row 1 is the header, row 2 explains, "
        "rows from the third are yours.",
    ),
    Text(
        "红色表头的列必填，蓝色的选填。列可以调换次序；不用的选填列可以删掉。",
        "Red headers must be filled in, blue ones may be. Columns may be moved.",
    ),
    Text(
        "导入时要么全部入账，要么一笔不入；有错会逐格指出，改好后整份重新导入即可。",
        "An import posts everything or nothing; every wrong cell is named: mend it, import again.",
    ),
    Text(
        "金额的单位只看表头：“金额(元)”或“金额(万元)”，程序从不按大小猜测。",
        "The unit of an amount is what its header says, yuan or wan; it is never guessed.",
    ),
    Text(
        "身份证号、信用代码、银行账号已设为文本格式，请勿改成数字：Excel 只保留前 15 位。",
        "ID numbers and accounts are text: as numbers Excel would round them to 15 digits.",
    ),
    Text(
        "日期可写 2018-03-05、2018/3/5 或 2018年3月5日。",
        "Days may be written 2018-03-05, 2018/3/5 or 2018年3月5日.",
    ),
    Text(
        "合计、小计行可以留着：会与上面各行核对，不会重复入账。",
        "Total rows may stay: they are checked against the rows and not posted.",
    ),
    Text(
        "同一文件、同一外部编号只记一次账，重复导入不会重复入账。",
        "The same file or external reference is posted once, however often it is imported.",
    ),
    Text(
        "已入账的内容不能改、不能删；记错了在“红字冲销”表中冲销，再重新登记。",
        "What is posted is never changed; reverse it in the sheet of reversals and post it anew.",
    ),
    Text(
        "名称以“说明”“示例”“问题”或 # 开头的表不会被读取。",
        "Sheets whose names begin with 说明, 示例, 问题 or # are not read.",
    ),
)


def write_guide(book: Book) -> None:
    """How to fill in the workbook, and a table of all columns in both languages."""
    worksheet = book.add_worksheet(GUIDE_NAME)
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#D9E2F0", "border": 1})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    for position, width in enumerate((16, 20, 8, 48, 24, 24, 60)):
        worksheet.set_column(position, position, width)
    worksheet.write_string(0, 0, "明账导入模板 Mingzhang import template", title)
    row = 1
    for number, advice in enumerate(ADVICE, 1):
        worksheet.write_string(row, 0, f"{number}. {advice.zh}")
        worksheet.write_string(row + 1, 0, f"    {advice.en}")
        row += 2
    row += 1
    for position, header in enumerate(
        ("表 Sheet", "列 Column", "必填", "说明", "格式或可选值", "Column", "Explanation")
    ):
        worksheet.write_string(row, position, header, head)
    for sheet in SHEETS:
        row += 1
        worksheet.write_string(row, 0, sheet.name.zh, head)
        worksheet.write_string(row, 3, sheet.explanation.zh, words)
        worksheet.write_string(row, 5, sheet.name.en, words)
        worksheet.write_string(row, 6, sheet.explanation.en, words)
        for column in sheet.columns:
            row += 1
            for position, cell in enumerate(guide_row(sheet, column)):
                worksheet.write_string(row, position, cell, words)


def guide_row(sheet: Sheet, column: Column) -> tuple[str, ...]:
    """One column in the guide's table."""
    listed = "、".join(choice.text.zh for choice in column.choices)
    return (
        sheet.name.zh,
        column.header.zh,
        "是" if column.required else "",
        column.explanation.zh,
        listed or FORMS[column.kind].zh,
        column.header.en,
        column.explanation.en,
    )


def write_examples(book: Book) -> None:
    """One filled row of every sheet: title, header, row."""
    worksheet = book.add_worksheet(EXAMPLES_NAME)
    title = book.add_format({"bold": True, "font_size": 12})
    head = book.add_format({"bold": True, "bg_color": "#D9E2F0", "border": 1})
    text = book.add_format({"num_format": "@", "border": 1})
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    worksheet.set_column(0, 30, 18)
    row = 0
    for sheet in SHEETS:
        worksheet.write_string(row, 0, f"{sheet.name.zh}：{sheet.explanation.zh}", title)
        used = [column for column in sheet.columns if column.key in sheet.example]
        for position, column in enumerate(used):
            worksheet.write_string(row + 1, position, column.header.zh, head)
            value = sheet.example[column.key]
            if column.kind in AMOUNTS:
                worksheet.write_number(row + 2, position, float(value), money)
            else:
                worksheet.write_string(row + 2, position, value, text)
        row += 4
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
