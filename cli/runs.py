"""`mingzhang runs`: the runs on record, two of them compared, and one of them as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cli.options import AsCsv, AsJson
from ledger.language import current_language, t

if TYPE_CHECKING:
    from audits.run_comparison import BreachChange, Pair, RuleChange

HELP = t(
    "做过的检查：列出、两次相比、全部疑点导出成文件。",
    "Runs on record: list them, compare two, export all that one found.",
)
LIST_HELP = t("列出最近的检查。", "List the latest runs.")
COMPARE_HELP = t(
    "与上一次（或指定的一次）检查相比：新出现、又出现、仍存在、不再出现。",
    "Compare a run with the one before, or another: new, back, persisting, gone.",
)
EXPORT_HELP = t(
    "把一次检查的全部疑点写成文件；同一天、同样的账、同样的规则，文件一字不差。",
    "Write all that a run found to a file: the same day, facts and rules give the same bytes.",
)
Form = Literal["csv", "jsonl"]
#: What a table shows at most; a program gets all.
MOST_ROWS = 200

app = typer.Typer(no_args_is_help=False)
RunId = Annotated[int, typer.Argument(min=1, help=t("检查的编号", "The run's number"))]


@app.callback(invoke_without_command=True, help=HELP)
def runs_command(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the latest runs where no other command is given."""
    if context.invoked_subcommand is None:
        list_command(as_json=as_json)


@app.command("list", help=LIST_HELP)
def list_command(*, as_json: AsJson = False) -> None:
    """Lists the latest runs."""
    from rich.table import Table  # noqa: PLC0415

    from audits.run_questions import runs  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.acting import check_holds  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        check_holds(connection, "finding")
        found = runs(connection)
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo(t("还没有检查过。", "There has been no run yet."))
        return
    table = Table()
    for header in (
        t("次", "Run"),
        t("截至", "As of"),
        t("范围", "Scope"),
        t("结果", "State"),
        t("新疑点", "New"),
        t("仍存在", "Again"),
        t("不再出现", "Gone"),
    ):
        table.add_column(header)
    states = {
        "complete": t("完整", "complete"),
        "incomplete": t("不完整", "incomplete"),
        None: t("没有做完", "not ended"),
    }
    for run in found:
        counts = (run.new_flags, run.seen_again, run.no_longer_seen)
        table.add_row(
            str(run.run_id),
            str(run.as_of),
            run.division_name or t("所有账簿", "all books"),
            states[run.state],
            *("—" if count is None else f"{count:,}" for count in counts),
        )
    console().print(table)


@app.command("compare", help=COMPARE_HELP)
def compare_command(
    run_id: RunId,
    base_id: Annotated[
        int | None,
        typer.Option(
            "--with", min=1, help=t("与第几次相比（默认上一次）", "The run to compare with")
        ),
    ] = None,
    rule_code: Annotated[
        str | None, typer.Option("--rule", help=t("只看这条规则", "Only this rule"))
    ] = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Prints what is new, back, persists or is gone since another run."""
    from audits.rule_book import known_rule, rule_book  # noqa: PLC0415
    from audits.run_comparison import changed_breaches, changes_by_rule, pair_of  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_csv, print_json  # noqa: PLC0415
    from ledger.acting import check_holds  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        check_holds(connection, "finding")
        code = known_rule(connection, rule_code).code if rule_code else None
        pair = pair_of(connection, run_id, base_id)
        if pair is None:
            tell_alone(run_id, as_json=as_json)
            return
        if as_csv:
            note_export(engine, "run_changes", pair.book_id, run=run_id, base=pair.base_id)
            print_csv(changed_breaches(connection, pair, rule_code=code))
            return
        by_rule = [
            row for row in changes_by_rule(connection, pair) if code in {None, row.rule_code}
        ]
        if as_json:
            changed = changed_breaches(connection, pair, rule_code=code)
            print_json({"pair": pair, "by_rule": by_rule, "breaches": changed})
            return
        moved = changed_breaches(
            connection, pair, changes=("new", "back", "gone"), rule_code=code, limit=MOST_ROWS
        )
        titles = {rule.code: str(rule.title) for rule in rule_book(connection).values()}
    tell(pair, by_rule, titles)
    tell_moved(moved)


def tell_alone(run_id: int, *, as_json: bool) -> None:
    """Says that no run came before which this one could be compared with."""
    from cli.output import print_json  # noqa: PLC0415

    if as_json:
        print_json({"pair": None, "by_rule": [], "breaches": []})
        return
    typer.echo(
        t(
            f"第 {run_id} 次之前没有做完过同样范围的检查，没有可比的。",
            f"No run of the same books ended before run {run_id}: there is nothing to compare.",
        )
    )


def tell(pair: "Pair", by_rule: "list[RuleChange]", titles: dict[str, str]) -> None:
    """Prints the changes, a rule a line; rules without any breach are left out."""
    from rich.table import Table  # noqa: PLC0415

    from audits.run_comparison import CHANGES  # noqa: PLC0415
    from cli.output import console  # noqa: PLC0415

    table = Table(
        title=t(
            f"第 {pair.run_id} 次与第 {pair.base_id} 次（截至 {pair.base_as_of}）相比",
            f"Run {pair.run_id} compared with run {pair.base_id} (as of {pair.base_as_of})",
        )
    )
    table.add_column(t("规则", "Rule"))
    table.add_column("")
    for change in CHANGES.values():
        table.add_column(change.in_language(current_language()), justify="right")
    for row in by_rule:
        counts = [getattr(row, change) for change in CHANGES]
        if any(counts):
            table.add_row(
                row.rule_code, titles.get(row.rule_code, ""), *(f"{count:,}" for count in counts)
            )
    out = console()
    if table.row_count:
        out.print(table)
    else:
        out.print(t("两次都没有疑点。", "Neither run found anything."))


def tell_moved(moved: "list[BreachChange]") -> None:
    """Prints what is new, back or gone, one by one."""
    from rich.table import Table  # noqa: PLC0415

    from audits.run_comparison import CHANGES  # noqa: PLC0415
    from cli.output import print_whole, yuan  # noqa: PLC0415

    if not moved:
        return
    table = Table()
    for header in (t("规则", "Rule"), t("变化", "Change"), t("账簿", "Book")):
        table.add_column(header)
    for header in (t("对象编号", "Subject"), t("现在（元）", "Now"), t("以前（元）", "Before")):
        table.add_column(header, justify="right")
    for row in moved:
        table.add_row(
            row.rule_code,
            CHANGES[row.change].in_language(current_language()),
            row.division_name,
            str(row.subject_id),
            yuan(row.amount_now),
            yuan(row.amount_before),
        )
    print_whole(table)
    if len(moved) == MOST_ROWS:
        typer.echo(
            t(
                f"只显示了前 {MOST_ROWS} 条；全部内容请用 --csv。",
                f"Only the first {MOST_ROWS} are shown: use --csv.",
            )
        )


@app.command("export", help=EXPORT_HELP)
def export_command(
    run_id: RunId,
    to: Annotated[Path, typer.Option("--to", "-o", help=t("写到哪个文件", "The file to write"))],
    form: Annotated[
        Form,
        typer.Option(
            help=t("csv（表格）或 jsonl（程序）", "csv (spreadsheets) or jsonl (programs)")
        ),
    ] = "csv",
) -> None:
    """Writes all that a run found."""
    from audits.run_comparison import known_run  # noqa: PLC0415
    from audits.run_exports import exported  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.files import write_lines  # noqa: PLC0415
    from ledger.acting import check_holds  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        check_holds(connection, "finding")
        run = known_run(connection, run_id)
        note_export(engine, "run", run.book_id, run=run_id, form=form)
        written = write_lines(to, exported(connection, run_id, form, current_language()))
    # Above the rows stands a line on what they are.
    typer.echo(t(f"{to}：{written - 1:,} 条。", f"{to}: {written - 1:,} rows."))
