"""What one process does at a time: whoever does it holds the row of that turn until they end.

A row, not an advisory lock: those can be held by everybody who can connect, rows of this table only
by who may change it, and the application may not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


class Turn(Base):
    """Something that one process does at a time; its row is there to be held."""

    __tablename__ = "turn"

    name: Mapped[str] = mapped_column(primary_key=True, comment="what is done")


MAKE = "INSERT INTO ledger.turn (name) VALUES (:name) ON CONFLICT DO NOTHING"
HOLD = "SELECT name FROM ledger.turn WHERE name = :name FOR UPDATE"


@contextmanager
def turn_held(engine: Engine, name: str, *, wait: bool = False) -> Iterator[bool]:
    """Holds a turn by a transaction of its own, which ends with the block or with the process.

    Args:
        engine: to the ledger as its owner, or as runs and jobs.
        name: of the turn.
        wait: whether to wait for another who holds it.

    Yields:
        Whether it is held; without waiting it may be another's.
    """
    with engine.begin() as connection:
        connection.execute(text(MAKE), {"name": name})
    with engine.connect() as guard:
        # It does nothing for as long as the work takes, on a server that may end such transactions.
        guard.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        query = HOLD if wait else f"{HOLD} SKIP LOCKED"
        yield guard.execute(text(query), {"name": name}).first() is not None
