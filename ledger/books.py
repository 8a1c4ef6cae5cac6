"""A book is one finance bureau's ledger: the unit of ownership, numbering and locking."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Connection, ForeignKey, Identity, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, rows_of
from ledger.errors import WrongUse


class Book(Base):
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
    origin: Decimal
    issued: Decimal
    disbursed: Decimal


BOOKS = """
SELECT
    book.book_id, book.division_id, division.code AS division_code,
    division.name AS division_name, division.level, division.made_up,
    coalesce(-moved.origin, 0) AS origin, coalesce(moved.issued, 0) AS issued,
    coalesce(moved.disbursed, 0) AS disbursed
FROM ledger.book AS book
INNER JOIN ledger.division AS division ON book.division_id = division.division_id
LEFT JOIN LATERAL (
    SELECT
        sum(balance.amount) FILTER (WHERE balance.kind = 'origin') AS origin,
        sum(balance.amount) FILTER (WHERE balance.kind = 'issued') AS issued,
        sum(balance.amount) FILTER (WHERE balance.kind = 'disbursed') AS disbursed
    FROM ledger.balance AS balance
    WHERE balance.book_id = book.book_id
) AS moved ON TRUE
WHERE CAST(:book_id AS integer) IS NULL OR book.book_id = :book_id
ORDER BY division.made_up, division.path
"""


def books(connection: Connection, book_id: int | None = None) -> list[BookTotals]:
    """All books or one, a province before its cities and these before their counties."""
    rows = connection.execute(text(BOOKS), {"book_id": book_id})
    return rows_of(BookTotals, rows)


def find_book(connection: Connection, code: str) -> int:
    """The book of a division, by any code or the name it has had.

    Raises:
        WrongUse: there is no such book, or several share the name.
    """
    books = (
        connection.execute(
            text(
                "SELECT DISTINCT book.book_id FROM ledger.book AS book"
                " INNER JOIN ledger.division_code AS named USING (division_id)"
                " WHERE named.code = :code OR named.name = :code"
            ),
            {"code": code},
        )
        .scalars()
        .all()
    )
    if not books:
        raise WrongUse(f"没有账簿 {code}。", f"There is no book {code}.")
    if len(books) > 1:
        raise WrongUse(
            f"有 {len(books)} 个账簿叫 {code}，请用区划代码。",
            f"{len(books)} books are called {code}; give the division's code.",
        )
    return int(books[0])
