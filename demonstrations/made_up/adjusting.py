"""Made-up adjustments of a transfer: some is added in March, some called back in September."""

import datetime as dt
from dataclasses import dataclass

from demonstrations.made_up.books import Book
from demonstrations.made_up.projects import days

#: Of what a county's projects cost: what was added later, and what more than that was called back.
ADDED_PERCENT, RECALLED_PERCENT = 10, 4


@dataclass(frozen=True)
class Adjusted:
    """What a county's share was at first, and what became of it."""

    added: int
    recalled: int
    first: int


def adjusted(fen: int) -> Adjusted:
    """The parts of a share that comes to some fen in the end."""
    added, recalled = fen * ADDED_PERCENT // 100, fen * RECALLED_PERCENT // 100
    return Adjusted(added, recalled, fen - added + recalled)


def adjust(
    issuer: Book, county: Book, parts: Adjusted, *, document: str, line: int, source: str, year: int
) -> None:
    """Writes the addition and the recall at both ends, with the cash that follows."""
    for kind, office, on, fen in (
        ("addition", "财追", dt.date(year, 3, 12), parts.added),
        ("recall", "财收", dt.date(year, 9, 12), parts.recalled),
    ):
        order = issuer.document(office, year)
        received_on = on + days(3)
        common = {"kind": kind, "document_no": order, "amount": fen, "transfer_document": document}
        issuer.write(
            "transfer_adjustments",
            side="issued",
            occurred_on=on,
            transfer_line=line,
            counterparty=county.code,
            reason="年中调整",
            **common,
        )
        county.write(
            "transfer_adjustments",
            side="received",
            occurred_on=received_on,
            transfer_line=line,
            reason="年中调整",
            **common,
        )
        if kind == "addition":
            issuer.send_cash(order, on, fen, source)
            county.take_in_cash(document, received_on, fen, line)
        else:
            county.send_cash(order, received_on, fen, document)
            issuer.take_in_cash(source, received_on + days(1), fen)
