"""Import by upload: checked first, errors in their place, posted on a second word, once."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
import requests
from accounts import PASSWORD
from builders import OTHER_COUNTY
from persons import SECOND
from sites import Site, form_token
from sqlalchemy import text
from workbooks import Rows, write_csv, write_workbook

from ledger.imports.catalogue import SHEETS
from web.pages.imports import WORKBOOK


def appropriation(document: str, amount: str = "1000") -> Rows:
    """A workbook's sheet with one appropriation of the county."""
    names = ["账簿", "文号", "安排日期", "金额(元)", "资金名称"]
    return [names, [OTHER_COUNTY, document, "2022-01-05", amount, "县级资金"]]


def upload(site: Site, session: requests.Session, path: Path) -> requests.Response:
    """Uploads a file with the form of the page; the answer is what the check found."""
    token = form_token(session.get(site.url + "/imports").text)
    with path.open("rb") as file:
        return session.post(
            site.url + "/imports",
            {"form_token": token, "book": ""},
            files={"file": (path.name, file, WORKBOOK)},
        )


def confirm(session: requests.Session, checked: requests.Response) -> requests.Response:
    """Hands what was checked in for review; the answer is the draft."""
    return session.post(checked.url + "/draft", {"form_token": form_token(checked.text)})


def posted(site: Site, document: str) -> int:
    """How many sources came under a document."""
    with site.engine.connect() as connection:
        return int(
            connection.execute(
                text("SELECT count(*) FROM ledger.source WHERE document_no = :d"), {"d": document}
            ).scalar_one()
        )


def test_the_template_is_a_workbook_with_every_sheet(site: Site) -> None:
    answer = site.signed_in().get(site.url + "/imports/template")
    assert answer.headers["Content-Type"] == WORKBOOK
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert {sheet.name.zh for sheet in SHEETS} <= set(book.sheetnames)


def test_an_error_is_shown_with_its_place_value_and_both_languages(
    site: Site, tmp_path: Path
) -> None:
    someone = site.signed_in()
    path = write_workbook(tmp_path / "错.xlsx", {"本级安排": appropriation("错文1号", "一千元")})
    checked = upload(site, someone, path)
    assert checked.status_code == 200
    for words in ("本级安排", "金额(元)", "一千元", "应为金额", "An amount is expected"):
        assert words in checked.text
    assert "提交复核" not in checked.text
    assert posted(site, "错文1号") == 0
    marked = someone.get(checked.url + "/marked")
    assert "filename" in marked.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    comments = [c.comment.text for row in book["本级安排"].iter_rows() for c in row if c.comment]
    assert any("应为金额" in comment for comment in comments)


def test_a_file_in_order_is_posted_when_another_has_reviewed_it_and_only_once(
    site: Site, tmp_path: Path
) -> None:
    someone = site.signed_in()
    path = write_workbook(tmp_path / "对.xlsx", {"本级安排": appropriation("对文1号")})
    checked = upload(site, someone, path)
    assert "检查通过" in checked.text
    assert posted(site, "对文1号") == 0
    draft = confirm(someone, checked)
    assert "等另一人复核" in draft.text
    assert "复核通过" not in draft.text, "nobody reviews what they drafted"
    assert posted(site, "对文1号") == 0
    done = site.reviewed_and_posted(draft.url)
    assert "已入账" in done.text
    assert f'action="/books/{site.book_id(OTHER_COUNTY)}/checks"' in done.text
    assert posted(site, "对文1号") == 1
    assert "没有重复入账" in upload(site, someone, path).text
    assert posted(site, "对文1号") == 1


def test_two_clicks_on_the_button_make_one_draft(site: Site, tmp_path: Path) -> None:
    someone = site.signed_in()
    path = write_workbook(tmp_path / "双.xlsx", {"本级安排": appropriation("双文1号")})
    checked = upload(site, someone, path)
    fields = {"form_token": form_token(checked.text)}

    def click(_: int) -> requests.Response:
        return requests.post(checked.url + "/draft", fields, cookies=someone.cookies, timeout=60)

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(click, range(2)))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len({answer.url for answer in answers}) == 1
    site.reviewed_and_posted(answers[0].url)
    assert posted(site, "双文1号") == 1


def test_clicks_at_once_on_the_marked_copy_all_get_the_whole_of_it(
    site: Site, tmp_path: Path
) -> None:
    someone = site.signed_in()
    names, wrong = appropriation("双标1号", "一千元")
    path = write_workbook(tmp_path / "双标.xlsx", {"本级安排": [names, *[wrong] * 1000]})
    checked = upload(site, someone, path)

    def click(_: int) -> requests.Response:
        return requests.get(checked.url + "/marked", cookies=someone.cookies, timeout=60)

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(click, range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert openpyxl.load_workbook(io.BytesIO(answers[0].content))


def test_a_file_that_was_handed_in_is_not_kept(site: Site, tmp_path: Path) -> None:
    someone = site.signed_in()
    path = write_workbook(tmp_path / "留.xlsx", {"本级安排": appropriation("留文1号")})
    checked = upload(site, someone, path)
    kept = site.services.uploads.folder / checked.url.rsplit("/", 1)[1] / "file" / "留.xlsx"
    assert kept.exists()
    confirm(someone, checked)
    assert not kept.exists()


def test_what_somebody_uploads_is_nobody_elses_to_see(site: Site, tmp_path: Path) -> None:
    other = site.visitor()
    fields = {"login": SECOND, "password": PASSWORD}
    site.post(other, "/sign-in", "/sign-in", **fields)
    path = write_workbook(tmp_path / "私.xlsx", {"本级安排": appropriation("私文1号")})
    checked = upload(site, site.signed_in(), path)
    assert other.get(checked.url).status_code == 404
    assert (
        site.post(other, "/imports", checked.url.removeprefix(site.url) + "/draft").status_code
        == 404
    )
    assert posted(site, "私文1号") == 0


def test_a_csv_file_is_taken_too(site: Site, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "本级安排.csv", appropriation("表文1号"), "gb18030")
    someone = site.signed_in()
    draft = confirm(someone, upload(site, someone, path))
    assert "已入账" in site.reviewed_and_posted(draft.url).text
    assert posted(site, "表文1号") == 1


@pytest.mark.parametrize("name", ["信.docx", "坏.xlsx", "没有后缀"])
def test_what_is_no_workbook_is_refused_in_words(site: Site, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no workbook")
    answer = upload(site, site.signed_in(), path)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert str(site.services.uploads.folder) not in answer.text


def test_a_quotation_mark_that_never_ends_is_refused_in_words_and_the_file_not_kept(
    site: Site, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "本级安排.csv", appropriation("引文1号"), "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write('"' + "没有配对的引号\n" * 20_000)
    before = set(site.services.uploads.folder.glob("*"))
    answer = upload(site, site.signed_in(), path)
    assert answer.status_code == 400
    assert "引号没有配对" in answer.text
    assert 'name="file"' in answer.text, "another file can be chosen there"
    assert set(site.services.uploads.folder.glob("*")) == before


def test_two_cells_at_the_corners_of_a_sheet_do_not_end_the_pages(
    site: Site, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "角.xlsx", {"支付": [["资金名称"]]})
    book = openpyxl.load_workbook(path)
    book["支付"]["XFD1048576"] = "x"
    book.save(path)
    answer = upload(site, site.signed_in(), path)
    assert answer.status_code == 400
    assert "Ctrl+End" in answer.text
    assert requests.get(site.url + "/healthz", timeout=60).text == "ok\n"


def test_a_form_without_a_file_is_refused_in_words(site: Site) -> None:
    someone = site.signed_in()
    token = form_token(someone.get(site.url + "/imports").text)
    answer = someone.post(site.url + "/imports", {"form_token": token})
    assert answer.status_code == 400
    assert "请选择" in answer.text
