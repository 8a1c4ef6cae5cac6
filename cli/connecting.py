"""Connects a command to the ledger, or says in one line why it cannot."""

import os

from sqlalchemy import Engine

from ledger.database import acting_as, check_reachable, open_engine
from ledger.migrating import check_migrated
from ledger.refused_accesses import note_refusals
from ledger.server import resolve_url
from ledger.settings import Settings, read_settings


def connect(**server_settings: str) -> tuple[Engine, Settings, str]:
    """The ledger as the application sees it, the settings, and its URL.

    What is refused to whoever acts is put on record.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
    """
    settings, url = find_ledger()
    engine = open_engine(url, settings=server_settings)
    note_refusals(engine)
    token = os.environ.get("MINGZHANG_SESSION")
    return (acting_as(engine, token) if token else engine), settings, url


def connect_for_jobs() -> tuple[Engine, Settings, str]:
    """The ledger as runs and jobs see it, the settings, and its URL.

    Raises:
        SystemFailed: it cannot be reached or was not migrated.
    """
    settings, url = find_ledger()
    return open_engine(url, "mingzhang_audit"), settings, url


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
