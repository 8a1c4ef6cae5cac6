"""`mingzhang rights`: who holds which role where; ask for rights, release, refuse, take back."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from ledger.right_questions import Right, RightAsked

HELP = t(
    "权限：谁在哪里担任什么角色；一人申请，另一人批准。",
    "Rights: who holds which role where; one person asks for them, another releases them.",
)
ASK_HELP = t("申请给某人一个角色，或撤销。", "Ask that somebody be given a role, or lose it.")
RELEASE_HELP = t("批准别人的申请，即时生效。", "Release what somebody else asked for, at once.")
REFUSE_HELP = t("不批准别人的申请。", "Refuse what somebody else asked for.")
WITHDRAW_HELP = t("撤回自己的申请。", "Take back what you asked for.")

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)

Request = Annotated[int, typer.Argument(help=t("申请的编号", "The number of the request"))]


@app.callback()
def rights(
    context: typer.Context,
    login: Annotated[
        str | None, typer.Option(help=t("只看这个人（登录名）", "Only this person, by login"))
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Lists rights and open requests where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.right_questions import rights_asked, rights_held  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        held = rights_held(connection, login)
        waiting = [
            each
            for each in rights_asked(connection, waiting=True)
            if login is None or each.login == login
        ]
    if as_json:
        print_json({"held": held, "waiting": waiting})
        return
    tell_held(held)
    tell_waiting(waiting)


def tell_held(held: list["Right"]) -> None:
    """Prints the rights in force, and those that have ended."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console  # noqa: PLC0415
    from ledger.roles import ROLES  # noqa: PLC0415

    if not held:
        typer.echo(t("权限之内看不到任何权限。", "You see no rights."))
        return
    table = Table()
    for header in (
        t("登录名", "Login"),
        t("姓名", "Name"),
        t("角色", "Role"),
        t("区划", "Division"),
        t("截止", "Until"),
    ):
        table.add_column(header)
    for right in held:
        below = t("（含下级）", " and below") if right.with_subtree else ""
        ended = t("（已到期）", " (ended)") if right.ended else ""
        table.add_row(
            right.login,
            right.name or "",
            f"{ROLES[right.role]} {right.role}",
            f"{right.division_name} {right.division_id}{below}",
            f"{right.ends_on or ''}{ended}",
        )
    console().print(table)


def tell_waiting(waiting: list["RightAsked"]) -> None:
    """Prints what waits for another person."""
    from cli.output import console  # noqa: PLC0415
    from ledger.right_questions import KINDS  # noqa: PLC0415
    from ledger.roles import ROLES  # noqa: PLC0415

    for each in waiting:
        below = t("（含下级）", " and below") if each.with_subtree else ""
        until = f"{t('，至', ', until')} {each.ends_on}" if each.ends_on else ""
        console().print(
            t(
                f"待批准 {each.request_id}：{KINDS[each.kind]} {each.login} "
                f"{each.division_name}{below} {ROLES[each.role]}{until}；"
                f"{each.recorded_by} 申请：{each.reason}",
                f"To decide {each.request_id}: {KINDS[each.kind]} {each.login} "
                f"{ROLES[each.role]}, {each.division_name}{below}{until}; "
                f"asked by {each.recorded_by}: {each.reason}",
            )
        )


@app.command("ask", help=ASK_HELP)
def ask(
    login: Annotated[str, typer.Argument(help=t("谁的权限（登录名）", "Whose right, by login"))],
    role: Annotated[str, typer.Argument(help=t("角色，如 clerk", "The role, such as clerk"))],
    division: Annotated[str, typer.Argument(help=t("区划代码或名称", "A division's code or name"))],
    reason: Annotated[str, typer.Option(help=t("为什么", "Why"))],
    *,
    with_subtree: Annotated[
        bool, typer.Option("--with-subtree", help=t("含下级", "In the divisions below, too"))
    ] = False,
    until: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=t("最后一天；默认不限", "Its last day")),
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--take-away", help=t("撤销，不是授予", "Take it away, not give it"))
    ] = False,
) -> None:
    """Asks for a right, on which another person decides."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.divisions import find_division  # noqa: PLC0415
    from ledger.right_acts import RightWanted, ask_for_right  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        wanted = RightWanted(
            "withdraw" if withdraw else "grant",
            login,
            role,
            find_division(connection, division),
            reason,
            with_subtree,
            until.date() if until else None,
        )
        request_id = ask_for_right(connection, wanted)
    typer.echo(
        t(
            f"已申请，编号 {request_id}；由另一人 mingzhang rights release {request_id} 批准。",
            f"Asked for, number {request_id}; another person releases it with `mingzhang rights "
            f"release {request_id}`.",
        )
    )


@app.command("release", help=RELEASE_HELP)
def release(
    request: Request,
    reason: Annotated[str, typer.Option(help=t("说明，可不填", "Why; may be left out"))] = "",
) -> None:
    """Releases a request."""
    decide(request, "released", reason)
    typer.echo(t(f"已批准 {request}。", f"Released {request}."))


@app.command("refuse", help=REFUSE_HELP)
def refuse(request: Request, reason: Annotated[str, typer.Option(help=t("为什么", "Why"))]) -> None:
    """Refuses a request."""
    decide(request, "refused", reason)
    typer.echo(t(f"未批准 {request}。", f"Refused {request}."))


def decide(request: int, decision: str, reason: str) -> None:
    """Decides on a request."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.right_acts import decide_on_right  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        decide_on_right(connection, request, decision, reason)


@app.command("withdraw", help=WITHDRAW_HELP)
def withdraw(request: Request) -> None:
    """Takes a request back."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.right_acts import withdraw_right_request  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        withdraw_right_request(connection, request)
    typer.echo(t(f"已撤回申请 {request}。", f"Took back request {request}."))
