"""A browser checks receipts as `mingzhang-verify` does, on the page and from a file offline."""

from pathlib import Path

import pytest
from builders import COUNTY
from conftest import database_of
from playwright.sync_api import Browser, Page, expect
from receipt_files import (
    Files,
    differently_made,
    make_other_key,
    one_character_changed,
    rewritten,
    verdict,
)
from sealed import WITNESS, countersign_common_log, seal_all, sizes_of, witness_key
from sites import Site

from ledger.database import open_engine

TELEPHONE = {"width": 375, "height": 812}
CHECK = """
async ([contents, keys]) => {
  const known = await readKeys(keys);
  return Promise.all(contents.map(async (each) => (await checkFile(each, known)).verdict));
}
"""


@pytest.fixture(scope="module")
def files(site: Site, server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The site's ledger sealed twice, the first time with a witness, and files of it."""
    url = database_of(server_url, str(site.engine.url.database))
    owner = open_engine(url, role=None)
    key = seal_all(url, site.services.settings.signing_key_file)
    witness = witness_key(tmp_path_factory.mktemp("witness"))
    countersign_common_log(url, owner, witness)
    seal_all(url, site.services.settings.signing_key_file)
    sizes = sizes_of(owner, 0)
    owner.dispose()
    someone = site.signed_in()
    number = site.first("disbursement", COUNTY)
    payment = f"{site.url}/books/{site.book_id(COUNTY)}/disbursements/{number}"
    log = f"{site.url}/checkpoints/0"
    older, newer = sizes[-2], sizes[-1]
    return Files(
        *(
            someone.get(address, timeout=60).text
            for address in (
                f"{payment}/receipt",
                f"{payment}/receipt?form=public",
                f"{log}/{older}",
                f"{log}/{newer}",
                f"{log}/growth?older={older}&newer={newer}",
            )
        ),
        [key.public, witness.public],
        key,
        payment,
    )


@pytest.fixture
def checking(page: Page, site: Site) -> Page:
    """The page that checks, as a stranger sees it."""
    page.goto(site.url + "/check-receipt")
    return page


def choose(page: Page, **contents: str) -> None:
    """Chooses files by name and content."""
    page.get_by_label("选择文件").set_input_files(
        [
            {"name": name, "mimeType": "application/json", "buffer": content.encode()}
            for name, content in contents.items()
        ]
    )


def test_from_a_payment_one_comes_to_its_receipt_and_it_holds(clerk: Page, files: Files) -> None:
    clerk.goto(files.payment)
    clerk.get_by_role("link", name="在网页上核验").click()
    outcome = clerk.get_by_role("status")
    expect(outcome.locator(".verdict")).to_contain_text("✓ 符合")
    expect(outcome).to_contain_text(f"✓ {WITNESS} · 见证单位")
    amount = outcome.get_by_role("row").filter(has_text="amount").first
    expect(amount).to_contain_text("1234567.89")
    outcome.get_by_text("收款人 ledger.payee").click()
    expect(outcome).to_contain_text("示范建筑公司")


def test_a_stranger_checks_the_public_receipt_and_sees_what_is_withheld(
    checking: Page, files: Files
) -> None:
    choose(checking, 公开=files.public)
    outcome = checking.get_by_role("status")
    expect(outcome.locator(".verdict")).to_contain_text("✓ 符合")
    outcome.get_by_text("收款人 ledger.payee").click()
    expect(outcome.get_by_role("row").filter(has_text="不公开")).to_contain_text("名称")
    expect(outcome).not_to_contain_text("示范建筑公司")


def test_one_character_changed_anywhere_in_the_facts_is_refused(
    checking: Page, files: Files
) -> None:
    for content in (files.receipt, files.public):
        facts = content.index('"checkpoints": [')
        mutants = one_character_changed(content)
        got = checking.evaluate(CHECK, [mutants, files.key_lines])
        assert len(mutants) > 200
        assert got == [verdict(each, files.keys) for each in mutants]
        within = [
            found
            for each, found in zip(mutants, got, strict=True)
            if each[facts:] == content[facts:]
        ]
        assert len(within) > 150
        assert set(within) == {"wrong", "unreadable"}


def test_the_page_says_of_every_file_what_mingzhang_verify_says(
    checking: Page, files: Files
) -> None:
    made = [
        files.receipt,
        *differently_made(files.receipt),
        *differently_made(files.public),
        files.growth,
        *one_character_changed(files.growth),
        files.growth.replace('"older"', '"new"').replace('"newer"', '"older"'),
    ]
    for keys in (files.keys, files.keys[:1], files.keys[1:], []):
        got = checking.evaluate(CHECK, [made, "\n".join(map(str, keys))])
        for each, found in zip(made, got, strict=True):
            assert found == verdict(each, keys)


def test_what_is_refused_says_which_fact_and_why(checking: Page, files: Files) -> None:
    choose(checking, 改过=files.receipt.replace("1234567.89", "1254567.89"))
    outcome = checking.get_by_role("status")
    expect(outcome.locator(".verdict")).to_contain_text("✗ 不符合")
    expect(outcome).to_contain_text("ledger.disbursement 第")
    expect(outcome).to_contain_text("与检查点不符")
    checking.get_by_text("用哪些公钥核验签名").click()
    choose(checking, 原样=files.receipt)
    expect(outcome.locator(".verdict")).to_contain_text("✓ 符合")
    other = make_other_key(files)
    checking.get_by_label("公钥", exact=True).fill(str(other))
    checking.get_by_label("公钥", exact=True).blur()
    expect(outcome.locator(".verdict")).to_contain_text("? 签名未确认")
    checking.get_by_label("公钥", exact=True).fill("不是公钥")
    checking.get_by_label("公钥", exact=True).blur()
    expect(checking.get_by_role("alert").filter(has_text="不是公钥")).to_be_visible()


def test_the_file_checks_offline_from_a_disk(
    browser: Browser, site: Site, files: Files, tmp_path: Path
) -> None:
    file = tmp_path / "核验.html"
    file.write_bytes(site.visitor().get(site.url + "/check-receipt.html", timeout=60).content)
    context = browser.new_context(locale="zh-CN", viewport=TELEPHONE)
    context.set_offline(True)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda said: complaints.append(said.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.goto(file.as_uri())
    banner = page.get_by_role("status").locator(".verdict").first
    choose(page, 回执=files.receipt)
    expect(banner).to_contain_text("✓ 符合")
    choose(page, 旧=files.older, 新=files.newer, 增长=files.growth)
    expect(banner).to_contain_text("✓ 符合")
    expect(page.get_by_role("status")).to_contain_text("一条未改")
    choose(page, 旧=rewritten(files), 增长=files.growth)
    expect(banner).to_contain_text("✗ 不符合")
    expect(banner).to_contain_text("两个不同")
    choose(page, 增长=files.growth.replace('"path": ["', '"path": ["AAAA'))
    expect(banner).to_contain_text("✗ 不符合")
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
    context.close()
    assert {url.split(":")[0] for url in asked} == {"file"}
    assert complaints == []


def test_a_browser_that_cannot_check_says_so_and_never_that_it_holds(
    browser: Browser, site: Site, files: Files
) -> None:
    without_ed25519 = """
        crypto.subtle.importKey = async () => { throw new DOMException("", "NotSupportedError"); };
    """
    without_cryptography = "Object.defineProperty(crypto, 'subtle', { value: undefined });"
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.add_init_script(without_ed25519)
    page.goto(site.url + "/check-receipt")
    choose(page, 回执=files.receipt)
    expect(page.get_by_role("status").locator(".verdict")).to_contain_text("? 签名未核")
    expect(page.get_by_role("status")).not_to_contain_text("符合")
    page.add_init_script(without_cryptography)
    page.goto(site.url + "/check-receipt")
    expect(page.get_by_text("这里没有浏览器的加密功能")).to_be_visible()
    expect(page.get_by_label("选择文件")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_checked_fits_a_telephone(clerk: Page, files: Files, language: str) -> None:
    clerk.set_viewport_size(TELEPHONE)
    if language == "en":
        clerk.get_by_role("button", name="English").click()
    for address in (files.payment, f"{files.payment}/receipt?form=page"):
        clerk.goto(address)
        clerk.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        assert clerk.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
