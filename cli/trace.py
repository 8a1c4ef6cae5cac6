"""`mingzhang trace`: a payment back to its documents, or a source down to who was paid."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

import typer

from cli.options import AsCsv, AsJson, Book, KnownAt, On
from ledger.language import t

HELP = t(
    "追溯：一笔支付查到最上级的文件，或一笔来源查到付给了哪些项目。",
    "Trace a payment up to the first document, or a source down to what was paid of it.",
)


def trace(
    book: Book,
    reference: Annotated[
        str | None,
        typer.Argument(help=t("支付编号：追到来源", "A payment's number: to its origins")),
    ] = None,
    *,
    source: Annotated[
        str | None,
        typer.Option(
            help=t("来源文号：追到付给了哪些项目", "A source's document: down to the projects paid")
        ),
    ] = None,
    on: On = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Prints the way of one payment's money, or where a source's money went."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_csv, print_json, yuan  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.disbursements import payments  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415
    from ledger.flows import trace_up  # noqa: PLC0415
    from ledger.sources import SOURCE_KINDS  # noqa: PLC0415
    from ledger.traces import origins  # noqa: PLC0415

    if (reference is None) == (source is None):
        raise WrongUse(
            "请给出支付编号，或用 --source 给出来源文号。",
            "Give a payment's number, or a source's document by --source.",
        )
    if source is not None:
        trace_source(book, source, on, known_at, as_json=as_json, as_csv=as_csv)
        return
    engine, _, _ = connect()
    with engine.connect() as connection:
        book_id = find_book(connection, book)
        paid = next(iter(payments(connection, book_id, reference=reference)), None)
        if paid is None:
            raise WrongUse(
                f"账簿 {book} 中没有支付 {reference}。",
                f"There is no payment {reference} in book {book}.",
            )
        day = on.date() if on else None
        flows = trace_up(connection, book_id, paid.disbursement_id, day, known_at)
        steps = origins(connection, book_id, paid.source_id, day, known_at)
    if flows is None:
        raise WrongUse(
            f"到所问的日期和时刻，账簿 {book} 中还没有支付 {reference}。",
            f"By the day and moment asked for there was no payment {reference} in book {book}.",
        )
    refunded = Decimal(0) if flows.reversed else paid.amount - flows.total
    payment = {
        "reference": reference,
        "payee": paid.payee,
        "amount": paid.amount,
        "paid_on": paid.occurred_on,
        "project": f"{paid.project_code} {paid.project_name}",
        "reversed": flows.reversed,
        "refunded": refunded,
    }
    if as_csv:
        note_export(engine, "trace", book_id, of=reference)
        print_csv(flows.nodes)
        return
    if as_json:
        print_json({"payment": payment, "origins": steps, "flows": flows})
        return
    out = console()
    out.print(
        f"{payment['paid_on']}  {payment['payee']}  {yuan(paid.amount)} "
        + t("元", "yuan")
        + f"  {payment['project']}"
        + (t("  （已红字冲销）", "  (reversed)") if flows.reversed else "")
        + (
            t(f"  （已退回 {yuan(refunded)} 元）", f"  ({yuan(refunded)} came back)")
            if refunded
            else ""
        )
    )
    words = {"issued": t("下达", "issued")}
    words |= {kind: str(name) for kind, name in SOURCE_KINDS.items()}
    for step in steps:
        by = t(f"（{step.issuer}）", f" ({step.issuer})") if step.issuer else ""
        out.print(
            f"{'  ' * (step.depth + 1)}← {step.occurred_on}  {step.division_name} "
            f"{words[step.what]}{by}  {step.document_no}  {yuan(step.amount)} " + t("元", "yuan")
        )
    if steps and steps[-1].given_by_another:
        top = steps[-1]
        out.print(
            t(
                f"← {top.issuer} 下达 {top.document_no}{top.why_it_ends}",
                f"← {top.issuer} issued {top.document_no}{top.why_it_ends}",
            )
            if top.issuer
            else t(
                "再往上没有登记，追溯到此为止。",
                "Nothing further up is on record: the trace ends here.",
            )
        )


def trace_source(
    book: str,
    document: str,
    on: dt.datetime | None,
    known_at: dt.datetime | None,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Prints where the money of the sources under a document went."""
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_csv, print_json, print_whole, yuan  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415
    from ledger.flows import trace_down  # noqa: PLC0415
    from ledger.scopes import scope_of  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        scope = scope_of(connection, find_book(connection, book), source=document)
        traces = [
            trace_down(connection, scope.book_id, each, on.date() if on else None, known_at)
            for each in scope.source_ids or ()
        ]
    if as_json:
        print_json(traces)
        return
    if as_csv:
        note_export(engine, "trace", scope.book_id, of=document)
        print_csv(node for each in traces for node in each.nodes)
        return
    ends = {
        "in_transit": t("在途", "in transit"),
        "out_of_reach": t("下达到权限以外的账簿", "issued to books out of reach"),
        "available": t("可用", "available"),
        "pooled": t("统筹整合", "pooled"),
        "assigned": t("已安排", "assigned"),
        "committed": t("合同占用", "committed"),
        "disbursed": t("已支付", "disbursed"),
        "reclaimed": t("收回", "reclaimed"),
    }
    for each in traces:
        table = Table(title=f"{document}  {yuan(each.total)} " + t("元", "yuan"))
        table.add_column(t("账簿", "Book"))
        table.add_column(t("来源文号", "Document"))
        table.add_column(t("在哪里", "Where it is"))
        table.add_column(t("项目", "Project"))
        table.add_column(t("金额", "Amount"), justify="right")
        for node in each.nodes:
            if node.what in ends:
                table.add_row(
                    node.division_name,
                    node.document_no,
                    ends[node.what],
                    node.project or "",
                    yuan(node.amount),
                )
        table.add_section()
        table.add_row(t("合计", "Total"), "", "", "", yuan(each.total))
        print_whole(table)
        if each.proportional:
            typer.echo(
                t(
                    "其中有按比例分摊的金额：同一文件用了几个来源。",
                    "Some amounts are divided pro rata: a document drew on several sources.",
                )
            )
