"""`mingzhang statement`: the account statement of a book, a fund line, a source or a project."""

import datetime as dt
from typing import Annotated

import typer

from cli.options import AsCsv, AsJson, Book, FundLine, KnownAt, ProjectCode, SourceDocument
from ledger.accounts import ACCOUNT_WORDS, Account
from ledger.language import current_language, t

HELP = t(
    "明细账：某账簿（或其中一项资金、来源、项目）一段日期内逐笔的借方、贷方和余额。",
    "Account statement: every entry of some days with debit, credit and running balance.",
)
#: What a table shows at most; a program gets all.
MOST_LINES = 200


def account_statement(  # noqa: PLR0913  (what may be asked)
    book: Book,
    *,
    first: Annotated[
        dt.datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            help=t(
                "从哪天起（默认当年一月一日）", "From this day; default: 1 January of that year"
            ),
        ),
    ] = None,
    last: Annotated[
        dt.datetime | None,
        typer.Option(
            "--to",
            formats=["%Y-%m-%d"],
            help=t("到哪天止（默认今天）", "Up to this day; default: today"),
        ),
    ] = None,
    known_at: KnownAt = None,
    account: Annotated[
        Account,
        typer.Option(
            help=t(
                "科目：unspent 未支付指标，treasury 库款，available 可用，等等",
                "Which account: unspent (authority), treasury (cash), available, and so on",
            )
        ),
    ] = Account.UNSPENT,
    fund_line: FundLine = None,
    source: SourceDocument = None,
    project: ProjectCode = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Prints a statement."""
    from rich.table import Table  # noqa: PLC0415

    from cli.balance import title_of  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_csv, print_json, print_whole, yuan  # noqa: PLC0415
    from ledger import account_statements  # noqa: PLC0415
    from ledger.account_statements import Asked, all_lines  # noqa: PLC0415
    from ledger.books import books, find_book  # noqa: PLC0415
    from ledger.dates import today_in_beijing  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415
    from ledger.scopes import scope_of  # noqa: PLC0415
    from ledger.vouchers import EVENTS  # noqa: PLC0415

    engine, _, _ = connect()
    to = last.date() if last else today_in_beijing()
    since = first.date() if first else to.replace(month=1, day=1)
    with engine.connect() as connection:
        [found] = books(connection, find_book(connection, book))
        scope = scope_of(
            connection, found.book_id, fund_line=fund_line, source=source, project=project
        )
        asked = Asked(scope, account, since, to, known_at)
        if as_csv:
            note_export(
                engine,
                "account_statement",
                found.book_id,
                first=since,
                last=to,
                account=account.value,
            )
            print_csv(all_lines(connection, asked))
            return
        made = account_statements.account_statement(connection, asked, limit=MOST_LINES)
        if as_json:
            print_json(
                {
                    "account": account.value,
                    "from": since,
                    "to": to,
                    "opening": made.opening,
                    "closing": made.closing,
                    "lines": list(all_lines(connection, asked)),
                }
            )
            return
    language = current_language()
    name = ACCOUNT_WORDS[account].in_language(language)
    table = Table(title=title_of(found, f"{since}—{to} {name}", scope, None, known_at))
    for header in (
        t("日期", "Day"),
        t("凭证号", "Voucher"),
        t("事项", "Event"),
        t("摘要", "Summary"),
        t("来源文号", "Source"),
    ):
        table.add_column(header)
    for header in (t("借方", "Debit"), t("贷方", "Credit"), t("余额", "Balance")):
        table.add_column(header, justify="right")
    table.add_row("", "", t("期初余额", "Opening"), "", "", "", "", yuan(made.opening))
    for line in made.lines:
        table.add_row(
            str(line.occurred_on),
            line.voucher,
            EVENTS[line.event].in_language(language),
            line.summary,
            line.document_no,
            yuan(line.debit) if line.debit else "",
            yuan(line.credit) if line.credit else "",
            yuan(line.balance),
        )
    table.add_section()
    table.add_row("", "", t("期末余额", "Closing"), "", "", "", "", yuan(made.closing))
    print_whole(table)
    if made.after:
        typer.echo(
            t(
                f"只显示了前 {MOST_LINES} 笔；全部内容请用 --csv，或缩短日期。",
                f"Only the first {MOST_LINES} lines are shown: use --csv, or fewer days.",
            )
        )
