"""Signs people in: their password or their provider's word, a code if they want one, a session.

The database compares and counts; what happens here is what it cannot do, argon2id and codes.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

from ledger.errors import Refused, SystemFailed
from ledger.language import Text
from ledger.passwords import Recipe, check_quality, hash_password, kept_of
from ledger.second_factors import Answer, answer_to, unseal
from ledger.sessions import Seen, new_session, user_of

LONGEST_LOGIN = 64
#: Does not tell which of the two it is, so that nobody learns who may sign in.
WRONG_AT_THE_DOOR = Text("登录名或密码不对。", "The login or the password is wrong.")
WRONG_PASSWORD = Text("密码不对。", "The password is wrong.")
WRONG_OLD_PASSWORD = Text("原密码不对。", "The old password is wrong.")
WRONG_CODE = Text("验证码不对，或已经用过。", "The code is wrong, or was used already.")
SESSION_OVER = Text("登录已过期，请重新登录。", "Your session has ended; sign in again.")
NOT_LINKED = Text(
    "单位统一身份里的这个人在明账没有关联的用户；请安全管理员关联。",
    "Your organisation knows you, but no user here is linked to that; ask the security "
    "administrator to link yours.",
)


@dataclass(frozen=True)
class Opened:
    """A session that was opened: its token, and what it is for."""

    token: str
    purpose: str


def sign_in(engine: Engine, door: bytes, login: str, password: str, seen: Seen) -> Opened:
    """Opens a session for a password.

    Args:
        engine: to the ledger.
        door: the door key.
        login: as typed.
        password: as typed.
        seen: where they sign in from.

    Raises:
        Refused: the login or the password is wrong, or the login is locked for a while.
        SystemFailed: the door key is not the ledger's.
    """
    login = login.strip()[:LONGEST_LOGIN]
    proof = proof_of(engine, login, password)
    return open_session(
        engine,
        "ledger.open_session(:login, :proof, :door, :token, :forms, :address, :agent)",
        {"login": login, "proof": proof, "door": door},
        seen,
    )


def sign_in_by_provider(
    engine: Engine, door: bytes, issuer: str, subject: str, seen: Seen
) -> Opened:
    """Opens a session for whom the identity provider has spoken; its word was checked before.

    Raises:
        Refused: nobody here is linked to them.
        SystemFailed: the door key is not the ledger's.
    """
    return open_session(
        engine,
        "ledger.open_provider_session(:issuer, :subject, :door, :token, :forms, :address, :agent)",
        {"issuer": issuer, "subject": subject, "door": door},
        seen,
    )


def open_session(engine: Engine, call: str, values: dict[str, Any], seen: Seen) -> Opened:
    """Asks the database for a session."""
    new = new_session()
    with engine.begin() as connection:
        answer = connection.execute(
            text(f"SELECT * FROM {call}"),  # noqa: S608  (one of the two above)
            values | asdict(seen) | {"token": new.sha256, "forms": new.form_token},
        ).one()
    accept(answer, WRONG_AT_THE_DOOR)
    return Opened(new.token, answer.purpose)


def proof_of(engine: Engine, login: str, password: str) -> bytes:
    """The argon2id hash of a password with the recipe of a login, known or not: the same work."""
    with engine.connect() as connection:
        recipe = recipe_of(connection, login)
    return hash_password(password, recipe)


def recipe_of(connection: Connection, login: str) -> Recipe:
    """With what a login's password is hashed.

    Raises:
        SystemFailed: the ledger has no door key yet.
    """
    found = connection.execute(
        text("SELECT * FROM ledger.password_parameters(:login, :passes, :memory, :lanes)"),
        {
            "login": login,
            "passes": Recipe.passes,
            "memory": Recipe.memory_kib,
            "lanes": Recipe.lanes,
        },
    ).first()
    if found is None:
        raise SystemFailed(
            "账本还没有登录密钥；请先运行 mingzhang migrate。",
            "The ledger has no door key yet; run `mingzhang migrate` first.",
        )
    return Recipe(bytes(found.salt), found.passes, found.memory_kib, found.lanes)


def pass_second_factor(acting: Engine, door: bytes, code: str) -> Opened:
    """Turns the acting session, which waits for a code, into one to work with.

    Raises:
        Refused: the code is wrong or was used, the login is locked, or the session has ended.
    """
    answer = answer_of(acting, door, code)
    new = new_session()
    with acting.begin() as connection:
        passed = connection.execute(
            text(
                "SELECT * FROM ledger.pass_second_factor("
                ":door, :step, CAST(:recovery AS bytea), :token, :forms)"
            ),
            code_values(answer) | {"door": door, "token": new.sha256, "forms": new.form_token},
        ).one()
    accept(passed, WRONG_CODE)
    return Opened(new.token, passed.purpose)


def answer_of(acting: Engine, door: bytes, code: str) -> Answer:
    """What a code is that the acting person typed.

    Raises:
        Refused: their secret was sealed with another door key.
    """
    without_secret = answer_to(code, None)
    if without_secret.recovery_sha256 is not None:
        return without_secret
    with acting.connect() as connection:
        sealed = connection.execute(
            text("SELECT sealed FROM ledger.sealed_second_factor(:door)"), {"door": door}
        ).scalar()
    return answer_to(code, None if sealed is None else unseal(bytes(sealed), door))


def code_values(answer: Answer) -> dict[str, object]:
    """A code as the database is told of it."""
    return {"step": answer.step, "recovery": answer.recovery_sha256}


def change_password(acting: Engine, old: str, new: str) -> None:
    """Replaces the acting person's password and ends every session of theirs.

    Raises:
        Refused: the old one is wrong, the new one is the old or too easy to guess, the login is
            locked, or the session has ended.
    """
    with acting.begin() as connection:
        user = user_of(connection)
        if user is None:
            raise Refused(*SESSION_OVER)
    if new == old:
        raise Refused("新密码和原密码一样。", "The new password is the old one.")
    check_quality(new, user.login, user.name)
    proof = proof_of(acting, user.login, old)
    with acting.begin() as connection:
        answer = connection.execute(
            text(
                "SELECT * FROM ledger.change_password("
                ":proof, :salt, :passes, :memory_kib, :lanes, :verifier)"
            ),
            {"proof": proof} | kept_of(new),
        ).one()
    accept(answer, WRONG_OLD_PASSWORD)


def accept(answer: Any, if_wrong: Text) -> None:  # noqa: ANN401  (a row)
    """Raises for every outcome but the right one.

    Raises:
        Refused: something was wrong, or the login is locked.
        SystemFailed: the door key is not the ledger's.
    """
    if answer.outcome == "locked":
        left = (answer.locked_until - datetime.now(UTC)).total_seconds()
        minutes = max(1, -int(-left // 60))
        raise Refused(
            f"错误次数过多，此登录名已锁定，请过 {minutes} 分钟再试。",
            f"Too many wrong attempts; this login is locked. Try again in {minutes} minutes.",
        )
    if answer.outcome == "no_door_key":
        raise SystemFailed(
            "登录密钥不是这个账本的；请运行 mingzhang migrate 查看。",
            "The door key is not this ledger's; run `mingzhang migrate` to see.",
        )
    refusals = {
        "wrong": if_wrong,
        "wrong_code": WRONG_CODE,
        "no_session": SESSION_OVER,
        "not_linked": NOT_LINKED,
        "on_already": Text("动态口令已经开通。", "The second factor is on already."),
    }
    if answer.outcome in refusals:
        raise Refused(*refusals[answer.outcome])
