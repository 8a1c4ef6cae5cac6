"""The site that all tests of a folder look at."""

from collections.abc import Iterator

import pytest
from conftest import administer, copy_of
from sites import Site, story_site
from sqlalchemy import Engine

from ledger.database import open_engine
from ledger.personal import Protector


@pytest.fixture(scope="session")
def site(
    server_url: str,
    template: str,
    protector: Protector,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The pages over the story."""
    name = f"{template}_web"
    database = copy_of(server_url, template, name)
    with story_site(database, protector, tmp_path_factory.mktemp("site")) as opened:
        yield opened
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def owner_of_site(site: Site) -> Iterator[Engine]:
    """The site's ledger as its owner sees it."""
    owner = open_engine(site.engine.url.render_as_string(hide_password=False), role=None)
    yield owner
    owner.dispose()
