"""A flag leads to the page of what it is about, or of what that belongs to."""

import pytest
import requests
from builders import CITY, COUNTY
from sites import Site
from sqlalchemy import text

from ledger.belonging import belongings_of, belongs_to
from web.evidence_rows import subject_link


@pytest.mark.parametrize(
    ("subject", "division", "table", "shown_on"),
    [
        ("source", COUNTY, "source", "sources"),
        ("transfer_issue", CITY, "transfer_issue", "transfers"),
        ("disbursement", COUNTY, "disbursement", "disbursements"),
        ("project", COUNTY, "project", "projects"),
        ("assignment", COUNTY, "assignment", "projects"),
        ("project_step", COUNTY, "project_step", "projects"),
        ("project_change", COUNTY, "project", "projects"),
        ("allocation", CITY, "transfer_issue", "transfers"),
        ("allocation", COUNTY, "assignment", "projects"),
    ],
)
def test_a_subject_leads_to_its_page_or_that_of_what_it_belongs_to(
    site: Site, subject: str, division: str, table: str, shown_on: str
) -> None:
    book = site.book_id(division)
    with site.engine.connect() as connection:
        link = subject_link(connection, book, subject, site.first(table, division))
    assert link is not None
    assert link.startswith(f"/books/{book}/{shown_on}/")
    assert site.signed_in().get(site.url + link).status_code == requests.codes.ok


@pytest.mark.parametrize(
    ("subject", "division", "table", "page"),
    [
        ("assignment", COUNTY, "assignment", "project"),
        ("allocation", COUNTY, "assignment", "project"),
        ("project_step", COUNTY, "project_step", "project"),
        ("allocation", CITY, "transfer_issue", "transfer_issue"),
    ],
)
def test_the_page_that_a_subject_leads_to_knows_of_it(
    site: Site, subject: str, division: str, table: str, page: str
) -> None:
    book, number = site.book_id(division), site.first(table, division)
    with site.engine.connect() as connection:
        whole = belongs_to(connection, book, subject, number)
        assert whole is not None
        assert whole[0] == page
        assert (subject, number) in belongings_of(connection, book, *whole)


def test_a_voucher_leads_to_its_first_payment(site: Site) -> None:
    book, payment = site.book_id(COUNTY), site.first("disbursement", COUNTY)
    with site.engine.connect() as connection:
        voucher = connection.execute(
            text(
                "SELECT voucher_id FROM ledger.disbursement"
                " WHERE book_id = :book AND log_position = :payment"
            ),
            {"book": book, "payment": payment},
        ).scalar_one()
        link = subject_link(connection, book, "voucher", voucher)
        assert ("voucher", voucher) in belongings_of(connection, book, "disbursement", payment)
    assert link == f"/books/{book}/disbursements/{payment}"


def test_a_subject_without_a_page_leads_nowhere(site: Site) -> None:
    book = site.book_id(COUNTY)
    with site.engine.connect() as connection:
        assert subject_link(connection, book, "bank_account", 1) is None
        assert subject_link(connection, book, "contract", 999_999) is None
