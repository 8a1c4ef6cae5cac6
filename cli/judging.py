"""`mingzhang judge`: says of a flag that it is so, or why it is not."""

from typing import Annotated, Literal

import typer

from ledger.language import t

HELP = t(
    "核实疑点：属实，或排除并写明原因；记下就不能改，可以再写一条。",
    "Judge a flag: confirmed, or dismissed for a reason. It stays; another may follow.",
)


def judge_command(
    book: Annotated[str, typer.Argument(help=t("账簿：区划代码或名称", "Division code or name"))],
    flag: Annotated[int, typer.Argument(min=1, help=t("疑点的编号", "The flag's number"))],
    outcome: Annotated[
        Literal["confirmed", "dismissed"],
        typer.Argument(help=t("confirmed 属实，dismissed 排除", "Whether it is so")),
    ],
    *,
    note: Annotated[
        str, typer.Option(help=t("看了什么，情况如何", "What you looked at and found"))
    ],
    because: Annotated[
        Literal["data_lag", "lawful_exception", "rule_defect", "other"] | None,
        typer.Option(
            help=t(
                "排除的原因：data_lag 数据滞后或录入有误，lawful_exception 有合法依据的例外，"
                "rule_defect 规则不准，other 其他",
                "Why it is dismissed",
            )
        ),
    ] = None,
) -> None:
    """Records what whoever acts found."""
    from audits.judging import judge  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        judge(connection, find_book(connection, book, "finding"), flag, outcome, because, note)
    typer.echo(t(f"疑点 {flag} 的核实意见已记下。", f"The judgement of flag {flag} is on record."))
