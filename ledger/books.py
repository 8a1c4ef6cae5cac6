"""A book is one finance bureau's ledger: the unit of ownership, numbering and locking."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


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
