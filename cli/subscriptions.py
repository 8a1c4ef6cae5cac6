"""`mingzhang subscriptions`: who is told of which flags, by e-mail or signed webhook."""

from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t("预警订阅：查看、增加、停止。", "Subscriptions to alerts: list, add, end.")
ADD_HELP = t("增加一个接收单位。", "Add a recipient.")
END_HELP = t("停止一个订阅。", "End a subscription.")

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@app.callback()
def subscriptions(
    context: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Lists the subscriptions where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    from rich.table import Table  # noqa: PLC0415

    from audits.subscriptions import subscriptions as ask  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        found = ask(connection)
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo(
            t(
                "还没有订阅：没有人会收到预警。用 mingzhang subscriptions add 增加。",
                "There are no subscriptions: nobody is told of flags. Add one with "
                "`mingzhang subscriptions add`.",
            )
        )
        return
    table = Table()
    for header in (
        "#",
        t("接收单位", "Recipient"),
        t("渠道", "Channel"),
        t("地址", "Address"),
        t("区划", "Division"),
        t("最低级别", "From severity"),
        t("规则", "Rules"),
        t("上次发送", "Last delivery"),
    ):
        table.add_column(header)
    for row in found:
        last = f"{row['outcome']} {row['error'] or ''}" if row["outcome"] else "—"
        table.add_row(
            str(row["subscription_id"]),
            row["recipient"],
            row["channel"],
            row["address"],
            row["division"],
            str(row["least_severity"]),
            ", ".join(row["rule_codes"] or [t("全部", "all")]),
            last.strip(),
        )
    console().print(table)


@app.command("add", help=ADD_HELP)
def add(
    recipient: Annotated[str, typer.Argument(help=t("接收单位名称", "The body's name"))],
    address: Annotated[str, typer.Argument(help=t("邮箱或 http(s) 地址", "E-mail or URL"))],
    division: Annotated[
        str, typer.Option(help=t("区划：它和它以下的疑点", "A division: its flags and those below"))
    ],
    severity: Annotated[
        int, typer.Option(min=1, max=4, help=t("最低级别 1-4", "From this severity up, 1-4"))
    ] = 1,
    rule: Annotated[
        list[str] | None, typer.Option(help=t("只要这些规则", "Only these rules"))
    ] = None,
) -> None:
    """Adds a subscription; a webhook's secret is shown this once."""
    from audits.subscriptions import Wanted, subscribe  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415

    engine, _, _ = connect()
    channel = "webhook" if "://" in address else "email"
    wanted = Wanted(
        recipient, channel, address, division, severity, tuple(code.upper() for code in rule or ())
    )
    with engine.begin() as connection:
        subscription_id, secret = subscribe(connection, wanted)
    typer.echo(t(f"已增加订阅 {subscription_id}。", f"Subscription {subscription_id} added."))
    if secret:
        typer.echo(
            t(
                f"签名密钥（只显示这一次，请交给接收方）：{secret}",
                f"Its signing secret, shown this once, for the receiver: {secret}",
            )
        )


@app.command("end", help=END_HELP)
def end(
    subscription: Annotated[int, typer.Argument(help=t("订阅编号", "The subscription's number"))],
) -> None:
    """Ends a subscription."""
    from audits.subscriptions import unsubscribe  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        unsubscribe(connection, subscription)
    typer.echo(t("已停止。", "Ended."))
