"""`mingzhang receipt`: a receipt of a fact, which anybody checks without this ledger."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.errors import WrongUse
    from ledger.evidence.receipts import Place

HELP = t(
    "存证回执：证明一条事实在检查点之下，任何人不用本系统就能核验（mingzhang-verify 或网页）。",
    "A receipt: shows that a fact is under a checkpoint, for anybody to check without this ledger "
    "(mingzhang-verify, or the page).",
)
FACT_HELP = t(
    "哪条事实：账簿/17（位置）、账簿/voucher/202203-4、账簿/payment/支付编号、账簿/flag/7、rule/BT-01、"
    "common/17（公共日志）",
    "BOOK/17 (position), BOOK/voucher/202203-4, BOOK/payment/REFERENCE, BOOK/flag/7, rule/BT-01, "
    "common/17 (the common log)",
)


def receipt_command(
    fact: Annotated[str, typer.Argument(help=FACT_HELP)],
    out: Annotated[
        Path | None,
        typer.Option(help=t("写到哪个文件；默认标准输出", "The file; else standard output")),
    ] = None,
    *,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help=t(
                "可公开的：不含个人信息，证明照样成立",
                "Withhold what is personal; it proves the same",
            ),
        ),
    ] = False,
) -> None:
    """Makes a receipt, as whoever is signed in.

    Raises:
        WrongUse: there is no such fact, it is beyond what they may see, or it is not sealed yet.
    """
    from cli.connecting import connect  # noqa: PLC0415
    from cli.files import write_file  # noqa: PLC0415
    from ledger.acting import acting_login  # noqa: PLC0415
    from ledger.evidence.receipts import receipt  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        book_id, places = places_of(connection, fact)
        made = receipt(connection, places, public=public)
        known = acting_login(connection)
    if known is not None and not public:
        # Nobody sees but what is public.
        note_export(engine, "receipt", book_id, of=fact)
    content = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_file(out, content)
        typer.echo(t(f"已写到 {out}", f"Written to {out}"))


def places_of(connection: "Connection", fact: str) -> "tuple[int | None, list[Place]]":
    """The book of a fact as people name it, if it is of one, and where its facts stand.

    Raises:
        WrongUse: it is not named as facts are, or there is none.
    """
    from audits.flag_receipts import rule_places  # noqa: PLC0415
    from audits.rule_book import known_rule  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.evidence.receipts import Place  # noqa: PLC0415
    from ledger.evidence.shapes import COMMON_LOG  # noqa: PLC0415

    head, _, rest = fact.partition("/")
    if head == "rule":
        return None, rule_places(connection, known_rule(connection, rest).code)
    if head == "common":
        return None, [Place(COMMON_LOG, number(fact, rest))]
    kind, _, named = rest.partition("/")
    if not named:
        position = number(fact, kind)
        book_id = find_book(connection, head, "book")
        return book_id, [Place(book_id, position)]
    powers = {"voucher": "money", "payment": "money", "flag": "finding"}
    if kind not in powers:
        raise misnamed(fact)
    book_id = find_book(connection, head, powers[kind])
    return book_id, named_places(connection, book_id, kind, named)


def named_places(connection: "Connection", book_id: int, kind: str, named: str) -> "list[Place]":
    """Where the facts of a voucher, a payment or a flag of a book stand.

    Raises:
        WrongUse: the book has none of that name.
    """
    from audits.flag_receipts import flag_places  # noqa: PLC0415
    from ledger.disbursements import payments  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.evidence.places import payment_places, voucher_places  # noqa: PLC0415
    from ledger.voucher_numbers import find_voucher  # noqa: PLC0415

    if kind == "voucher":
        return voucher_places(connection, book_id, find_voucher(connection, book_id, named))
    if kind == "flag":
        return flag_places(connection, book_id, number(named, named))
    for paid in payments(connection, book_id, reference=named, limit=1):
        return payment_places(connection, book_id, paid.disbursement_id)
    raise WrongUse(f"账簿中没有支付 {named}。", f"The book has no payment {named}.")


def number(fact: str, said: str) -> int:
    """A position or a number as people write it.

    Raises:
        WrongUse: it is none.
    """
    if not (said.isascii() and said.isdecimal() and 0 < int(said) < 1 << 62):
        raise misnamed(fact)
    return int(said)


def misnamed(fact: str) -> "WrongUse":
    """What to say of a fact that is not named as facts are."""
    from ledger.errors import WrongUse  # noqa: PLC0415

    return WrongUse(
        f"{fact!r} 应写成：账簿/17、账簿/voucher/202203-4、账簿/payment/支付编号、账簿/flag/7、"
        "rule/BT-01 或 common/17。",
        f"{fact!r} should be BOOK/17, BOOK/voucher/202203-4, BOOK/payment/REFERENCE, BOOK/flag/7, "
        "rule/BT-01 or common/17.",
    )
