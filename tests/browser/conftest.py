"""The site that all tests of the folder look at, and the browser they look with."""

import os
import shutil
from collections.abc import Iterator

import pytest
from persons import SECOND, TESTER
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sites import Site, story_site

from ledger.personal import Protector

#: As Debian and others call it.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def site(
    server_url: str,
    template: str,
    protector: Protector,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The pages over the story."""
    folder = tmp_path_factory.mktemp("site")
    with story_site(server_url, template, f"{template}_browser", protector, folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """This machine's Chromium, else the one that Playwright installed."""
    installed = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    # Chromium's own sandbox does not run as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=installed, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """An empty page of a Chinese browser; the test fails if it asks elsewhere or complains."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    yield context.new_page()
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(site.url)] == []
    assert complaints == []


@pytest.fixture
def clerk(page: Page, site: Site) -> Page:
    """The page of somebody who has signed in with the form."""
    return let_in(page, site, TESTER)


@pytest.fixture
def reviewer(browser: Browser, site: Site) -> Iterator[Page]:
    """The page of somebody else."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield let_in(context.new_page(), site, SECOND)
    context.close()


def let_in(page: Page, site: Site, login: str) -> Page:
    """Signs somebody in with the form."""
    page.goto(site.url)
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="账簿", exact=True)).to_be_visible()
    return page
