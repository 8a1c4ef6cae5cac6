"""Who acts: the database's answer to the session that a transaction names."""

from sqlalchemy import Connection, Engine, text

from ledger.database import SESSION_OPTION, acting_as
from ledger.errors import Refused
from ledger.refusals import SENTENCES, asked
from ledger.refused_accesses import note_refusal


def acting_login(connection: Connection) -> str | None:
    """The login of whoever acts, or None where nobody is signed in."""
    login = connection.execute(text("SELECT ledger.acting_login()")).scalar()
    return None if login is None else str(login)


def engine_of(connection: Connection) -> Engine:
    """The engine that a connection is of, acting for the same person."""
    token = connection.get_execution_options().get(SESSION_OPTION)
    return connection.engine if token is None else acting_as(connection.engine, token)


def holds(connection: Connection, power: str, division_id: str | None = None) -> bool:
    """Whether whoever acts holds a power of roles.POWERS: at a division, or anywhere."""
    if division_id is None:
        found = connection.execute(text("SELECT ledger.holds(:power)"), {"power": power})
    else:
        found = connection.execute(
            text("SELECT ledger.holds_at(:power, :division)"),
            {"power": power, "division": division_id},
        )
    return bool(found.scalar_one())


def holds_in(connection: Connection, power: str, book_id: int) -> bool:
    """Whether whoever acts holds a power in a book."""
    found = connection.execute(
        text("SELECT ledger.holds_in(:power, :book_id)"),
        {"book_id": book_id, "power": power},
    )
    return bool(found.scalar_one())


def books_of(connection: Connection, power: str) -> frozenset[int]:
    """The books in which whoever acts holds a power."""
    found = connection.execute(text("SELECT ledger.books_of(:power)"), {"power": power})
    return frozenset(found.scalar_one())


def check_holds(connection: Connection, *powers: str) -> None:
    """Whoever acts holds one of some powers somewhere.

    Raises:
        Refused: they hold none of them, or nobody is signed in.
    """
    asked(connection, "SELECT ledger.check_power_anywhere(:powers)", {"powers": list(powers)})


def refusal_noted(connection: Connection, key: str, **details: object) -> Refused:
    """The refusal of a sentence of refusals.SENTENCES, by promise 11, once it is on record."""
    note_refusal(engine_of(connection), key, details)
    sentence = SENTENCES[key]
    return Refused(sentence.zh.format(**details), sentence.en.format(**details), 11)
