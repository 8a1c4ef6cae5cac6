"""Connects a command to the ledger, or says in one line why it cannot."""

from sqlalchemy import Engine

from cli.kept_session import kept_token
from ledger.database import acting_as, check_reachable, open_engine
from ledger.errors import Refused
from ledger.migrating import check_migrated
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
    """The same without anybody signed in."""
    settings = read_settings()
    url = resolve_url(settings)
    check_reachable(url)
    check_migrated(url)
    return open_engine(url, settings=server_settings), settings, url


def connect_as_owner() -> tuple[Engine, Settings, str]:
    """The same as the owner of the ledger, which the operator of the settings' URL may act as."""
    settings = read_settings()
    url = resolve_url(settings)
    check_reachable(url)
    check_migrated(url)
    return open_engine(url, role=None), settings, url
