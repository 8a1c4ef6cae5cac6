"""`mingzhang statutory`: the statutory codes of movements of cash, and an office's own files."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t(
    "会计科目对照：看库款变动用什么总会计科目，载入本单位的科目文件。",
    "Statutory accounts: show which codes cash has; load an office's own files.",
)

app = typer.Typer(
    no_args_is_help=False, invoke_without_command=True, rich_markup_mode=None, help=HELP
)


@app.callback(invoke_without_command=True)
def statutory(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Prints the mapping."""
    if context.invoked_subcommand is not None:
        return
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json, print_whole  # noqa: PLC0415
    from ledger.statutory import (  # noqa: PLC0415
        CHARTS,
        NO_CODE,
        mapping,
    )

    engine, _, _ = connect()
    with engine.connect() as connection:
        rows = mapping(connection)
    if as_json:
        print_json(rows)
        return
    table = Table(title=t("库款变动的会计科目", "Statutory codes of movements of cash"))
    for header in (
        t("制度", "Regime"),
        t("账", "Chart"),
        t("事项", "Event"),
        t("来源种类", "Kind of source"),
        t("借", "Debit"),
        t("贷", "Credit"),
        t("有效期", "Valid"),
        t("核对", "Standing"),
    ):
        table.add_column(header)
    for row in rows:
        table.add_row(
            row.document_no,
            str(CHARTS[row.chart]),
            row.event,
            row.source_kind,
            row.debit or str(NO_CODE),
            row.credit or str(NO_CODE),
            f"{row.valid_from} – {row.valid_to or ''}",
            t("已核对", "confirmed") if row.standing == "confirmed" else t("未核对", "unconfirmed"),
        )
    print_whole(table)


@app.command(
    "load",
    help=t(
        "载入本单位的 accounts.csv、mapping.csv，替换上一次载入的。",
        "Load the office's accounts.csv and mapping.csv in place of those it loaded before.",
    ),
)
def load(
    folder: Annotated[
        Path, typer.Argument(help=t("放这两个文件的文件夹", "The folder that has the files"))
    ],
) -> None:
    """Replaces what the office has said before."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415
    from ledger.statutory_files import load_office_files  # noqa: PLC0415

    _, _, url = connect()
    owner = open_engine(url, role=None)
    with owner.begin() as connection:
        count = load_office_files(connection, folder)
    typer.echo(t(f"已载入 {count} 行。", f"{count} rows were loaded."))
