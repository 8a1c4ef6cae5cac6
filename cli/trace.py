"""`mingzhang trace`: one payment back to the document it came from."""

from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t(
    "追溯一笔支付：从收款人一直查到最上级的文件。",
    "Trace a payment from its payee up to the first document.",
)


def trace(
    book: Annotated[
        str, typer.Argument(help=t("账簿：区划代码或名称", "A division's code or name"))
    ],
    reference: Annotated[str, typer.Argument(help=t("支付编号", "The payment's number"))],
    *,
    as_json: AsJson = False,
) -> None:
    """Prints the way of one payment's money."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json, yuan  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.disbursements import payments  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.sources import SOURCE_KINDS  # noqa: PLC0415
    from ledger.traces import origins  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        book_id = find_book(connection, book)
        paid = next(iter(payments(connection, book_id, reference=reference)), None)
        if paid is None:
            raise WrongUse(
                f"账簿 {book} 中没有支付 {reference}。",
                f"There is no payment {reference} in book {book}.",
            )
        steps = origins(connection, book_id, paid.source_id)
    payment = {
        "reference": reference,
        "payee": paid.payee,
        "amount": paid.amount,
        "paid_on": paid.occurred_on,
        "project": f"{paid.project_code} {paid.project_name}",
        "reversed": paid.reversed,
        "refunded": paid.refunded,
    }
    if as_json:
        print_json({"payment": payment, "origins": steps})
        return
    out = console()
    out.print(
        f"{payment['paid_on']}  {payment['payee']}  {yuan(paid.amount)} "
        + t("元", "yuan")
        + f"  {payment['project']}"
        + (t("  （已红字冲销）", "  (reversed)") if paid.reversed else "")
        + (
            t(f"  （已退回 {yuan(paid.refunded)} 元）", f"  ({yuan(paid.refunded)} came back)")
            if paid.refunded
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
    if steps and steps[-1].what in {"transfer", "paired_aid", "opening"}:
        out.print(
            t(
                "再往上没有登记，追溯到此为止。",
                "Nothing further up is on record: the trace ends here.",
            )
        )
