"""`mingzhang vouchers`: the vouchers of a book and month, and how they are printed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsJson, Book, Month
from ledger.language import t

HELP = t("凭证：列出、打印某账簿某月的记账凭证。", "Vouchers of a book and month: list, print.")

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("list", help=t("列出某月的凭证。", "List the vouchers of a month."))
def list_vouchers(
    book: Book,
    month: Month = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Prints the heads of a month's vouchers; by default of the last month that has some."""
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json, print_whole, yuan  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.voucher_numbers import latest_period, period_of  # noqa: PLC0415
    from ledger.voucher_reading import voucher_heads  # noqa: PLC0415
    from ledger.vouchers import EVENTS  # noqa: PLC0415

    asked = period_of(month) if month else None
    engine, _, _ = connect()
    with engine.connect() as connection:
        book_id = find_book(connection, book)
        period = asked or latest_period(connection, book_id)
        heads = voucher_heads(connection, book_id, period)
    if as_json:
        print_json(heads)
        return
    if not heads:
        typer.echo(t(f"{period} 没有凭证。", f"There are no vouchers in {period}."))
        return
    table = Table(title=f"{book} {period}{t('，单位：元', ', in yuan')}")
    for header in (t("号", "No."), t("日期", "Day"), t("事项", "Event"), t("摘要", "Summary")):
        table.add_column(header)
    table.add_column(t("金额", "Amount"), justify="right")
    table.add_column(t("制单", "By"))
    for head in heads:
        table.add_row(
            head.name,
            str(head.occurred_on),
            str(EVENTS[head.event]),
            head.summary,
            yuan(head.amount),
            head.recorded_by,
        )
    print_whole(table)


@app.command("print", help=t("把凭证打印成一个 PDF 文件。", "Print vouchers into one PDF file."))
def print_command(
    book: Book,
    month: Annotated[str, typer.Option(help=t("月份，如 202403", "The month, 202403"))],
    output: Annotated[Path, typer.Option("--output", "-o", help=t("写到哪里", "Where to write"))],
    numbers: Annotated[
        str | None,
        typer.Option(help=t("凭证号，如 1-50；默认全部", "Their numbers, 1-50; by default all")),
    ] = None,
) -> None:
    """Writes the file; amounts in figures and in capital figures."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.books import books, find_book  # noqa: PLC0415
    from ledger.errors import DataProblem  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415
    from ledger.printing.vouchers import print_vouchers  # noqa: PLC0415
    from ledger.voucher_numbers import numbers_of, period_of  # noqa: PLC0415

    period, asked = period_of(month), numbers_of(numbers)
    engine, _, _ = connect()
    with engine.connect() as connection:
        [found] = books(connection, find_book(connection, book))
        printed = print_vouchers(connection, found, period, asked)
    if printed is None:
        raise DataProblem(
            f"{found.division_name} {period} 没有这些凭证。",
            f"{found.division_name} has no such vouchers in {period}.",
        )
    note_export(engine, "vouchers", found.book_id, period=period, numbers=numbers or "1..")
    output.write_bytes(printed)
    typer.echo(t(f"已打印到 {output}。", f"Printed to {output}."))
