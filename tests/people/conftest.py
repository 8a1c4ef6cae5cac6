"""The ledgers that the matrix of rights is observed on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from bureaus import Bureau, add_bureau
from conftest import administer, copy_of
from matrix import Observed
from matrix_functions import prepare_requests
from matrix_ground import Ground, prepared_ground
from matrix_pages import site_of
from matrix_people import add_people
from matrix_story import Story, told_story
from matrix_tables import fill
from servers import as_in_use
from sqlalchemy import Engine

from ledger.database import open_engine
from ledger.personal import Protector


@pytest.fixture(scope="session")
def filled(server_url: str, template: str) -> Iterator[Engine]:
    """A ledger with a row of each place in every table, as the application sees it."""
    name = f"test_filled_{os.getpid()}"
    url = copy_of(server_url, template, name)
    administer(server_url, f"ALTER DATABASE {name} RESET mingzhang.session")
    owner = open_engine(url, role=None)
    with owner.begin() as connection:
        as_in_use(connection)
        add_people(connection)
        fill(connection)
    owner.dispose()
    engine = open_engine(url)
    yield engine
    engine.dispose()
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def told_places(
    server_url: str,
    template: str,
    protector: Protector,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Story]:
    """A ledger with money, projects and papers in the books of all places."""
    folder = tmp_path_factory.mktemp("var")
    with told_story(server_url, template, protector, folder) as story:
        prepare_requests(story)
        yield story


@pytest.fixture(scope="session")
def ground(server_url: str, told_places: Story, protector: Protector) -> Iterator[Ground]:
    """That ledger as it was before anybody looked at it, to be copied for each who acts in it."""
    with prepared_ground(server_url, told_places, protector) as ready:
        yield ready


@pytest.fixture(scope="session")
def observed(
    filled: Engine, told_places: Story, ground: Ground, protector: Protector
) -> Iterator[Observed]:
    """What those ledgers answer to everybody."""
    with site_of(told_places, protector) as address:
        yield Observed(filled, told_places, address, ground)


@pytest.fixture
def bureau(engine: Engine, owner: Engine, protector: Protector, tmp_path: Path) -> Bureau:
    """The bureau of a county, and a reviewer of the one beside it."""
    add_bureau(owner)
    return Bureau(engine, owner, protector, tmp_path)
