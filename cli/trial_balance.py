"""`mingzhang trial-balance`: a month of a book by statutory code."""

from typing import TYPE_CHECKING

import typer

from cli.options import AsJson, Book, Month
from ledger.language import t

if TYPE_CHECKING:
    from ledger.trial_balances import Regime, TrialBalance

HELP = t(
    "科目余额表：某账簿某月按总会计科目的期初、借方、贷方、期末。",
    "Trial balance: a month of a book by statutory code.",
)


def trial_balance(
    book: Book,
    month: Month = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Prints the trial balance of each chart that the month's regime has."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.books import books, find_book  # noqa: PLC0415
    from ledger.trial_balances import regime_of, trial_balances  # noqa: PLC0415
    from ledger.voucher_numbers import latest_period, period_of  # noqa: PLC0415

    asked = period_of(month) if month else None
    engine, _, _ = connect()
    with engine.connect() as connection:
        [found] = books(connection, find_book(connection, book))
        period = asked or latest_period(connection, found.book_id)
        regime = regime_of(connection, period)
        balances = trial_balances(connection, found.book_id, period)
    if as_json:
        print_json(
            {
                "book": found.division_code,
                "period": period,
                "regime": regime,
                "charts": [
                    {"chart": e.chart, "balanced": e.balanced, "lines": e.lines} for e in balances
                ],
            }
        )
        return
    typer.echo(f"{found.division_name} {found.division_code} {period}")
    show(regime, balances)


def show(regime: "Regime | None", balances: "list[TrialBalance]") -> None:
    """The tables, and what to know before relying on them."""
    if regime is None:
        typer.echo(
            t("这个月还没有已知的会计制度。", "No accounting system is known for that month.")
        )
        return
    typer.echo(f"{regime.document_no} {regime.name}")
    if not balances:
        typer.echo(t("没有余额，也没有发生额。", "No balances, and nothing moved in that month."))
        return
    for balance in balances:
        print_chart(balance)
    if any(line.standing != "confirmed" for each in balances for line in each.lines):
        typer.echo(
            t(
                "† 科目未与制度原文核对。收入、支出是年终结账前的余额。",
                "† not checked against the law's text. Balances are before the year's closing.",
            )
        )


def print_chart(balance: "TrialBalance") -> None:
    """One chart as a table."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import print_whole, yuan  # noqa: PLC0415
    from ledger.statutory import CHARTS, NO_CODE  # noqa: PLC0415

    table = Table(title=f"{CHARTS[balance.chart]}{t('，单位：元', ', in yuan')}")
    table.add_column(t("科目", "Account"))
    for header in (
        t("期初借方", "Opening debit"),
        t("期初贷方", "Opening credit"),
        t("本期借方", "Debit"),
        t("本期贷方", "Credit"),
        t("期末借方", "Closing debit"),
        t("期末贷方", "Closing credit"),
    ):
        table.add_column(header, justify="right")

    for line in balance.lines:
        mark = "" if line.standing == "confirmed" else " †"
        title = f"{line.code} {line.name}{mark}" if line.code else str(NO_CODE)
        table.add_row(title, *(yuan(each or None) for each in line.columns))
    table.add_section()
    table.add_row(t("合计", "Total"), *(yuan(each) for each in balance.totals))
    print_whole(table)
    if not balance.balanced:
        typer.echo(t("借贷不平！", "Debits do not equal credits!"))
