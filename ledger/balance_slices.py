"""Balances rolled up over stretches of a book's log, so that any day and moment is few look-ups.

They are derived from the entries alone, outside the posting, and can be thrown away and made anew.
A slice of level 0 is a fixed stretch of log positions; a slice of the next level is a fixed number
of those below it (`ledger.slice_positions`). A stretch that is full never changes, so neither does
its slice. What no slice covers yet is read entry by entry: a question is exact however far the
rolling-up has come (`ledger.balances_as_of`).
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Connection, Engine, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


class BalanceSlice(Base):
    """A stretch of a book's log whose entries are summed, and when these were written."""

    __tablename__ = "balance_slice"

    book_id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    slice_number: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="from 0; covers positions after number * length"
    )
    first_recorded_at: Mapped[datetime | None] = mapped_column(comment="null: it has no entry")
    last_recorded_at: Mapped[datetime | None]


class BalanceSliceDay(Base):
    """What the entries of a slice that happened up to a day move on an account.

    Of a project (`project_id`), or of all projects and none together (0).
    """

    __tablename__ = "balance_slice_day"

    book_id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    slice_number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    project_id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="0: the whole of the source, whatever its projects"
    )
    source_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(comment="debits less credits up to that day")


#: Books of which a stretch of the log is full that no slice covers.
BEHIND = """
SELECT head.book_id
FROM ledger.book_head AS head
WHERE head.last_position / ledger.slice_positions(0) > (
    SELECT coalesce(max(slice.slice_number) + 1, 0)
    FROM ledger.balance_slice AS slice
    WHERE slice.book_id = head.book_id AND slice.level = 0
)
ORDER BY head.book_id
"""


def roll_up_book(connection: Connection, book_id: int) -> int:
    """Rolls up the next stretches of a book's log; returns how many, 0 where none is full."""
    return int(
        connection.execute(
            text("SELECT ledger.roll_up_balances(:book_id)"), {"book_id": book_id}
        ).scalar_one()
    )


def roll_up(engine: Engine) -> int:
    """Rolls up every book as far as its log goes, some stretches a transaction; returns how many.

    Postings go on meanwhile: it waits for none and none waits for it.
    """
    with engine.connect() as connection:
        behind = list(connection.execute(text(BEHIND)).scalars())
    rolled = 0
    for book_id in behind:
        while True:
            with engine.begin() as connection:
                built = roll_up_book(connection, book_id)
            rolled += built
            if not built:
                break
    return rolled
