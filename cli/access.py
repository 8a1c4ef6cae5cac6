"""`mingzhang access`: who read personal data, took data out or was refused; and who signed in."""

import datetime as dt
from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t(
    "访问记录：谁看了完整号码、导出了什么、被拒绝了什么、谁登录过（审计管理员）。",
    "The access log: who opened numbers, took what out, was refused, signed in (for the audit "
    "administrator).",
)
#: How many are printed; --json prints all that are asked for.
PRINTED = 100
MOST = 100_000

Day = Annotated[
    dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help=t("从哪天起", "From this day on"))
]


def access(
    login: Annotated[
        str | None, typer.Option(help=t("只看这个人（登录名）", "Only this person, by login"))
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help=t(
                "只看一类：personal_data_read、export、refused",
                "Only one kind: personal_data_read, export, refused",
            )
        ),
    ] = None,
    since: Day = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Prints the access log, the newest first."""
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.access_questions import Filter, accesses, kind_words  # noqa: PLC0415
    from ledger.acting import check_holds  # noqa: PLC0415

    wanted = Filter(login, kind, since.date() if since else None)
    most = MOST if as_json else PRINTED
    engine, _, _ = connect()
    with engine.connect() as connection:
        check_holds(connection, "record")
        found = accesses(connection, wanted, limit=most)
    if as_json:
        print_json({"accesses": found})
        return
    table = Table()
    for header in (
        t("时间", "At"),
        t("登录名", "Login"),
        t("类别", "Kind"),
        t("账簿", "Book"),
        t("内容", "What"),
    ):
        table.add_column(header, overflow="fold")
    for each in found:
        table.add_row(
            f"{each.recorded_at:%Y-%m-%d %H:%M:%S}",
            each.login or "—",
            str(kind_words(each.kind)),
            each.division_name or "",
            str(each.words),
        )
    console().print(table)
