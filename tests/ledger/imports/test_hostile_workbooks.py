"""Workbooks that no office program writes are refused before they do harm."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Connection
from workbooks import import_file, write_workbook

from ledger.errors import WrongUse
from ledger.personal import Protector

SHEET = "xl/worksheets/sheet1.xml"


def tampered(path: Path, old: str, new: str, head: str = "") -> Path:
    """A workbook whose first sheet has one text replaced by another, and begins with a head."""
    write_workbook(path, {"支付": [["资金名称", "b"], ["here", "d"]]}, ["A3:B4"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts[SHEET].decode()
    assert old in sheet
    parts[SHEET] = (head + sheet[sheet.index("<worksheet") :].replace(old, new)).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_a_range_merged_over_the_whole_sheet_is_refused_before_it_fills_the_memory(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    path = tampered(tmp_path / "合并.xlsx", "A3:B4", "A1:XFD1048576")
    with pytest.raises(WrongUse, match=r"合并|merged"):
        import_file(connection, protector, path)


@pytest.mark.parametrize(
    "entity",
    ['SYSTEM "file:///etc/hostname"', f'"{"x" * 100}"'],
    ids=["of another file", "of its own"],
)
def test_no_entity_of_a_workbook_is_ever_replaced(
    entity: str, connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    head = f"<!DOCTYPE worksheet [<!ENTITY e {entity}>]>"
    path = tampered(tmp_path / "实体.xlsx", "here", "&e;", head)
    with pytest.raises(WrongUse, match=r"打不开|cannot be opened"):
        import_file(connection, protector, path)
