"""Mingzhang needs no superuser: its owner may make roles, and can act as those it made."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import administer
from sqlalchemy import make_url, text

from ledger.database import Role, open_engine
from ledger.migrating import migrate
from ledger.server import start_embedded_server

ROLES: tuple[Role, ...] = ("mingzhang_app", "mingzhang_audit")


@pytest.fixture
def server() -> str:
    """A server of the test's own, whose roles nobody has made yet."""
    # A socket's path is short by law: the test's own folder may be too deep for it.
    return start_embedded_server(Path(tempfile.mkdtemp(prefix="mz-")))


def ledger_of(server: str, owner: str) -> str:
    """The URL of an empty database of an owner as the operator's how-to makes one."""
    administer(server, f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'secret'")
    administer(server, f"CREATE DATABASE {owner} OWNER {owner}")
    url = make_url(server).set(username=owner, password="secret", database=owner)  # noqa: S106
    return url.render_as_string(hide_password=False)


def acted_as(url: str) -> Iterator[str]:
    """The roles that this database's owner can act as."""
    for role in ROLES:
        engine = open_engine(url, role)
        with engine.connect() as connection:
            yield connection.execute(text("SELECT current_user")).scalar_one()
        engine.dispose()


def test_an_owner_who_is_no_superuser_migrates_and_acts_as_the_roles_it_made(server: str) -> None:
    url = ledger_of(server, "first")
    assert migrate(url)
    assert tuple(acted_as(url)) == ROLES


def test_an_owner_who_cannot_act_as_the_roles_is_told_when_it_migrates(server: str) -> None:
    """The roles are of the whole server: another ledger's owner must be made a member."""
    assert migrate(ledger_of(server, "first"))
    second = ledger_of(server, "second")
    refused = subprocess.run(
        [sys.executable, "-m", "cli.main", "migrate"],
        env=os.environ | {"MINGZHANG_DATABASE_URL": second},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert 'permission denied to grant role "mingzhang_audit"' in refused.stderr
    administer(server, f"GRANT {', '.join(ROLES)} TO second")
    assert migrate(second)
    assert tuple(acted_as(second)) == ROLES
