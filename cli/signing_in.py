"""`mingzhang sign-in`, `sign-out` and `whoami`: commands act for whoever is signed in here."""

import platform
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ledger.sign_ins import Opened

IN_HELP = t(
    "登录：此后的命令以此人的名义做。密码从终端或标准输入读。",
    "Sign in: the commands that follow act for this person. The password is asked for.",
)
OUT_HELP = t("退出登录。", "Sign out.")
WHO_HELP = t("现在以谁的名义。", "Who is signed in here.")


def ask(words: str, *, hidden: bool = True) -> str:
    """What somebody types; of a script, the next line of its standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    answer: str = typer.prompt(words, hide_input=hidden)
    return answer


def sign_in_command(
    login: Annotated[str, typer.Argument(help=t("登录名", "Your login"))],
) -> None:
    """Signs in and keeps the session's token."""
    from cli.connecting import connect_as_nobody  # noqa: PLC0415
    from cli.kept_session import keep_token  # noqa: PLC0415
    from ledger.database import acting_as  # noqa: PLC0415
    from ledger.doors import load_door_key  # noqa: PLC0415
    from ledger.sessions import Seen  # noqa: PLC0415
    from ledger.sign_ins import change_password, pass_second_factor, sign_in  # noqa: PLC0415

    engine, settings, _ = connect_as_nobody()
    door = load_door_key(settings.door_key_file)
    seen = Seen(platform.node(), "mingzhang sign-in")

    def opened_with(password: str) -> "Opened":
        opened = sign_in(engine, door, login, password, seen)
        if opened.purpose == "second_factor":
            code = ask(t("验证码或恢复码", "Code or recovery code"), hidden=False)
            opened = pass_second_factor(acting_as(engine, opened.token), door, code)
        return opened

    password = ask(t("密码", "Password"))
    opened = opened_with(password)
    if opened.purpose == "password_change":
        new = chosen_password()
        change_password(acting_as(engine, opened.token), password, new)
        opened = opened_with(new)
    keep_token(settings, opened.token)
    typer.echo(t(f"已登录：{login}", f"Signed in as {login}"))


def chosen_password() -> str:
    """A new password, typed twice.

    Raises:
        WrongUse: the two differ.
    """
    from ledger.errors import WrongUse  # noqa: PLC0415

    typer.echo(
        t(
            "您的密码是别人生成的，请先换成自己的（至少 12 个字符）。",
            "Your password was made up by somebody else: choose your own (12 characters or more).",
        ),
        err=True,
    )
    new = ask(t("新密码", "New password"))
    if ask(t("再输一次新密码", "New password again")) != new:
        raise WrongUse("两次输入的新密码不一样。", "The new passwords differ.")
    return new


def sign_out_command() -> None:
    """Ends the session and forgets its token."""
    from cli.connecting import connect_as_nobody  # noqa: PLC0415
    from cli.kept_session import forget_token, kept_token  # noqa: PLC0415
    from ledger.database import acting_as  # noqa: PLC0415
    from ledger.sessions import sign_out  # noqa: PLC0415

    engine, settings, _ = connect_as_nobody()
    token = kept_token(settings)
    if token is not None:
        with acting_as(engine, token).begin() as connection:
            sign_out(connection)
    forget_token(settings)
    typer.echo(t("已退出登录", "Signed out"))


def whoami(*, as_json: AsJson = False) -> None:
    """Says who is signed in.

    Raises:
        Refused: nobody is.
    """
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.errors import Refused  # noqa: PLC0415

    user = found(connect()[0])
    if user is None:
        raise Refused(
            "没有登录；请先 mingzhang sign-in 登录名。",
            "Nobody is signed in; use `mingzhang sign-in LOGIN`.",
        )
    if as_json:
        print_json(user)
    else:
        typer.echo(f"{user['login']} {user['name']}")


def found(engine: "Engine") -> dict[str, str | None] | None:
    """Who the engine acts for, without what belongs to their session alone."""
    from ledger.sessions import user_of  # noqa: PLC0415

    with engine.begin() as connection:
        user = user_of(connection)
    if user is None:
        return None
    return {"login": user.login, "name": user.name, "division_id": user.division_id}
