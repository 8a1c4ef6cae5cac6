"""Brings a database up to this version: migrations first, then the reference data."""

from pathlib import Path

from sqlalchemy import Connection, text

from ledger.database import open_engine
from ledger.errors import SystemFailed
from ledger.reference_data import load_reference_data
from ledger.roles import load_role_powers
from ledger.statutory_files import load_statutory

#: Whatever settles a migrated database waits for the same table, which the application cannot hold.
SETTLING = "LOCK TABLE ledger.role_power IN SHARE ROW EXCLUSIVE MODE"
#: Nobody but the owner's functions makes temporary tables: imports stand on them. Nor does anybody
#: else keep large objects, which no policy covers, or take advisory locks, which others wait for;
#: these only a superuser can take from everybody.
CLOSED_DATABASE = """
DO $$
DECLARE
    open_to_all regprocedure;
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM public', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO mingzhang_owner', current_database());
    IF current_setting('is_superuser') = 'on' THEN
        FOR open_to_all IN
            SELECT oid FROM pg_proc
            WHERE pronamespace = 'pg_catalog'::regnamespace
                AND has_function_privilege('public', oid, 'EXECUTE')
                AND (proname ~ '^pg_(try_)?advisory_' OR proname ~ '^lo(_|read|write)')
        LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM public', open_to_all);
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO mingzhang_owner', open_to_all);
        END LOOP;
    END IF;
END
$$
"""
HERE = Path(__file__).resolve().parent


def head_revision() -> str:
    """The newest migration this version brings."""
    return max(path.name for path in (HERE / "migrations" / "versions").glob("*.py")).split("_")[0]


def current_revision(connection: Connection) -> str | None:
    """The newest migration the database has, or None if it has none."""
    exists = connection.execute(text("SELECT to_regclass('public.alembic_version')")).scalar()
    if exists is None:
        return None
    found = connection.execute(text("SELECT version_num FROM public.alembic_version")).scalar()
    return None if found is None else str(found)


def refuse_newer(revision: str | None) -> None:
    """A database of a newer version is not for this program.

    Raises:
        SystemFailed: it is newer.
    """
    if revision is not None and revision > head_revision():
        raise SystemFailed(
            f"数据库是更新的版本（{revision}），此程序只到 {head_revision()}；请升级程序。",
            f"The database is of a newer version ({revision}); this program knows "
            f"{head_revision()}. Upgrade the program.",
        )


def migrate(url: str) -> bool:
    """Applies what is missing; returns whether anything was.

    Raises:
        SystemFailed: the database is of a newer version than this program.
    """
    from alembic import command  # noqa: PLC0415  (slow to import)
    from alembic.config import Config  # noqa: PLC0415

    engine = open_engine(url, role=None)
    with engine.connect() as connection:
        before = current_revision(connection)
        connection.rollback()
        refuse_newer(before)
        if before != head_revision():
            configuration = Config(str(HERE.parent / "alembic.ini"))
            configuration.set_main_option("script_location", str(HERE / "migrations"))
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
            with connection.begin():
                # Every program asks whether the database is of its version.
                connection.execute(text("GRANT SELECT ON public.alembic_version TO public"))
        with connection.begin():
            # One after the other, like the migrations themselves.
            connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
            connection.execute(text(SETTLING))
            connection.execute(text("RESET ROLE"))
            # Of the database itself: much of it is neither in a dump nor in a template's copy.
            connection.execute(text(CLOSED_DATABASE))
            connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
            load_role_powers(connection)
            load_reference_data(connection)
            load_statutory(connection)
    engine.dispose()
    return before != head_revision()


def check_migrated(url: str) -> None:
    """A database that was not migrated is one clear line.

    Raises:
        SystemFailed: migrations are missing, or it is of a newer version than this program.
    """
    engine = open_engine(url, role=None)
    with engine.connect() as connection:
        current = current_revision(connection)
    engine.dispose()
    refuse_newer(current)
    if current != head_revision():
        raise SystemFailed(
            f"数据库版本是 {current or '空'}，程序需要 {head_revision()}；"
            "请先运行 mingzhang migrate。",
            f"The database is at version {current or 'none'}, the program needs "
            f"{head_revision()}; run `mingzhang migrate` first.",
        )
