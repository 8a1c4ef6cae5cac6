"""One row entered by a form: errors at their fields, what was typed kept, posted once."""

import re

import pytest
from builders import OTHER_COUNTY
from sites import Site, form_token

from ledger.imports.catalogue import SHEETS

ROW = {
    "book": OTHER_COUNTY,
    "document_no": "录文1号",
    "occurred_on": "2022-01-05",
    "amount": "1000.50",
    "fund_line": "县级资金",
}


@pytest.mark.parametrize("key", [sheet.key for sheet in SHEETS])
def test_every_sheet_has_a_form_with_every_field(site: Site, key: str) -> None:
    page = site.signed_in().get(site.url + f"/enter/{key}")
    assert page.status_code == 200
    for sheet in SHEETS:
        if sheet.key == key:
            assert all(f'name="{column.key}"' in page.text for column in sheet.columns)


def test_a_page_that_leads_to_a_form_fills_in_what_it_knows(site: Site) -> None:
    known = 'voucher=202206-1"><b>&nothing=1&book=990121'
    page = site.signed_in().get(f"{site.url}/enter/reversals?{known}").text
    assert 'value="202206-1&#34;&gt;&lt;b&gt;"' in page
    assert 'value="990121"' in page
    assert 'name="nothing"' not in page


def test_errors_stand_at_their_fields_and_what_was_typed_is_kept(site: Site) -> None:
    someone = site.signed_in()
    wrong = ROW | {"amount": "一千元", "fund_line": '"><b>甲'}
    answer = site.post(someone, "/enter/appropriations", "/enter/appropriations", **wrong)
    assert answer.status_code == 400
    assert 'value="一千元"' in answer.text
    assert "<b>甲" not in answer.text
    field = answer.text.split('id="about-amount"', 1)[1].split("</p>", 1)[0]
    assert "应为金额" in field
    assert answer.text.count("what-is-wrong") == 1


def test_a_row_is_posted_once_however_often_the_button_is_pressed(site: Site) -> None:
    someone = site.signed_in()
    page = site.url + "/enter/appropriations"
    shown = someone.get(page).text
    key = shown.split('name="key" value="', 1)[1].split('"', 1)[0]
    fields = ROW | {"form_token": form_token(shown), "key": key}
    answers = [someone.post(page, fields) for _ in range(2)]
    assert len({answer.url for answer in answers}) == 1, "it is one draft"
    done = site.reviewed_and_posted(answers[0].url)
    link = re.search(r'<a href="(/books/\d+/vouchers/202201-1)">202201-1</a> 本级安排', done.text)
    assert link
    assert someone.get(site.url + link[1]).status_code == 200
    assert "没有重复入账" in someone.post(page, fields).text


def test_a_sheet_that_there_is_not_is_not_there(site: Site) -> None:
    someone = site.signed_in()
    assert someone.get(site.url + "/enter/nothing").status_code == 404
    assert all(f"/enter/{sheet.key}" in someone.get(site.url + "/enter").text for sheet in SHEETS)
