"""Whatever a clerk hands over is read: XLSX, XLS, CSV in UTF-8 or GB18030, a file or a folder."""

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from builders import COUNTY
from sqlalchemy import Connection
from workbooks import (
    BASE,
    DOCUMENT,
    PAYMENT_HEADER,
    import_file,
    paid,
    payment,
    payments,
    post_base,
    write_csv,
    write_workbook,
)

from ledger.errors import DataProblem, WrongUse
from ledger.imports import frames
from ledger.imports.files import open_path
from ledger.personal import Protector

DATA = Path(__file__).parent / "data"
#: As Excel in China writes CSV files, as it does on request, and as other programs do.
ENCODINGS = ["gb18030", "utf-8-sig", "utf-8", "utf-16"]


def test_a_workbook_of_all_sheets_is_posted(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    sheets = {**BASE, "支付": payments(payment("ZF1", 100.5), payment("ZF2", "99.50"))}
    outcome = import_file(connection, protector, write_workbook(tmp_path / "县.xlsx", sheets))
    assert outcome.problems == []
    assert outcome.rows == {"transfers": 1, "projects": 1, "assignments": 1, "disbursements": 2}
    assert paid(connection) == [("ZF1", Decimal("100.50")), ("ZF2", Decimal("99.50"))]


def test_a_workbook_of_the_old_format_is_posted(
    connection: Connection, protector: Protector
) -> None:
    outcome = import_file(connection, protector, DATA / "county_year.xls")
    assert outcome.problems == []
    assert outcome.notes == []
    assert paid(connection) == [("ZF1", Decimal("100.50")), ("ZF2", Decimal("99.50"))]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_folder_of_csv_files_is_posted_in_any_encoding(
    encoding: str, connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    sheets = {**BASE, "支付": payments(payment("ZF1", "1,000.00", 收款人名称="囍㐂𠮷镕公司"))}
    for name, rows in sheets.items():
        write_csv(tmp_path / f"{name}.csv", rows, encoding)
    outcome = import_file(connection, protector, tmp_path)
    assert outcome.problems == []
    assert paid(connection) == [("ZF1", Decimal("1000.00"))]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_csv_file_is_posted_in_any_encoding(
    encoding: str, connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = write_csv(tmp_path / "五月.csv", payments(payment("ZF1")), encoding)
    assert import_file(connection, protector, path).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_a_text_file_may_be_parted_by_tabs_or_semicolons(
    delimiter: str, connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = write_csv(tmp_path / "支付.txt", payments(payment("ZF1")), delimiter=delimiter)
    assert import_file(connection, protector, path).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


def test_rows_of_a_csv_file_may_be_short_or_hold_quotes_and_line_breaks(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = tmp_path / "支付.csv"
    path.write_text(
        ",".join([*PAYMENT_HEADER, "摘要", "审批人"])
        + "\n"
        + ",".join(payment("ZF1"))
        + ',"第一行\n第二行, ""引号"""\n\n'
        + ",".join(payment("ZF2"))
        + "\n"
        + f"{COUNTY},ZF3\n",
        encoding="utf-8",
    )
    outcome = import_file(connection, protector, path)
    # Rows are counted as spreadsheet programs show them: one with a line break is one row.
    assert {problem.row for problem in outcome.problems} == {5}
    assert {problem.code for problem in outcome.problems} == {"required"}


def test_a_quotation_mark_inside_a_cell_of_a_long_file_does_no_harm(
    connection: Connection, protector: Protector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "BLOCK_BYTES", 500)
    monkeypatch.setattr(frames, "LONGEST_ROW_BYTES", 2000)
    post_base(connection, protector)
    rows = [payment(f"ZF{n:03}", 收款人名称='12"管' if n == 50 else "张三") for n in range(200)]
    path = tmp_path / "支付.csv"
    lines = [",".join(map(str, row)) for row in payments(*rows, payment("ZF200", "一千元"))]
    path.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = import_file(connection, protector, path).problems
    assert (problem.row, problem.value) == (202, "一千元")
    path.write_text("\n".join(lines[:-1]), encoding="utf-8")
    assert import_file(connection, protector, path).problems == []
    assert [reference for reference, _ in paid(connection)] == [f"ZF{n:03}" for n in range(200)]


def test_a_quotation_mark_that_never_ends_is_refused_in_one_sentence(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    path = tmp_path / "支付.csv"
    row = ",".join(map(str, payment("ZF1", 收款人名称="张三")))
    head = ",".join(PAYMENT_HEADER) + "\n" + row + '\n"' + row + "\n"
    path.write_text(head + (row + "\n") * 100_000, encoding="utf-8")
    with pytest.raises(DataProblem, match=r"[0-9]"):
        import_file(connection, protector, path)


def test_days_and_numbers_come_as_a_workbook_keeps_them(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = payments(
        payment("ZF1", 1, 支付日期=dt.date(2022, 5, 6)),
        payment("ZF2", 2, 支付日期=44687),
        payment("ZF3", 3, 支付日期="2022年5月6日"),
        payment("ZF4", 4, 支付日期="2022/5/6"),
        payment("ZF5", "５", 支付日期="２０２２－０５－０６"),
    )
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": rows})
    assert import_file(connection, protector, path).problems == []
    found = connection.exec_driver_sql("SELECT DISTINCT occurred_on FROM ledger.disbursement")
    assert [row[0] for row in found] == [dt.date(2022, 5, 6)]
    assert [amount for _, amount in paid(connection)] == [1, 2, 3, 4, 5]


def test_a_workbook_whose_days_are_counted_from_1904_is_read_right(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", 支付日期=dt.date(2022, 5, 6)))
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": rows})
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(path)
    assert import_file(connection, protector, path).problems == []
    found = connection.exec_driver_sql("SELECT occurred_on FROM ledger.disbursement")
    assert found.scalar_one() == dt.date(2022, 5, 6)


def test_rows_are_numbered_as_the_user_sees_them_below_empty_rows_and_columns(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = [[], [], *([None, *row] for row in payments(payment("ZF1"))), []]
    rows.append([None, *payment("ZF2", "一千元")])
    path = write_workbook(tmp_path / "支付.xlsx", {"支付": rows})
    problems = import_file(connection, protector, path).problems
    assert [(p.row, p.column, p.value) for p in problems] == [(6, "G", "一千元")]


def test_hidden_sheets_and_the_users_own_are_passed_over(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    wrong = payments(payment("ZF9", "错"))
    path = write_workbook(
        tmp_path / "支付.xlsx",
        {"支付": payments(payment("ZF1")), "说明": wrong, "#草稿": wrong, "支付明细": wrong},
    )
    book = openpyxl.load_workbook(path)
    book["支付明细"].sheet_state = "hidden"
    book.save(path)
    assert import_file(connection, protector, path).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


def test_a_blank_sheet_is_not_worth_a_word(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    sheets = {"支付": payments(payment("ZF1")), "Sheet2": [], "Sheet3": [[""]]}
    path = write_workbook(tmp_path / "支付.xlsx", sheets)
    assert import_file(connection, protector, path).notes == []


def test_a_sheet_of_another_name_is_known_by_its_header(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    path = write_workbook(tmp_path / "表.xlsx", {"Sheet1": payments(payment("ZF1"))})
    assert import_file(connection, protector, path).problems == []
    assert paid(connection) == [("ZF1", Decimal(100))]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("没有.xlsx", None, "没有这个文件"),
        ("表.docx", b"x", "不认识的文件类型"),
        ("坏.xlsx", b"PK\x03\x04...", "打不开"),
        ("假.xls", b"plain words", "打不开"),
        ("乱.csv", b"\xff\x81\x00\xff\xff", "编码"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    name: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WrongUse) as refused:
        open_path(path)
    assert words in refused.value.text.zh
    assert refused.value.text.en


def test_a_workbook_that_is_damaged_inside_is_refused_in_one_sentence(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    whole = write_workbook(tmp_path / "支付.xlsx", {"支付": payments(payment("ZF1"))})
    damaged = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            sheet = name.endswith("sheet1.xml")
            target.writestr(name, content[: len(content) // 2] + b"<<" if sheet else content)
    with pytest.raises(WrongUse, match=r"坏\.xlsx"):
        import_file(connection, protector, damaged)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        open_path(tmp_path)


def test_what_office_leaves_lying_about_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "~$支付.xlsx").write_bytes(b"lock")
    (tmp_path / ".支付.csv").write_bytes(b"hidden")
    write_csv(tmp_path / "支付.csv", payments(payment("ZF1")))
    assert [table.file_name for table in open_path(tmp_path).tables] == ["支付.csv"]


def test_the_money_of_a_csv_file_is_the_money_of_the_workbook(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", "１，２３４．５０", 来源文号=DOCUMENT))
    header = [*rows[0], "来源文号"]
    write_csv(tmp_path / "支付.csv", [header, *rows[1:]], "gb18030")
    write_workbook(tmp_path / "又.xlsx", {"支付": [header, *rows[1:]]})
    first = import_file(connection, protector, tmp_path / "支付.csv")
    again = import_file(connection, protector, tmp_path / "又.xlsx")
    assert first.posted["disbursements"] == 1
    assert again.problems == []
    assert again.posted["disbursements"] == 0
