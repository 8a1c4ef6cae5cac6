"""`mingzhang reveal`: personal numbers in whole, to those who may see them, for a reason."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Book
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.masked_numbers import MaskedNumber

HELP = t(
    "查看完整的证件号码、账号、手机号；须有权限、写明原因，每次查看都记录在案。",
    "Show ID numbers, accounts and phones in whole: it takes the right and a reason, and each "
    "reading is put on record.",
)


def reveal(
    book: Book,
    *,
    reason: Annotated[str, typer.Option(help=t("为什么查看", "Why they are read"))],
    payment: Annotated[
        str | None, typer.Option(help=t("支付编号", "The number of a payment"))
    ] = None,
    payee: Annotated[str | None, typer.Option(help=t("收款人编号", "The code of a payee"))] = None,
    household: Annotated[
        str | None, typer.Option(help=t("户编号", "The number of a household"))
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help=t("只看一种：identity、account、phone", "Only identity, account or phone")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Prints the numbers of a payment's payee, of a payee or of a household's persons.

    Raises:
        WrongUse: not exactly one of the three is named, or the kind is unknown.
        DataProblem: the book has no such numbers.
        Refused: whoever acts may not see them.
    """
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.data_keys import load_protector  # noqa: PLC0415
    from ledger.errors import DataProblem, WrongUse  # noqa: PLC0415
    from ledger.masked_numbers import KIND_NAMES  # noqa: PLC0415
    from ledger.revealing import reveal as show  # noqa: PLC0415

    if sum(given is not None for given in (payment, payee, household)) != 1:
        raise WrongUse(
            "请用 --payment、--payee、--household 中的一个指明是谁的号码。",
            "Say whose numbers with one of --payment, --payee and --household.",
        )
    if kind is not None and kind not in KIND_NAMES:
        raise WrongUse(
            f"--kind 应为 {'、'.join(KIND_NAMES)} 之一。",
            f"--kind is one of {', '.join(KIND_NAMES)}.",
        )
    engine, settings, _ = connect()
    protector = load_protector(engine, settings.master_key_file)
    with engine.connect() as connection:
        found = numbers_of(connection, find_book(connection, book), payment, payee, household)
    found = [each for each in found if kind in {None, each.kind}]
    if not found:
        raise DataProblem(
            f"{book} 里没有要找的号码，或不在权限之内。",
            f"{book} has no such numbers, or they are out of reach.",
        )
    shown = [
        {"holder": each.holder, "kind": each.kind, "number": show(engine, protector, each, reason)}
        for each in found
    ]
    if as_json:
        print_json(shown)
        return
    for each in shown:
        console().print(f"{each['holder']}  {KIND_NAMES[each['kind']]}  {each['number']}")


def numbers_of(
    connection: "Connection",
    book_id: int,
    payment: str | None,
    payee: str | None,
    household: str | None,
) -> "list[MaskedNumber]":
    """The numbers of whichever is named."""
    from ledger.masked_numbers import (  # noqa: PLC0415
        numbers_of_household,
        numbers_of_payee,
        numbers_of_payment,
    )

    if payment is not None:
        return numbers_of_payment(connection, book_id, reference=payment)
    if payee is not None:
        return numbers_of_payee(connection, book_id, payee)
    return numbers_of_household(connection, book_id, household or "")
