"""`mingzhang witness`: the bodies that countersign checkpoints; a witness's own key."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t(
    "见证单位：谁会签检查点、上次何时、是否逾期；登记和取消由运维人员做。",
    "Witnesses: who countersigns checkpoints, when last, and whether they are late; the operator "
    "takes them on and dismisses them.",
)
KEY_HELP = t(
    "生成见证单位自己的密钥，打印公钥（见证单位在自己的机器上做，不连数据库）。",
    "Make a witness's own key and print the public one, on its own machine, without the database.",
)
ADD_HELP = t(
    "登记见证单位，或改它的逾期天数。", "Take on a witness, or change when it counts as late."
)
DISMISS_HELP = t(
    "取消见证单位；它签过的都留着。", "Dismiss a witness; what it signed stays on record."
)

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@app.callback()
def witness(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the witnesses where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    import datetime as dt  # noqa: PLC0415

    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import as_owner  # noqa: PLC0415
    from cli.output import print_json, print_whole  # noqa: PLC0415
    from ledger.evidence.witnesses import witnesses  # noqa: PLC0415

    with as_owner() as connection:
        found = witnesses(connection)
    now = dt.datetime.now(dt.UTC)
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "public_key": one.public_key,
                    "late_after_days": one.late_after_days,
                    "since": one.since,
                    "signed_at": one.signed_at,
                    "facts": one.tree_size,
                    "late": one.is_late(now),
                }
                for one in found
            ]
        )
        return
    if not found:
        typer.echo(
            t(
                "还没有见证单位：没有人会签，改写过去就只能靠自己留存的检查点发现。",
                "There are no witnesses: nobody countersigns, and a rewritten past is found out "
                "only by checkpoints that somebody kept.",
            )
        )
        return
    table = Table()
    for header in (t("见证单位", "Witness"), t("上次会签", "Last signed")):
        table.add_column(header)
    for header in (t("条数", "Facts"), t("最多隔几天", "At most days")):
        table.add_column(header, justify="right")
    table.add_column(t("状态", "State"))
    for one in found:
        table.add_row(
            one.name,
            f"{one.signed_at:%Y-%m-%d %H:%M}" if one.signed_at else "—",
            f"{one.tree_size:,}" if one.tree_size else "—",
            str(one.late_after_days),
            t("逾期", "late") if one.is_late(now) else t("正常", "in time"),
        )
    print_whole(table)


@app.command("key", help=KEY_HELP)
def key(
    file: Annotated[Path, typer.Argument(help=t("私钥写到哪里", "Where the private key goes"))],
    name: Annotated[
        str,
        typer.Option(
            help=t(
                "见证单位的名字，如 audit.example.gov.cn", "The witness, such as its web address"
            )
        ),
    ],
) -> None:
    """Makes a witness's key.

    Raises:
        WrongUse: the file is there, or a key cannot have that name.
        SystemFailed: the file cannot be written.
    """
    from ledger.evidence.signing_keys import make_signing_key  # noqa: PLC0415
    from mingzhang_verify import WITNESS_KEY  # noqa: PLC0415

    made = make_signing_key(file, name, WITNESS_KEY)
    typer.echo(str(made.public))
    typer.echo(
        t(
            f"上面一行是公钥，当面交给管系统的单位。{file} 是私钥，只留在本单位，请备份。",
            f"The line above is the public key: hand it to the operator in person. {file} is the "
            "private key: it stays with you; back it up.",
        ),
        err=True,
    )


@app.command("add", help=ADD_HELP)
def add(
    public_key: Annotated[
        str, typer.Argument(help=t("它的公钥，或公钥文件", "Its public key, or a file of it"))
    ],
    late_after: Annotated[
        int,
        typer.Option(
            min=1,
            max=3650,
            help=t(
                "最多隔几天会签一次，超过就预警", "Alert when it has not signed for so many days"
            ),
        ),
    ],
) -> None:
    """Takes on a witness.

    Raises:
        WrongUse: it is not a witness's key, or another witness has that name.
    """
    from cli.connecting import as_owner  # noqa: PLC0415
    from cli.files import key_of  # noqa: PLC0415
    from ledger.evidence.witnesses import take_on  # noqa: PLC0415

    given = key_of(public_key)
    with as_owner() as connection:
        taken = take_on(connection, str(given), late_after)
    typer.echo(
        t(
            f"已登记见证单位 {taken.name}，超过 {late_after} 天没有会签就预警。",
            f"{taken.name} is a witness now: alerts go out when it has not signed for "
            f"{late_after} days.",
        )
    )


@app.command("dismiss", help=DISMISS_HELP)
def dismiss_command(
    name: Annotated[str, typer.Argument(help=t("见证单位的名字", "The witness's name"))],
) -> None:
    """Dismisses a witness.

    Raises:
        WrongUse: there is none of that name.
    """
    from cli.connecting import as_owner  # noqa: PLC0415
    from ledger.evidence.witnesses import dismiss  # noqa: PLC0415

    with as_owner() as connection:
        dismiss(connection, name)
    typer.echo(t(f"已取消见证单位 {name}。", f"{name} is no witness any more."))
