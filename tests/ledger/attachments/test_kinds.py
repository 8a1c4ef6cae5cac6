"""A file is what its content says; what could run, mislead or swell is refused unopened."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import (
    DOC,
    DOCX,
    HIDDEN_MACROS,
    JPEG,
    OFD,
    PDF,
    PNG,
    TAKEN,
    TEXT,
    WIDE_TEXT,
    XLS,
    XLSM,
    XLSX,
    compound,
    packed,
)

from ledger.attachment_kinds import KINDS, LONGEST_LIST, kind_of
from ledger.attachment_names import LONGEST_NAME, checked_name
from ledger.attachment_refusals import FileRefused

ARCHIVE = packed({"a.txt": "a"})


def refusal(content: bytes, name: str = "a.pdf") -> str:
    """Why a file is refused."""
    with pytest.raises(FileRefused) as refused:
        checked_name(name, kind_of(io.BytesIO(content)))
    return refused.value.code


@pytest.mark.parametrize("suffix", TAKEN)
def test_every_kind_is_taken_under_its_own_suffix_only(suffix: str) -> None:
    kind = kind_of(io.BytesIO(TAKEN[suffix]))
    assert suffix in kind.suffixes
    assert checked_name(f"发票.{suffix.upper()}", kind) == f"发票.{suffix.upper()}"
    for other in {each for known in KINDS for each in known.suffixes} - set(kind.suffixes):
        assert refusal(TAKEN[suffix], f"发票.{other}") == "name_disagrees"


def test_text_of_every_encoding_that_our_users_write_is_text() -> None:
    for content in (TEXT, WIDE_TEXT, b"\xef\xbb\xbf" + TEXT, "说明".encode("gb18030") * 999_999):
        assert kind_of(io.BytesIO(content)).media_type == "text/plain"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\0" + bytes(200), "executable"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "executable"),
        (b"\xcf\xfa\xed\xfe" + bytes(200), "executable"),
        (b"#!/bin/sh\nrm -r /\n", "executable"),
        (b"@ECHO OFF\r\ndel *.*\r\n", "executable"),
        (b"<!DOCTYPE html><html></html>", "markup"),
        (b"\n\n  < script>alert(1)</script>", "markup"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "markup"),
        (b'<?xml version="1.0"?><a/>', "markup"),
        (b"<?php system($_GET['c']);", "markup"),
        ("说明<html>".encode("utf-16"), "markup"),
        (TEXT * 60_000 + b"<script>x</script>", "markup"),
        (b"a" * ((1 << 20) - 3) + b"<script>", "markup"),
        (ARCHIVE, "archive"),
        (b"Rar!\x1a\x07\x01\0" + bytes(40), "archive"),
        (b"7z\xbc\xaf'\x1c" + bytes(40), "archive"),
        (b"\x1f\x8b\x08\0" + bytes(40), "archive"),
        (XLSM, "macros"),
        (HIDDEN_MACROS, "macros"),
        (compound(["Workbook", "_VBA_PROJECT_CUR"]), "macros"),
        (compound(["WordDocument", "Macros"]), "macros"),
        (compound(["EncryptedPackage", "EncryptionInfo"]), "damaged"),
        (compound(["\x05SummaryInformation"]), "unknown_kind"),
        (XLS[:600], "damaged"),
        (XLSX[:-30], "damaged"),
        (packed({"[Content_Types].xml": "<Types/>"}), "unknown_kind"),
        (b"GIF89a" + bytes(40), "unknown_kind"),
        (b"text\0more", "unknown_kind"),
        (bytes(100), "unknown_kind"),
        (PDF[1:] + b"\xff", "unknown_kind"),
    ],
)
def test_what_could_run_or_mislead_is_refused_whatever_it_is_called(
    content: bytes, code: str
) -> None:
    for name in ("发票.pdf", "发票.txt", "发票.xlsx"):
        assert refusal(content, name) == code


@pytest.mark.parametrize("content", [PDF, PNG, JPEG, DOC, b"II*\0" + bytes(90)])
def test_a_file_of_two_kinds_at_once_is_refused(content: bytes) -> None:
    assert refusal(content + ARCHIVE) == "two_kinds"
    assert refusal(content + packed({"a": "b"}, remark=b"%%EOF" * 100)) == "two_kinds"


def test_a_program_before_an_office_file_or_a_pdf_is_what_it_begins_with() -> None:
    for content in (XLSX, DOCX, OFD, PDF):
        assert refusal(b"MZ\x90\0" + bytes(60) + content, "发票.xlsx") == "executable"


def test_an_archive_inside_a_pdf_is_an_enclosure_of_it() -> None:
    enclosing = PDF + b"stream\n" + XLSX + b"\nendstream\n" + PDF
    assert kind_of(io.BytesIO(enclosing)).suffixes == ("pdf",)


def test_a_workbook_that_would_swell_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({"xl/sheet.xml": bytes(30_000_000)})
    types = packed({"[Content_Types].xml": " " * 5_000_000})
    opened = []
    real_open = zipfile.ZipFile.open

    def watched(archive: zipfile.ZipFile, name: str, *rest: object, **more: object) -> object:
        opened.append(name)
        return real_open(archive, name, *rest, **more)

    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    assert refusal(bomb, "a.xlsx") == "archive"
    assert opened == []
    assert refusal(types, "a.xlsx") == "too_much_packed"
    assert opened == ["[Content_Types].xml"]


def test_an_archive_that_says_it_is_huge_is_refused_unread() -> None:
    listed = b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(8)
    listed += (LONGEST_LIST + 1).to_bytes(4, "little") + bytes(6)
    assert refusal(listed, "a.xlsx") == "too_much_packed"
    swelling = bytearray(XLSX)
    at = swelling.index(b"PK\x01\x02")
    swelling[at + 24 : at + 28] = (0x7FFFFFFF).to_bytes(4, "little")
    assert refusal(bytes(swelling), "a.xlsx") == "too_much_packed"


@given(st.one_of(st.binary(max_size=300), st.sampled_from(list(TAKEN.values()))), st.data())
def test_any_bytes_are_of_a_kind_or_refused_in_words(content: bytes, data: st.DataObject) -> None:
    broken = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, max(0, len(broken) - 1)), max_size=8)):
        if broken:
            broken[at] = data.draw(st.integers(0, 255))
    file = io.BytesIO(bytes(broken))
    said = ""
    try:
        assert kind_of(file) in KINDS
    except FileRefused as refused:
        said = refused.text.zh + refused.text.en
    assert "{" not in said
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no_name"),
        ("...", "no_name"),
        ("../../etc/passwd.pdf", "name_has_path"),
        ("C:\\发票.pdf", "name_has_path"),
        ("发票\u202efdp.pdf", "name_hides"),
        ("发票\u200b.pdf", "name_hides"),
        ("发票\n.pdf", "name_hides"),
        ("发票\0.pdf", "name_hides"),
        ("发票\u2028.pdf", "name_hides"),
        ("CON.pdf", "name_reserved"),
        ("com1.发票.pdf", "name_reserved"),
        ("nul", "name_reserved"),
        ("发票.pdf.", "name_reserved"),
        ("发票:流.pdf", "name_reserved"),
        ("发" * LONGEST_NAME + ".pdf", "name_too_long"),
        ("发票.exe.pdf", "name_runs"),
        ("发票.html .pdf", "name_runs"),
        ("发票.pdf.exe", "name_disagrees"),
        ("发票.pdf.js", "name_disagrees"),
        ("发票", "name_disagrees"),
        ("发票.", "name_reserved"),
    ],
)
def test_a_name_that_leads_elsewhere_hides_or_deceives_is_refused(name: str, code: str) -> None:
    assert refusal(PDF, name) == code


@pytest.mark.parametrize(
    "name",
    [
        "关于2022.3.1会议的纪要.pdf",
        "合同.docx.pdf",
        "示财农〔2022〕8号（扫描件）.PDF",
        "a b' \u201cc\u201d;d=e&f%00.pdf",
        ".pdf.pdf",
    ],
)
def test_a_name_as_people_write_them_is_kept_as_it_is(name: str) -> None:
    assert checked_name(name, kind_of(io.BytesIO(PDF))) == name


def test_a_name_is_kept_in_composed_characters() -> None:
    assert checked_name(" Cafe\u0301.pdf", kind_of(io.BytesIO(PDF))) == "Caf\u00e9.pdf"
