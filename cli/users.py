"""`mingzhang users`: who may sign in to the pages; add one, or give one a new password."""

from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t("网页用户：查看、增加、重设密码。", "Users of the pages: list, add, reset a password.")
ADD_HELP = t("增加一个用户，密码只显示一次。", "Add a user; the password is shown once.")
RESET_HELP = t("给用户换新密码，只显示一次。", "Give a user a new password, shown once.")

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@app.callback()
def users(
    context: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Lists the users where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.user_accounts import users as ask  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        found = ask(connection)
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo(t("还没有用户；mingzhang up 会建第一个。", "No users; `mingzhang up` adds one."))
        return
    table = Table()
    for header in (
        t("登录名", "Login"),
        t("姓名", "Name"),
        t("区划", "Division"),
        t("上次登录", "Last signed in"),
    ):
        table.add_column(header)
    for user in found:
        last = user.last_signed_in_at
        table.add_row(
            user.login,
            user.name,
            user.division or "",
            f"{last:%Y-%m-%d %H:%M}" if last else "—",
        )
    console().print(table)


@app.command("add", help=ADD_HELP)
def add(
    login: Annotated[str, typer.Argument(help=t("登录名", "What they sign in with"))],
    name: Annotated[str, typer.Argument(help=t("姓名，记在经手的每笔账上", "Their name"))],
    division: Annotated[
        str | None,
        typer.Option(help=t("区划代码：没填账簿的行记入它的账簿", "The code of their place")),
    ] = None,
) -> None:
    """Adds a user."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.user_accounts import create_user  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        password = create_user(connection, login, name, division)
    typer.echo(t(f"已增加 {login}，密码 {password}", f"Added {login}, password {password}"))


@app.command("reset-password", help=RESET_HELP)
def reset(
    login: Annotated[str, typer.Argument(help=t("登录名", "What they sign in with"))],
) -> None:
    """Gives a user a new password; whoever is signed in as them is signed out."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.user_accounts import reset_password  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        password = reset_password(connection, login)
    typer.echo(t(f"{login} 的新密码：{password}", f"New password of {login}: {password}"))
