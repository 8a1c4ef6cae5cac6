"""Creates those who may sign in, gives them new passwords, ends and links their accounts.

The passwords are kept nowhere; each is for one use, after which its person chooses their own.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from ledger.database import open_engine, rows_of
from ledger.divisions import find_division
from ledger.errors import Refused, WrongUse
from ledger.passwords import generated_password, kept_of
from ledger.sign_ins import LONGEST_LOGIN

#: Who the accounts are from that the operator makes, with the database's own rights.
OPERATOR = "operator"
SECRET = ":salt, :passes, :memory_kib, :lanes, :verifier"  # noqa: S105  (names of parameters)


@dataclass(frozen=True)
class UserRow:
    """Somebody who may sign in, as an administrator sees them."""

    login: str
    name: str
    division: str | None
    created_at: datetime
    created_by: str
    disabled_at: datetime | None
    must_change: bool
    last_signed_in_at: datetime | None
    second_factor: bool
    #: Who they are at the organisation's identity provider.
    subject: str | None


def users(connection: Connection) -> list[UserRow]:
    """All who may sign in, by login; none for who may not see them."""
    return rows_of(UserRow, connection.execute(text("SELECT * FROM ledger.user_accounts()")))


def is_without_users(url: str) -> bool:
    """Whether nobody at all has an account, as the operator of the ledger's URL sees it."""
    engine = open_engine(url, role=None)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
        found = connection.execute(text("SELECT NOT EXISTS (SELECT FROM ledger.user_account)"))
        without = bool(found.scalar_one())
    engine.dispose()
    return without


def check_login(login: str) -> None:
    """A login is one that everybody can type and read.

    Raises:
        WrongUse: it is empty, too long, or has a space in it.
    """
    fitting = 0 < len(login) <= LONGEST_LOGIN and login.isprintable()
    if not fitting or any(letter.isspace() for letter in login):
        raise WrongUse(
            f"登录名应有 1 到 {LONGEST_LOGIN} 个字符，不能有空格：{login!r}。",
            f"A login has from 1 to {LONGEST_LOGIN} characters and no spaces: {login!r}.",
        )


def add_user(connection: Connection, login: str, name: str, division: str | None) -> str:
    """Creates a user in the name of the security administrator who acts.

    Args:
        connection: to the ledger, acting for them.
        login: what the user signs in with.
        name: of the person, as imports and runs name them.
        division: the code or name of the place whose book takes rows that name none; or None.

    Returns:
        The password that was made up, to be changed at the first sign-in.

    Raises:
        WrongUse: the login is taken, too long or has a space in it, or there is no such division.
    """
    return written(connection, "ledger.add_user(", login, name, division)


def create_account(connection: Connection, login: str, name: str, division: str | None) -> str:
    """The same by the operator, who is connected as the owner of the ledger."""
    return written(connection, f"ledger.write_account('{OPERATOR}', ", login, name, division)


def add_first_administrator(connection: Connection, login: str, name: str, division: str) -> str:
    """Makes one of the first two security administrators, by the operator; returns a password.

    Args:
        connection: to the ledger, as its owner.
        login: what they sign in with.
        name: of the person.
        division: whose users and rights, with all below, they look after: a code or a name.

    Raises:
        Refused: there are two already.
        WrongUse: the login is taken or cannot be, or there is no such division.
    """
    password = create_account(connection, login, name, division)
    connection.execute(
        text("SELECT ledger.add_first_administrator(:login, :division)"),
        {"login": login, "division": find_division(connection, division)},
    )
    return password


def written(connection: Connection, call: str, login: str, name: str, division: str | None) -> str:
    """Has an account written by one of the two functions; returns its password."""
    check_login(login)
    if not name.strip():
        raise WrongUse("请填写姓名。", "A name is needed.")
    password = generated_password()
    added = connection.execute(
        text(f"SELECT {call}:login, :name, :division, {SECRET})"),
        {
            "login": login,
            "name": name.strip(),
            "division": None if division is None else find_division(connection, division),
        }
        | kept_of(password),
    ).scalar_one()
    if not added:
        raise WrongUse(f"登录名 {login} 已有人用。", f"The login {login} is taken.")
    return password


def reset_user(connection: Connection, login: str) -> str:
    """Gives a user a new password in the name of the security administrator who acts.

    Their sessions, their second factor and a lock-out end with it.
    """
    password = generated_password()
    connection.execute(
        text(f"SELECT ledger.reset_user(:login, {SECRET})"),
        {"login": login} | kept_of(password),
    )
    return password


def renew_account(connection: Connection, login: str) -> str:
    """The same by the operator, who is connected as the owner of the ledger.

    Raises:
        WrongUse: there is no such user.
    """
    password = generated_password()
    renewed = connection.execute(
        text(f"SELECT ledger.renew_account('{OPERATOR}', :login, {SECRET})"),
        {"login": login} | kept_of(password),
    ).scalar_one()
    if not renewed:
        raise WrongUse(f"没有用户 {login}。", f"There is no user {login}.")
    return password


def disable_user(connection: Connection, login: str, *, disabled: bool = True) -> None:
    """Keeps a user from signing in and ends their sessions, or lets them in again."""
    connection.execute(
        text("SELECT ledger.disable_user(:login, :disabled)"),
        {"login": login, "disabled": disabled},
    )


def link_user(connection: Connection, login: str, issuer: str, subject: str | None) -> None:
    """Says who a user is at the identity provider; with no subject, that they come by it no longer.

    Raises:
        Refused: that person is linked to another user.
    """
    linked = connection.execute(
        text("SELECT ledger.link_user(:login, :issuer, :subject)"),
        {"login": login, "issuer": issuer if subject else None, "subject": subject or None},
    ).scalar_one()
    if not linked:
        raise Refused(
            f"统一身份 {subject} 已关联另一个用户。", f"{subject} is linked to another user."
        )
