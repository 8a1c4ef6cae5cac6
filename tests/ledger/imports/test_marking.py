"""A refused file comes back as it was, its wrong cells coloured, commented and listed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection
from workbooks import (
    PAYMENT_HEADER,
    import_file,
    payment,
    payments,
    post_base,
    write_csv,
    write_workbook,
)

from ledger.errors import SystemFailed, WrongUse
from ledger.imports import marking, rewriting
from ledger.imports.listing import FILL, LIST_NAME, MARK
from ledger.imports.marking import write_marked
from ledger.imports.problems import Problem, said
from ledger.personal import Protector

DATA = Path(__file__).parent / "data"
WRONG = payments(
    payment("ZF1", 100.5, 支付日期=dt.date(2022, 5, 1)),
    payment("ZF2", "一千元", 支付方式="微信"),
    payment("ZF3", 7, 收款人名称=None),
)


def is_marked(worksheet: Worksheet, coordinate: str) -> bool:
    """Whether a cell is coloured and has a comment in both languages."""
    cell = worksheet[coordinate]
    coloured = cell.fill.fill_type == "solid" and cell.fill.start_color.rgb[-6:] == FILL
    assert coloured == bool(cell.comment)
    return coloured and cell.comment.text.startswith(MARK)


def marked_cells(worksheet: Worksheet) -> list[str]:
    """The coordinates of all marked cells."""
    return [
        cell.coordinate
        for row in worksheet.iter_rows()
        for cell in row
        if is_marked(worksheet, cell.coordinate)
    ]


def refuse(
    connection: Connection, protector: Protector, path: Path, target: Path
) -> tuple[list[Problem], openpyxl.Workbook]:
    """Imports a file that is wrong; its problems, and the workbook that comes back."""
    with connection.begin_nested() as transaction:
        problems = import_file(connection, protector, path).problems
        transaction.rollback()
    assert problems
    write_marked(path, problems, target)
    return problems, openpyxl.load_workbook(target)


@pytest.mark.parametrize("kept_whole", [True, False], ids=["kept", "rewritten"])
def test_the_wrong_cells_of_a_workbook_are_marked_and_the_others_are_as_they_were(
    kept_whole: bool,  # noqa: FBT001  (a test's parameter)
    connection: Connection,
    protector: Protector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not kept_whole:
        monkeypatch.setattr(marking, "KEPT_WHOLE_BYTES", 0)
    post_base(connection, protector)
    path = write_workbook(tmp_path / "支付.xlsx", {"说明": [["给自己看"]], "支付": WRONG})
    problems, book = refuse(connection, protector, path, tmp_path / "标注.xlsx")
    assert book.sheetnames == [LIST_NAME, "说明", "支付"]
    assert book.active.title == LIST_NAME
    assert marked_cells(book["支付"]) == ["F3", "G3", "E4"]
    assert "应为金额" in book["支付"]["F3"].comment.text
    assert "An amount is expected" in book["支付"]["F3"].comment.text
    original = openpyxl.load_workbook(path)
    for name in original.sheetnames:
        assert list(book[name].values) == list(original[name].values)
    listed = list(book[LIST_NAME].iter_rows(min_row=2, values_only=True))
    assert len(listed) == len(problems)
    assert [str(row[2]) for row in listed] == ["3", "3", "4"]
    assert book[LIST_NAME]["C2"].hyperlink.location == "'支付'!F3"


def test_a_workbook_keeps_its_looks_formulas_and_the_users_comments(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": WRONG})
    book = openpyxl.load_workbook(path)
    sheet = book["支付"]
    sheet["A1"].font = Font(bold=True, color="FF0000FF")
    sheet["H2"] = "=F2*2"
    sheet["F3"].comment = Comment("问过老王", "我")
    sheet.column_dimensions["E"].width = 44
    book.save(path)
    _, marked = refuse(connection, protector, path, tmp_path / "标注.xlsx")
    sheet = marked["支付"]
    assert sheet["A1"].font.bold
    assert sheet["H2"].value == "=F2*2"
    assert sheet.column_dimensions["E"].width == 44
    assert sheet["F3"].comment.text.startswith("问过老王\n")


def test_a_marked_workbook_that_was_mended_imports(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": WRONG})
    _, book = refuse(connection, protector, path, tmp_path / "标注.xlsx")
    sheet = book["支付"]
    sheet["F3"], sheet["G3"], sheet["E4"] = 1000, "转账", "张三"
    book.save(tmp_path / "改好.xlsx")
    outcome = import_file(connection, protector, tmp_path / "改好.xlsx")
    assert outcome.problems == []
    assert outcome.notes == []
    assert outcome.posted["disbursements"] == 3


def test_marks_of_an_earlier_import_go_away_once_mended(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": WRONG})
    _, book = refuse(connection, protector, path, tmp_path / "标注.xlsx")
    book["支付"]["F3"] = 1000
    book["支付"]["A1"].comment = Comment("我的批注", "我")
    book["支付"]["A1"].fill = PatternFill("solid", start_color="FFFF00")
    book.save(tmp_path / "改了一半.xlsx")
    _, again = refuse(connection, protector, tmp_path / "改了一半.xlsx", tmp_path / "再.xlsx")
    assert marked_cells_of_ours(again["支付"]) == ["G3", "E4"]
    assert again["支付"]["A1"].comment.text == "我的批注"
    assert again.sheetnames.count(LIST_NAME) == 1


def marked_cells_of_ours(worksheet: Worksheet) -> list[str]:
    """The coordinates of the cells in our colour."""
    return [
        cell.coordinate
        for row in worksheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb[-6:] == FILL
    ]


def test_a_wrong_cell_inside_a_merged_range_is_marked_where_it_can_be_seen(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", 支付日期="昨天"), payment("ZF2", 支付日期=None))
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": rows}, merged=["C2:C3"])
    problems, book = refuse(connection, protector, path, tmp_path / "标注.xlsx")
    assert [problem.row for problem in problems] == [2, 3]
    assert is_marked(book["支付"], "C2")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_csv_file_comes_back_as_a_workbook_with_the_same_cells(
    encoding: str, connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = [
        [*PAYMENT_HEADER, "证件号码"],
        [*payment("ZF1", "一千元"), "11010519491231002X"],
        [*payment("ZF2", "=1+1"), "110105194912310038"],
    ]
    path = write_csv(tmp_path / "支付.csv", rows, encoding)
    _, book = refuse(connection, protector, path, tmp_path / "标注.xlsx")
    assert [[cell or "" for cell in row] for row in book["支付"].values] == rows
    assert marked_cells(book["支付"]) == ["F2", "F3"]
    # What was typed is never taken for a formula.
    assert book["支付"]["F3"].data_type == "s"
    assert book[LIST_NAME]["F3"].data_type == "s"


def test_a_folder_comes_back_as_one_workbook(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    folder = tmp_path / "县"
    folder.mkdir()
    post_base(connection, protector)
    write_csv(folder / "a.csv", WRONG)
    write_workbook(folder / "b.xlsx", {"支付": WRONG[:3], "a": WRONG[:2]})
    _, book = refuse(connection, protector, folder, tmp_path / "标注.xlsx")
    assert book.sheetnames == [LIST_NAME, "a", "支付", "a(2)"]
    assert marked_cells(book["a"]) == ["F3", "G3", "E4"]
    # Its first row stands in the other file, too.
    assert marked_cells(book["支付"]) == ["B2", "F3", "G3"]


def test_a_workbook_of_the_old_format_comes_back_in_the_new(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    path = DATA / "county_year.xls"
    problem = replace(said("not_money", path.name, "支付"), row=4, column="F")
    write_marked(path, [problem], tmp_path / "标注.xlsx")
    book = openpyxl.load_workbook(tmp_path / "标注.xlsx")
    assert marked_cells(book["支付"]) == ["F4"]
    assert book["支付"]["C3"].value == dt.datetime(2022, 5, 2)  # noqa: DTZ001  (as workbooks have it)
    again = import_file(connection, protector, tmp_path / "标注.xlsx")
    assert again.problems == []
    assert again.posted["disbursements"] == 2


def test_of_a_text_file_longer_than_a_sheet_the_wrong_rows_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "SHEET_ROWS", 100)
    path = write_csv(tmp_path / "支付.csv", payments(*(payment(f"ZF{n}") for n in range(200))))
    problem = replace(said("not_money", path.name, "支付"), row=150, column="F")
    write_marked(path, [problem], tmp_path / "标注.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "标注.xlsx")["#节选 支付"]
    *head, last = sheet.values
    assert head[0][:7] == tuple(PAYMENT_HEADER)
    assert last[1] == "ZF148"
    assert last[-1] == "原文件第 150 行"
    assert marked_cells(sheet) == [f"F{sheet.max_row}"]


def test_a_workbook_of_few_cells_far_apart_is_marked_without_making_those_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "远.xlsx", {"支付": [*WRONG, [None] * 90 + [" "]]})
    assert marking.mark_whole(path, [], tmp_path / "标注.xlsx")
    monkeypatch.setattr(marking, "KEPT_WHOLE_CELLS", 100)
    assert not marking.mark_whole(path, [], tmp_path / "标注.xlsx")


def test_the_users_own_file_is_never_written_over(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": WRONG})
    before = path.read_bytes()
    for target in (path, tmp_path / "标注.xls", tmp_path / "没有" / "标注.xlsx"):
        with pytest.raises(WrongUse):
            write_marked(path, [], target)
    assert path.read_bytes() == before


def test_a_target_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": WRONG})
    (tmp_path / "标注.xlsx").mkdir()
    with pytest.raises(SystemFailed):
        write_marked(path, [], tmp_path / "标注.xlsx")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["支付.xlsx", "标注.xlsx"]
