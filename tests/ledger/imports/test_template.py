"""The template explains itself, guards what is typed into it, and imports as it is handed out."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, Engine
from workbooks import import_file

from ledger.imports.catalogue import SHEETS
from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.explaining import OPTIONAL, REQUIRED
from ledger.imports.guide import EXAMPLES_NAME, GUIDE_NAME
from ledger.imports.importing import import_path
from ledger.imports.outcomes import Request
from ledger.imports.template import write_template
from ledger.personal import Protector

LONG_NUMBERS = {Kind.ID_NUMBER, Kind.IDENTITY, Kind.ACCOUNT, Kind.PHONE, Kind.CODE, Kind.DOCUMENT}
#: What stands on vouchers that a fresh ledger has not posted.
NOT_BY_ITSELF = {"reversals"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as it is handed out."""
    written = tmp_path_factory.mktemp("template") / "模板.xlsx"
    write_template(written)
    return written


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    """The template, opened."""
    return openpyxl.load_workbook(path)


def filled(path: Path, target: Path) -> Path:
    """The template with each sheet's example in its third row."""
    book = openpyxl.load_workbook(path)
    for sheet in SHEETS:
        if sheet.key not in NOT_BY_ITSELF:
            for position, column in enumerate(sheet.columns, 1):
                book[sheet.name.zh].cell(3, position, sheet.example.get(column.key))
    book.save(target)
    return target


def offered(worksheet: Worksheet, letter: str) -> list[str]:
    """The list that a column's cells offer."""
    for validation in worksheet.data_validations.dataValidation:
        if f"{letter}100" in validation.sqref:
            return str(validation.formula1).strip('"').split(",")
    return []


def number_format(worksheet: Worksheet, position: int) -> str:
    """The format of a column's cells; neighbours alike are written as one."""
    (style,) = (
        dimension.number_format
        for dimension in worksheet.column_dimensions.values()
        if dimension.min <= position <= dimension.max
    )
    return str(style)


def test_it_has_a_guide_an_example_and_a_sheet_a_noun(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [GUIDE_NAME, EXAMPLES_NAME, *(sheet.name.zh for sheet in SHEETS)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_each_column_has_a_header_and_says_whether_it_is_required(
    sheet: Sheet, book: openpyxl.Workbook
) -> None:
    header, explanations = book[sheet.name.zh].iter_rows(max_row=2, values_only=True)
    assert list(header) == [column.header.zh for column in sheet.columns]
    for column, words in zip(sheet.columns, explanations, strict=True):
        assert words.startswith(REQUIRED.zh if column.required else OPTIONAL.zh)
        assert column.explanation.zh in words
        if column.kind is Kind.MONEY:
            assert "万元" in words


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_header_and_explanations_stay_in_sight(sheet: Sheet, book: openpyxl.Workbook) -> None:
    assert book[sheet.name.zh].freeze_panes == "B3"


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet, column) for sheet in SHEETS for column in sheet.columns],
    ids=lambda each: each.key,
)
def test_cells_offer_what_is_listed_and_keep_long_numbers_whole(
    sheet: Sheet, column: Column, book: openpyxl.Workbook
) -> None:
    worksheet = book[sheet.name.zh]
    letter = openpyxl.utils.get_column_letter(sheet.columns.index(column) + 1)
    listed = [choice.text.zh for choice in column.choices]
    assert offered(worksheet, letter) == (["是", "否"] if column.kind is Kind.YES_NO else listed)
    if column.kind in LONG_NUMBERS:
        assert number_format(worksheet, sheet.columns.index(column) + 1) == "@"


def test_the_guide_explains_every_column_in_both_languages(book: openpyxl.Workbook) -> None:
    rows = list(book[GUIDE_NAME].iter_rows(values_only=True))
    for sheet in SHEETS:
        for column in sheet.columns:
            (row,) = [row for row in rows if row[:2] == (sheet.name.zh, column.header.zh)]
            assert column.explanation.zh in row
            assert column.explanation.en in row


def test_as_it_is_there_is_nothing_to_post(
    engine: Engine, protector: Protector, path: Path
) -> None:
    outcome = import_path(engine, protector, path, Request())
    assert outcome.problems == []
    assert [note.code for note in outcome.notes] == ["empty_file"]
    assert not any(outcome.posted.values())
    assert not any(outcome.rows.values())


def test_filled_in_with_its_own_examples_it_posts(
    connection: Connection, protector: Protector, path: Path, tmp_path: Path
) -> None:
    outcome = import_file(connection, protector, filled(path, tmp_path / "填好.xlsx"))
    assert outcome.problems == []
    assert outcome.notes == []
    assert set(outcome.rows) == {sheet.key for sheet in SHEETS}
    for sheet in SHEETS:
        assert outcome.rows[sheet.key] == (0 if sheet.key in NOT_BY_ITSELF else 1)


def test_explanations_are_known_again_when_columns_were_moved_and_dropped(
    connection: Connection, protector: Protector, path: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in SHEETS:
        worksheet = book[sheet.name.zh]
        if not sheet.columns[-1].required:
            worksheet.delete_cols(len(sheet.columns))
        worksheet.move_range(f"B1:B{worksheet.max_row}", cols=len(sheet.columns) + 3)
    book.save(tmp_path / "挪动.xlsx")
    outcome = import_file(connection, protector, tmp_path / "挪动.xlsx")
    assert outcome.problems == []


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_template(tmp_path / "没有" / "模板.xlsx")
