"""`mingzhang migrate`: brings the database up to this version."""

from typing import Annotated

import typer

from ledger.language import t

HELP = t(
    "把数据库升级到本版本，并载入区划、日历等基础数据。", "Bring the database up to this version."
)


def migrate(
    *,
    new_door_key: Annotated[
        bool,
        typer.Option(
            "--new-door-key",
            help=t(
                "换用数据目录里的登录密钥（没有就生成）；原来的作废，动态口令要重新开通",
                "Take the door key of the data directory, made if need be; the old one is void, "
                "second factors have to be set up anew",
            ),
        ),
    ] = False,
) -> None:
    """Migrates the database of the settings."""
    from ledger.database import check_reachable  # noqa: PLC0415
    from ledger.doors import open_door  # noqa: PLC0415
    from ledger.migrating import head_revision  # noqa: PLC0415
    from ledger.migrating import migrate as run  # noqa: PLC0415
    from ledger.server import resolve_url  # noqa: PLC0415
    from ledger.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    url = resolve_url(settings)
    check_reachable(url)
    changed = run(url)
    open_door(url, settings.door_key_file, anew=new_door_key)
    typer.echo(
        t(f"数据库已升级到 {head_revision()}。", f"The database is now at {head_revision()}.")
        if changed
        else t(f"数据库已是 {head_revision()}，无需升级。", f"Already at {head_revision()}.")
    )
