"""Writes the text of the first migration from the tables and SQL files as they are now.

It is run while the first version is being made; once that is released the file it wrote stays as
it is, and changes come as further migrations (docs/how-to/change-the-database.md).
"""

from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement, SetColumnComment

from ledger import sql_files
from ledger.database import Base
from ledger.evidence.shapes import shape_of
from ledger.migrations.tables import import_all

HERE = Path(__file__).resolve().parent.parent / "ledger" / "migrations" / "versions"
TITLE = """\
-- The database of the first version, as models and SQL files said it on the day this was frozen.
"""
SCHEMAS = """\
SET LOCAL ROLE mingzhang_owner;
CREATE SCHEMA ledger;
CREATE SCHEMA audits;
CREATE SCHEMA facts;
COMMENT ON SCHEMA ledger IS 'the facts, append-only';
COMMENT ON SCHEMA audits IS 'what was seen and what was done about it';
COMMENT ON SCHEMA facts IS 'the contract for rules and auditors: one documented view a noun';
"""


def table_script() -> str:
    """The CREATE statements of every table and index, in the same order every time."""
    import_all()
    # Named parameters, or a % would be written twice.
    dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    statements: list[DDLElement] = []
    for table in Base.metadata.sorted_tables:
        statements.append(CreateTable(table))
        statements += [
            CreateIndex(index) for index in sorted(table.indexes, key=lambda each: str(each.name))
        ]
        statements += comments_of(table)
    return "".join(f"{str(each.compile(dialect=dialect)).strip()};\n\n" for each in statements)


def shape_script() -> str:
    """The first version of the shape of every kind of fact."""
    found = [shape_of(mapper.class_) for mapper in Base.registry.mappers]
    rows = [
        f"('{shape.relation}', {shape.version}, {str(shape.common).upper()},"
        f" E'{shape.text.replace(chr(10), chr(92) + 'n')}')"
        for shape in sorted((each for each in found if each), key=lambda each: each.relation)
    ]
    return (
        "INSERT INTO ledger.fact_shape (relation, version, common, shape) VALUES\n"
        + ",\n".join(rows)
        + ";\n"
    )


def comments_of(table: Table) -> list[DDLElement]:
    """What the database is told of a table's columns."""
    return [SetColumnComment(column) for column in table.columns if column.comment]


def script() -> str:
    """Everything a new database is made by."""
    parts = (
        TITLE,
        sql_files.script(sql_files.BEFORE_TABLES),
        SCHEMAS,
        table_script(),
        sql_files.script(sql_files.AFTER_TABLES),
        shape_script(),
        "RESET ROLE;\n",
    )
    return "\n".join(parts)


def main() -> None:
    """Writes 0001_first_light.sql."""
    (HERE / "0001_first_light.sql").write_text(script(), encoding="utf-8")


if __name__ == "__main__":
    main()
