"""A book: its sources, what became of their money, and its lists, now or as of a day."""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal

from fastapi import APIRouter, HTTPException
from sqlalchemy import Connection
from starlette.responses import Response

from audits.questions import flag_counts
from audits.run_questions import runs
from ledger.acting import engine_of, holds_in
from ledger.balances import SourceBalance, source_balances
from ledger.books import BookTotals, books
from ledger.dates import BEIJING
from ledger.refused_accesses import note_refusal
from web.addresses import BookNumber
from web.pages.home import seen_by_severity
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

NOTHING = Decimal(0)


@dataclass
class Stages:
    """How far some money has come, in yuan."""

    origin: Decimal = NOTHING
    available: Decimal = NOTHING
    pooled: Decimal = NOTHING
    issued: Decimal = NOTHING
    assigned: Decimal = NOTHING
    committed: Decimal = NOTHING
    disbursed: Decimal = NOTHING
    reclaimed: Decimal = NOTHING
    cash_in_treasury: Decimal = NOTHING

    def add(self, balance: SourceBalance) -> None:
        """Adds a source's; what was carried over from another counts once."""
        for stage in fields(self):
            sum_now = getattr(self, stage.name) + balance.counted_once(stage.name)
            setattr(self, stage.name, sum_now)

    @property
    def to_spend_here(self) -> Decimal:
        """What was neither passed on to books below nor taken back."""
        return self.origin - self.issued - self.reclaimed

    @property
    def allocated(self) -> Decimal:
        """What was issued below or given to projects, whether paid or not."""
        return self.issued + self.assigned + self.committed + self.disbursed


def find_book(connection: Connection, book_id: int, power: str = "money") -> BookTotals:
    """A book in which whoever looks holds a power of roles.POWERS.

    Raises:
        HTTPException: there is none of that number, or it is out of their reach; which of the two
            is not told, and the attempt is put on record.
    """
    if not holds_in(connection, power, book_id):
        details: dict[str, object] = {"book": book_id}
        note_refusal(engine_of(connection), "book_out_of_reach", details, book_id)
        raise HTTPException(404)
    [found] = books(connection, book_id)
    return found


def day_asked_for(on: str) -> dt.date | None:
    """The day of the field; None where it is empty.

    Raises:
        HTTPException: it is no day.
    """
    try:
        return dt.date.fromisoformat(on) if on else None
    except ValueError:
        raise HTTPException(404) from None


def moment_asked_for(known: str) -> dt.datetime | None:
    """The moment of the field, Beijing time; None where it is empty.

    Raises:
        HTTPException: it is no moment.
    """
    try:
        return dt.datetime.fromisoformat(known).replace(tzinfo=BEIJING) if known else None
    except ValueError:
        raise HTTPException(404) from None


@router.get("/books/{book_id}")
def show_book(connection: Reader, someone: SignedIn, book_id: BookNumber, on: str = "") -> Response:
    """Shows a book, as of a day if one is given."""
    book = find_book(connection, book_id)
    day = day_asked_for(on)
    balances = source_balances(connection, book_id, day)
    total = Stages()
    lines: dict[str, Stages] = {}
    for balance in balances:
        total.add(balance)
        lines.setdefault(balance.fund_line, Stages()).add(balance)
    values: dict[str, object] = {
        "book": book,
        "day": day,
        "balances": balances,
        "total": total,
        "lines": lines,
        "flags": seen_by_severity(flag_counts(connection, book_id=book_id)),
        "runs": runs(connection, book_id=book_id, limit=1),
    }
    return page(someone.visitor, "book.html", values=values)
