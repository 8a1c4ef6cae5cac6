"""`mingzhang enter`: one row by field=value, or rows of JSON, without a workbook."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.errors import WrongUse
from ledger.language import t

if TYPE_CHECKING:
    from ledger.imports.outcomes import Outcome, Request

HELP = t(
    "录入一行：字段=值；或用 --json 录入程序给的若干行。先制单，复核后全部入账，或一笔不入。",
    "Enter one row as field=value, or rows of JSON with --json: a draft; once it is reviewed, all "
    "are posted, or nothing.",
)


def enter_command(  # noqa: PLR0913  (each is an option of the command)
    sheet: Annotated[
        str, typer.Argument(help=t("表：disbursements 或 支付", "A sheet, such as disbursements"))
    ],
    values: Annotated[
        list[str] | None, typer.Argument(help=t("字段=值", "Such as amount=1000.00"))
    ] = None,
    *,
    rows: Annotated[
        str | None,
        typer.Option("--json", help=t("JSON 文件；- 为标准输入", "A JSON file; - reads the input")),
    ] = None,
    fields: Annotated[
        bool, typer.Option("--fields", help=t("列出这张表的字段", "List the sheet's fields"))
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help=t("输出 JSON Schema", "Print the JSON Schema"))
    ] = False,
    key: Annotated[
        str | None,
        typer.Option(help=t("请求编号：同一编号只入账一次", "Names the request: it posts once")),
    ] = None,
    book: Annotated[
        str | None,
        typer.Option(help=t("没填“账簿”的行记入哪个账簿", "The book of rows that name none")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=t("只检查，不入账。", "Check only, post nothing."))
    ] = False,
) -> None:
    """Enters rows of a sheet; exits with 1 where something in them is wrong."""
    from cli.output import print_json  # noqa: PLC0415
    from ledger.imports.outcomes import Request  # noqa: PLC0415
    from ledger.imports.typed_rows import problem_document  # noqa: PLC0415
    from ledger.imports.typed_rows import schema as schema_of  # noqa: PLC0415

    sheet_key = find_sheet(sheet)
    if fields:
        list_fields(sheet_key)
        return
    if schema:
        print_json(schema_of(sheet_key, book_given=book is not None))
        return
    request = Request(dry_run=dry_run, book=book)
    if rows is None:
        outcome = post(sheet_key, [typed_row(values or [])], request, key, of_json=False)
        tell(sheet_key, outcome)
    else:
        outcome = post(sheet_key, read_rows(rows), request, key, of_json=True)
        print_json(problem_document(sheet_key, outcome) if outcome.problems else told(outcome))
    if outcome.problems:
        raise typer.Exit(1)


def find_sheet(words: str) -> str:
    """The key of a sheet named by its key or either name.

    Raises:
        WrongUse: there is none.
    """
    from ledger.imports.catalogue import SHEETS  # noqa: PLC0415

    for each in SHEETS:
        if words.strip().lower() in {each.key, each.name.zh, each.name.en.lower()}:
            return each.key
    listed = " ".join(each.key for each in SHEETS)
    raise WrongUse(
        f"没有表 {words}；有：{listed}", f"There is no sheet {words}; there are: {listed}"
    )


def typed_row(values: list[str]) -> dict[str, str]:
    """The row that arguments of the form field=value make.

    Raises:
        WrongUse: an argument is not of that form, or a field is given twice.
    """
    row: dict[str, str] = {}
    for each in values:
        field, equals, words = each.partition("=")
        if not equals:
            raise WrongUse(f"{each} 应写成 字段=值。", f"{each} should be written field=value.")
        if field.strip() in row:
            raise WrongUse(f"字段 {field} 给了两次。", f"The field {field} is given twice.")
        row[field.strip()] = words
    return row


def read_rows(path: str) -> list[dict[str, Any]]:
    """The rows of a JSON file: an array of objects, or one object.

    Raises:
        WrongUse: it is not there, or is something else.
    """
    try:
        content = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        rows = json.loads(content)
    except (OSError, ValueError) as error:
        raise WrongUse(f"{path} 读不了：{error}", f"{path} cannot be read: {error}") from error
    rows = [rows] if isinstance(rows, dict) else rows
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise WrongUse(
            f"{path} 应是 JSON 对象的数组。", f"{path} should hold an array of JSON objects."
        )
    return rows


def post(
    sheet_key: str,
    rows: list[dict[str, Any]],
    request: "Request",
    key: str | None,
    *,
    of_json: bool,
) -> "Outcome":
    """Keeps rows as a draft."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.data_keys import load_protector  # noqa: PLC0415
    from ledger.imports.drafting import draft_rows  # noqa: PLC0415
    from ledger.imports.typed_rows import draft_typed  # noqa: PLC0415

    engine, settings, _ = connect()
    protector = load_protector(engine, settings.master_key_file)
    if of_json:
        return draft_typed(engine, protector, sheet_key, rows, request, key=key)
    return draft_rows(engine, protector, sheet_key, rows, request, key=key)


def told(outcome: "Outcome") -> dict[str, Any]:
    """What an outcome that met no problem says to a program."""
    return {
        "draft": outcome.draft_id,
        "dry_run": outcome.dry_run,
        "posted_before": outcome.imported_before,
        "posted": outcome.posted,
        "notes": [note.as_dict() for note in outcome.notes],
    }


def list_fields(sheet_key: str) -> None:
    """Prints the fields of a sheet."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console  # noqa: PLC0415
    from ledger.imports.forms import form  # noqa: PLC0415

    table = Table()
    # Field names are typed again: whole, however narrow the window.
    table.add_column(t("字段", "Field"), no_wrap=True, overflow="fold", min_width=20)
    for header in (t("名称", "Name"), t("必填", "Required")):
        table.add_column(header, overflow="fold")
    table.add_column(t("说明", "Explanation"), overflow="fold")
    table.add_column(t("可选值或示例", "Choices or example"), overflow="fold")
    for field in form(sheet_key).fields:
        choices = "  ".join(f"{code} {words}" for code, words in field.choices)
        required = t("是", "yes") if field.required else ""
        table.add_row(
            field.key, str(field.label), required, str(field.help), choices or field.example or ""
        )
    console().print(table)


def tell(sheet_key: str, outcome: "Outcome") -> None:
    """Says what became of a row, or what is wrong with which field."""
    from cli.importing import tell_draft, tell_notes, tell_posted  # noqa: PLC0415
    from cli.output import console  # noqa: PLC0415
    from ledger.imports.entering import field_problems  # noqa: PLC0415

    out = console()
    tell_notes(out, outcome.notes)
    if outcome.imported_before:
        out.print(
            t(
                f"这个编号的请求已在 {outcome.imported_before} 入账，没有重复入账。",
                f"This request was posted before, {outcome.imported_before}; nothing was posted.",
            )
        )
        return
    if outcome.problems:
        out.print(t("没有入账：", "Nothing was posted:"))
        for each in field_problems(sheet_key, outcome.problems):
            out.print(f"  {each.field or ''}: {each.text}")
        return
    tell_posted(out, outcome)
    tell_draft(out, outcome)
