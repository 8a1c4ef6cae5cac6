"""`mingzhang keys`: the keys that personal numbers are protected with; change them."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ledger.settings import Settings

HELP = t(
    "个人号码的密钥：查看、更换；由能连接数据库的运维人员用。",
    "The keys of personal numbers: list them, change them; for whoever operates the database.",
)
ROTATE_HELP = t(
    "更换加密密钥：号码分批重新加密，服务不停，中断后再运行一次即可；--master 更换主密钥。",
    "Change the sealing key: numbers are sealed anew in batches while the service runs; after an "
    "interruption run it again. --master changes the master key.",
)
PURPOSES = {"seal": t("加密", "to seal"), "match": t("比对", "to match")}

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)


def connect_as_owner() -> "tuple[Engine, Settings]":
    """The ledger as its owner sees it, and the settings."""
    from cli.connecting import find_ledger  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415

    settings, url = find_ledger()
    return open_engine(url, role=None, settings={"role": "mingzhang_owner"}), settings


@app.callback()
def keys(
    context: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Lists the keys where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.key_rotation import keys as ask  # noqa: PLC0415

    owner, settings = connect_as_owner()
    with owner.connect() as connection:
        found = ask(connection)
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo(
            t(
                "还没有密钥；第一次导入时生成。",
                "There are no keys yet; the first import makes them.",
            )
        )
        return
    table = Table()
    for header in (t("用途", "Purpose"), t("版本", "Version")):
        table.add_column(header)
    table.add_column(t("号码", "Numbers"), justify="right")
    for header in (t("生成", "Made"), t("停用", "Retired"), t("主密钥", "Master key")):
        table.add_column(header)
    for key in found:
        table.add_row(
            PURPOSES[key.purpose],
            str(key.version),
            "" if key.numbers is None else f"{key.numbers:,}",
            f"{key.created_at:%Y-%m-%d %H:%M}",
            f"{key.retired_at:%Y-%m-%d %H:%M}" if key.retired_at else "—",
            key.master[:8],
        )
    console().print(table)
    typer.echo(t(f"主密钥在 {settings.master_key_file}", f"{settings.master_key_file} wraps them"))


@app.command("rotate", help=ROTATE_HELP)
def rotate(
    *,
    master: Annotated[
        bool, typer.Option("--master", help=t("更换主密钥", "Change the master key"))
    ] = False,
) -> None:
    """Changes the sealing key, or the master key."""
    from cli.output import progress_bar  # noqa: PLC0415
    from ledger.key_rotation import rotate as run  # noqa: PLC0415
    from ledger.key_rotation import rotate_master  # noqa: PLC0415

    owner, settings = connect_as_owner()
    file = settings.master_key_file
    if master:
        kept = rotate_master(owner, file)
        typer.echo(
            t("还没有密钥，不用更换。", "There are no keys yet: nothing to change.")
            if kept is None
            else t(
                f"主密钥已更换：{file}，请马上备份。旧的在 {kept}，它已打不开这个数据库；"
                "旧备份还用得着它，不再需要时删除。",
                f"The master key was changed: back up {file} now. The old one is {kept}; it opens "
                "nothing in this database any more, only older backups: remove it when they are "
                "gone.",
            )
        )
        return
    with progress_bar() as progress:
        done = run(owner, file, lambda sealed, of: progress(t("重新加密", "seal anew"), sealed, of))
    retired = ", ".join(map(str, done.retired))
    typer.echo(
        t(
            f"加密密钥已换成第 {done.version} 版，重新加密 {done.numbers:,} 个号码，"
            f"第 {retired} 版已停用。",
            f"Numbers are sealed with key {done.version} now; {done.numbers:,} were sealed anew, "
            f"and key {retired} is retired.",
        )
    )
