"""`mingzhang balance`: what became of the money of a book, now or as of a day."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import typer

from cli.options import AsJson, Book, FundLine, KnownAt, On, ProjectCode, SourceDocument
from ledger.language import t

if TYPE_CHECKING:
    from ledger.books import BookTotals
    from ledger.scopes import Scope

HELP = t(
    "查余额：某账簿各项来源的资金现在（或截至某日）到了哪一步。",
    "Balances: what became of each source of a book, now or as of a day.",
)


def balance(
    book: Book,
    *,
    on: On = None,
    known_at: KnownAt = None,
    fund_line: FundLine = None,
    source: SourceDocument = None,
    project: ProjectCode = None,
    as_json: AsJson = False,
) -> None:
    """Prints the balances of a book's sources."""
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json, print_whole, yuan  # noqa: PLC0415
    from ledger.balances import source_balances  # noqa: PLC0415
    from ledger.books import books, find_book  # noqa: PLC0415
    from ledger.scopes import scope_of  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        [found] = books(connection, find_book(connection, book))
        scope = scope_of(
            connection, found.book_id, fund_line=fund_line, source=source, project=project
        )
        rows = source_balances(connection, scope, on.date() if on else None, known_at)
    if as_json:
        print_json(rows)
        return
    title = title_of(found, t("余额", "balances"), scope, on.date() if on else None, known_at)
    if not rows:
        typer.echo(title)
        typer.echo(t("当时账上还没有内容。", "Nothing was on the books then."))
        return
    table = Table(title=title)
    table.add_column(t("来源文号", "Source"))
    table.add_column(t("资金名称", "Fund line"))
    headers = {
        "origin": t("收到", "Origin"),
        "available": t("可用", "Available"),
        "pooled": t("统筹整合", "Pooled"),
        "issued": t("已下达", "Issued"),
        "assigned": t("已安排", "Assigned"),
        "committed": t("合同占用", "Committed"),
        "disbursed": t("已支付", "Disbursed"),
        "reclaimed": t("收回结转", "Reclaimed"),
        "cash_in_treasury": t("库款", "Cash"),
    }
    for header in headers.values():
        table.add_column(header, justify="right")
    for row in rows:
        table.add_row(row.document_no, row.fund_line, *(yuan(getattr(row, key)) for key in headers))
    totals = [yuan(sum((row.counted_once(key) for row in rows), Decimal(0))) for key in headers]
    table.add_section()
    once = (
        t("结转只计一次", "carried over counts once") if any(r.carried_over for r in rows) else ""
    )
    table.add_row(t("合计", "Total"), once, *totals)
    print_whole(table)


def title_of(
    book: "BookTotals", what: str, scope: "Scope", on: dt.date | None, known_at: dt.datetime | None
) -> str:
    """Whose balances these are, of what, in which unit, and as of when."""
    words = [
        f"{book.division_name} {book.division_code}",
        *scope.words,
        t(f"{what}，单位：元", f"{what} in yuan"),
    ]
    if book.partial:
        words.append(t("公示资料，不完整", "public notices only, incomplete"))
    if on:
        words.append(t(f"到 {on} 发生的", f"what had happened by {on}"))
    if known_at:
        words.append(
            t(f"到 {known_at:%Y-%m-%d %H:%M} 已入账的", f"known by {known_at:%Y-%m-%d %H:%M}")
        )
    return t("；", "; ").join(words)
