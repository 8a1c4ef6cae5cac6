"""The pages give receipts of what their reader may see, and of nothing else."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
import requests
from audit_runs import run_late_pass_down
from builders import COUNTY, PROVINCE
from conftest import database_of
from persons import add_person, sign_in, token_of
from sealed import WITNESS, countersign_common_log, seal_all, sizes_of, witness_key
from sites import Site, shown, story_site, words_of
from sqlalchemy import Engine, text

from ledger.database import open_engine
from ledger.personal import Protector
from mingzhang_verify import Checkpoint, Key, facts_of, grown


@dataclass
class SealedSite:
    """The pages over a ledger with a flag, all of which is sealed; and its owner's view of it."""

    site: Site
    owner: Engine
    url: str

    @property
    def payment(self) -> str:
        """The page of the county's payment."""
        number = self.site.first("disbursement", COUNTY)
        return f"/books/{self.site.book_id(COUNTY)}/disbursements/{number}"

    @property
    def voucher(self) -> str:
        """The page of the payment's voucher."""
        return f"/books/{self.site.book_id(COUNTY)}/vouchers/202206-1"

    @property
    def flag(self) -> str:
        """The page of the province's flag."""
        return f"/flags/{self.site.book_id(PROVINCE)}/1"

    def browser_of(self, login: str) -> requests.Session:
        """Somebody who is signed in, and wants Chinese."""
        session = self.site.visitor()
        session.cookies.set("mingzhang", token_of(login))
        return session

    def records(self) -> list[tuple[str | None, str]]:
        """The receipts that were taken out: by whom, and of what."""
        with self.owner.connect() as connection:
            rows = connection.execute(
                text(
                    "SELECT login, subject FROM ledger.access_record"
                    " WHERE kind = 'export' AND details ->> 'export' = 'receipt'"
                    " ORDER BY access_id"
                )
            )
            return [(row.login, row.subject) for row in rows]


@pytest.fixture(scope="module")
def sealed(
    server_url: str, template: str, protector: Protector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SealedSite]:
    """The pages over a sealed ledger, a head of the county and one of the province."""
    folder = tmp_path_factory.mktemp("sealed")
    with story_site(server_url, template, f"{template}_sealed", protector, folder) as site:
        url = database_of(server_url, str(site.engine.url.database))
        owner = open_engine(url, role=None)
        runs = open_engine(url, "mingzhang_jobs")
        run_late_pass_down(runs, url)
        runs.dispose()
        with owner.begin() as connection:
            for login, place in (("county", COUNTY), ("province", PROVINCE)):
                add_person(connection, login, ("head", place, False))
                sign_in(connection, login)
            add_person(connection, "officer", ("township_officer", COUNTY, False))
            sign_in(connection, "officer")
        found = SealedSite(site, owner, url)
        before = words_of(shown(found.browser_of("county"), site.url + found.payment))
        assert "尚未封存" in before
        unsealed = found.browser_of("county").get(site.url + found.payment + "/receipt")
        assert (unsealed.status_code, "还没有封存" in unsealed.text) == (400, True)
        seal_all(url, site.services.settings.signing_key_file)
        countersign_common_log(url, owner, witness_key(folder))
        yield found
        owner.dispose()


def test_what_is_sealed_says_when_under_which_checkpoint_and_who_countersigned(
    sealed: SealedSite,
) -> None:
    county, province = sealed.browser_of("county"), sealed.browser_of("province")
    book = sealed.site.book_id(COUNTY)
    for reader, page in (
        (county, sealed.payment),
        (county, sealed.voucher),
        (province, sealed.flag),
        (county, "/rules/BT-01"),
    ):
        said = words_of(shown(reader, sealed.site.url + page)).split("存证")[1]
        assert "封存于" in said, page
        assert "/common" in said, page
        assert f"会签：{WITNESS}" in said, page
    assert f"/book/{book} （前" in words_of(shown(county, sealed.site.url + sealed.payment))
    english = county.get(sealed.site.url + "/rules/DP-01", headers={"Accept-Language": "en"})
    assert "Not sealed yet" in english.text


def test_receipts_of_all_four_hold_and_have_speaking_names(sealed: SealedSite) -> None:
    county, province = sealed.browser_of("county"), sealed.browser_of("province")
    for reader, page, table, name in (
        (county, sealed.payment, "ledger.disbursement", "示范一县支付ZF1-存证回执.json"),
        (county, sealed.voucher, "ledger.voucher", "示范一县凭证202206-1-存证回执.json"),
        (province, sealed.flag, "audits.flag", "示范省疑点1-存证回执.json"),
        (county, "/rules/BT-01", "audits.rule_version", "规则BT-01-存证回执.json"),
    ):
        answer = reader.get(sealed.site.url + page + "/receipt")
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == "application/json"
        disposition = unquote(answer.headers["Content-Disposition"])
        assert disposition == f"attachment; filename*=UTF-8''{name}"
        assert facts_of(answer.json())[0].table == table


def test_a_receipt_that_names_people_is_on_record_and_a_public_one_names_nobody(
    sealed: SealedSite,
) -> None:
    county = sealed.browser_of("county")
    before = sealed.records()
    public = county.get(sealed.site.url + sealed.payment + "/receipt?form=public")
    assert "公开" in unquote(public.headers["Content-Disposition"])
    assert "示范建筑公司" not in public.text
    withheld = {name for fact in facts_of(public.json()) for name in fact.withheld}
    assert "name" in withheld
    assert sealed.records() == before
    whole = county.get(sealed.site.url + sealed.payment + "/receipt")
    assert "示范建筑公司" in whole.text
    assert sealed.records() == [*before, ("county", "存证回执 示范一县支付ZF1")]
    shown(county, sealed.site.url + sealed.payment + "/receipt?form=page")
    assert len(sealed.records()) == len(before) + 2


def test_a_stranger_gets_no_receipt_of_another_books_fact(sealed: SealedSite) -> None:
    county, province = sealed.browser_of("county"), sealed.browser_of("province")
    nobody, officer = sealed.site.visitor(), sealed.browser_of("officer")
    before = sealed.records()
    for form in ("file", "public", "page"):
        for reader, page, status in (
            (province, sealed.payment, 404),
            (province, sealed.voucher, 404),
            (county, sealed.flag, 404),
            (officer, sealed.payment, 404),
            (officer, sealed.flag, 403),
            (nobody, sealed.payment, 303),
            (nobody, "/rules/BT-01", 303),
        ):
            address = f"{sealed.site.url}{page}/receipt?form={form}"
            answer = reader.get(address, allow_redirects=False)
            assert answer.status_code == status, address
            assert "mingzhang-receipt" not in answer.text
    assert sealed.records() == before
    assert county.get(f"{sealed.site.url}{sealed.payment}/receipt?form=x").status_code == 404


def test_the_page_that_checks_is_for_everybody_and_has_the_keys(sealed: SealedSite) -> None:
    nobody = sealed.site.visitor()
    page = shown(nobody, sealed.site.url + "/check-receipt")
    keys = [line for line in page.splitlines() if line.count("+") >= 2]
    read = [Key.read(line) for line in keys]
    assert [key.name for key in read][1:] == [WITNESS]
    assert "mingzhang-receipt/1" not in page
    assert page.count("<script") == page.count('<script src="/static/')


def test_the_file_that_checks_has_all_in_it_and_forbids_every_network(sealed: SealedSite) -> None:
    nobody = sealed.site.visitor()
    answer = nobody.get(sealed.site.url + "/check-receipt.html")
    name = unquote(answer.headers["Content-Disposition"])
    assert name == "attachment; filename*=UTF-8''核验存证回执.html"
    assert "default-src 'none'" in answer.text
    for outside in ("src=", "href=", "url(", "http:", "https:", "import("):
        assert outside not in answer.text, outside
    english = nobody.get(sealed.site.url + "/check-receipt.html", headers={"Accept-Language": "en"})
    assert '<html lang="en">' in english.text


def test_checkpoints_of_books_are_listed_for_who_may_see_them(sealed: SealedSite) -> None:
    nobody, county = sealed.site.visitor(), sealed.browser_of("county")
    open_to_all = words_of(shown(nobody, sealed.site.url + "/checkpoints"))
    assert "公共日志" in open_to_all
    assert "示范" not in open_to_all
    assert f"{WITNESS}" in open_to_all
    assert "按时" in open_to_all
    theirs = words_of(shown(county, sealed.site.url + "/checkpoints"))
    assert "示范一县" in theirs
    assert "示范省" not in theirs
    own, other = sealed.site.book_id(COUNTY), sealed.site.book_id(PROVINCE)
    [size] = sizes_of(sealed.owner, own)
    for path in ("", f"/{size}", f"/growth?older={size}&newer={size}"):
        answers = [
            reader.get(f"{sealed.site.url}/checkpoints/{log}{path}", allow_redirects=False)
            for reader, log in ((county, own), (county, other), (nobody, own))
        ]
        assert [each.status_code for each in answers] == [200, 404, 303], path


def test_a_checkpoint_and_its_growth_are_given_to_keep(sealed: SealedSite) -> None:
    nobody = sealed.site.visitor()
    [first] = sizes_of(sealed.owner, 0)
    seal_all(sealed.url, sealed.site.services.settings.signing_key_file)
    latest = sizes_of(sealed.owner, 0)[-1]
    assert first < latest
    log = f"{sealed.site.url}/checkpoints/0"
    note = nobody.get(f"{log}/{first}")
    assert note.headers["Content-Type"].startswith("text/plain")
    kept = Checkpoint.read(note.text)
    assert [name for name, _ in kept.signatures][1:] == [WITNESS]
    growth = json.loads(nobody.get(f"{log}/growth?older={first}&newer={latest}").text)
    older, newer = grown(growth)
    assert (older, newer.size) == (kept, latest)
    for wrong in (f"{log}/{latest + 1}", f"{log}/growth?older=1&newer={latest}"):
        assert nobody.get(wrong).status_code in {400, 404}, wrong


def test_a_witness_that_has_not_signed_in_time_is_said_to_be_late(sealed: SealedSite) -> None:
    with sealed.owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text("UPDATE ledger.countersignature SET signed_at = signed_at - interval '8 days'")
        )
    assert "逾期" in words_of(shown(sealed.site.visitor(), sealed.site.url + "/checkpoints"))
