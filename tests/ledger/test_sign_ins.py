"""The database decides who is signed in: no program's word is enough, and no haste gets past it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from accounts import (
    ADMIN,
    DOOR,
    HERE,
    LOCKED,
    PASSWORD,
    add_account,
    entered,
    try_in_vain,
    who,
)
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from ledger.errors import Refused, SystemFailed
from ledger.sessions import user_of
from ledger.sign_ins import open_session, proof_of, recipe_of, sign_in
from ledger.user_accounts import renew_account

#: What the application's role may not even read.
SECRETS = (
    "user_secret",
    "web_session",
    "second_factor",
    "recovery_code",
    "sign_in_brake",
    "door_key",
    "live_session",
    "begun_session",
)


@pytest.fixture
def people(engine: Engine, owner: Engine) -> Engine:
    """The test's own ledger with somebody who may sign in."""
    add_account(owner)
    return engine


def seconds_locked(owner: Engine, login: str = ADMIN) -> float:
    """How long a login stays locked."""
    with owner.connect() as connection:
        until = connection.execute(
            text("SELECT locked_until FROM ledger.sign_in_brake WHERE login = :login"),
            {"login": login},
        ).scalar_one()
    return float((until - datetime.now(UTC)).total_seconds())


def unlock(owner: Engine) -> None:
    """Lets the time of every lock pass."""
    with owner.begin() as connection:
        connection.execute(
            text("UPDATE ledger.sign_in_brake SET locked_until = locked_until - INTERVAL '1 hour'")
        )


def test_a_right_password_opens_a_session_to_work_with(people: Engine) -> None:
    opened = entered(people)
    assert opened.purpose == "work"
    assert who(people, opened.token) == "admin work"
    assert entered(people).token != opened.token


def test_without_the_door_key_even_the_right_password_opens_nothing(
    people: Engine, owner: Engine
) -> None:
    with pytest.raises(SystemFailed, match=r"door key|登录密钥"):
        sign_in(people, bytes(32), ADMIN, PASSWORD, HERE)
    for _ in range(9):
        with pytest.raises(SystemFailed):
            sign_in(people, bytes(32), ADMIN, "not that one", HERE)
    assert entered(people).token, "who has no door key cannot lock people out either"
    with owner.connect() as connection:
        sessions = connection.execute(
            text("SELECT count(*) FROM ledger.web_session WHERE login = :login"), {"login": ADMIN}
        ).scalar_one()
    assert sessions == 1


@pytest.mark.parametrize("table", SECRETS)
def test_the_application_cannot_read_what_proves_people(people: Engine, table: str) -> None:
    with people.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(f"SELECT * FROM ledger.{table}"))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger.web_session (token_sha256, login) VALUES ('\\x00', 'admin')",
        "UPDATE ledger.web_session SET login = 'head'",
        "UPDATE ledger.user_secret SET must_change = FALSE",
        "UPDATE ledger.user_account SET disabled_at = NULL",
        "DELETE FROM ledger.sign_in_brake",
        "UPDATE ledger.door_key SET key_sha256 = sha256('\\x00')",
        "SELECT ledger.begin_session('admin', 'work', '\\x00', '', '', '')",
        "SELECT ledger.write_account('x', 'x', 'x', NULL, '', 1, 1, 1, '')",
        "SELECT ledger.renew_account('x', 'admin', '', 1, 1, 1, '')",
        "SELECT ledger.prove_password('admin', '')",
        "SELECT ledger.take_code('admin', 1, NULL)",
        "SELECT ledger.is_door_key('')",
        "SELECT ledger.count_wrong('admin')",
    ],
)
def test_the_application_can_make_nobody_signed_in(people: Engine, statement: str) -> None:
    with people.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(statement))


def test_the_hash_of_a_token_is_no_token(people: Engine, owner: Engine) -> None:
    entered(people)
    with owner.connect() as connection:
        kept = connection.execute(
            text("SELECT encode(token_sha256, 'hex') FROM ledger.web_session WHERE login = :login"),
            {"login": ADMIN},
        ).scalar_one()
    assert who(people, kept) is None


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(
    people: Engine, owner: Engine
) -> None:
    with owner.begin() as connection:
        # A password as the product keeps it, not as the tests do.
        renew_account(connection, ADMIN)
    try_in_vain(people, 4)
    try_in_vain(people, 4, "nobody")
    with people.connect() as connection:
        first, second = (recipe_of(connection, "nobody") for _ in range(2))
        known = recipe_of(connection, ADMIN)
        other = recipe_of(connection, "somebody")
    assert first == second, "its salt is the same each time, as a known login's is"
    assert len({known.salt, first.salt, other.salt}) == 3
    assert (len(known.salt), known.passes, known.memory_kib, known.lanes) == (
        len(first.salt),
        first.passes,
        first.memory_kib,
        first.lanes,
    ), "the same work is done for both"


@pytest.mark.parametrize("login", [ADMIN, "nobody"])
def test_five_wrong_passwords_lock_a_login_and_each_further_one_for_twice_as_long(
    people: Engine, owner: Engine, login: str
) -> None:
    try_in_vain(people, 4, login)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        try_in_vain(people, 1, login)
        assert 60 * minutes - 30 < seconds_locked(owner, login) <= 60 * minutes
        with pytest.raises(Refused, match=LOCKED):
            entered(people, login)
        unlock(owner)


def test_a_right_password_forgives_the_wrong_ones(people: Engine) -> None:
    for _ in range(3):
        try_in_vain(people, 4)
        entered(people)


def test_many_attempts_at_once_count_as_many(people: Engine, owner: Engine) -> None:
    proof = proof_of(people, ADMIN, PASSWORD)
    call = "ledger.open_session(:login, :proof, :door, :token, :forms, :address, :agent)"

    def attempt(number: int) -> str:
        tried = proof if number >= 30 else bytes([number])
        try:
            open_session(people, call, {"login": ADMIN, "proof": tried, "door": DOOR}, HERE)
        except Refused as refusal:
            return refusal.text.en
        return "in"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(attempt, range(30)))
    assert sum("is wrong" in answer for answer in answers) == 5
    assert sum("locked" in answer for answer in answers) == 25
    assert "locked" in attempt(30), "and the right one is not let in behind them"
    assert 30 < seconds_locked(owner) <= 60


def test_what_was_tried_is_on_record(people: Engine, owner: Engine) -> None:
    try_in_vain(people, 5)
    with pytest.raises(Refused, match=LOCKED):
        entered(people)
    unlock(owner)
    entered(people)
    with owner.connect() as connection:
        kinds = connection.execute(
            text("SELECT kind FROM ledger.access_record WHERE subject = :l ORDER BY access_id"),
            {"l": ADMIN},
        ).scalars()
        assert list(kinds) == [*["sign_in_failed"] * 5, *["locked_out"] * 2, "signed_in"]
    with pytest.raises(Refused):
        entered(people, "a password typed as a login")
    with owner.connect() as connection:
        said = connection.execute(
            text("SELECT access_record::text FROM ledger.access_record ORDER BY access_id DESC")
        ).scalars()
        assert all("typed as a login" not in each for each in said)


def test_the_password_is_nowhere_in_the_ledger(people: Engine, owner: Engine) -> None:
    entered(people)
    proof = proof_of(people, ADMIN, PASSWORD)
    with owner.connect() as connection:
        kept = connection.execute(
            text("SELECT verifier FROM ledger.user_secret WHERE login = :l"), {"l": ADMIN}
        ).scalar_one()
    assert bytes(kept) != proof, "what is kept would not open a session"


def test_a_login_in_a_connection_that_acts_for_nobody_is_nobodys(connection: Connection) -> None:
    connection.execute(text("SELECT set_config('mingzhang.session', '', TRUE)"))
    assert user_of(connection) is None
