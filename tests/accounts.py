"""People who may sign in to the ledgers of tests, with passwords that the tests know."""

import hashlib
import secrets
from dataclasses import asdict
from pathlib import Path

import pytest
import requests
from persons import add_person
from sqlalchemy import Connection, Engine, text

from ledger.database import acting_as
from ledger.errors import Refused
from ledger.passwords import SALT_BYTES, Recipe, hash_password
from ledger.sessions import Seen, user_of
from ledger.sign_ins import Opened, sign_in

#: Who signs in where it does not matter who does.
ADMIN = "admin"
PASSWORD = "七只羊过河 seven sheep"  # noqa: S105  (of nobody real)
#: Another that is good enough.
NEW = "八只 lanterns 挂在江边"
#: What is said at the door.
WRONG = r"login or the password is wrong|登录名或密码不对"
LOCKED = r"locked|锁定"
HERE = Seen("127.0.0.1", "tests")
#: What sessions in the tests' ledgers are opened with.
DOOR = bytes(range(32))


def keep_door_key(data_dir: Path) -> Path:
    """Puts the door key of the tests' ledgers into a data directory."""
    key_file = data_dir / "keys" / "door.key"
    key_file.parent.mkdir(parents=True, exist_ok=True)
    key_file.write_text(DOOR.hex())
    return key_file


def quick_recipe() -> Recipe:
    """A recipe that costs next to nothing: what a guess costs is for tests of passwords."""
    return Recipe(secrets.token_bytes(SALT_BYTES), passes=1, memory_kib=8, lanes=1)


def write_secret(
    owner: Connection, login: str, password: str = PASSWORD, *, must_change: bool = False
) -> None:
    """Lets somebody who has an account sign in."""
    recipe = quick_recipe()
    verifier = hashlib.sha256(hash_password(password, recipe)).digest()
    owner.execute(
        text(
            "INSERT INTO ledger.user_secret (login, salt, passes, memory_kib, lanes, verifier,"
            " must_change, set_at, set_by) VALUES (:login, :salt, :passes, :memory_kib, :lanes,"
            " :verifier, :must, clock_timestamp(), :login)"
        ),
        {"login": login, "must": must_change, "verifier": verifier} | asdict(recipe),
    )


def add_account(
    owner: Engine,
    login: str = ADMIN,
    *rights: tuple[str, str, bool],
    name: str | None = None,
    must_change: bool = False,
) -> None:
    """Writes an account that can be signed in to, as the owner of the ledger."""
    with owner.begin() as connection:
        add_person(connection, login, *rights, name=name)
        write_secret(connection, login, must_change=must_change)


def entered(engine: Engine, login: str = ADMIN, password: str = PASSWORD) -> Opened:
    """A session opened with a password."""
    return sign_in(engine, DOOR, login, password, HERE)


def cookie_of(session: requests.Session) -> str:
    """The token that a browser keeps."""
    return str(session.cookies["mingzhang"])


def who(engine: Engine, token: str) -> str | None:
    """Whose session a token is, and what it is for."""
    with acting_as(engine, token).begin() as connection:
        user = user_of(connection)
    return None if user is None else f"{user.login} {user.purpose}"


def try_in_vain(engine: Engine, times: int, login: str = ADMIN) -> None:
    """Wrong passwords, each of which is told to be wrong."""
    for _ in range(times):
        with pytest.raises(Refused, match=WRONG):
            entered(engine, login, "not that one")
