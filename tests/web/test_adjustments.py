"""Pages show what a transfer came to, by which documents, and what left at the end of a year."""

from collections.abc import Iterator

import pytest
from builders import CITY, COUNTY
from histories import codes, send
from site_story import CITY_DOCUMENT, PROVINCE_DOCUMENT
from sites import Site, shown, story_site

from expectations.rule import fact
from ledger.personal import Protector

RECALLED = {"kind": "recall", "transfer_document": CITY_DOCUMENT, "amount": "1000000"}
ADJUSTING = "示范市财农〔2022〕30号"
CARRYING = "示范市财预〔2022〕9号"


@pytest.fixture(scope="module")
def adjusted(
    server_url: str, template: str, protector: Protector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The story, of which the city recalled a million and carried over what it had left."""
    folder = tmp_path_factory.mktemp("adjusted")
    with story_site(server_url, template, f"{template}_adjusted", protector, folder) as site:
        outcome = send(
            site.engine,
            protector,
            fact(
                "transfer_adjustments",
                **(RECALLED | {"book": CITY, "side": "issued", "document_no": ADJUSTING}),
                occurred_on="2022-09-01",
                reason="项目取消",
            ),
            fact(
                "take_backs",
                book=CITY,
                kind="carry_over",
                document_no=CARRYING,
                source_document=PROVINCE_DOCUMENT,
                amount="3500000",
            ),
            fact(
                "take_backs",
                book=CITY,
                document_no=CARRYING,
                source_document=PROVINCE_DOCUMENT,
                amount="500000",
            ),
        )
        assert codes(outcome) == []
        yield site


def test_a_transfer_is_shown_with_what_was_recalled_and_what_is_in_transit(adjusted: Site) -> None:
    issue = adjusted.first("transfer_issue", CITY)
    page = shown(
        adjusted.signed_in(), adjusted.url + f"/books/{adjusted.book_id(CITY)}/transfers/{issue}"
    )
    for words in ("4,000,000.00", "5,000,000.00", "-1,000,000.00", ADJUSTING, "收回", "项目取消"):
        assert words in page
    assert "在途" in page


def test_a_source_leads_to_what_it_was_carried_over_to_and_back(adjusted: Site) -> None:
    book = adjusted.book_id(CITY)
    source = adjusted.first("source", CITY)
    page = shown(adjusted.signed_in(), adjusted.url + f"/books/{book}/sources/{source}")
    for words in (CARRYING, "结转下年", "结余收回", "3,500,000.00", "500,000.00"):
        assert words in page
    new = next(
        part.split('"')[0]
        for part in page.split(f'href="/books/{book}/sources/')[1:]
        if part.split('"')[0] != str(source)
    )
    page = shown(adjusted.signed_in(), adjusted.url + f"/books/{book}/sources/{new}")
    assert f"{PROVINCE_DOCUMENT}〔2022年结转〕" in page
    assert f'href="/books/{book}/sources/{source}"' in page


def test_the_receipt_below_stands_until_its_own_book_enters_the_recall(adjusted: Site) -> None:
    source = adjusted.first("source", COUNTY)
    page = shown(
        adjusted.signed_in(), adjusted.url + f"/books/{adjusted.book_id(COUNTY)}/sources/{source}"
    )
    assert "指标调整" not in page


def test_the_sums_of_a_book_count_what_was_carried_over_once(adjusted: Site) -> None:
    page = shown(adjusted.signed_in(), adjusted.url + f"/books/{adjusted.book_id(CITY)}")
    total = page[page.index("结转只计一次") :].split("</tr>")[0]
    figures = [part.split("</td>")[0].strip() for part in total.split('<td class="number">')[1:]]
    assert (figures[0], figures[-2]) == ("8,000,000.00", "500,000.00")
