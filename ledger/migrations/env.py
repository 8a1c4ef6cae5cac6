"""Runs migrations one at a time per database, and never waits long for a lock."""

from alembic import context
from sqlalchemy import Connection, text

from ledger.database import Base, open_engine
from ledger.migrations.tables import import_all
from ledger.server import resolve_url
from ledger.settings import read_settings

import_all()

#: Any number; every migration of Mingzhang waits on the same.
MIGRATION_LOCK = 20170302


def run(connection: Connection) -> None:
    """Applies what is missing."""
    connection.execute(text("SET lock_timeout = '30s'"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    connection.commit()
    try:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            version_table_schema="public",
            include_schemas=True,
            include_name=lambda name, kind, _: kind != "schema" or name in {"ledger", "audits"},
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    finally:
        # A migration that failed leaves its transaction open; the lock is the session's.
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = open_engine(resolve_url(read_settings()), role=None)
    with engine.connect() as own:
        run(own)
    engine.dispose()
