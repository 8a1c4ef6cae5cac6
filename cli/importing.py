"""`mingzhang import`: a workbook, a CSV file or a folder of them, all of it or nothing."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.language import t

if TYPE_CHECKING:
    from ledger.imports.importing import Outcome

HELP = t(
    "导入工作簿（XLSX、XLS）、CSV 文件或文件夹：全部入账，或一笔不入。",
    "Import a workbook (XLSX, XLS), a CSV file or a folder: all of it is posted, or nothing.",
)
#: Problems that are printed; all of them go to --errors and --json.
PRINTED = 40


def import_command(
    path: Annotated[Path, typer.Argument(help=t("文件或文件夹", "A file or a folder"))],
    *,
    dry_run: Annotated[
        bool, typer.Option(help=t("只检查，不入账。", "Check only, post nothing."))
    ] = False,
    book: Annotated[
        str | None,
        typer.Option(help=t("没填“账簿”的行记入哪个账簿", "The book of rows that name none")),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(
            help=t(
                "把有误的单元格标红、加批注，另存为此文件", "Write the file back, marked, to this"
            )
        ),
    ] = None,
    author: Annotated[
        str | None, typer.Option("--as", help=t("以谁的名义（默认当前用户）", "Who imports"))
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=t("以 JSON 输出。", "Print JSON."))
    ] = False,
) -> None:
    """Imports a path; exits with 1 where something in it is wrong."""
    from ledger.imports.marking import write_marked  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json, progress_bar  # noqa: PLC0415
    from ledger.imports.importing import Request, import_path  # noqa: PLC0415
    from ledger.personal import load_protector  # noqa: PLC0415

    engine, settings, _ = connect(temp_buffers="256MB")
    request = Request(author or getpass.getuser(), dry_run=dry_run, book=book)
    with progress_bar() as progress:
        outcome = import_path(engine, load_protector(settings.key_file), path, request, progress)
    if outcome.problems and errors:
        write_marked(path, outcome.problems, errors)
    if as_json:
        print_json(
            {
                "done": outcome.done,
                "dry_run": outcome.dry_run,
                "imported_before": outcome.imported_before,
                "rows": outcome.rows,
                "posted": outcome.posted,
                "problems": [problem.as_dict() for problem in outcome.problems],
                "notes": [note.as_dict() for note in outcome.notes],
            }
        )
    else:
        tell(outcome, errors)
    if outcome.problems:
        raise typer.Exit(1)


def tell(outcome: "Outcome", errors: Path | None) -> None:
    """Says what an import did, or everything that keeps it from being done."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console  # noqa: PLC0415

    out = console()
    for note in outcome.notes:
        place = " ".join(str(part) for part in (note.sheet, note.header) if part)
        out.print(f"[yellow]{place}: {note.text}[/]", markup=True)
    if outcome.imported_before:
        out.print(
            t(
                f"这个文件已在 {outcome.imported_before} 导入过，没有重复入账。",
                f"This file was imported before, {outcome.imported_before}; nothing was posted.",
            )
        )
        return
    if outcome.problems:
        table = Table(title=t("有误之处，没有入账", "Problems; nothing was posted"))
        for header in (t("表", "Sheet"), t("行", "Row"), t("列", "Column"), t("值", "Value")):
            table.add_column(header)
        table.add_column(t("问题", "Problem"), overflow="fold")
        for problem in outcome.problems[:PRINTED]:
            column = " ".join(part for part in (problem.column, problem.header) if part)
            table.add_row(
                problem.sheet,
                str(problem.row or ""),
                column,
                problem.value or "",
                str(problem.text),
            )
        out.print(table)
        rest = len(outcome.problems) - PRINTED
        if rest > 0:
            out.print(t(f"……还有 {rest} 处。", f"... and {rest} more."))
        if errors:
            out.print(t(f"已标出：{errors}", f"Marked in {errors}"))
        return
    words = (
        t("检查通过（未入账）", "Checked, nothing posted")
        if outcome.dry_run
        else t("已入账", "Posted")
    )
    listed = ", ".join(f"{noun} {count}" for noun, count in outcome.posted.items() if count)
    out.print(f"{words}: {listed or t('没有新的内容', 'nothing new')}")
