"""Writes the text of the first migration from the tables and SQL files as they are now.

It is run while the first version is being made; once that is released the file it wrote stays as
it is, and changes come as further migrations (docs/how-to/change-the-database.md).
"""

import io
from pathlib import Path

from sqlalchemy import create_mock_engine

from ledger import sql_files
from ledger.database import Base
from ledger.migrations.tables import import_all

HERE = Path(__file__).resolve().parent.parent / "ledger" / "migrations" / "versions"
SCHEMAS = """\
CREATE SCHEMA ledger;
CREATE SCHEMA audits;
CREATE SCHEMA facts;
COMMENT ON SCHEMA ledger IS 'the facts, append-only';
COMMENT ON SCHEMA audits IS 'what was seen and what was done about it';
COMMENT ON SCHEMA facts IS 'the contract for rules and auditors: one documented view a noun';
"""


def table_script() -> str:
    """The CREATE statements of every table and index."""
    import_all()
    text = io.StringIO()

    def write(statement: object, *_: object, **__: object) -> None:
        text.write(str(statement.compile(dialect=engine.dialect)).strip() + ";\n\n")  # type: ignore[attr-defined]

    engine = create_mock_engine("postgresql+psycopg2://", write)
    Base.metadata.create_all(engine, checkfirst=False)
    return text.getvalue()


def main() -> None:
    """Writes 0001_first_light.sql."""
    parts = (
        SCHEMAS,
        sql_files.script(sql_files.BEFORE_TABLES),
        table_script(),
        sql_files.script(sql_files.AFTER_TABLES),
    )
    (HERE / "0001_first_light.sql").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
