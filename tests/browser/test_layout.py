"""Pages fit a telephone and a sheet of paper."""

import pytest
from builders import CITY, COUNTY, PROVINCE
from playwright.sync_api import Page, expect
from sites import Site
from sqlalchemy import text

TELEPHONE = {"width": 375, "height": 812}


def addresses(site: Site) -> list[str]:
    """A page of every kind."""
    first = "SELECT min(log_position) FROM ledger.{} WHERE book_id = :book_id"
    pages = ["/", "/flags", "/rules", "/rules/BT-01", "/runs", "/imports", "/password"]
    pages += ["/drafts", "/users", "/rights", "/access", "/account", "/enter/disbursements"]
    pages += ["/check-receipt", "/checkpoints"]
    with site.engine.connect() as connection:
        for table, page, division in (
            ("disbursement", "disbursements", COUNTY),
            ("project", "projects", COUNTY),
            ("transfer_issue", "transfers", CITY),
            ("source", "sources", PROVINCE),
        ):
            book = site.book_id(division)
            number = connection.execute(text(first.format(table)), {"book_id": book}).scalar_one()
            pages += [f"/books/{book}", f"/books/{book}/{page}/{number}"]
    county = f"/books/{site.book_id(COUNTY)}"
    lists = (
        "/disbursements",
        "/transfers",
        "/vouchers",
        "/vouchers/202206-1",
        "/trial-balance",
        "/reconciliation",
    )
    pages += [county + each for each in lists]
    source = f"{county}/sources/{site.first('source', COUNTY)}"
    payment = f"{county}/disbursements/{site.first('disbursement', COUNTY)}"
    top = f"/books/{site.book_id(PROVINCE)}/sources/{site.first('source', PROVINCE)}"
    pages += [source + "/payments", payment + "/trace", top + "/trace"]
    return [*pages, county + "/statement?from=2022-01-01&to=2022-12-31"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_page_scrolls_sideways_on_a_telephone(clerk: Page, site: Site, language: str) -> None:
    clerk.set_viewport_size(TELEPHONE)
    if language == "en":
        clerk.get_by_role("button", name="English").click()
    expect(clerk.locator("html")).to_have_attribute("lang", language)
    too_wide = []
    for address in addresses(site):
        clerk.goto(site.url + address)
        width = clerk.evaluate("document.documentElement.scrollWidth")
        if width > TELEPHONE["width"]:
            too_wide.append((address, width))
    assert too_wide == []


def test_figures_stand_under_one_another(clerk: Page) -> None:
    cell = clerk.locator("td.number").first
    expect(cell).to_have_css("text-align", "right")
    expect(cell).to_have_css("font-variant-numeric", "tabular-nums")


def test_paper_has_no_buttons_and_says_what_is_made_up(clerk: Page, site: Site) -> None:
    clerk.goto(f"{site.url}/books/{site.book_id(COUNTY)}")
    expect(clerk.get_by_role("button", name="现在检查本账簿")).to_be_visible()
    clerk.emulate_media(media="print")
    expect(clerk.get_by_role("button")).to_have_count(0)
    expect(clerk.get_by_role("link", name="凭证")).to_have_count(0)
    expect(clerk.get_by_text("示范数据", exact=True)).to_be_visible()
    expect(clerk.get_by_role("heading", name="各项来源")).to_be_visible()
