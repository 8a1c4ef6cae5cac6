"""The pages of a claim, its project and its payments tell what they know of each other."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import requests
from accounts import PASSWORD
from attached import bring
from histories import codes, send
from papers import PDF
from sites import Site, served, shown
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

#: By its code of today, and by the first it had, which is its identity.
BOOK, DIVISION = "130407", "130428"
FINGERPRINT = sha256(PDF).hexdigest()
PAYING = "SELECT book_id, voucher_id FROM ledger.disbursement WHERE external_reference = 'ZF/1-1'"


def here(sheet: str, **cells: object) -> Fact:
    """A fact of the one book."""
    return fact(sheet, book=BOOK, **cells)


#: A contract paid by claims, of which one payment bounced and was paid again.
STORY = (
    here("transfers", document_no="示财农〔2022〕5号", amount=900000, occurred_on="2022-03-01"),
    here("projects", project_code="XM1", name="示范村道路硬化"),
    here("assignments", project_code="XM1", source_document="示财农〔2022〕5号", amount="800000"),
    here(
        "contracts",
        contract_code="HT1",
        project_code="XM1",
        supplier_name="示范建筑公司",
        amount=600000,
        retention_percent="3",
        retention_until="2023-09-01",
    ),
    here(
        "progress_reports",
        project_code="XM1",
        contract_code="HT1",
        occurred_on="2022-05-20",
        percent="32.50",
    ),
    here(
        "progress_reports",
        project_code="XM1",
        contract_code="HT1",
        occurred_on="2022-06-20",
        percent="30",
        correction_reason="复核扣减",
    ),
    here(
        "claims",
        claim_code="BZ1",
        project_code="XM1",
        contract_code="HT1",
        claimant="示范镇人民政府",
        amount=180000,
        stage="progress",
        progress_percent="32.5",
        attachments=FINGERPRINT,
        evidence="监理月报",
    ),
    here("claim_steps", claim_code="BZ1", reason="工程量属实"),
    here("claim_steps", claim_code="BZ1", step="approved", amount=175000, actor="示范局长"),
    here("claims", claim_code="BZ2", project_code="XM1", claimant="示范镇人民政府"),
    here("claim_steps", claim_code="BZ2", step="returned", reason="缺验收单"),
    here(
        "disbursements",
        external_reference="ZF/1",
        project_code="XM1",
        contract_code="HT1",
        claim_code="BZ1",
        stage="progress",
        payee_name="示范建筑公司",
        amount=175000,
        occurred_on="2022-05-25",
    ),
    here("refunds", payment_reference="ZF/1", amount=175000, occurred_on="2022-05-27"),
    here(
        "disbursements",
        external_reference="ZF/1-1",
        project_code="XM1",
        contract_code="HT1",
        claim_code="BZ1",
        stage="progress",
        reissue_of="ZF/1",
        payee_name="示范建筑公司",
        amount=175000,
        occurred_on="2022-05-30",
    ),
    here("sign_offs", sign_off_code="SLQ1", project_code="XM1"),
)


@pytest.fixture
def claims_site(engine: Engine, protector: Protector, tmp_path: Path) -> Iterator[Site]:
    """The pages over the story."""
    assert codes(send(engine, protector, *STORY)) == []
    with served(engine, protector, tmp_path) as (url, services):
        yield Site(url, engine, PASSWORD, services)


def test_a_claim_is_followed_from_its_project_to_its_payments(claims_site: Site) -> None:
    session, book = claims_site.signed_in(), f"/books/{claims_site.book_id(DIVISION)}"
    county = claims_site.url + book
    project = shown(session, f"{county}/projects/{claims_site.first('project', DIVISION)}")
    address = f"{book}/claims/{claims_site.first('claim', DIVISION)}"
    for words in ("已付清", "已退回", "30%", "复核扣减", "2023-09-01", "缺签字", "村党支部"):
        assert words in project
    assert f'href="{address}"' in project
    claim = shown(session, claims_site.url + address)
    for words in ("175,000.00", "180,000.00", "工程量属实", "示范局长", FINGERPRINT, "ZF/1-1"):
        assert words in claim
    bounced = shown(session, f"{county}/disbursements?reference=ZF/1")
    assert "退票后补发为" in bounced
    again = shown(session, f"{county}/disbursements?reference=ZF/1-1")
    for words in ("补发的是", "进度款", f'href="{address}"', "reference=ZF/1"):
        assert words in again
    gone = session.get(claims_site.url + f"{book}/claims/1", timeout=30)
    assert gone.status_code == requests.codes.not_found


def test_a_paper_of_a_claim_opens_once_its_payment_has_the_file(claims_site: Site) -> None:
    session = claims_site.signed_in()
    address = (
        f"{claims_site.url}/books/{claims_site.book_id(DIVISION)}"
        f"/claims/{claims_site.first('claim', DIVISION)}"
    )
    assert "只登记了指纹" in session.get(address, timeout=30).text
    with claims_site.engine.connect() as connection:
        voucher = connection.execute(text(PAYING)).one()
    store = claims_site.services.attachments
    bring(claims_site.engine, store, (voucher.book_id, voucher.voucher_id), name="验收单.pdf")
    page = session.get(address, timeout=30).text
    assert "只登记了指纹" not in page
    assert "验收单.pdf" in page
    [link] = re.findall(r'href="([^"]+/attachments/\d+)"', page)
    assert session.get(claims_site.url + link, timeout=30).content == PDF
