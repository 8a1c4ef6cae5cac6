"""`mingzhang reconcile`: compares a book with its statements; matches and parts lines by hand."""

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Book
from ledger.language import t

if TYPE_CHECKING:
    from rich.table import Table

    from ledger.reconciliation import Reconciliation
    from ledger.unmatched import OpenLine, OpenMovement

HELP = t(
    "对账：把账簿与国库、银行对账单核对，列出双方未达的明细和余额调节表。",
    "Reconcile a book with the statements of treasury and bank.",
)
BOOK_HELP = t("先按规则核对，再列出未达账项。", "Match by rule, then list what is unmatched.")
MATCH_HELP = t("把一行明细与合计相同的一笔或几笔核对上。", "Match a line with its movements.")
UNMATCH_HELP = t("解除一个核对，要说明原因。", "End a match, with a reason.")

app = typer.Typer(no_args_is_help=True)


@app.callback()
def reconcile() -> None:
    """Holds the commands below."""


@app.command("book", help=BOOK_HELP)
def reconcile_book(
    book: Book,
    month: Annotated[
        str | None, typer.Option(help=t("截至哪个月末，如 202205", "To the end of a month: 202205"))
    ] = None,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help=t("截至哪天（默认对账单的末日）", "As of a day; else the statements' last"),
        ),
    ] = None,
    *,
    days: Annotated[
        int,
        typer.Option(min=0, max=366, help=t("日期最多相差几天", "Days that may lie between")),
    ] = 3,
    limit: Annotated[int, typer.Option(min=1, help=t("每边最多列几行", "At most on a side"))] = 50,
    as_json: AsJson = False,
) -> None:
    """Matches by rule, where whoever asks may, and prints what is left."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.acting import holds_in  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.reconciliation import day_reconciled, reconciliation  # noqa: PLC0415
    from ledger.statement_matches import match_by_rule  # noqa: PLC0415
    from ledger.unmatched import open_lines, open_movements  # noqa: PLC0415

    asked = day_of(month, as_of)
    engine, _, _ = connect()
    with engine.begin() as connection:
        book_id = find_book(connection, book)
        # Whoever reads the book without reconciling it sees how it stands.
        may_match = holds_in(connection, "match", book_id)
        matched = match_by_rule(connection, book_id, days) if may_match else {}
    with engine.connect() as connection:
        day = asked or day_reconciled(connection, book_id)
        found = reconciliation(connection, book_id, day)
        lines = open_lines(connection, book_id, day, limit)
        movements = open_movements(connection, book_id, day, limit)
    if as_json:
        print_json(
            {
                "matched_now": matched,
                "balances": found,
                "bank_balance": found.bank_balance,
                "adjusted_bank_balance": found.adjusted_bank_balance,
                "adjusted_ledger_balance": found.adjusted_ledger_balance,
                "difference": found.difference,
                "lines": lines,
                "movements": movements,
            }
        )
        return
    tell(found, matched, lines, movements)


def day_of(month: str | None, as_of: dt.datetime | None) -> dt.date | None:
    """The last day of the month asked for, else the day asked for, if one is.

    Raises:
        WrongUse: it is no month, or both are asked for.
    """
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.voucher_numbers import period_of  # noqa: PLC0415

    if month is None:
        return as_of.date() if as_of else None
    if as_of:
        raise WrongUse("月份和日期只给一个。", "Give a month or a day, not both.")
    year, number = divmod(period_of(month), 100)
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def tell(
    found: "Reconciliation",
    matched: dict[str, int],
    lines: "list[OpenLine]",
    movements: "list[OpenMovement]",
) -> None:
    """Prints the balances and both lists."""
    from cli.output import console, print_whole  # noqa: PLC0415
    from ledger.statement_matches import BASES  # noqa: PLC0415

    out = console()
    for basis, count in matched.items():
        out.print(t(f"新核对 {count} 笔：{BASES[basis]}", f"{count} matched now: {BASES[basis]}"))
    print_whole(balances_table(found))
    if found.difference is None:
        words = t(
            "没有对账单余额，差额算不出：请在“对账单”表中登记期末余额。",
            "No balance of the bank is known: enter a statement's closing balance.",
        )
        out.print(words)
    if lines:
        print_whole(lines_table(found, lines))
    if movements:
        print_whole(movements_table(found, movements))
    if not lines and not movements:
        out.print(t("双方没有未达账项。", "Nothing is unmatched on either side."))


def balances_table(found: "Reconciliation") -> "Table":
    """The table that explains the difference of the balances 余额调节表."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import yuan  # noqa: PLC0415

    table = Table(
        title=t(
            f"余额调节表，截至 {found.as_of}，单位：元", f"Balances as of {found.as_of}, in yuan"
        )
    )
    table.add_column("")
    table.add_column(t("对账单", "Statements"), justify="right")
    table.add_column(t("账簿", "Ledger"), justify="right")
    balance = t("余额", "Balance")
    received, paid = (
        t("加：对方已收", "Plus: other received"),
        t("减：对方已付", "Less: other paid"),
    )
    adjusted = t("调节后余额", "Adjusted balance")
    table.add_row(balance, yuan(found.bank_balance), yuan(found.ledger_balance))
    table.add_row(received, yuan(found.movements_in), yuan(found.lines_in))
    table.add_row(paid, yuan(found.movements_out), yuan(found.lines_out))
    table.add_section()
    table.add_row(adjusted, yuan(found.adjusted_bank_balance), yuan(found.adjusted_ledger_balance))
    table.add_row(t("不明差额", "Unexplained"), yuan(found.difference), "")
    return table


def lines_table(found: "Reconciliation", lines: "list[OpenLine]") -> "Table":
    """What only the statements have, the oldest first."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import yuan  # noqa: PLC0415

    shown = t(
        f"对账单有、账上没有：{found.lines} 行，列出 {len(lines)} 行",
        f"On statements only: {found.lines} lines, {len(lines)} shown",
    )
    table = head(Table(title=shown), t("流水编号", "Line"))
    table.add_column(t("可能是", "May be"))
    for line in lines:
        may_be = ", ".join(
            (each.reference or each.voucher)
            + ("" if each.agrees else t("（金额不符）", " (amount)"))
            for each in line.candidates
        )
        table.add_row(
            str(line.statement_line_id),
            line.reference,
            str(line.occurred_on),
            direction(line.direction),
            yuan(line.amount),
            str(line.age),
            line.counterparty or "",
            may_be,
        )
    return table


def movements_table(found: "Reconciliation", movements: "list[OpenMovement]") -> "Table":
    """What only the ledger has, the oldest first."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import yuan  # noqa: PLC0415

    shown = t(
        f"账上有、对账单没有：{found.movements} 笔，按凭证列出 {len(movements)} 行",
        f"In the ledger only: {found.movements}, by voucher {len(movements)} shown",
    )
    table = head(Table(title=shown), t("编号", "Number"))
    for moved in movements:
        batch = t(f"{moved.parts} 笔一批", f"batch of {moved.parts}") if moved.parts > 1 else ""
        table.add_row(
            moved.voucher,
            moved.reference or "",
            str(moved.occurred_on),
            direction(moved.direction),
            yuan(moved.amount),
            str(moved.age),
            moved.counterparty or batch,
        )
    return table


def head(table: "Table", number: str) -> "Table":
    """The columns that both lists have."""
    for header in ("#", number, t("日期", "Date"), t("方向", "Way")):
        table.add_column(header)
    table.add_column(t("金额(元)", "Amount (yuan)"), justify="right")
    table.add_column(t("天数", "Days"), justify="right")
    table.add_column(t("对方", "Counterparty"))
    return table


def direction(code: str) -> str:
    """In or out, in words."""
    return t("收入", "in") if code == "in" else t("支出", "out")


@app.command("match", help=MATCH_HELP)
def match(
    book: Book,
    line: Annotated[int, typer.Argument(help=t("明细的序号（#）", "The line's number (#)"))],
    named: Annotated[
        list[str],
        typer.Argument(help=t("支付编号或凭证号如 202205-3，可几个", "Payments or vouchers")),
    ],
) -> None:
    """Matches by hand."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.statement_matches import match_by_hand  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        made = match_by_hand(connection, find_book(connection, book, "match"), line, named)
    typer.echo(t(f"已核对，编号 {made}", f"Matched, number {made}"))


@app.command("unmatch", help=UNMATCH_HELP)
def unmatch(
    book: Book,
    number: Annotated[int, typer.Argument(help=t("核对的编号", "The match's number"))],
    reason: Annotated[str, typer.Option(help=t("为什么不是同一笔", "Why they are not one thing"))],
) -> None:
    """Ends a match."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.statement_matches import end_match  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        end_match(connection, find_book(connection, book, "match"), number, reason)
    typer.echo(t(f"已解除核对 {number}", f"Ended match {number}"))
