"""`mingzhang import`: a workbook, a CSV file or a folder of them, all of it or nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from rich.console import Console

    from ledger.imports.outcomes import Outcome, Request
    from ledger.imports.problems import Problem

HELP = t(
    "导入工作簿（XLSX、XLS）、CSV 文件或文件夹：检查并制单，复核后全部入账，或一笔不入。",
    "Import a workbook (XLSX, XLS), a CSV file or a folder: checked and kept as a draft; reviewed, "
    "all of it is posted, or nothing.",
)
#: Problems that are printed; all of them go to --errors and --json.
PRINTED = 40
#: Notes that are printed: a file of another program may have a hundred columns we pass over.
NOTES_PRINTED = 10


def import_command(
    path: Annotated[Path, typer.Argument(help=t("文件或文件夹", "A file or a folder"))],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=t("只检查，不入账。", "Check only, post nothing."))
    ] = False,
    book: Annotated[
        str | None,
        typer.Option(help=t("没填“账簿”的行记入哪个账簿", "The book of rows that name none")),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(
            help=t(
                "把有误的单元格标红、加批注，另存为此文件（.xlsx）",
                "Write the file back, marked, to this (.xlsx)",
            )
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Imports a path; exits with 1 where something in it is wrong."""
    from cli.output import print_json  # noqa: PLC0415
    from ledger.imports.marking import check_target, write_marked  # noqa: PLC0415
    from ledger.imports.outcomes import Request  # noqa: PLC0415

    if errors:
        check_target(path, errors)
    outcome = run(path, Request(dry_run=dry_run, book=book))
    if outcome.problems and errors:
        write_marked(path, outcome.problems, errors)
    if as_json:
        print_json(
            {
                "draft": outcome.draft_id,
                "dry_run": outcome.dry_run,
                "imported_before": outcome.imported_before,
                "rows": outcome.rows,
                "posted": outcome.posted,
                "sums": [asdict(each) for each in outcome.sums],
                "opened_books": outcome.opened_books,
                "problems": [problem.as_dict() for problem in outcome.problems],
                "notes": [note.as_dict() for note in outcome.notes],
            }
        )
    else:
        tell(outcome)
        tell_next(outcome, errors)
    if outcome.problems:
        raise typer.Exit(1)


def run(path: Path, request: "Request") -> "Outcome":
    """The import itself, with a progress bar where somebody watches."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import progress_bar  # noqa: PLC0415
    from ledger.data_keys import load_protector  # noqa: PLC0415
    from ledger.imports.drafting import draft_path  # noqa: PLC0415
    from ledger.imports.paths import check_readable  # noqa: PLC0415

    # A mistyped name is told before a server is started.
    check_readable(path)
    engine, settings, _ = connect(temp_buffers="256MB")
    protector = load_protector(engine, settings.master_key_file)
    with progress_bar() as progress:
        return draft_path(engine, protector, path, request, progress)


def tell(outcome: "Outcome") -> None:
    """Says what a check or an import did, or everything that keeps it from being done."""
    from cli.output import console  # noqa: PLC0415

    out = console()
    tell_notes(out, outcome.notes)
    if outcome.imported_before:
        out.print(
            t(
                f"这个文件已在 {outcome.imported_before} 导入过，没有重复入账。",
                f"This file was imported before, {outcome.imported_before}; nothing was posted.",
            )
        )
    elif outcome.problems:
        tell_problems(out, outcome.problems)
    else:
        tell_posted(out, outcome)


def tell_next(outcome: "Outcome", errors: Path | None) -> None:
    """Says what whoever imported a file does next."""
    from cli.output import console  # noqa: PLC0415

    out = console()
    if outcome.problems and errors:
        out.print(t(f"已标出：{errors}", f"Marked in {errors}"))
    elif outcome.problems:
        out.print(
            t(
                "加 --errors 文件名.xlsx 可以得到标出这些单元格的工作簿。",
                "Add --errors FILE.xlsx to get your workbook back with these cells marked.",
            )
        )
    tell_draft(out, outcome)


def tell_draft(out: "Console", outcome: "Outcome") -> None:
    """Says who goes on with what was kept as a draft."""
    if outcome.draft_id is None:
        return
    number = outcome.draft_id
    out.print(
        t(
            f"单据 {number}：由另一人复核（mingzhang draft review {number}），"
            f"再记账（mingzhang draft post {number}）。",
            f"Draft {number}: another person reviews it (mingzhang draft review {number}), "
            f"then it is posted (mingzhang draft post {number}).",
        )
    )


def tell_notes(out: "Console", notes: list["Problem"]) -> None:
    """Prints what was passed over."""
    for note in notes[:NOTES_PRINTED]:
        place = " ".join(part for part in (note.sheet, note.header) if part)
        words = f"{place}: {note.text}" if place else str(note.text)
        out.print(words, style="yellow")
    rest = len(notes) - NOTES_PRINTED
    if rest > 0:
        out.print(t(f"……还有 {rest} 处提示。", f"... and {rest} more notes."), style="yellow")


def tell_problems(out: "Console", problems: list["Problem"]) -> None:
    """Prints where something is wrong, what stands there, and what is expected."""
    from rich.table import Table  # noqa: PLC0415

    from ledger.imports.repeated_problems import together  # noqa: PLC0415

    count = len(problems)
    table = Table(
        title=t(
            f"有 {count:,} 处问题，没有入账",
            f"{count:,} problem{'s' if count > 1 else ''}; nothing was posted",
        )
    )
    several = len({problem.file for problem in problems}) > 1
    for header in (t("表", "Sheet"), t("行", "Row"), t("列", "Column"), t("值", "Value")):
        table.add_column(header, overflow="fold")
    table.add_column(t("问题", "Problem"), overflow="fold", min_width=20)
    found = together(problems)
    for repeated in found[:PRINTED]:
        problem, rows = repeated.problem, len(repeated.rows)
        table.add_row(
            f"{problem.file} {problem.sheet}" if several else problem.sheet or problem.file,
            repeated.places + (t(f"（共 {rows:,} 行）", f" ({rows:,} rows)") if rows > 1 else ""),
            " ".join(part for part in (problem.column, problem.header) if part),
            problem.value or "",
            str(problem.text),
        )
    out.print(table, soft_wrap=False)
    rest = len(found) - PRINTED
    if rest > 0:
        out.print(t(f"……还有 {rest:,} 种。", f"... and {rest:,} more kinds."))


def tell_posted(out: "Console", outcome: "Outcome") -> None:
    """Prints how many rows were read and how many facts are new."""
    from rich.table import Table  # noqa: PLC0415

    from ledger.imports.catalogue import FACTS, SHEETS  # noqa: PLC0415

    read = t("、", ", ").join(
        f"{sheet.name} {outcome.rows[sheet.key]:,}"
        for sheet in SHEETS
        if outcome.rows.get(sheet.key)
    )
    if read:
        out.print(t(f"读取的行：{read}", f"Rows read: {read}"))
    if not any(outcome.posted.values()):
        out.print(t("没有新的内容需要入账。", "There is nothing new to post."))
        return
    table = Table(
        title=t("检查通过，尚未入账", "All is well; nothing is posted yet")
        if outcome.dry_run
        else t("已入账", "Posted")
    )
    table.add_column(t("内容", "Facts"))
    table.add_column(t("新增", "New"), justify="right")
    for noun, count in outcome.posted.items():
        if count:
            table.add_row(str(FACTS[noun]), f"{count:,}")
    out.print(table)
    tell_sums(out, outcome)


def tell_sums(out: "Console", outcome: "Outcome") -> None:
    """Prints what the import moves, to be compared with the papers it came from."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import yuan  # noqa: PLC0415
    from ledger.vouchers import EVENTS  # noqa: PLC0415

    if outcome.opened_books:
        names = t("、", ", ").join(outcome.opened_books)
        out.print(t(f"新开账簿：{names}", f"Books opened: {names}"))
    if not outcome.sums:
        return
    table = Table(
        title=t("金额合计（元），请与原始资料核对", "Sums in yuan: compare with the papers")
    )
    table.add_column(t("账簿", "Book"))
    table.add_column(t("事项", "Event"))
    table.add_column(t("凭证", "Vouchers"), justify="right")
    table.add_column(t("金额", "Amount"), justify="right", no_wrap=True)
    for each in outcome.sums:
        table.add_row(each.book, str(EVENTS[each.event]), f"{each.vouchers:,}", yuan(each.amount))
    out.print(table)
