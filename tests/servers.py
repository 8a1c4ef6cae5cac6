"""Prepares databases for tests: migrated by Alembic, with the made-up divisions."""

import tempfile
from pathlib import Path

from accounts import CLERK, HEAD, keep_door_key, write_person

from demonstrations.made_up.divisions import register_divisions
from ledger.database import open_engine
from ledger.doors import fit_door
from ledger.migrating import migrate
from ledger.server import start_embedded_server

#: Counties of the made-up province that tests post into.
COUNTIES = 5


def prepare(url: str) -> None:
    """Migrates a database and registers the made-up divisions."""
    migrate(url)
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        register_divisions(connection, COUNTIES)
        with tempfile.TemporaryDirectory() as folder:
            fit_door(connection, keep_door_key(Path(folder)))
        for login in (CLERK, HEAD):
            write_person(connection, login, login)
    engine.dispose()


def prepared_server(data_dir: Path) -> str:
    """The URL of an embedded server of the test's own, which it may kill."""
    url = start_embedded_server(data_dir)
    prepare(url)
    return url
