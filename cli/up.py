"""`mingzhang up`: the database, the demonstration, one audit, the pages and the scheduler."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.language import t

if TYPE_CHECKING:
    from ledger.settings import Settings

HELP = t(
    "启动全部：数据库、网页、定时任务；账本是空的就先载入示范数据。Ctrl-C 停止。",
    "Start everything: database, pages, scheduler; an empty ledger gets the demonstration first.",
)


def up(
    *,
    empty: Annotated[
        bool,
        typer.Option("--empty", help=t("不载入示范数据", "Do not load the demonstration")),
    ] = False,
) -> None:
    """Starts everything and waits until told to stop.

    Raises:
        SystemFailed: the port is taken, the database cannot be used, or a part ended by itself.
    """
    from cli.children import Children, stopping_on_signals, wait_until_answered  # noqa: PLC0415
    from cli.demonstration import load_demonstration  # noqa: PLC0415
    from cli.found import tell_latest_run  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415
    from ledger.settings import read_settings  # noqa: PLC0415
    from web.serving import check_port_is_free, in_clear  # noqa: PLC0415

    settings = read_settings()
    warning = in_clear(settings)
    if warning:
        typer.echo(warning, err=True)
    check_port_is_free(settings)
    with stopping_on_signals():
        url = prepare(settings)
        passwords = {} if empty else load_demonstration(settings, url)
        tell_latest_run(open_engine(url, "mingzhang_jobs"))
        children = Children(
            os.environ | {"MINGZHANG_DATABASE_URL": url}, settings.data_dir / "logs"
        )
        try:
            for name in ("web", "scheduler"):
                children.start(name)
            host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104
            address = f"http://{host}:{settings.port}"
            wait_until_answered(f"{address}/healthz", children)
            welcome(url, settings, address)
            introduce(passwords)
            children.wait_until_one_ends()
        finally:
            typer.echo(t("正在停止……", "Stopping…"))
            children.stop()
    typer.echo(t("已停止。", "Stopped."))


def prepare(settings: "Settings") -> str:
    """Starts the database where it is ours, brings it up to this version; returns its URL.

    Raises:
        SystemFailed: the database cannot be used, a role cannot sign in to it, or a key is missing.
    """
    from ledger.database import check_reachable  # noqa: PLC0415
    from ledger.doors import open_door  # noqa: PLC0415
    from ledger.evidence.sealers import open_for_sealing  # noqa: PLC0415
    from ledger.evidence.sealing import sealing_key  # noqa: PLC0415
    from ledger.migrating import migrate  # noqa: PLC0415
    from ledger.server import resolve_url  # noqa: PLC0415

    if settings.database_url is None:
        where = settings.data_dir / "postgres"
        typer.echo(t(f"启动内置 PostgreSQL 18（{where}）", f"Embedded PostgreSQL 18 in {where}"))
    url = resolve_url(settings)
    check_reachable(url)
    if migrate(url):
        typer.echo(t("数据库已升级到本版本", "The database was brought up to this version"))
    open_door(url, settings.door_key_file)
    sealing = open_for_sealing(url)
    with sealing.connect() as connection:
        sealing_key(connection, settings.signing_key_file)
    sealing.dispose()
    return url


def welcome(url: str, settings: "Settings", address: str) -> None:
    """Says where the pages and the logs are, and how the first users are made."""
    from ledger.user_accounts import is_without_users  # noqa: PLC0415

    typer.echo(t(f"明账已启动：{address}", f"Mingzhang runs at {address}"))
    if is_without_users(url):
        typer.echo(
            t(
                "还没有用户：请另开终端运行 mingzhang user first 登录名 姓名，建两名安全管理员。",
                "There are no users: run `mingzhang user first LOGIN NAME` in another terminal, "
                "for two security administrators.",
            )
        )
    logs = settings.data_dir / "logs"
    typer.echo(
        t(f"日志在 {logs}；按 Ctrl-C 停止。", f"The logs are in {logs}; Ctrl-C stops everything.")
    )


def introduce(passwords: dict[str, str]) -> None:
    """Lists the people of the demonstration with the passwords that were made up for them."""
    if not passwords:
        return
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console  # noqa: PLC0415
    from demonstrations.people import PEOPLE  # noqa: PLC0415
    from ledger.roles import ROLES  # noqa: PLC0415

    table = Table(
        title=t(
            "示范用户：密码只显示这一次，首次登录须修改",
            "People of the demonstration: passwords are shown this once and changed at sign-in",
        )
    )
    for header in (t("登录名", "Login"), t("密码", "Password"), t("姓名", "Name")):
        table.add_column(header, no_wrap=True)
    table.add_column(t("角色", "Role"))
    for person in PEOPLE:
        if person.login in passwords:
            role = str(ROLES[person.role])
            table.add_row(person.login, passwords[person.login], person.name, role)
    console().print(table)
