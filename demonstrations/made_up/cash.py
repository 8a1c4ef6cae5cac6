"""What a made-up row moves in its book's treasury; statements are made up of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Movement:
    """Fen that came in, or went out if below zero, and how a bank would name the line."""

    on: dt.date
    fen: int
    #: Its own number: a payment's or a refund's.
    reference: str | None = None
    name: str | None = None
    account: str | None = None
    document: str | None = None


def moved_by(sheet: str, cells: Mapping[str, object]) -> Iterator[Movement]:
    """What a row moves: most sheets move nothing."""
    match sheet:
        case "appropriations" | "donations" | "other_sources":
            yield from by_document(cells, cells.get("cash_on"), 1)
        case "transfers":
            alone = cells["direction"] in {"cash_in", "cash_out"}
            comes = cells["direction"] in {"received", "cash_in"}
            on = cells["occurred_on"] if alone else cells.get("cash_on")
            yield from by_document(cells, on, 1 if comes else -1)
        case "disbursements":
            yield Movement(
                day(cells["occurred_on"]),
                -fen(cells["amount"]),
                text(cells["external_reference"]),
                text(cells["payee_name"]),
                text(cells["account"]),
            )
        case "refunds":
            yield Movement(
                day(cells["occurred_on"]),
                fen(cells["amount"]),
                text(cells["external_reference"]),
            )
        case "opening_balances":
            if cells.get("cash_amount"):
                yield Movement(day(cells["occurred_on"]), fen(cells["cash_amount"]))
        case _:
            pass


def by_document(cells: Mapping[str, object], on: object, sign: int) -> Iterator[Movement]:
    """The cash of a document, if it moved."""
    if on is not None and cells.get("amount") is not None:
        number = cells.get("document_no") or cells.get("donation_code")
        yield Movement(day(on), sign * fen(cells["amount"]), document=text(number))


def day(value: object) -> dt.date:
    """A cell that is a day.

    Raises:
        TypeError: it is none; cash moves on a day that is known.
    """
    if not isinstance(value, dt.date):
        raise TypeError(f"not a day: {value!r}")
    return value


def fen(value: object) -> int:
    """A cell that is an amount.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, int):
        raise TypeError(f"not an amount in fen: {value!r}")
    return value


def text(value: object) -> str | None:
    """A cell as words, if it has any."""
    return None if value is None else str(value)
