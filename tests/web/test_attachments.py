"""Papers are handed in and given out as data: nothing of them is ever run or shown by a page."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
import requests
from papers import HIDDEN_MACROS, PDF, PNG, TAKEN, TEXT, XLSX, packed
from sites import Site, form_token
from sqlalchemy import text

from ledger.attachment_stores import FolderStore, place_of
from ledger.settings import MEBIBYTE

COUNTY = "990121"
Files = list[tuple[str, bytes]]


@pytest.fixture
def address(site: Site) -> str:
    """Where the papers of the story's payment are."""
    with site.engine.connect() as connection:
        voucher = connection.execute(text("SELECT voucher_id FROM ledger.disbursement")).scalar()
    return f"{site.url}/books/{site.book_id(COUNTY)}/vouchers/{voucher}/attachments"


@pytest.fixture
def other(site: Site) -> str:
    """Where the papers of the voucher are under which the city received its money."""
    with site.engine.connect() as connection:
        book = site.book_id("990100")
        voucher = connection.execute(
            text("SELECT voucher_id FROM ledger.source WHERE book_id = :book"), {"book": book}
        ).scalar()
    return f"{site.url}/books/{book}/vouchers/{voucher}/attachments"


def hand_in(
    someone: requests.Session, address: str, *files: tuple[str, bytes]
) -> requests.Response:
    """Hands files in with the form of the page."""
    token = form_token(someone.get(address).text)
    return someone.post(
        address, {"form_token": token}, files=[("file", file) for file in files], timeout=120
    )


def kept(site: Site) -> tuple[int, set[str]]:
    """How many papers are on record, and what the store has."""
    store = site.services.attachments
    assert isinstance(store, FolderStore)
    with site.engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM ledger.attachment")).scalar_one()
    return int(count), set(store.stored())


@contextmanager
def nothing_new(site: Site) -> Iterator[None]:
    """Neither facts nor contents come from what is done."""
    before = kept(site)
    yield
    assert kept(site) == before


def test_files_handed_in_are_listed_and_come_back_as_they_were(site: Site, address: str) -> None:
    someone = site.signed_in()
    name = "发票 “一” & b;a=b%'.pdf"
    page = hand_in(someone, address, (name, PDF), ("照片.png", PNG))
    assert page.url == address
    assert "“一” &amp; b;a=b%&#39;.pdf" in page.text
    assert "照片.png" in page.text
    assert "测试员" in page.text
    link = page.text.split(f'href="{urlsplit(address).path}/', 1)[1].split('"', 1)[0]
    answer = someone.get(f"{address}/{link}")
    assert answer.content == PDF
    headers = answer.headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert headers["Cache-Control"] == "no-store"
    disposition = headers["Content-Disposition"]
    assert disposition == f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    assert unquote(disposition.split("''")[1]) == name


@pytest.mark.parametrize("suffix", TAKEN)
def test_every_kind_that_is_taken_can_be_handed_in(site: Site, address: str, suffix: str) -> None:
    page = hand_in(site.signed_in(), address, (f"各种.{suffix}", TAKEN[suffix]))
    assert page.status_code == 200
    assert page.url == address


def test_one_paper_under_two_vouchers_is_seen_on_both_pages(
    site: Site, address: str, other: str
) -> None:
    someone = site.signed_in()
    paper = TEXT + b"of two"
    hand_in(someone, address, ("说明.txt", paper))
    hand_in(someone, other, ("说明.txt", paper))
    for here, there, name in (
        (address, other, "示范市 凭证 202205-1"),
        (other, address, "示范一县 凭证 202206-1"),
    ):
        page = someone.get(here).text
        assert urlsplit(there).path + '"' in page
        assert name in " ".join(page.split())


def test_pages_of_records_show_the_papers_of_their_voucher(site: Site, address: str) -> None:
    someone = site.signed_in()
    hand_in(someone, address, ("付款凭单.pdf", PDF + b"paid"))
    county = f"{site.url}/books/{site.book_id(COUNTY)}"
    city = f"{site.url}/books/{site.book_id('990100')}"
    payment = someone.get(f"{county}/disbursements/{site.first('disbursement', COUNTY)}").text
    voucher = someone.get(f"{county}/vouchers/202206-1").text
    for page in (payment, voucher):
        assert "付款凭单.pdf" in page
    for page in (
        f"{county}/sources/{site.first('source', COUNTY)}",
        f"{city}/transfers/{site.first('transfer_issue', '990100')}",
        # What an assignment posted has no page of its own but its voucher's.
        f"{county}/vouchers/202207-1",
    ):
        shown = someone.get(page).text
        assert "付款凭单.pdf" not in shown
        assert 'name="file" multiple' in shown
    project = someone.get(f"{county}/projects/{site.first('project', COUNTY)}").text
    assert "付款凭单.pdf" in project
    assert f'href="{urlsplit(address).path}"' in project
    english = someone.get(address, headers={"Accept-Language": "en"}).text
    assert "Hand in attachments" in english
    assert "JPEG" not in english or "JPEG picture" in english


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("发票.pdf", b"MZ" + bytes(200), "程序或脚本"),
        ("发票.pdf", b"<html><script>alert(1)</script></html>", "网页"),
        ("图.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "SVG"),
        ("发票.pdf", PDF + packed({"a.js": "alert(1)"}), "又接着一个压缩包"),
        ("表.xlsx", HIDDEN_MACROS, "有宏"),
        ("表.xlsx", packed({"[Content_Types].xml": " " * 5_000_000}), "大得不合情理"),
        ("表.pdf", XLSX, "后缀应为 .xlsx"),
        ("发票.pdf", b"", "文件是空的"),
        ("发票.pdf.exe", PDF, "后缀应为 .pdf"),
        ("发票.exe.pdf", PDF, ".exe 是程序"),
        ("../../发票.pdf", PDF, "斜杠"),
        ("发票\u202efdp.pdf", PDF, "U+202E"),
        ("CON.pdf", PDF, "Windows"),
        ("<b>.pdf", PDF, "&lt;b&gt;.pdf"),
        ("x" * 250 + ".pdf", PDF, "超过 200"),
        ("大.txt", b"x" * (20 * MEBIBYTE + 1), "超过 20 MiB"),
    ],
)
def test_what_is_refused_is_told_and_leaves_nothing(
    site: Site, address: str, name: str, content: bytes, reason: str
) -> None:
    with nothing_new(site):
        page = hand_in(site.signed_in(), address, (name, content))
    assert page.status_code == 400
    assert reason in page.text
    assert "没有收" in page.text


def test_of_several_files_the_right_ones_are_taken(site: Site, address: str) -> None:
    page = hand_in(
        site.signed_in(), address, ("好的.txt", TEXT + b"good"), ("坏的.pdf", b"MZ" + bytes(99))
    )
    assert page.status_code == 400
    assert "坏的.pdf" in page.text.split('id="papers"')[0]
    assert "好的.txt" in page.text.split('id="papers"')[1]


def test_of_what_is_too_large_together_no_more_is_kept_and_it_is_told(
    site: Site, address: str
) -> None:
    someone = site.signed_in()

    def without_end() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(150):
            yield bytes(MEBIBYTE)

    with nothing_new(site):
        answer = someone.post(
            address, without_end(), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert answer.status_code == 413
        assert "合计太大" in answer.text
        too_many = hand_in(someone, address, *[(f"{n}.txt", TEXT) for n in range(21)])
        assert too_many.status_code == 400
        assert "文件太多" in too_many.text


def test_an_upload_that_breaks_off_leaves_nothing(site: Site, address: str) -> None:
    someone = site.signed_in()
    token = form_token(someone.get(address).text)
    parts = urlsplit(address)
    cookie = "; ".join(f"{name}={value}" for name, value in someone.cookies.items())
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n"
        f'--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    )
    with nothing_new(site):
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
            connection.sendall(head.encode() + PDF + bytes(3_000_000))
        assert someone.get(address).status_code == 200


@pytest.mark.parametrize("token", [None, "guessed"])
def test_a_form_that_is_not_ours_hands_nothing_in(
    site: Site, address: str, token: str | None
) -> None:
    someone = site.signed_in()
    fields = {} if token is None else {"form_token": token}
    with nothing_new(site):
        refused = someone.post(address, fields, files={"file": ("a.pdf", PDF + b"csrf")})
        elsewhere = someone.post(
            address,
            {"form_token": form_token(someone.get(address).text)},
            files={"file": ("a.pdf", PDF + b"csrf")},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
    assert (refused.status_code, elsewhere.status_code) == (403, 403)


def test_strangers_neither_hand_in_nor_get_anything(site: Site, address: str) -> None:
    hand_in(site.signed_in(), address, ("发票.pdf", PDF))
    with nothing_new(site):
        for answer in (
            site.visitor().post(address, files={"file": ("a.pdf", PDF + b"stranger")}),
            site.visitor().get(address),
            site.visitor().get(f"{address}/{site.first('attachment', COUNTY)}"),
        ):
            assert "/sign-in" in answer.url


def test_a_paper_of_another_voucher_or_none_is_not_found(
    site: Site, address: str, other: str
) -> None:
    someone = site.signed_in()
    hand_in(someone, address, ("发票.pdf", PDF))
    number = site.first("attachment", COUNTY)
    for wrong in (f"{other}/{number}", f"{address}/999999", f"{address}/x", f"{address}999"):
        assert someone.get(wrong).status_code == 404, wrong
    nowhere = address.replace("/vouchers/", "/vouchers/9")
    token = form_token(someone.get(address).text)
    answer = someone.post(nowhere, {"form_token": token}, files={"file": ("a.pdf", PDF)})
    assert answer.status_code == 404


def test_a_paper_that_was_lost_or_altered_is_told_and_not_given_out(
    site: Site, address: str
) -> None:
    someone = site.signed_in()
    page = hand_in(someone, address, ("要改的.txt", TEXT + b"to be altered")).text
    number = page.split("要改的.txt", maxsplit=1)[0].rsplit("/attachments/", 1)[1].split('"')[0]
    with site.engine.connect() as connection:
        sha256 = connection.execute(
            text("SELECT sha256 FROM ledger.attachment WHERE file_name = '要改的.txt'")
        ).scalar_one()
    store = site.services.attachments
    assert isinstance(store, FolderStore)
    place: Path = store.root / place_of(sha256)
    place.chmod(0o600)
    place.write_bytes(TEXT + b"altered")
    answer = someone.get(f"{address}/{number}")
    assert answer.status_code == 500
    assert "已被改动或损坏" in answer.text
    place.unlink()
    assert "不在存储里" in someone.get(f"{address}/{number}").text
    # Handing it in again mends the store and adds no fact.
    count = kept(site)[0]
    hand_in(someone, address, ("要改的.txt", TEXT + b"to be altered"))
    assert kept(site)[0] == count
    assert someone.get(f"{address}/{number}").content == TEXT + b"to be altered"
