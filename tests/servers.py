"""Prepares databases for tests: migrated by Alembic, with keys and the made-up divisions."""

from pathlib import Path

from keys import MASTER_FILE

from demonstrations.made_up.divisions import register_divisions
from ledger.data_keys import load_protector
from ledger.database import open_engine
from ledger.migrating import migrate
from ledger.server import start_embedded_server

#: Counties of the made-up province that tests post into.
COUNTIES = 5


def prepare(url: str) -> None:
    """Migrates a database, gives it its keys and registers the made-up divisions."""
    migrate(url)
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        register_divisions(connection, COUNTIES)
    load_protector(engine, MASTER_FILE)
    engine.dispose()


def prepared_server(data_dir: Path) -> str:
    """The URL of an embedded server of the test's own, which it may kill."""
    url = start_embedded_server(data_dir)
    prepare(url)
    return url
