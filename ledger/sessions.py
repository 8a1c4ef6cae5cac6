"""Sessions: an opaque token that only its owner has; the database knows it by its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from ledger.database import rows_of


@dataclass(frozen=True)
class User:
    """Who has a session, what it is for, and the token that their forms carry."""

    login: str
    name: str
    #: Whose book rows without one go into.
    division_id: str | None
    form_token: str
    #: `work`, or `second_factor` or `password_change`, which come before it.
    purpose: str
    #: Whether they are asked for a code when they sign in.
    second_factor: bool


@dataclass(frozen=True)
class Seen:
    """Where somebody signs in from, for the list of their sessions."""

    address: str
    agent: str


@dataclass(frozen=True)
class NewSession:
    """The tokens of a session that is to begin."""

    token: str
    form_token: str

    @property
    def sha256(self) -> bytes:
        """What is kept of the token: enough to know it again, not enough to use it."""
        return hashlib.sha256(self.token.encode()).digest()


@dataclass(frozen=True)
class SessionRow:
    """One of somebody's sessions, as they see it."""

    session_number: int
    address: str
    agent: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


def new_session() -> NewSession:
    """Tokens of 256 bits of chance."""
    return NewSession(secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def user_of(connection: Connection) -> User | None:
    """Who has the session that the connection acts for; None if it has ended."""
    found = connection.execute(text("SELECT * FROM ledger.who_acts()"))
    return next(iter(rows_of(User, found)), None)


def sessions_of_mine(connection: Connection) -> list[SessionRow]:
    """The sessions of whoever acts, the last used first."""
    return rows_of(SessionRow, connection.execute(text("SELECT * FROM ledger.sessions_of_mine()")))


def end_sessions(connection: Connection, session_number: int | None = None) -> int:
    """Ends a session of whoever acts, or all of them; returns how many ended."""
    return int(
        connection.execute(
            text("SELECT ledger.end_sessions(:number)"), {"number": session_number}
        ).scalar_one()
    )


def sign_out(connection: Connection) -> None:
    """Ends the session that the connection acts for."""
    connection.execute(text("SELECT ledger.sign_out()"))
