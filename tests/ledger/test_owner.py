"""Who migrates needs no superuser once the three roles are there, and owns nothing themselves."""

import os
import subprocess
import sys

import pytest
from conftest import administer
from servers import passing_folder
from sqlalchemy import Engine, make_url, text

from ledger.copying import run_script
from ledger.database import Role, open_engine
from ledger.migrating import migrate
from ledger.server import start_embedded_server
from ledger.sql_files import script

ROLES: tuple[Role, ...] = (
    "mingzhang_app", "mingzhang_audit", "mingzhang_jobs", "mingzhang_seal",
)  # fmt: skip


@pytest.fixture
def server() -> str:
    """A server of the test's own, whose roles nobody has made yet."""
    return start_embedded_server(passing_folder())


def ledger_of(server: str, migrator: str) -> str:
    """The URL of an empty database for somebody to migrate, as the operator's how-to makes one."""
    administer(server, f"CREATE ROLE {migrator} LOGIN PASSWORD 'secret'")
    administer(server, f"CREATE DATABASE {migrator} OWNER {migrator}")
    url = make_url(server).set(username=migrator, password="secret", database=migrator)  # noqa: S106
    return url.render_as_string(hide_password=False)


def make_roles(server: str) -> None:
    """Makes the roles as a superuser does, by the files that a first migration applies."""
    engine = open_engine(server, role=None)
    with engine.begin() as connection:
        run_script(connection, script(("roles",)))
    engine.dispose()


def test_who_is_no_superuser_migrates_once_the_roles_are_there(server: str) -> None:
    make_roles(server)
    url = ledger_of(server, "first")
    administer(server, "GRANT mingzhang_owner TO first")
    assert migrate(url)
    for role in ROLES:
        engine = open_engine(url, role)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT session_user")).scalar_one() == role
        engine.dispose()


def may_lock(url: str, role: Role | None) -> bool:
    """Whether somebody may take an advisory lock."""
    asked = "SELECT has_function_privilege('pg_advisory_lock(bigint)', 'EXECUTE')"
    engine = open_engine(url, role)
    with engine.connect() as connection:
        may = connection.execute(text(asked)).scalar_one()
    engine.dispose()
    return bool(may)


def test_a_superuser_closes_a_database_that_another_migrated_and_who_migrates_goes_on(
    server: str,
) -> None:
    make_roles(server)
    url = ledger_of(server, "third")
    administer(server, "GRANT mingzhang_owner TO third")
    assert migrate(url)
    assert may_lock(url, "mingzhang_app")
    as_superuser = make_url(server).set(database="third")
    assert not migrate(as_superuser.render_as_string(hide_password=False))
    assert not may_lock(url, "mingzhang_app")
    # Migrations wait for one another by such a lock.
    assert may_lock(url, None)
    assert not migrate(url)


def test_who_may_not_act_as_the_owner_is_told_when_it_migrates(server: str) -> None:
    make_roles(server)
    refused = subprocess.run(
        [sys.executable, "-m", "cli.main", "migrate"],
        env=os.environ | {"MINGZHANG_DATABASE_URL": ledger_of(server, "second")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert 'permission denied to grant role "mingzhang_owner"' in refused.stderr


def test_nothing_belongs_to_the_application_nor_can_it_bypass_a_policy(
    owner_of_shared: Engine,
) -> None:
    with owner_of_shared.connect() as owner:
        owned = owner.execute(
            text(
                "SELECT count(*) FILTER (WHERE rolname = 'mingzhang_app'),"
                " count(*) FILTER (WHERE rolname = 'mingzhang_owner')"
                " FROM pg_class INNER JOIN pg_roles ON relowner = pg_roles.oid"
            )
        ).one()
        attributes = owner.execute(
            text(
                "SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb, rolbypassrls,"
                " rolcanlogin FROM pg_roles WHERE rolname LIKE 'mingzhang%' ORDER BY 1"
            )
        ).all()
        memberships = owner.execute(
            text("SELECT count(*) FROM pg_auth_members WHERE member::regrole::text LIKE 'mingzh%'")
        ).scalar_one()
    assert owned[0] == 0
    assert owned[1] > 100
    assert [tuple(each) for each in attributes if each.rolname != "mingzhang"] == [
        ("mingzhang_app", False, False, True),
        ("mingzhang_audit", False, True, True),
        ("mingzhang_jobs", False, True, True),
        ("mingzhang_owner", False, False, False),
        ("mingzhang_seal", False, True, True),
    ]
    assert memberships == 0


def test_a_migration_takes_temporary_tables_from_the_application_after_a_restore(
    server: str,
) -> None:
    """What a dump does not hold is put right where the restored database is migrated."""
    administer(server, "CREATE DATABASE restored")
    url = make_url(server).set(database="restored").render_as_string(hide_password=False)
    migrate(url)
    administer(server, "GRANT TEMPORARY ON DATABASE restored TO public")
    migrate(url)
    engine = open_engine(url)
    with engine.connect() as connection:
        asked = text("SELECT has_database_privilege(current_database(), 'TEMPORARY')")
        assert connection.execute(asked).scalar_one() is False
    engine.dispose()
