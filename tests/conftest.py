"""One real PostgreSQL for all tests, migrated by Alembic; a database or a transaction a test."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from keys import MASTER_FILE
from persons import TESTER, token_of
from servers import passing_server, prepare
from sqlalchemy import Connection, Engine, make_url, text

from ledger.data_keys import load_protector
from ledger.database import open_engine
from ledger.personal import Protector
from ledger.settings import database_url

#: A database is dropped once its last connections have ended; the next test does not wait for it.
DROPPING = ThreadPoolExecutor(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that ask the server, which another PostgreSQL could answer otherwise."""
    for item in items:
        if "server_url" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


@pytest.fixture(scope="session")
def server_url() -> str:
    """The URL of a server that this session may make databases on."""
    given = database_url(os.environ.get("MINGZHANG_DATABASE_URL"))
    if given:
        return given
    return passing_server()


def database_of(server: str, name: str) -> str:
    """The URL of another database on the same server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@cache
def administration(server: str) -> Engine:
    """The server's own database, whose one connection all that is administered goes through."""
    return open_engine(server, role=None).execution_options(isolation_level="AUTOCOMMIT")


def administer(server: str, statement: str) -> None:
    """Runs a statement that must stand outside a transaction."""
    with administration(server).connect() as connection:
        connection.execute(text(statement))


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """A migrated database with the made-up divisions, to copy."""
    name = f"test_template_{os.getpid()}"
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    administer(server_url, f"CREATE DATABASE {name}")
    url = database_of(server_url, name)
    with open_engine(server_url, role=None).connect() as held, held.begin():
        # Workers that share a server make its roles one after the other.
        held.execute(text("SELECT pg_advisory_xact_lock(hashtext('template'))"))
        prepare(url)
    yield name
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def copy_of(server_url: str, template: str, name: str) -> str:
    """A copy of the template, and its URL."""
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    # Where nothing is written through, files are copied sooner than pages are logged.
    administer(server_url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    # What a copy does not take with it: who may make temporary tables, and who acts.
    administer(
        server_url,
        f"REVOKE TEMPORARY ON DATABASE {name} FROM public;"
        f" GRANT TEMPORARY ON DATABASE {name} TO mingzhang_owner;"
        f" ALTER DATABASE {name} SET mingzhang.session = '{token_of(TESTER)}'",
    )
    return database_of(server_url, name)


@pytest.fixture
def database(server_url: str, template: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of the test's own, for what must commit."""
    name = f"test_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**9}"
    yield copy_of(server_url, template, name)
    DROPPING.submit(administer, server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The test's own database, as the application sees it."""
    opened = open_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture
def owner(database: str) -> Iterator[Engine]:
    """The test's own database, as its owner sees it."""
    opened = open_engine(database, role=None)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def shared_database(server_url: str, template: str) -> Iterator[str]:
    """The URL of a database that no test commits to."""
    name = f"test_shared_{os.getpid()}"
    yield copy_of(server_url, template, name)
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def shared_engine(shared_database: str) -> Iterator[Engine]:
    """The database that no test commits to, as the application sees it."""
    opened = open_engine(shared_database)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def owner_of_shared(shared_database: str) -> Iterator[Engine]:
    """The database that no test commits to, as its owner sees it."""
    opened = open_engine(shared_database, role=None)
    yield opened
    opened.dispose()


@pytest.fixture
def connection(shared_engine: Engine) -> Iterator[Connection]:
    """A transaction that is rolled back."""
    with shared_engine.connect() as opened:
        transaction = opened.begin()
        yield opened
        transaction.rollback()


@pytest.fixture
def posting(owner_of_shared: Engine) -> Iterator[Connection]:
    """A transaction that is rolled back: the application's, in which flags can be recorded, too."""
    with owner_of_shared.connect() as opened:
        transaction = opened.begin()
        opened.execute(text("SET LOCAL ROLE mingzhang_app"))
        yield opened
        transaction.rollback()


@pytest.fixture(scope="session")
def protector(server_url: str, template: str) -> Protector:
    """The keys of the template, and so of its copies."""
    opened = open_engine(database_of(server_url, template))
    found = load_protector(opened, MASTER_FILE)
    # Nothing may be connected to what is copied.
    opened.dispose()
    return found
