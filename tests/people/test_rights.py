"""One person asks for a right and another releases it; nobody gives themselves anything."""

from datetime import timedelta

import pytest
from builders import CITY, COUNTY, OTHER_COUNTY
from persons import add_person, sign_in, token_of
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.database import acting_as
from ledger.dates import today_in_beijing
from ledger.errors import Refused
from ledger.right_acts import (
    RightWanted,
    ask_for_right,
    decide_on_right,
    withdraw_right_request,
)
from ledger.right_questions import own_powers, rights_asked, rights_held

TOWNSHIP = f"{COUNTY}100"
#: Who they are: the first may ask, at a county or in all of a city; heads release at their place.
PEOPLE = {
    "安全甲": ("security_administrator", CITY, True),
    "安全乙": ("security_administrator", COUNTY, False),
    "安全丙": ("security_administrator", OTHER_COUNTY, False),
    "局长": ("head", COUNTY, False),
    "邻县局长": ("head", OTHER_COUNTY, False),
}


@pytest.fixture
def people(owner: Engine) -> None:
    """The people above, and three who hold nothing yet."""
    with owner.begin() as connection:
        for login, right in PEOPLE.items():
            add_person(connection, login, right)
            sign_in(connection, login)
        for login in ("新人", "新人二", "局外人"):
            add_person(connection, login)
            sign_in(connection, login)


def ask(engine: Engine, asker: str, wanted: RightWanted) -> int:
    """Asks for a right in somebody's name."""
    with acting_as(engine, token_of(asker)).begin() as connection:
        return ask_for_right(connection, wanted)


def decide(engine: Engine, decider: str, request: int, decision: str = "released") -> None:
    """Decides in somebody's name."""
    with acting_as(engine, token_of(decider)).begin() as connection:
        decide_on_right(connection, request, decision, "已核对")


def powers(engine: Engine, login: str) -> frozenset[str]:
    """What somebody may do."""
    with acting_as(engine, token_of(login)).connect() as connection:
        return own_powers(connection)


def wanted(role: str = "clerk", division: str = COUNTY, **more: object) -> RightWanted:
    """A right for the new person."""
    values: dict[str, object] = {
        "kind": "grant",
        "login": "新人",
        "role": role,
        "division_id": division,
        "reason": "新到任",
    }
    return RightWanted(**(values | more))  # type: ignore[arg-type]


@pytest.mark.usefixtures("people")
def test_a_right_is_in_force_once_another_person_released_it(engine: Engine) -> None:
    request = ask(engine, "安全乙", wanted())
    assert powers(engine, "新人") == frozenset()
    decide(engine, "局长", request)
    assert {"money", "draft"} <= powers(engine, "新人")
    with acting_as(engine, token_of("新人")).connect() as connection:
        [right] = rights_held(connection)
        assert str(right.words.zh) == "示范一县 制单"
    with acting_as(engine, token_of("局长")).connect() as connection:
        assert request not in {each.request_id for each in rights_asked(connection, waiting=True)}
        [asked] = rights_asked(connection, waiting=False)
        assert (asked.recorded_by, asked.decided_by) == ("安全乙", "局长")


@pytest.mark.usefixtures("people")
def test_a_right_that_was_withdrawn_by_two_persons_is_held_no_longer(engine: Engine) -> None:
    decide(engine, "局长", ask(engine, "安全乙", wanted()))
    withdrawal = ask(engine, "安全乙", wanted(kind="withdraw"))
    assert powers(engine, "新人")
    decide(engine, "局长", withdrawal)
    assert powers(engine, "新人") == frozenset()


@pytest.mark.usefixtures("people")
def test_a_right_ends_with_its_last_day(engine: Engine, owner: Engine) -> None:
    decide(engine, "局长", ask(engine, "安全乙", wanted(ends_on=today_in_beijing())))
    assert powers(engine, "新人")
    with owner.begin() as connection:
        connection.execute(
            text("UPDATE ledger.right_held SET ends_on = :day WHERE login = '新人'"),
            {"day": today_in_beijing() - timedelta(days=1)},
        )
    assert powers(engine, "新人") == frozenset()
    with acting_as(engine, token_of("新人")).connect() as connection:
        assert rights_held(connection)[0].ended


@pytest.mark.usefixtures("people")
def test_who_asked_takes_a_request_back_and_nobody_else(engine: Engine) -> None:
    request = ask(engine, "安全乙", wanted())
    with (
        acting_as(engine, token_of("安全甲")).begin() as connection,
        pytest.raises(Refused, match="Somebody else asked"),
    ):
        withdraw_right_request(connection, request)
    with acting_as(engine, token_of("安全乙")).begin() as connection:
        withdraw_right_request(connection, request)
    with pytest.raises(Refused, match="decided on already"):
        decide(engine, "局长", request)
    assert powers(engine, "新人") == frozenset()


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("asker", "asked", "words"),
    [
        ("安全乙", wanted(login="安全乙"), "right of their own"),
        ("局长", wanted(), "Ask for and release rights"),
        ("局外人", wanted(), "may not do this"),
        ("安全丙", wanted(), "may not do this"),
        ("安全乙", wanted(division=CITY), "may not do this"),
        ("安全乙", wanted(with_subtree=True), "may not do this below"),
        ("安全乙", wanted(reason="  "), "Say why"),
        ("安全乙", wanted(role="emperor"), "no role"),
        ("安全乙", wanted(login="无此人"), "no user"),
        ("安全乙", wanted(division=TOWNSHIP), "township officers only"),
        ("安全乙", wanted(ends_on=today_in_beijing() - timedelta(days=1)), "is past"),
        ("安全乙", wanted(kind="withdraw"), "nothing to withdraw"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    engine: Engine, asker: str, asked: RightWanted, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        ask(engine, asker, asked)


@pytest.mark.usefixtures("people")
def test_a_township_officer_is_appointed_at_the_township(engine: Engine) -> None:
    decide(engine, "局长", ask(engine, "安全乙", wanted("township_officer", TOWNSHIP)))
    assert "draft" in powers(engine, "新人")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("decider", "words"),
    [
        ("安全乙", "asked for it or would hold it"),
        ("邻县局长", "may not do this"),
        ("安全丙", "may not do this"),
        ("局外人", "may not do this"),
        ("新人", "may not do this"),
    ],
)
def test_who_may_not_release_a_right_is_refused(engine: Engine, decider: str, words: str) -> None:
    request = ask(engine, "安全乙", wanted())
    with pytest.raises(Refused, match=words):
        decide(engine, decider, request)


@pytest.mark.usefixtures("people")
def test_whose_right_it_is_does_not_release_it(engine: Engine) -> None:
    request = ask(engine, "安全乙", wanted("reviewer", login="局长"))
    with pytest.raises(Refused, match="would hold it"):
        decide(engine, "局长", request)


@pytest.mark.usefixtures("people")
def test_a_right_with_the_subtree_is_released_by_who_reaches_as_far(engine: Engine) -> None:
    request = ask(engine, "安全甲", wanted(with_subtree=True))
    with pytest.raises(Refused, match="below"):
        decide(engine, "局长", request)


@pytest.mark.usefixtures("people")
def test_the_three_administrators_hold_no_other_role(engine: Engine) -> None:
    decide(engine, "局长", ask(engine, "安全乙", wanted("audit_administrator")))
    request = ask(engine, "安全乙", wanted("clerk"))
    with pytest.raises(Refused, match="persons of their own"):
        decide(engine, "局长", request)
    request = ask(engine, "安全乙", wanted("system_administrator"))
    with pytest.raises(Refused, match="persons of their own"):
        decide(engine, "局长", request)


@pytest.mark.usefixtures("people")
def test_a_refusal_says_why_and_a_request_is_decided_once(engine: Engine) -> None:
    request = ask(engine, "安全乙", wanted())
    with (
        acting_as(engine, token_of("局长")).begin() as connection,
        pytest.raises(Refused, match="Say why"),
    ):
        decide_on_right(connection, request, "refused", "")
    decide(engine, "局长", request, "refused")
    with pytest.raises(Refused, match="decided on already"):
        decide(engine, "安全甲", request)
    assert powers(engine, "新人") == frozenset()


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("table", ["right_request", "right_decision"])
def test_what_was_asked_and_decided_is_never_changed(
    engine: Engine, owner: Engine, table: str
) -> None:
    decide(engine, "局长", ask(engine, "安全乙", wanted()))
    for statement in (f"UPDATE ledger.{table} SET reason = ''", f"DELETE FROM ledger.{table}"):
        with owner.connect() as connection, pytest.raises(DBAPIError, match="facts_are_never"):
            connection.execute(text(f"SET ROLE mingzhang_owner; {statement}"))


@pytest.mark.usefixtures("people")
def test_rights_are_seen_at_ones_own_place(engine: Engine) -> None:
    request = ask(engine, "安全乙", wanted())
    for login, sees in (("局长", True), ("邻县局长", False), ("安全丙", False), ("新人", True)):
        with acting_as(engine, token_of(login)).connect() as connection:
            waiting = {each.request_id for each in rights_asked(connection, waiting=True)}
            assert (request in waiting) is sees, login
            assert all(
                each.login == login or each.division_id in {COUNTY, OTHER_COUNTY}
                for each in rights_held(connection)
            )
