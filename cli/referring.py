"""`mingzhang refer` and `referrals`: how confirmed flags are referred, and what is open."""

import datetime as dt
from typing import Annotated, Literal

import typer

from cli.options import AsJson
from ledger.language import t

REFER_HELP = t(
    "登记核实属实的疑点是否移送、移送到哪一步；记下就不能改，可以再写一条。",
    "Record whether a confirmed flag is referred, and how it goes on; it stays.",
)
LIST_HELP = t(
    "移送待办：要决定是否移送的，和移送后还没有反馈的。",
    "What is to be decided or answered of referrals.",
)


def refer_command(
    book: Annotated[str, typer.Argument(help=t("账簿：区划代码或名称", "Division code or name"))],
    flag: Annotated[int, typer.Argument(min=1, help=t("疑点的编号", "The flag's number"))],
    step: Annotated[
        Literal[
            "not_needed",
            "sent",
            "received",
            "accepted",
            "returned",
            "passed_on",
            "answered",
            "filed",
        ],
        typer.Argument(
            help=t(
                "not_needed 不需移送，sent 已移送，received 已签收，accepted 受理，returned 退回，"
                "passed_on 转送，answered 已反馈，filed 已归档",
                "What happened",
            )
        ),
    ],
    *,
    on: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help=t("日期", "The day of it"))],
    note: Annotated[
        str,
        typer.Option(
            help=t("文号，或不需移送的理由", "The document's number, or why none is needed")
        ),
    ],
    to: Annotated[
        str, typer.Option(help=t("接收机关（移送、转送时填）", "To whom it was sent or passed on"))
    ] = "",
) -> None:
    """Records a step of a referral."""
    from audits.referrals import record_referral  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        book_id = find_book(connection, book, "refer")
        record_referral(connection, book_id, flag, step, on.date(), to, note)
    typer.echo(t(f"疑点 {flag} 的移送环节已记下。", f"The step of flag {flag} is on record."))


def referrals_command(*, as_json: AsJson = False) -> None:
    """Lists what those who may refer are asked."""
    from rich.table import Table  # noqa: PLC0415

    from audits.referrals import open_questions  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from expectations.catalogue import manual_rule  # noqa: PLC0415
    from ledger.acting import check_holds  # noqa: PLC0415
    from ledger.dates import today_in_beijing  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        check_holds(connection, "refer")
        found = open_questions(connection, today_in_beijing())
    if as_json:
        print_json(found)
        return
    table = Table()
    for header in (
        t("规则", "Rule"),
        t("账簿", "Book"),
        t("疑点", "Flag"),
        t("起算", "Since"),
        t("期限", "Due on"),
        t("接收机关", "Receiver"),
    ):
        table.add_column(header)
    for each in found:
        late = t("（逾期）", " (overdue)") if each.overdue else ""
        table.add_row(
            f"{each.code} {manual_rule(each.code).title}",
            each.division_name,
            f"{each.flag_id} ({each.rule_code})",
            str(each.since_on),
            f"{each.due_on}{late}",
            each.receiver or "",
        )
    console().print(table)
