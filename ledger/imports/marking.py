"""Gives the user's own file back as a workbook, with what is wrong coloured, commented and listed.

A workbook of ordinary size keeps everything that was in it. A very large one, and what was not
XLSX, is written anew, cell by cell, so that memory stays bounded.
"""

import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import SystemFailed, WrongUse
from ledger.imports import listing
from ledger.imports.problems import Problem
from ledger.imports.rewriting import rewrite

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

#: Workbooks of at most this size when unpacked are kept whole: in memory they take some five
#: times as much.
KEPT_WHOLE_BYTES = 40_000_000
#: And with at most so many cells between the first and the last of a sheet, empty ones with them:
#: looked through one by one, each is made.
KEPT_WHOLE_CELLS = 4_000_000
#: What openpyxl raises on workbooks that other programs open.
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile)


def write_marked(path: Path, problems: Sequence[Problem], errors_path: Path) -> None:
    """Writes a file or folder that was imported as a workbook with its problems marked.

    Raises:
        WrongUse: the marked workbook would replace the user's own file, or is not named XLSX.
        SystemFailed: it cannot be written.
    """
    check_target(path, errors_path)
    unfinished = errors_path.with_name(f".{errors_path.name}.part")
    try:
        if not (keeps_whole(path) and mark_whole(path, problems, unfinished)):
            rewrite(path, problems, unfinished)
        unfinished.replace(errors_path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SystemFailed(
            f"写不了 {errors_path}：{reason}", f"{errors_path} cannot be written: {reason}"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def check_target(path: Path, errors_path: Path) -> None:
    """Refuses a target that is the user's own file or cannot be a workbook.

    Raises:
        WrongUse: it is.
    """
    if errors_path.suffix.lower() != ".xlsx":
        raise WrongUse(
            f"标注文件应以 .xlsx 结尾：{errors_path}",
            f"The marked workbook's name should end in .xlsx: {errors_path}",
        )
    if errors_path.resolve() == path.resolve():
        raise WrongUse(
            "标注文件不能覆盖原文件，请换一个文件名。",
            "The marked workbook would replace your file; give it another name.",
        )
    if not errors_path.parent.is_dir():
        raise WrongUse(
            f"没有这个文件夹：{errors_path.parent}", f"There is no folder {errors_path.parent}"
        )


def keeps_whole(path: Path) -> bool:
    """Whether a file is a workbook that can be kept as it is and held in memory."""
    if path.suffix.lower() not in {".xlsx", ".xlsm"} or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist()) <= KEPT_WHOLE_BYTES


def mark_whole(path: Path, problems: Sequence[Problem], target: Path) -> bool:
    """Marks a workbook itself; False if openpyxl cannot read it, or would fill all memory."""
    from openpyxl import load_workbook  # noqa: PLC0415  (only marking needs it)

    with warnings.catch_warnings():
        # It warns of what it cannot keep (pictures, extensions); the cells are what matters.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(path)
        except UNREADABLE:
            return False
        if any(sheet.max_row * sheet.max_column > KEPT_WHOLE_CELLS for sheet in book.worksheets):
            return False
        for worksheet in book.worksheets:
            unmark(worksheet)
        for (_, sheet_name, row, letters), texts in listing.by_place(problems).items():
            cell = covering_cell(book[sheet_name], f"{letters}{row}")
            mark(cell, listing.comment_of(texts, cell.comment.text if cell.comment else ""))
        list_problems(book, problems)
        book.save(target)
    return True


def unmark(worksheet: "Worksheet") -> None:
    """Takes away the marks of an earlier import, in a workbook that was marked and mended."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    for row in worksheet.iter_rows():
        for cell in row:
            if cell.comment and listing.MARK in cell.comment.text:
                before = cell.comment.text.partition(listing.MARK)[0].rstrip()
                cell.comment = Comment(before, cell.comment.author) if before else None
                cell.fill = PatternFill()


def covering_cell(worksheet: "Worksheet", coordinate: str) -> "Cell | MergedCell":
    """The cell of a coordinate, or the first one of the merged range it belongs to."""
    for merged in worksheet.merged_cells.ranges:
        if coordinate in merged:
            return worksheet.cell(merged.min_row, merged.min_col)
    cell: Cell = worksheet[coordinate]
    return cell


def mark(cell: "Cell | MergedCell", words: str) -> None:
    """Colours and comments a cell."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    cell.fill = PatternFill("solid", start_color=listing.FILL, end_color=listing.FILL)
    cell.comment = Comment(words, listing.AUTHOR, **listing.COMMENT_SIZE)


def list_problems(book: "Workbook", problems: Sequence[Problem]) -> None:
    """Puts the sheet that lists the problems before the user's own, and shows it first."""
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    if listing.LIST_NAME in book.sheetnames:
        del book[listing.LIST_NAME]
    worksheet = book.create_sheet(listing.LIST_NAME, 0)
    for position, (header, width) in enumerate(
        zip(listing.LIST_HEADERS, listing.LIST_WIDTHS, strict=True), 1
    ):
        cell = worksheet.cell(1, position, header)
        cell.font = Font(bold=True)
        worksheet.column_dimensions[cell.column_letter].width = width
    worksheet.freeze_panes = "A2"
    for row, problem in enumerate(problems, 2):
        for position, value in enumerate(listing.listed(problem), 1):
            cell = worksheet.cell(row, position, value)
            if isinstance(value, str):
                # What a user typed is never taken for a formula.
                cell.data_type = "s"
        if problem.row:
            cell = worksheet.cell(row, listing.ROW_COLUMN + 1)
            place = listing.link(problem.sheet, problem.row, problem.column)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.style = "Hyperlink"
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is worksheet
    book.active = 0
