"""Money is NUMERIC(18,2) in the database and Decimal in Python: nowhere on its way a float."""

import ast
import re

import pytest
from sources import files, name_of
from sqlalchemy import Connection, Engine, text

#: Numbers in tables that are not money.
NOT_MONEY = {
    "audits.run_rule.seconds": "numeric(12,3)",
    "audits.rule_request.value": "numeric(18,4)",
    "ledger.donated_goods.quantity": "numeric(18,3)",
    "ledger.donated_goods_movement.quantity": "numeric(18,3)",
    "ledger.entitlement.quantity": "numeric(18,3)",
    "ledger.project.scale_quantity": "numeric(18,3)",
    "ledger.site_check.distance_metres": "numeric(18,3)",
    "ledger.source.annual_rate_percent": "numeric(7,4)",
}
#: Where a float is what an outside format holds.
FLOATS = {"ledger/imports/guide.py": "a workbook's number cells are floats"}
COLUMNS = """
SELECT schema.nspname || '.' || relation.relname || '.' || attname AS name, relation.relkind,
    format_type(atttypid, atttypmod) AS type
FROM pg_attribute
INNER JOIN pg_class AS relation ON attrelid = relation.oid
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
WHERE schema.nspname IN ('ledger', 'audits', 'facts') AND relation.relkind IN ('r', 'v', 'c')
    AND attnum > 0 AND NOT attisdropped
"""
FUNCTIONS = """
SELECT proname FROM pg_proc
WHERE pronamespace IN ('ledger'::regnamespace, 'audits'::regnamespace)
    AND (pg_get_functiondef(oid) ~* '\\m(double precision|float[48]?)\\M|:: *(real|money)\\M')
"""
#: In a query of a rule or a function.
INEXACT = re.compile(r"\b(?:double(?: precision)?|real|float[48]?|money)\b *(?:\)|::|,|$)", re.I)


def test_every_amount_in_a_table_is_numeric_18_2(connection: Connection) -> None:
    numbers = {
        row.name: row.type
        for row in connection.execute(text(COLUMNS))
        if row.relkind == "r" and row.type.startswith("numeric")
    }
    assert len(numbers) > 10
    assert {name: kind for name, kind in numbers.items() if kind != "numeric(18,2)"} == NOT_MONEY


def test_no_column_type_or_function_is_inexact(connection: Connection) -> None:
    inexact = {"double precision", "real", "money"}
    assert [row for row in connection.execute(text(COLUMNS)) if row.type in inexact] == []
    assert connection.execute(text(FUNCTIONS)).all() == []


def test_an_inexact_column_or_function_is_seen(owner_of_shared: Engine) -> None:
    with owner_of_shared.connect() as owner:
        owner.execute(text("ALTER TABLE ledger.entry ADD COLUMN share double precision"))
        owner.execute(
            text(
                "CREATE FUNCTION ledger.half(amount numeric) RETURNS numeric LANGUAGE sql"
                " AS 'SELECT (amount::float / 2)::numeric'"
            )
        )
        seen = [row.name for row in owner.execute(text(COLUMNS)) if row.type == "double precision"]
        assert seen == ["ledger.entry.share"]
        assert owner.execute(text(FUNCTIONS)).scalars().all() == ["half"]
        owner.rollback()


def test_no_rule_casts_to_what_is_inexact() -> None:
    found = [
        name_of(path)
        for path in files("expectations/*.py", "audits/*.py", "ledger/*.py")
        if INEXACT.search("\n".join(strings_of(path.read_text(encoding="utf-8"))))
    ]
    assert found == []


@pytest.mark.parametrize("breach", ["CAST(amount AS double)", "sum(amount::float8)", "a::real, b"])
def test_an_inexact_cast_is_seen(breach: str) -> None:
    assert INEXACT.search(breach)


def strings_of(source: str) -> list[str]:
    """The texts a module holds, but for what it says of itself."""
    return [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "SELECT" in node.value
    ]


def test_python_makes_no_float_of_money() -> None:
    made = {
        name_of(path)
        for path in files("ledger/*.py", "expectations/*.py", "audits/*.py", "web/*.py", "cli/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    }
    assert made == set(FLOATS)
