"""Options that every command spells alike."""

import datetime as dt
from typing import Annotated

import typer

from ledger.language import t

#: On every command that reads: the same facts for a program instead of a table.
AsJson = Annotated[bool, typer.Option("--json", help=t("以 JSON 输出。", "Print JSON."))]
#: On commands that list many rows: the same for a spreadsheet.
AsCsv = Annotated[bool, typer.Option("--csv", help=t("以 CSV 输出。", "Print CSV."))]

#: Whose book.
Book = Annotated[str, typer.Argument(help=t("账簿：区划代码或名称", "A division's code or name"))]
#: A month of it, of which the command needs none.
Month = Annotated[
    str | None,
    typer.Option(
        help=t("月份，如 202403；默认最近有凭证的月份", "202403; by default the last with vouchers")
    ),
]
#: The two times, and the part of a book that is asked of.
On = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help=t("截至哪天（发生日期）", "What had happened by this day")
    ),
]
KnownAt = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d", "%Y-%m-%d %H:%M"],
        help=t("按哪个时刻已入账的内容", "What had been written by this moment"),
    ),
]
FundLine = Annotated[
    str | None, typer.Option("--fund-line", help=t("只看这项资金（名称）", "Only this fund line"))
]
SourceDocument = Annotated[
    str | None,
    typer.Option("--source", help=t("只看这个来源（文号）", "Only this source, by its document")),
]
ProjectCode = Annotated[
    str | None, typer.Option("--project", help=t("只看这个项目（编号）", "Only this project"))
]
