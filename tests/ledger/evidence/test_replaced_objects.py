"""Functions, triggers, views, tables and settings are replaced; verifying leans on none of them."""

import pytest
from siege import Siege
from sqlalchemy import text

#: The name of a payee who is in the made-up province, changed in every attack on what is read.
RENAMED = "UPDATE ledger.payee SET name = '李四' WHERE {here}"
EVERY_FUNCTION = """
SELECT
    format(
        '%I.%I(%s)', schema.nspname, made.proname, pg_get_function_identity_arguments(made.oid)
    ) AS name
FROM pg_proc AS made
INNER JOIN pg_namespace AS schema ON made.pronamespace = schema.oid
WHERE schema.nspname IN ('ledger', 'audits') AND made.prokind = 'f'
"""
EVERY_VIEW = """
SELECT format('%I.%I', schema.nspname, relation.relname) AS name
FROM pg_class AS relation
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
WHERE schema.nspname IN ('ledger', 'audits', 'facts') AND relation.relkind = 'v'
"""
COMPUTED_AT_NEED = "a table with a computed column"
#: What is read in place of a table: {old} is the name that was there.
STAND_INS = {
    "a view of what it was": "ALTER TABLE ledger.payee RENAME TO payee_as_it_was;"
    "CREATE VIEW ledger.payee AS SELECT * FROM ledger.payee_as_it_was",
    "a table with one below it": "CREATE TABLE ledger.payee_more () INHERITS (ledger.payee)",
    COMPUTED_AT_NEED: "ALTER TABLE ledger.payee DROP COLUMN kind CASCADE;"
    "ALTER TABLE ledger.payee ADD COLUMN kind text GENERATED ALWAYS AS ('person') VIRTUAL",
    "a table with a column of another type": "ALTER TABLE ledger.payee DROP COLUMN kind CASCADE;"
    "ALTER TABLE ledger.payee ADD COLUMN kind varchar DEFAULT 'person'",
    "a table without its salts": "ALTER TABLE ledger.payee DROP COLUMN salt",
    "a table without a column": "ALTER TABLE ledger.payee DROP COLUMN kind CASCADE",
    "a table without places": "ALTER TABLE ledger.payee DROP COLUMN log_position CASCADE",
    "nothing": "DROP TABLE ledger.payee CASCADE",
    "a table partitioned": "ALTER TABLE ledger.payee RENAME TO payee_as_it_was;"
    "CREATE TABLE ledger.payee (LIKE ledger.payee_as_it_was) PARTITION BY LIST (book_id)",
}
#: Of the evidence itself.
EVIDENCE = ("fact_shape", "shape_start", "log_tree", "tile", "checkpoint", "book_head")
#: What has another's function be called where one of PostgreSQL's is named.
LURES = {
    "an earlier schema": "CREATE SCHEMA evil;"
    "CREATE FUNCTION evil.convert_to(text, name) RETURNS bytea LANGUAGE sql"
    " RETURN pg_catalog.convert_to({lie}, $2);"
    "SET LOCAL search_path = evil, pg_catalog",
    "a function that fits better": "CREATE FUNCTION public.convert_to(text, text) RETURNS bytea"
    " LANGUAGE sql RETURN pg_catalog.convert_to({lie}, $2::name);"
    "SET LOCAL search_path = public",
}


def done(siege: Siege, script: str) -> None:
    """Carries out a script."""
    for statement in script.split(";"):
        siege.connection.execute(text(statement.replace(":", r"\:")))


def test_no_trigger_function_or_view_of_ours_is_needed(siege: Siege) -> None:
    target = siege.rows["ledger.payee"][0]
    with siege.attack("functions and views dropped"):
        for (name,) in siege.asked(EVERY_VIEW):
            siege.done(f"DROP VIEW IF EXISTS {name} CASCADE")
        for (name,) in siege.asked(EVERY_FUNCTION):
            siege.done(f"DROP FUNCTION IF EXISTS {name} CASCADE")
        assert siege.look() == []
        siege.done(RENAMED.format(here=target.here))
        [one] = siege.look()
    assert (one.kind, one.log_id, one.position) == ("changed", target.log_id, target.position)


@pytest.mark.parametrize("stand_in", STAND_INS)
def test_what_stands_in_for_a_table_is_told(siege: Siege, stand_in: str) -> None:
    version = siege.connection.dialect.server_version_info
    if stand_in == COMPUTED_AT_NEED and version is not None and version < (18,):
        pytest.skip("PostgreSQL computes no column at need before 18")
    with siege.attack("table replaced"):
        done(siege, STAND_INS[stand_in])
        findings = siege.look()
    assert ("tree", "ledger.payee") in {(one.kind, one.table) for one in findings}


@pytest.mark.parametrize("name", EVIDENCE)
@pytest.mark.parametrize("how", ["view", "gone", "renamed", "emptied", "without its columns"])
def test_nothing_stands_in_for_the_evidence(siege: Siege, name: str, how: str) -> None:
    script = {
        "view": f"ALTER TABLE ledger.{name} RENAME TO as_it_was;"
        f"CREATE VIEW ledger.{name} AS SELECT * FROM ledger.as_it_was",
        "gone": f"DROP TABLE ledger.{name} CASCADE",
        "renamed": f"ALTER TABLE ledger.{name} RENAME TO as_it_was",
        "emptied": f"DELETE FROM ledger.{name}",
        "without its columns": f"DROP TABLE ledger.{name} CASCADE;CREATE TABLE ledger.{name} ()",
    }[how]
    with siege.attack("evidence replaced"):
        done(siege, script)
        findings = siege.look()
    # The shapes all begin with the first fact: there is nothing in that table yet.
    assert bool(findings) == ((name, how) != ("shape_start", "emptied"))


@pytest.mark.parametrize("lure", LURES)
def test_no_function_is_called_that_somebody_put_in_the_way(siege: Siege, lure: str) -> None:
    target = siege.rows["ledger.payee"][0]
    name = siege.value(target, "name")
    with siege.attack("function put in the way"):
        siege.done(RENAMED.format(here=target.here))
        lie = f"CASE WHEN $1 = '李四' THEN '{name}' ELSE $1 END"
        done(siege, LURES[lure].format(lie=lie))
        [one] = siege.look()
    assert (one.kind, one.position, one.table) == ("changed", target.position, "ledger.payee")


def test_no_cast_is_used_that_somebody_made(siege: Siege) -> None:
    target = next(
        row for row in siege.rows["ledger.payee"] if siege.value(row, "identity_hash") is not None
    )
    before = siege.value(target, "identity_hash")
    with siege.attack("cast put in the way"):
        assert siege.sets(target, "identity_hash", r"\x00")
        done(
            siege,
            "CREATE FUNCTION public.shown(bytea) RETURNS text LANGUAGE sql"
            f" RETURN CASE WHEN $1 = '\\x00' THEN '{before}' ELSE encode($1, 'hex') END;"
            "CREATE CAST (bytea AS text) WITH FUNCTION public.shown(bytea) AS IMPLICIT",
        )
        [one] = siege.look()
    assert (one.kind, one.position, one.table) == ("changed", target.position, "ledger.payee")


def test_a_role_that_sees_some_rows_only_verifies_nothing(siege: Siege) -> None:
    with siege.attack("rows hidden by a policy"):
        done(siege, "ALTER ROLE mingzhang_seal NOBYPASSRLS;SET LOCAL ROLE mingzhang_seal")
        findings = siege.look()
        done(siege, "RESET ROLE")
    assert "row-level security" in findings[0].said.en


def test_a_column_that_nobody_sealed_holds_nothing(siege: Siege) -> None:
    target = siege.rows["ledger.payee"][0]
    with siege.attack("column smuggled in"):
        done(siege, "ALTER TABLE ledger.payee ADD COLUMN remark text")
        assert siege.look() == []
        siege.done(f"UPDATE ledger.payee SET remark = '换人' WHERE {target.here}")
        [one] = siege.look()
    assert (one.kind, one.log_id, one.position) == ("added", target.log_id, target.position)
