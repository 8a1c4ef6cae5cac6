"""Prepares databases for tests: migrated by Alembic, with the made-up divisions."""

import atexit
import shutil
import tempfile
from pathlib import Path

from accounts import keep_door_key, write_secret
from keys import MASTER_FILE
from persons import SECOND, TESTER, add_testers, guard, token_of
from sqlalchemy import Connection, text

from demonstrations.made_up.divisions import register_divisions
from ledger.data_keys import load_protector
from ledger.database import open_engine
from ledger.doors import fit_door
from ledger.migrating import migrate
from ledger.server import start_embedded_server

SINGLE_POSTINGS = """
ledger.open_book(text, text),
ledger.post_disbursement(
    integer, text, date, bigint, bigint, bigint, bigint, bigint, numeric, text, date, text, text,
    bigint, text, text
),
ledger.reverse_voucher(integer, bigint, date, text, text, bigint),
ledger.roll_up_balances(integer),
ledger.take_horizon(date)
"""
#: Counties of the made-up province that tests post into.
COUNTIES = 5

#: A folder in memory, and the room there that a server's may take, in bytes.
MEMORY = Path("/dev/shm")  # noqa: S108  (what is there is nobody's but ours)
ROOM = 4 << 30
#: What a server need not do that is forgotten when the tests have ended, and how much it may keep.
PASSING = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "512MB"}


def passing_folder() -> Path:
    """A folder for the data of a server, in memory where there is room; it goes with the tests."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    # A socket's path is short by law: the test's own folder may be too deep for it.
    folder = Path(tempfile.mkdtemp(prefix="mz-", dir=MEMORY if roomy else None))
    # What is registered first happens last: by then the server has stopped.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def passing_server() -> str:
    """The URL of an embedded server for databases that nothing has to bring back.

    Tests that kill a server have one of their own that keeps what was committed.
    """
    url = start_embedded_server(passing_folder())
    engine = open_engine(url, role=None).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name, value in PASSING.items():
            connection.execute(text(f"ALTER SYSTEM SET {name} = '{value}'"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
    return url


def prepare(url: str) -> None:
    """Migrates a database, makes its keys, the made-up divisions and the people of the tests.

    What is posted needs no second person here: most tests are about what is posted, not about who
    posts it. Those that are about people have the trigger put back (`persons.guard`).
    """
    migrate(url)
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        register_divisions(connection, COUNTIES)
        with tempfile.TemporaryDirectory() as folder:
            fit_door(connection, keep_door_key(Path(folder)))
        add_testers(connection)
        for login in (TESTER, SECOND):
            write_secret(connection, login)
        connection.execute(
            text("ALTER TABLE ledger.import_batch DISABLE TRIGGER import_is_reviewed")
        )
        # Tests post and reverse single vouchers by the functions that imports are made of, and look
        # at what they posted as a run would before they roll it back.
        connection.execute(text(f"GRANT EXECUTE ON FUNCTION {SINGLE_POSTINGS} TO mingzhang_app"))
    load_protector(engine, MASTER_FILE)
    engine.dispose()


def as_in_use(connection: Connection) -> None:
    """Takes back what tests are allowed beyond people, as the owner."""
    guard(connection)
    connection.execute(text(f"REVOKE EXECUTE ON FUNCTION {SINGLE_POSTINGS} FROM mingzhang_app"))


def prepared_server(data_dir: Path) -> str:
    """The URL of an embedded server of the test's own, which it may kill."""
    url = start_embedded_server(data_dir)
    prepare(url)
    engine = open_engine(url, role=None).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(
            text(f"ALTER DATABASE postgres SET mingzhang.session = '{token_of(TESTER)}'")
        )
    engine.dispose()
    return url
