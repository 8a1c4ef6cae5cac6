"""`mingzhang migrate`: brings the database up to this version."""

import typer

from ledger.language import t

HELP = t(
    "把数据库升级到本版本，并载入区划、日历等基础数据。", "Bring the database up to this version."
)


def migrate() -> None:
    """Migrates the database of the settings."""
    from ledger.database import check_reachable  # noqa: PLC0415
    from ledger.migrating import head_revision  # noqa: PLC0415
    from ledger.migrating import migrate as run  # noqa: PLC0415
    from ledger.server import resolve_url  # noqa: PLC0415
    from ledger.settings import read_settings  # noqa: PLC0415

    url = resolve_url(read_settings())
    check_reachable(url)
    changed = run(url)
    typer.echo(
        t(f"数据库已升级到 {head_revision()}。", f"The database is now at {head_revision()}.")
        if changed
        else t(f"数据库已是 {head_revision()}，无需升级。", f"Already at {head_revision()}.")
    )
