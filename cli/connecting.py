"""Connects a command to the ledger, or says in one line why it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from cli.kept_session import kept_token
from ledger.database import acting_as, check_reachable, open_engine
from ledger.errors import Refused
from ledger.evidence.sealers import open_for_sealing, open_for_verifying
from ledger.migrating import check_migrated
from ledger.refused_accesses import note_refusals
from ledger.server import resolve_url
from ledger.sessions import user_of
from ledger.settings import Settings, read_settings


def connect(**server_settings: str) -> tuple[Engine, Settings, str]:
    """The ledger as whoever is signed in here sees it, the settings, and its URL.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
        Refused: the session of who signed in here has ended.
    """
    engine, settings, url = connect_as_nobody(**server_settings)
    token = kept_token(settings)
    if token is None:
        return engine, settings, url
    acting = acting_as(engine, token)
    with acting.begin() as connection:
        # Marks the session as used, too.
        user = user_of(connection)
    if user is None or user.purpose != "work":
        raise Refused(
            "登录已过期，请重新 mingzhang sign-in；不再登录就 mingzhang sign-out。",
            "Your session has ended: use `mingzhang sign-in` again, or `mingzhang sign-out`.",
        )
    return acting, settings, url


def connect_as_nobody(**server_settings: str) -> tuple[Engine, Settings, str]:
    """The same without anybody signed in.

    What is refused to whoever acts is put on record.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
    """
    settings, url = find_ledger()
    engine = open_engine(url, settings=server_settings)
    note_refusals(engine)
    return engine, settings, url


def connect_for_jobs() -> tuple[Engine, Settings, str]:
    """The ledger as runs and jobs see it, the settings, and its URL.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
    """
    settings, url = find_ledger()
    return open_engine(url, "mingzhang_jobs"), settings, url


def connect_for_sealing() -> tuple[Engine, Settings, str]:
    """The ledger as the role that seals sees it, the settings, and its URL.

    Raises:
        SystemFailed: it cannot be reached or was not migrated, or that role cannot sign in.
    """
    settings, url = find_ledger()
    return open_for_sealing(url), settings, url


def connect_for_verifying() -> tuple[Engine, Settings, str]:
    """The ledger as somebody who reads all of it, the settings, and its URL.

    Raises:
        SystemFailed: it cannot be reached or was not migrated, or nobody reads all of it.
    """
    settings, url = find_ledger()
    return open_for_verifying(url), settings, url


@contextmanager
def as_owner() -> Iterator[Connection]:
    """A transaction of the ledger's owner, whom the operator of the settings' URL may act as.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
    """
    _, url = find_ledger()
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
        yield connection
    engine.dispose()


def find_ledger() -> tuple[Settings, str]:
    """The settings, and the URL of a ledger that can be worked with.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
    """
    settings = read_settings()
    url = resolve_url(settings)
    check_reachable(url)
    check_migrated(url)
    return settings, url
