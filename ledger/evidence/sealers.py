"""Signs in to the database as whoever seals and verifies, or says in one line why it cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from ledger.database import open_engine
from ledger.errors import SystemFailed

#: Whether whoever asks reads every row of every table.
READS_ALL = """
SELECT rolsuper OR (rolbypassrls AND pg_has_role(rolname, 'pg_read_all_data', 'USAGE'))
FROM pg_catalog.pg_roles
WHERE rolname = current_user
"""


def open_for_sealing(url: str) -> Engine:
    """The ledger as the role that seals sees it.

    Raises:
        SystemFailed: it cannot sign in.
    """
    engine = open_engine(url, "mingzhang_seal")
    try:
        engine.connect().close()
    except OperationalError as error:
        engine.dispose()
        reason = str(error.orig).strip().splitlines()[0]
        raise SystemFailed(
            f"角色 mingzhang_seal 登录不了数据库，不能封存和核验：{reason}。它的密码写在 ~/.pgpass"
            "（或 PGPASSFILE 指的文件）里，见 docs/how-to/operator-first-day.md 第 3 节。",
            f"The role mingzhang_seal cannot sign in to the database, so nothing can be sealed or "
            f"verified: {reason}. Its password stands in ~/.pgpass (or the file that PGPASSFILE "
            "names); see docs/how-to/operator-first-day.md, section 3.",
        ) from error
    return engine


def open_for_verifying(url: str) -> Engine:
    """The ledger as somebody who reads all of it: the user of the URL, else the role that seals.

    So an inspector verifies a restored copy as its superuser, and needs no other password.

    Raises:
        SystemFailed: the user of the URL does not read everything, and the role that seals cannot
            sign in.
    """
    own = open_engine(url, role=None)
    with own.connect() as connection:
        if connection.execute(text(READS_ALL)).scalar_one():
            return own
    own.dispose()
    return open_for_sealing(url)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One state of the ledger to verify, which nothing that is posted meanwhile changes."""
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reading.connect() as connection:
        yield connection
