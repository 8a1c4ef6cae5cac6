"""A session lasts while it is used, leads only where it may, and ends when its owner says so."""

import pytest
from accounts import ADMIN, LOCKED, NEW, PASSWORD, WRONG, add_account, entered, try_in_vain, who
from sqlalchemy import Engine, text

from ledger.database import acting_as
from ledger.errors import Refused
from ledger.sessions import end_sessions, sessions_of_mine, sign_out
from ledger.sign_ins import change_password


@pytest.fixture
def people(engine: Engine, owner: Engine) -> Engine:
    """The test's own ledger with somebody who may sign in."""
    add_account(owner)
    return engine


@pytest.mark.parametrize(("column", "age"), [("last_seen_at", "31 min"), ("created_at", "13 h")])
def test_a_session_ends_when_it_is_left_idle_or_grows_old(
    people: Engine, owner: Engine, column: str, age: str
) -> None:
    token = entered(people).token
    with owner.begin() as connection:
        connection.execute(
            text(f"UPDATE ledger.web_session SET {column} = {column} - INTERVAL '{age}'")
        )
    assert who(people, token) is None
    entered(people)
    with owner.connect() as connection:
        left = connection.execute(
            text("SELECT count(*) FROM ledger.web_session WHERE login = :login"), {"login": ADMIN}
        ).scalar_one()
    assert left == 1, "what has ended is cleared away"


def test_using_a_session_keeps_it_from_going_idle(people: Engine, owner: Engine) -> None:
    token = entered(people).token
    for _ in range(3):
        with owner.begin() as connection:
            connection.execute(
                text(
                    "UPDATE ledger.web_session SET"
                    " last_seen_at = last_seen_at - INTERVAL '20 minutes'"
                )
            )
        assert who(people, token) == "admin work"


def test_sessions_are_listed_and_ended_by_their_owner_alone(people: Engine, owner: Engine) -> None:
    add_account(owner, "other")
    mine, too, others = (entered(people, login).token for login in (ADMIN, ADMIN, "other"))
    with acting_as(people, mine).begin() as connection:
        listed = sessions_of_mine(connection)
        assert [each.current for each in listed].count(True) == 1
        assert len(listed) == 2
        [second] = [each.session_number for each in listed if not each.current]
    with acting_as(people, others).begin() as connection:
        assert end_sessions(connection, second) == 0
    assert who(people, too) == "admin work"
    with acting_as(people, mine).begin() as connection:
        assert end_sessions(connection, second) == 1
    assert who(people, too) is None
    with acting_as(people, mine).begin() as connection:
        assert end_sessions(connection) == 1
    assert who(people, mine) is None
    with acting_as(people, others).begin() as connection:
        sign_out(connection)
    assert who(people, others) is None


def test_a_password_that_was_made_up_leads_only_to_a_new_one(people: Engine, owner: Engine) -> None:
    add_account(owner, "new", must_change=True)
    opened = entered(people, "new")
    assert opened.purpose == "password_change"
    with acting_as(people, opened.token).begin() as connection:
        assert sessions_of_mine(connection) == []
        assert end_sessions(connection) == 0
        connection.execute(text("SELECT ledger.offer_second_factor('\\x00')"))
    change_password(acting_as(people, opened.token), PASSWORD, NEW)
    assert who(people, opened.token) is None
    assert entered(people, "new", NEW).purpose == "work"


def test_a_changed_password_replaces_the_old_and_ends_every_session(people: Engine) -> None:
    first, second = entered(people).token, entered(people).token
    with pytest.raises(Refused, match=r"old password is wrong|原密码不对"):
        change_password(acting_as(people, first), "not that one", NEW)
    with pytest.raises(Refused, match=r"is the old one|和原密码一样"):
        change_password(acting_as(people, first), PASSWORD, PASSWORD)
    change_password(acting_as(people, first), PASSWORD, NEW)
    assert [who(people, token) for token in (first, second)] == [None, None]
    try_in_vain(people, 1)
    with pytest.raises(Refused, match=WRONG):
        entered(people)
    entered(people, password=NEW)


def test_guesses_at_the_old_password_lock_too(people: Engine) -> None:
    token = entered(people).token
    for _ in range(5):
        with pytest.raises(Refused, match=r"old password is wrong|原密码不对"):
            change_password(acting_as(people, token), "not that one", NEW)
    with pytest.raises(Refused, match=LOCKED):
        change_password(acting_as(people, token), PASSWORD, NEW)


def test_who_is_disabled_is_out_at_once_and_does_not_come_in(people: Engine, owner: Engine) -> None:
    token = entered(people).token
    with owner.begin() as connection:
        connection.execute(text("UPDATE ledger.user_account SET disabled_at = now()"))
    assert who(people, token) is None
    try_in_vain(people, 1)
    with pytest.raises(Refused, match=WRONG):
        entered(people)
