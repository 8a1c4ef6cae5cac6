"""A book is one finance bureau's ledger: the unit of ownership, numbering and locking."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Connection, ForeignKey, Identity, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact, rows_of
from ledger.errors import WrongUse
from ledger.refusals import asked


class Book(Base, CommonFact):
    """One division's ledger; at most one book a division, through all its codes and names."""

    __tablename__ = "book"

    book_id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    division_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"), unique=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]


class BookHead(Base):
    """Where a book's log ends; the row that a posting locks, so that one follows another."""

    __tablename__ = "book_head"
    # Updated by every posting: room on the page keeps the update away from the index.
    __table_args__ = {"postgresql_with": {"fillfactor": "50"}}  # noqa: RUF012

    book_id: Mapped[int] = mapped_column(ForeignKey("book.book_id"), primary_key=True)
    last_position: Mapped[int] = mapped_column(BigInteger)
    last_recorded_at: Mapped[datetime]


@dataclass(frozen=True)
class BookTotals:
    """A book, its place, and what became of all its money, in yuan."""

    book_id: int
    division_id: str
    division_code: str
    division_name: str
    level: str
    made_up: bool
    #: All that is known of it is part of what happened: what is not on record may well be.
    partial: bool
    origin: Decimal
    issued: Decimal
    disbursed: Decimal


BOOKS = """
SELECT
    book.book_id, book.division_id, book.division_code, book.division_name, book.level,
    book.made_up, book.partial,
    coalesce(-moved.origin, 0) AS origin, coalesce(moved.issued, 0) AS issued,
    coalesce(moved.disbursed, 0) AS disbursed
FROM facts.book AS book
LEFT JOIN LATERAL (
    SELECT
        -- What was carried over had arrived before.
        sum(balance.amount) FILTER (
            WHERE balance.kind = 'origin' AND source.kind <> 'carry_over'
        ) AS origin,
        sum(balance.amount) FILTER (WHERE balance.kind = 'issued') AS issued,
        sum(balance.amount) FILTER (WHERE balance.kind = 'disbursed') AS disbursed
    FROM ledger.balance AS balance
    INNER JOIN ledger.source AS source
        ON balance.book_id = source.book_id AND balance.source_id = source.log_position
    WHERE balance.book_id = book.book_id
) AS moved ON TRUE
WHERE CAST(:book_id AS integer) IS NULL OR book.book_id = :book_id
ORDER BY book.made_up, book.path
"""


def books(connection: Connection, book_id: int | None = None) -> list[BookTotals]:
    """All books or one, a province before its cities and these before their counties."""
    rows = connection.execute(text(BOOKS), {"book_id": book_id})
    return rows_of(BookTotals, rows)


#: The places that have had a code or name, with their books where they have any.
NAMED = """
SELECT DISTINCT named.division_id, book.book_id
FROM ledger.division_code AS named
LEFT JOIN ledger.book AS book ON named.division_id = book.division_id
WHERE named.code = :code OR named.name = :code
"""


def find_book(connection: Connection, code: str, power: str | None = "money") -> int:
    """The book of a division, by any code or the name it has had.

    Args:
        connection: of whoever asks.
        code: of the division, or its name.
        power: of roles.POWERS, which whoever asks needs in it; None: a role asks that reads all.

    Raises:
        WrongUse: there is no such book, or several share the name.
        Refused: whoever asks holds no such power there, whether it has a book or not.
    """
    named = connection.execute(text(NAMED), {"code": code}).all()
    books = [row.book_id for row in named if row.book_id is not None]
    if not named:
        raise WrongUse(
            f"没有区划叫 {code}；网页的首页列有全部账簿。",
            f"No place is called {code}; the first page of the site lists all books.",
        )
    for row in named:
        if power is not None and len(books) < 2:  # noqa: PLR2004  (of several none is meant)
            asked(
                connection,
                "SELECT ledger.check_power(:power, :division_id)",
                {"power": power, "division_id": row.division_id},
            )
    if not books:
        raise WrongUse(
            f"{code} 还没有账簿，导入第一份资料时才建；网页的首页列有全部账簿。",
            f"{code} has no book yet: its first import opens one. The first page of the site lists "
            "all books.",
        )
    if len(books) > 1:
        raise WrongUse(
            f"有 {len(books)} 个账簿叫 {code}，请用区划代码。",
            f"{len(books)} books are called {code}; give the division's code.",
        )
    return int(books[0])
