"""The site that all tests of a folder look at."""

from collections.abc import Iterator

import pytest
from conftest import database_of
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
    folder = tmp_path_factory.mktemp("site")
    with story_site(server_url, template, f"{template}_web", protector, folder) as opened:
        yield opened


@pytest.fixture
def owner_of_site(site: Site, server_url: str) -> Iterator[Engine]:
    """The site's ledger as its owner sees it."""
    owner = open_engine(database_of(server_url, str(site.engine.url.database)), role=None)
    yield owner
    owner.dispose()
