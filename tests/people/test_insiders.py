"""Whoever has the application's database password and nobody's session gets nowhere with it."""

import pytest
from matrix_people import PEOPLE, STRANGERS, Actor
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.database import acting_as

HEAD = next(each for each in PEOPLE if each.name == "head_below")
REFUSED = [
    "SET ROLE mingzhang_owner",
    "SET ROLE mingzhang_audit",
    "SET SESSION AUTHORIZATION mingzhang_owner",
    "SET session_replication_role = replica",
    "SET track_activities = on",
    "SET log_statement = 'all'",
    "ALTER ROLE mingzhang_app BYPASSRLS",
    "ALTER ROLE mingzhang_app SUPERUSER",
    "ALTER TABLE ledger.entry DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE ledger.import_batch DISABLE TRIGGER import_is_reviewed",
    "DROP POLICY seen ON ledger.entry",
    "CREATE POLICY mine ON ledger.entry TO mingzhang_app USING (TRUE)",
    "GRANT mingzhang_owner TO mingzhang_app",
    "CREATE TEMPORARY TABLE live_session (login text)",
    "CREATE TABLE public.mine (login text)",
    "CREATE TABLE ledger.mine (login text)",
    "CREATE VIEW facts.mine AS SELECT 1 AS one",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION pg_temp.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION public.acting_login() RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
    "CREATE FUNCTION ledger.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION ledger.acting_login() RETURNS text LANGUAGE sql AS 'SELECT ''a'''",
    "CREATE EXTENSION dblink",
    "COPY ledger.entry TO PROGRAM 'cat'",
    "COPY ledger.person TO '/tmp/person'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_create(0)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'kept where no policy is')",
    "SELECT pg_advisory_lock(number) FROM generate_series(1, 1000000) AS number",
    "SELECT pg_advisory_xact_lock_shared(1, 2)",
    "SELECT pg_try_advisory_lock(1)",
    "SELECT FROM ledger.turn FOR UPDATE",
    "SELECT FROM ledger.data_key FOR KEY SHARE",
    "SELECT FROM audits.job_tick FOR UPDATE",
    "LOCK TABLE ledger.turn IN ROW SHARE MODE",
    "LOCK TABLE ledger.role_power IN SHARE ROW EXCLUSIVE MODE",
    "INSERT INTO ledger.turn (name) VALUES ('mine')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_statistic",
    "SELECT ledger.write_entries()",
    "SELECT ledger.take_positions(ARRAY[1000], ARRAY[1])",
    "SELECT ledger.open_book('990100', 'x')",
]


@pytest.mark.parametrize("actor", [STRANGERS[0], HEAD], ids=lambda each: each.name)
@pytest.mark.parametrize("statement", REFUSED)
def test_what_would_lead_around_the_policies_is_refused(
    filled: Engine, actor: Actor, statement: str
) -> None:
    with acting_as(filled, actor.token).connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text(statement))
        connection.rollback()
    assert refused.value.orig is not None
    # Insufficient privilege; or a trigger's function, which nobody calls.
    assert getattr(refused.value.orig, "pgcode", None) in {"42501", "42883", "0A000"}


def test_row_security_cannot_be_turned_off(filled: Engine) -> None:
    with acting_as(filled, HEAD.token).connect() as connection:
        connection.execute(text("SET LOCAL row_security = off"))
        with pytest.raises(DBAPIError, match="row-level security"):
            connection.execute(text("SELECT FROM ledger.entry"))


def test_statements_of_others_are_not_to_be_read(filled: Engine) -> None:
    with (
        acting_as(filled, HEAD.token).connect() as one,
        acting_as(filled, "somebody's token").connect() as other,
    ):
        other.execute(text("SELECT 'secret of the other'"))
        seen = one.execute(
            text("SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        ).scalars()
        assert not any("secret" in (query or "") for query in seen)
        assert not any("token" in (query or "") for query in seen)


@pytest.mark.parametrize("actor", STRANGERS, ids=lambda each: each.name)
def test_nobody_acts_without_a_session_that_counts(filled: Engine, actor: Actor) -> None:
    with acting_as(filled, actor.token).connect() as connection:
        assert connection.execute(text("SELECT ledger.acting_login()")).scalar() is None
        assert connection.execute(text("SELECT ledger.own_powers()")).scalar() == []


def test_statistics_do_not_show_what_policies_hide(filled: Engine) -> None:
    with acting_as(filled, HEAD.token).connect() as connection:
        shown = connection.execute(
            text(
                "SELECT count(*) FROM pg_stats WHERE schemaname = 'ledger' AND tablename = 'person'"
            )
        ).scalar_one()
        assert shown == 0


@pytest.mark.parametrize("columns", ["secret", "*"])
def test_the_secret_of_a_webhook_is_not_to_be_read_by_who_sees_the_subscription(
    filled: Engine, columns: str
) -> None:
    with acting_as(filled, HEAD.token).connect() as connection:
        seen = "SELECT count(*) FROM audits.live_subscription"
        assert connection.execute(text(seen)).scalar_one() > 0
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text(f"SELECT {columns} FROM audits.subscription"))


def test_nobody_gives_themselves_a_privilege(filled: Engine) -> None:
    with acting_as(filled, HEAD.token).connect() as connection:
        # PostgreSQL warns, and grants nothing.
        connection.execute(text("GRANT INSERT ON ledger.entry TO mingzhang_app"))
        granted = "SELECT has_table_privilege('ledger.entry', 'INSERT')"
        assert connection.execute(text(granted)).scalar_one() is False
