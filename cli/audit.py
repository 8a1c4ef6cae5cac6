"""`mingzhang audit`: makes a run over all books or one, as of a day."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from audits.running import RunSummary

HELP = t(
    "检查：按规则查一遍账，记录疑点和预警。",
    "Make a run: apply the rules, record flags and alerts.",
)


def audit(
    book: Annotated[str | None, typer.Option(help=t("只查这个账簿", "Only this book"))] = None,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help=t("截至哪天（默认今天）", "As of which day (today)")
        ),
    ] = None,
    data_docs: Annotated[
        Path | None,
        typer.Option(
            help=t(
                "另把 Great Expectations 的网页写到此文件夹", "Write Great Expectations' pages here"
            )
        ),
    ] = None,
    *,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help=t("全部重查，不沿用以前检查的结果", "Run all anew, resting upon no earlier run"),
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Makes a run; exits with 3 where a rule could not be run."""
    from audits.running import run, starter  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from expectations.catalogue import rules  # noqa: PLC0415
    from expectations.checker import Checker  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415
    from ledger.dates import today_in_beijing  # noqa: PLC0415

    engine, _, url = connect()
    with engine.connect() as connection:
        book_id = find_book(connection, book, "check") if book else None
        started_by = starter(connection, book_id)
    summary = run(
        open_engine(url, "mingzhang_jobs"),
        Checker(url, data_docs),
        rules(),
        as_of=as_of.date() if as_of else today_in_beijing(),
        started_by=started_by,
        book_id=book_id,
        full=full,
    )
    if as_json:
        print_json(
            {
                "run": summary.run_id,
                "as_of": summary.as_of,
                "complete": summary.complete,
                "looks_back": summary.looks_back,
                "new_flags": summary.new_flags,
                "seen_again": summary.seen_again,
                "no_longer_seen": summary.no_longer_seen,
                "waiting": {rule.code: rule.version for rule in summary.waiting},
                "rules": [
                    {
                        "rule": result.rule.code,
                        "examined": result.examined,
                        "breached": result.breached,
                        "not_applicable": result.not_applicable,
                        "seconds": round(result.seconds, 3),
                        "error": result.error,
                        "base_run": result.base_run_id,
                    }
                    for result in summary.results
                ],
            }
        )
    else:
        tell(engine, summary)
    if not summary.complete:
        raise typer.Exit(3)


def tell(engine: "Engine", summary: "RunSummary") -> None:
    """Prints what a run found, a rule a line."""
    from audits.rule_book import rule_book  # noqa: PLC0415
    from audits.run_questions import rules_of_run, runs  # noqa: PLC0415
    from cli.found import table_of  # noqa: PLC0415
    from cli.output import console  # noqa: PLC0415

    out = console()
    with engine.connect() as connection:
        [made] = runs(connection, run_id=summary.run_id)
        by_rule = rules_of_run(connection, summary.run_id)
        book = rule_book(connection)
    out.print(table_of(made, by_rule, book))
    out.print(
        t(
            f"新疑点 {summary.new_flags}，仍存在 {summary.seen_again}，"
            f"不再出现 {summary.no_longer_seen}。",
            f"New flags {summary.new_flags}, seen again {summary.seen_again}, "
            f"no longer seen {summary.no_longer_seen}.",
        )
    )
    if summary.looks_back:
        out.print(
            t(
                "这一天早于最近一次检查，只作回看，没有记录疑点。",
                "The day is before the latest run's: this run looks back and records no flags.",
            )
        )
    if summary.waiting:
        listed = t("、", ", ").join(f"{each.code} v{each.version}" for each in summary.waiting)
        out.print(
            t(
                f"等另一人批准、这次没有用的版本：{listed}（mingzhang rules adopt）。",
                f"Versions that wait for release and were not run: {listed} (`mingzhang rules "
                "adopt`).",
            ),
            highlight=False,
        )
    for row in by_rule:
        if row.error is not None:
            out.print(f"{row.rule_code}: {row.error.splitlines()[0]}", style="red")
