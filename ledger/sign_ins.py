"""Signs people in and out: passwords as argon2id hashes, sessions by a token only its owner has."""

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection, Engine, text

from ledger.errors import Refused
from ledger.language import Text

#: A session nobody uses ends after the first, any session after the second.
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
#: So many wrong passwords within that time lock a login until the first of them is that old.
WRONG_PASSWORDS = 5
LOCK_OUT = timedelta(minutes=15)
SHORTEST_PASSWORD = 10
LONGEST_LOGIN = 64
#: Does not tell which of the two it is, so that nobody learns who may sign in.
WRONG_AT_THE_DOOR = Text("登录名或密码不对。", "The login or the password is wrong.")

_hasher = PasswordHasher()
#: Each hash takes 64 MiB: no more than two at once, however many try to sign in.
_hashing = threading.BoundedSemaphore(2)
#: Compared with where the login does not exist, so that the answer takes as long.
_NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


@dataclass(frozen=True)
class User:
    """Who is signed in, and the token that their forms carry."""

    login: str
    name: str
    #: Whose book rows without one go into.
    division_id: str | None
    form_token: str


def hash_password(password: str) -> str:
    """The argon2id hash of a password."""
    with _hashing:
        return _hasher.hash(password)


def is_password(password: str, password_hash: str) -> bool:
    """Whether a hash is that of the password."""
    with _hashing:
        try:
            return _hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False


def sign_in(engine: Engine, login: str, password: str) -> str:
    """Opens a session and returns its token.

    Raises:
        Refused: the login or the password is wrong, or the login is locked for a while.
    """
    login = login.strip()[:LONGEST_LOGIN]
    check_password(engine, login, password)
    with engine.begin() as connection:
        return open_session(connection, login)


def check_password(
    engine: Engine, login: str, password: str, if_wrong: Text = WRONG_AT_THE_DOOR
) -> None:
    """Counts the attempt, and where the password is right forgets those that were not.

    Raises:
        Refused: the login or the password is wrong, or the login is locked for a while.
    """
    count_attempt(engine, login)
    with engine.connect() as connection:
        password_hash = connection.execute(
            text("SELECT password_hash FROM ledger.user_account WHERE login = :login"),
            {"login": login},
        ).scalar()
    if not is_password(password, password_hash or _NOBODYS_HASH) or password_hash is None:
        raise Refused(*if_wrong)
    with engine.begin() as connection:
        record(connection, login, "succeeded")


#: Those with no success since, within the time that counts.
TRIED_IN_VAIN = """
SELECT count(*)
FROM ledger.sign_in_attempt AS attempt
WHERE attempt.login = :login AND attempt.state = 'tried'
    AND attempt.attempted_at > clock_timestamp() - :lock_out
    AND attempt.attempt_id > coalesce(
        (
            SELECT max(success.attempt_id)
            FROM ledger.sign_in_attempt AS success
            WHERE success.login = :login AND success.state = 'succeeded'
        ),
        0
    )
"""


def count_attempt(engine: Engine, login: str) -> None:
    """Puts an attempt on record before its password is looked at.

    Attempts on one login take their turn here, so that many at once count as many.

    Raises:
        Refused: there were too many.
    """
    with engine.begin() as connection:
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended('sign in ' || :login, 0))"),
            {"login": login},
        )
        tried = connection.execute(
            text(TRIED_IN_VAIN), {"login": login, "lock_out": LOCK_OUT}
        ).scalar_one()
        locked_out = tried >= WRONG_PASSWORDS
        record(connection, login, "locked_out" if locked_out else "tried")
    if locked_out:
        minutes = int(LOCK_OUT.total_seconds() // 60)
        raise Refused(
            f"密码错误次数过多，此登录名已锁定，请过 {minutes} 分钟再试。",
            f"Too many wrong passwords; this login is locked. Try again in {minutes} minutes.",
        )


def record(connection: Connection, login: str, state: str) -> None:
    """Writes what became of an attempt."""
    connection.execute(
        text(
            "INSERT INTO ledger.sign_in_attempt (login, state, attempted_at)"
            " VALUES (:login, :state, clock_timestamp())"
        ),
        {"login": login, "state": state},
    )


def open_session(connection: Connection, login: str) -> str:
    """A new session's token; sessions that have ended are cleared away with it."""
    connection.execute(
        text(
            "DELETE FROM ledger.web_session WHERE last_seen_at < clock_timestamp() - :idle"
            " OR created_at < clock_timestamp() - :longest"
        ),
        {"idle": IDLE, "longest": LONGEST},
    )
    token = secrets.token_urlsafe(32)
    connection.execute(
        text(
            "INSERT INTO ledger.web_session"
            " (token_sha256, login, form_token, created_at, last_seen_at)"
            " VALUES (:sha256, :login, :form_token, clock_timestamp(), clock_timestamp())"
        ),
        {"sha256": sha256(token), "login": login, "form_token": secrets.token_urlsafe(32)},
    )
    return token


def user_of(connection: Connection, token: str) -> User | None:
    """Who has the session of that token, if it has not ended; it is marked as used."""
    found = connection.execute(
        text(
            "SELECT login, name, division_id, form_token,"
            " last_seen_at < clock_timestamp() - INTERVAL '1 minute' AS unmarked"
            " FROM ledger.web_session INNER JOIN ledger.user_account USING (login)"
            " WHERE token_sha256 = :sha256 AND last_seen_at > clock_timestamp() - :idle"
            " AND web_session.created_at > clock_timestamp() - :longest"
        ),
        {"sha256": sha256(token), "idle": IDLE, "longest": LONGEST},
    ).first()
    if found is None:
        return None
    if found.unmarked:
        connection.execute(
            text(
                "UPDATE ledger.web_session SET last_seen_at = clock_timestamp()"
                " WHERE token_sha256 = :sha256"
            ),
            {"sha256": sha256(token)},
        )
    return User(found.login, found.name, found.division_id, found.form_token)


def sign_out(connection: Connection, token: str) -> None:
    """Ends the session of a token."""
    connection.execute(
        text("DELETE FROM ledger.web_session WHERE token_sha256 = :sha256"),
        {"sha256": sha256(token)},
    )


def change_password(engine: Engine, login: str, old: str, new: str) -> None:
    """Replaces a password and ends every session of its user.

    Raises:
        Refused: the old one is wrong, or the new one too short.
    """
    if len(new) < SHORTEST_PASSWORD:
        raise Refused(
            f"新密码至少要 {SHORTEST_PASSWORD} 个字符。",
            f"The new password needs at least {SHORTEST_PASSWORD} characters.",
        )
    # Guesses at the old password are counted like those at the door.
    check_password(engine, login, old, Text("原密码不对。", "The old password is wrong."))
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE ledger.user_account SET password_hash = :hash WHERE login = :login"),
            {"hash": hash_password(new), "login": login},
        )
        connection.execute(
            text("DELETE FROM ledger.web_session WHERE login = :login"), {"login": login}
        )


def sha256(token: str) -> bytes:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).digest()
