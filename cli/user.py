"""`mingzhang user`: who may sign in; add, disable, reset, link them, and make the first ones."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Engine

HELP = t(
    "用户：查看、增加、停用、重设密码、关联统一身份。", "Users: list, add, disable, reset, link."
)
FIRST_HELP = t(
    "建头两名安全管理员之一（运维人员用；一次性密码只显示这一次）。",
    "Make one of the first two security administrators, as the operator, with a password.",
)
LIST_HELP = t("列出用户。", "List the users.")
ADD_HELP = t(
    "增加一个用户，一次性密码只显示这一次。", "Add a user; the one-time password is shown once."
)
RESET_HELP = t(
    "给用户一次性密码，并关闭其动态口令、退出其设备。",
    "Give a user a one-time password; their second factor and sessions end.",
)
DISABLE_HELP = t("停用一个用户，并退出其设备。", "Keep a user from signing in; sign them out.")
ENABLE_HELP = t("重新启用一个用户。", "Let a user sign in again.")
LINK_HELP = t(
    "登记用户在单位统一身份系统里是谁；不给编号就取消。",
    "Say who a user is at the organisation's identity provider; without a subject, unlink.",
)

#: The code of the whole country.
EVERYWHERE = "000000"

app = typer.Typer(no_args_is_help=True)

Login = Annotated[str, typer.Argument(help=t("登录名", "What they sign in with"))]
Name = Annotated[str, typer.Argument(help=t("姓名，记在经手的每笔账上", "Their name"))]
Division = Annotated[
    str | None,
    typer.Option(
        help=t("区划代码或名称：没填账簿的行记入它的账簿", "The code or name of their place")
    ),
]
ByOperator = Annotated[
    bool,
    typer.Option(
        "--operator",
        help=t(
            "由运维人员以数据库所有者身份做，不用登录", "As the operator, owner of the database"
        ),
    ),
]


def signed_in() -> "Engine":
    """The ledger as whoever is signed in sees it."""
    from cli.connecting import connect  # noqa: PLC0415

    return connect()[0]


def tell_password(login: str, password: str) -> None:
    """Says a password that is kept nowhere."""
    typer.echo(
        t(
            f"{login} 的一次性密码：{password}（只显示这一次，首次登录时必须修改）",
            f"One-time password of {login}: {password} (shown this once; to be changed at the "
            "first sign-in)",
        )
    )


@app.command("first", help=FIRST_HELP)
def first(
    login: Login,
    name: Name,
    division: Annotated[
        str,
        typer.Option(help=t("管到哪里：区划代码或名称", "Where: a division's code or name")),
    ] = EVERYWHERE,
) -> None:
    """Makes one of the first two security administrators."""
    from cli.connecting import as_owner  # noqa: PLC0415
    from ledger.user_accounts import add_first_administrator  # noqa: PLC0415

    with as_owner() as connection:
        password = add_first_administrator(connection, login, name, division)
    tell_password(login, password)


@app.command("list", help=LIST_HELP)
def list_users(*, as_json: AsJson = False) -> None:
    """Lists the users."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.user_accounts import users  # noqa: PLC0415

    with signed_in().connect() as connection:
        found = users(connection)
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo(
            t(
                "没有您能看到的用户；安全管理员登录后才能看。",
                "There are no users that you may see; a security administrator may.",
            )
        )
        return
    table = Table()
    for header in (
        t("登录名", "Login"),
        t("姓名", "Name"),
        t("区划", "Division"),
        t("状态", "State"),
        t("上次登录", "Last signed in"),
    ):
        table.add_column(header)
    for user in found:
        last = user.last_signed_in_at
        state = t("正常", "active")
        if user.disabled_at:
            state = t("已停用", "disabled")
        elif user.must_change:
            state = t("待改密码", "has to change the password")
        table.add_row(
            user.login,
            user.name,
            user.division or "",
            state,
            f"{last:%Y-%m-%d %H:%M}" if last else "—",
        )
    console().print(table)


@app.command("add", help=ADD_HELP)
def add(login: Login, name: Name, division: Division = None) -> None:
    """Adds a user."""
    from ledger.user_accounts import add_user  # noqa: PLC0415

    with signed_in().begin() as connection:
        password = add_user(connection, login, name, division)
    tell_password(login, password)


@app.command("reset", help=RESET_HELP)
def reset(login: Login, *, operator: ByOperator = False) -> None:
    """Gives a user a new password."""
    from cli.connecting import as_owner  # noqa: PLC0415
    from ledger.user_accounts import renew_account, reset_user  # noqa: PLC0415

    if operator:
        with as_owner() as connection:
            password = renew_account(connection, login)
    else:
        with signed_in().begin() as connection:
            password = reset_user(connection, login)
    tell_password(login, password)


@app.command("disable", help=DISABLE_HELP)
def disable(login: Login) -> None:
    """Disables a user."""
    from ledger.user_accounts import disable_user  # noqa: PLC0415

    with signed_in().begin() as connection:
        disable_user(connection, login)
    typer.echo(t(f"{login} 已停用", f"{login} is disabled"))


@app.command("enable", help=ENABLE_HELP)
def enable(login: Login) -> None:
    """Enables a user again."""
    from ledger.user_accounts import disable_user  # noqa: PLC0415

    with signed_in().begin() as connection:
        disable_user(connection, login, disabled=False)
    typer.echo(t(f"{login} 已启用", f"{login} is enabled"))


@app.command("link", help=LINK_HELP)
def link(
    login: Login,
    subject: Annotated[
        str | None,
        typer.Argument(
            help=t("此人在统一身份系统里的编号（sub）", "Who they are there, its `sub`")
        ),
    ] = None,
) -> None:
    """Links a user to the identity provider of the settings."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.user_accounts import link_user  # noqa: PLC0415

    engine, settings, _ = connect()
    if settings.provider is None:
        raise WrongUse(
            "没有设统一身份登录（MINGZHANG_OIDC_ISSUER）。",
            "Single sign-on is not set up (MINGZHANG_OIDC_ISSUER).",
        )
    with engine.begin() as connection:
        link_user(connection, login, settings.provider.issuer, subject)
    typer.echo(t(f"{login} 的统一身份已改", f"The link of {login} was changed"))
