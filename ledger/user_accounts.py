"""Creates those who may sign in, and gives them new passwords; the passwords are kept nowhere."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.divisions import find_division
from ledger.errors import WrongUse
from ledger.sign_ins import LONGEST_LOGIN, hash_password

#: The login of the user that a new installation begins with.
FIRST_LOGIN = "admin"
#: Without the letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
USERS = """
SELECT
    account.login, account.name, division.name AS division, account.created_at,
    (
        SELECT max(attempt.attempted_at) FROM ledger.sign_in_attempt AS attempt
        WHERE attempt.login = account.login AND attempt.state = 'succeeded'
    ) AS last_signed_in_at
FROM ledger.user_account AS account
LEFT JOIN ledger.division AS division USING (division_id)
ORDER BY account.login
"""


@dataclass(frozen=True)
class UserRow:
    """Somebody who may sign in, as an operator sees them."""

    login: str
    name: str
    division: str | None
    created_at: datetime
    last_signed_in_at: datetime | None


def users(connection: Connection) -> list[UserRow]:
    """All who may sign in, by login."""
    return rows_of(UserRow, connection.execute(text(USERS)))


def create_first_user(connection: Connection) -> str | None:
    """Creates the user `admin` with a password made up for it, where there is no user at all.

    Returns:
        The password, which is kept nowhere; None if there are users.
    """
    if connection.execute(text("SELECT EXISTS (SELECT FROM ledger.user_account)")).scalar():
        return None
    password = generated_password()
    created = connection.execute(
        text(
            "INSERT INTO ledger.user_account (login, name, password_hash, created_at)"
            " VALUES (:login, :name, :hash, clock_timestamp()) ON CONFLICT DO NOTHING"
        ),
        {"login": FIRST_LOGIN, "name": "管理员", "hash": hash_password(password)},
    )
    return password if created.rowcount else None


def create_user(connection: Connection, login: str, name: str, division: str | None) -> str:
    """Creates a user with a password made up for it, and returns that.

    Args:
        connection: to the ledger.
        login: what they sign in with.
        name: of the person, as imports and runs name them.
        division: the code or name of the place whose book takes rows that name none; or None.

    Raises:
        WrongUse: the login is taken, too long or has a space in it, or there is no such division.
    """
    fitting = 0 < len(login) <= LONGEST_LOGIN and login.isprintable()
    if not fitting or any(letter.isspace() for letter in login):
        raise WrongUse(
            f"登录名应有 1 到 {LONGEST_LOGIN} 个字符，不能有空格：{login!r}。",
            f"A login has from 1 to {LONGEST_LOGIN} characters and no spaces: {login!r}.",
        )
    division_id = None if division is None else find_division(connection, division)
    password = generated_password()
    created = connection.execute(
        text(
            "INSERT INTO ledger.user_account (login, name, password_hash, division_id, created_at)"
            " VALUES (:login, :name, :hash, :division, clock_timestamp()) ON CONFLICT DO NOTHING"
        ),
        {
            "login": login,
            "name": name,
            "hash": hash_password(password),
            "division": division_id,
        },
    )
    if not created.rowcount:
        raise WrongUse(f"登录名 {login} 已有人用。", f"The login {login} is taken.")
    return password


def reset_password(connection: Connection, login: str) -> str:
    """Gives a user a new password and ends their sessions; returns the password.

    Raises:
        WrongUse: there is no such user.
    """
    password = generated_password()
    changed = connection.execute(
        text("UPDATE ledger.user_account SET password_hash = :hash WHERE login = :login"),
        {"hash": hash_password(password), "login": login},
    )
    if not changed.rowcount:
        raise WrongUse(f"没有用户 {login}。", f"There is no user {login}.")
    connection.execute(
        text("DELETE FROM ledger.web_session WHERE login = :login"), {"login": login}
    )
    return password


def generated_password() -> str:
    """Four groups of four, 79 bits of chance."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
