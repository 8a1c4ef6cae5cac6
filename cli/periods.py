"""`mingzhang periods` lists the months of a book; `mingzhang period` closes and reopens them."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Book
from ledger.language import t

if TYPE_CHECKING:
    from ledger.period_questions import Checklist

LIST_HELP = t(
    "账簿的各月：哪些已结账、谁结的、凭证多少张。",
    "The months of a book: which are closed, by whom, and how many vouchers they have.",
)
HELP = t("月份和年度：结账、反结账。", "Close and reopen months and years.")
CHECK_HELP = t("结账前看一看还有什么没办完。", "What to look at before closing; nothing is closed.")
CLOSE_HELP = t(
    "结账：这个月（或年）和它以前的月份都不能再记账。",
    "Close a month or year, and every month before it: they take nothing from then on.",
)
ASK_HELP = t("申请反结账；要由另一个用户批准。", "Ask to reopen; another user has to grant it.")
REOPEN_HELP = t("批准别人申请的反结账。", "Grant a reopening that somebody else asked for.")

app = typer.Typer(no_args_is_help=True)

Period = Annotated[str, typer.Argument(help=t("月份 202403 或年份 2024", "202403, or a year 2024"))]
Reason = Annotated[str, typer.Option(help=t("原因，记入账簿", "Why; it goes on record"))]


def periods(book: Book, *, as_json: AsJson = False) -> None:
    """Prints the months of a book, and what was done to them."""
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.period_questions import acts, closed_years, months  # noqa: PLC0415
    from ledger.periods import ACTS  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        book_id = find_book(connection, book)
        found, done = months(connection, book_id), acts(connection, book_id)
    years = sorted(closed_years(done))
    if as_json:
        print_json({"months": found, "closed_years": years, "acts": done})
        return
    if not found:
        typer.echo(t("这个账簿还没有凭证。", "The book has no vouchers yet."))
        return
    table = Table()
    for header in (t("月份", "Month"), t("凭证", "Vouchers"), t("状态", "State")):
        table.add_column(header)
    table.add_column(t("结账", "Closed"))
    for month in found:
        closed = f"{month.closed_at:%Y-%m-%d %H:%M} {month.closed_by}" if month.closed_at else ""
        state = t("已结账", "closed") if month.closed else t("未结账", "open")
        table.add_row(str(month.period), f"{month.vouchers:,}", state, closed)
    console().print(table)
    if years:
        listed = t("、", ", ").join(map(str, years))
        typer.echo(t(f"已年结：{listed}", f"Closed years: {listed}"))
    for act in done:
        waiting = t("，等另一人批准", ", to be granted by somebody else") if act.waiting else ""
        words = f"{act.recorded_at:%Y-%m-%d %H:%M} {act.recorded_by} {ACTS[act.act]} {act.period}"
        console().print(f"{words}: {act.reason}{waiting}")


@app.command("check", help=CHECK_HELP)
def check(book: Book, period: Period, *, as_json: AsJson = False) -> None:
    """Prints the checklist of a month or year."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.period_questions import checklist, read_period  # noqa: PLC0415

    asked = read_period(period)
    engine, _, _ = connect()
    with engine.connect() as connection:
        found = checklist(connection, find_book(connection, book), asked)
    if as_json:
        print_json(found)
        return
    tell(found)


@app.command("close", help=CLOSE_HELP)
def close(book: Book, period: Period, reason: Reason) -> None:
    """Closes a month or year, after saying what was still open."""
    act("closed", book, period, reason)


@app.command("ask", help=ASK_HELP)
def ask(book: Book, period: Period, reason: Reason) -> None:
    """Asks to reopen a month or year."""
    act("reopening_asked", book, period, reason)


@app.command("reopen", help=REOPEN_HELP)
def reopen(book: Book, period: Period, reason: Reason) -> None:
    """Grants what somebody else asked for."""
    act("reopened", book, period, reason)


def act(what: str, book: str, period: str, reason: str) -> None:
    """Records an act and says so."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.period_questions import act_on_period, checklist, read_period  # noqa: PLC0415
    from ledger.periods import ACTS  # noqa: PLC0415

    asked = read_period(period)
    engine, _, _ = connect()
    with engine.begin() as connection:
        book_id = find_book(connection, book)
        if what == "closed":
            tell(checklist(connection, book_id, asked))
        act_on_period(connection, book_id, what, asked, reason)
    typer.echo(f"{book} {asked}: {ACTS[what]}")


def tell(found: "Checklist") -> None:
    """Prints a checklist."""
    from cli.output import console, yuan  # noqa: PLC0415
    from ledger.vouchers import EVENTS  # noqa: PLC0415

    out = console()
    if found.closed_with_it:
        listed = t("、", ", ").join(map(str, found.closed_with_it))
        out.print(
            t(f"一并结账的以前月份：{listed}", f"Earlier months that close with it: {listed}")
        )
    for moved in found.moved:
        amount = yuan(moved.amount)
        out.print(
            t(
                f"{EVENTS[moved.event]}：{moved.vouchers:,} 张凭证，{amount} 元",
                f"{EVENTS[moved.event]}: {moved.vouchers:,} vouchers, {amount} yuan",
            )
        )
    if not found.moved:
        out.print(t("没有凭证。", "No vouchers."))
    for words, outstanding in (
        (
            t("上级已下达、本级没有登记收到", "Issued from above and not received"),
            found.not_received,
        ),
        (t("指标已到、库款未到", "Authority whose cash has not arrived"), found.cash_to_come),
    ):
        if outstanding.documents:
            count, amount = outstanding.documents, yuan(outstanding.amount)
            out.print(t(f"{words}：{count} 笔，{amount} 元", f"{words}: {count}, {amount} yuan"))
