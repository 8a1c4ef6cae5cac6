"""Writes the workbook that clerks fill in: a sheet a noun, explained, with a guide and examples."""

from pathlib import Path
from typing import Any, TypeAlias

from ledger.imports.catalogue import SHEETS
from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.explaining import explanation_of
from ledger.imports.guide import write_examples, write_guide

#: XlsxWriter ships no types.
Book: TypeAlias = Any
Worksheet: TypeAlias = Any

#: Excel's number format of a column's cells. Text keeps long numbers whole, keeps 2022年3月 from
#: becoming the first of March, and keeps 3% from becoming 0.03.
NUMBER_FORMATS: dict[Kind, str] = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONEY: "#,##0.00",
    Kind.SIGNED_MONEY: "#,##0.00",
    Kind.INTEGER: "0",
}
TEXT_FORMAT = "@"
WIDTHS: dict[Kind, int] = {
    Kind.TEXT: 22,
    Kind.NAME: 22,
    Kind.DOCUMENT: 24,
    Kind.MONEY: 18,
    Kind.SIGNED_MONEY: 18,
    Kind.ID_NUMBER: 22,
    Kind.IDENTITY: 22,
    Kind.ACCOUNT: 24,
    Kind.PHONE: 16,
    Kind.LOOSE_DATE: 18,
    Kind.FINGERPRINTS: 24,
}
DEFAULT_WIDTH = 14
EXPLANATION_HEIGHT = 96
LAST_ROW = 1_048_575
HEADER_ROW, EXPLANATION_ROW, FIRST_ROW = 0, 1, 2


def write_template(path: Path) -> None:
    """Writes the template.

    Raises:
        OSError: the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415  (only this and marking need it)
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "明账 导入模板", "comments": "Mingzhang import template"})
    styles = Styles(book)
    write_guide(book)
    write_examples(book)
    for sheet in SHEETS:
        write_sheet(book.add_worksheet(sheet.name.zh), sheet, styles)
    try:
        book.close()
    except FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(error)) from error


class Styles:
    """The formats of a sheet of the template."""

    def __init__(self, book: Book) -> None:
        edge = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True}
        self.required = book.add_format(edge | {"bold": True, "bg_color": "#F4C7C3"})
        self.optional = book.add_format(edge | {"bold": True, "bg_color": "#D9E2F0"})
        self.explanation = book.add_format(
            edge | {"font_size": 9, "font_color": "#595959", "bg_color": "#F2F2F2", "valign": "top"}
        )
        self.cells = {
            kind: book.add_format({"num_format": NUMBER_FORMATS.get(kind, TEXT_FORMAT)})
            for kind in Kind
        }


def write_sheet(worksheet: Worksheet, sheet: Sheet, styles: Styles) -> None:
    """Writes one noun's sheet: header, explanations, formats and lists."""
    for position, column in enumerate(sheet.columns):
        width = max(WIDTHS.get(column.kind, DEFAULT_WIDTH), 2 * len(column.header.zh) + 2)
        worksheet.set_column(position, position, width, styles.cells[column.kind])
        style = styles.required if column.required else styles.optional
        worksheet.write_string(HEADER_ROW, position, column.header.zh, style)
        worksheet.write_string(
            EXPLANATION_ROW, position, explanation_of(column).zh, styles.explanation
        )
        offer_list(worksheet, position, column)
    worksheet.set_row(EXPLANATION_ROW, EXPLANATION_HEIGHT)
    worksheet.freeze_panes(FIRST_ROW, 1)
    # Long numbers are text on purpose: Excel need not warn of each.
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def offer_list(worksheet: Worksheet, position: int, column: Column) -> None:
    """Offers a drop-down where a column's values are listed."""
    values = ["是", "否"] if column.kind is Kind.YES_NO else [c.text.zh for c in column.choices]
    if values:
        worksheet.data_validation(
            FIRST_ROW,
            position,
            LAST_ROW,
            position,
            {
                "validate": "list",
                "source": values,
                "ignore_blank": True,
                "error_title": "不在列表中",
                "error_message": "请从下拉列表中选一项。",
            },
        )
