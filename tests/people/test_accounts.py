"""Who looks after accounts: security administrators, within their reach, and no further."""

import pytest
from accounts import DOOR, HERE, LOCKED, PASSWORD, add_account, entered, try_in_vain, who
from persons import EVERYWHERE, act_as, sign_in
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.database import acting_as
from ledger.errors import Refused, WrongUse
from ledger.refusals import refusal_of
from ledger.sign_ins import sign_in_by_provider
from ledger.user_accounts import (
    add_first_administrator,
    add_user,
    disable_user,
    link_user,
    renew_account,
    reset_user,
    users,
)

PROVINCE, COUNTY, OTHER = "990000", "990121", "990122"
ISSUER = "https://id.example"
SECURITY = "security_administrator"


@pytest.fixture
def offices(engine: Engine, owner: Engine) -> Engine:
    """A security administrator of a county and one of its province, and who they look after."""
    add_account(owner, "county-security", (SECURITY, COUNTY, True))
    add_account(owner, "province-security", (SECURITY, PROVINCE, True))
    add_account(owner, "clerk-here", ("clerk", COUNTY, False))
    add_account(owner, "clerk-there", ("clerk", OTHER, False))
    add_account(owner, "head-here", ("head", COUNTY, False))
    with owner.begin() as connection:
        for login in ("county-security", "province-security", "clerk-here"):
            sign_in(connection, login)
        connection.execute(
            text("UPDATE ledger.user_account SET division_id = :d WHERE login LIKE '%here'"),
            {"d": COUNTY},
        )
    return engine


def refused(connection: Connection, statement: str, login: str) -> Refused:
    """In which words an act on somebody is refused."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():
        connection.execute(text(statement), {"login": login})
    refusal = refusal_of(error.value)
    assert refusal is not None
    return refusal


ACTS = (
    "SELECT ledger.reset_user(:login, '', 1, 1, 1, '')",
    "SELECT ledger.disable_user(:login, TRUE)",
    "SELECT ledger.link_user(:login, 'https://id.example', 'x')",
)
ADD = "SELECT ledger.add_user('one-more', :login, '990121', '', 1, 1, 1, '')"


@pytest.mark.parametrize("act", [*ACTS, ADD])
def test_only_security_administrators_act_on_accounts(offices: Engine, act: str) -> None:
    with offices.connect() as connection:
        act_as(connection, "clerk-here")
        assert refused(connection, act, "clerk-here").promise == 11
        assert users(connection) == []
        connection.execute(text("SELECT set_config('mingzhang.session', '', TRUE)"))
        assert refused(connection, act, "clerk-here").promise == 11


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_on_an_account_that_reaches_further_than_they(
    offices: Engine, act: str
) -> None:
    with offices.connect() as connection:
        act_as(connection, "county-security")
        assert refused(connection, act, "clerk-there").promise == 11
        assert refused(connection, act, "province-security").promise == 11
        assert refused(connection, act, "nobody").promise == 11


@pytest.mark.parametrize("act", [ACTS[0], ACTS[2]])
@pytest.mark.parametrize("login", ["head-here", "county-security"])
def test_nobody_takes_over_the_account_of_who_releases_rights(
    offices: Engine, act: str, login: str
) -> None:
    with offices.connect() as connection:
        act_as(connection, "province-security")
        assert refused(connection, act, login).promise == 6


def test_nobody_disables_themselves(offices: Engine) -> None:
    with offices.connect() as connection:
        act_as(connection, "county-security")
        assert refused(connection, ACTS[1], "county-security").promise == 6
        # They are still somebody.
        assert users(connection) != []


def test_who_lacks_the_power_is_told_so_of_an_account_of_no_place_too(offices: Engine) -> None:
    with offices.connect() as connection:
        act_as(connection, "clerk-here")
        told = refused(connection, ACTS[1], "county-security")
    assert told.promise == 11
    assert "clerk-here 没有“申请和批准权限”" in told.text.zh


def test_an_account_is_added_reset_disabled_and_enabled(offices: Engine, owner: Engine) -> None:
    acting = acting_as(offices, "session of county-security")
    with acting.begin() as connection:
        first = add_user(connection, "new-clerk", "新人", COUNTY)
        with pytest.raises(WrongUse, match="new-clerk"):
            add_user(connection, "new-clerk", "又一个", COUNTY)
        assert "new-clerk" in {user.login for user in users(connection)}
        assert "clerk-there" in {user.login for user in users(connection)}
    opened = entered(offices, "new-clerk", first)
    assert opened.purpose == "password_change"
    try_in_vain(offices, 5, "new-clerk")
    with acting.begin() as connection:
        second = reset_user(connection, "new-clerk")
    assert who(offices, opened.token) is None
    assert entered(offices, "new-clerk", second).purpose == "password_change", "and no lock"
    with pytest.raises(Refused):
        entered(offices, "new-clerk", first)
    with acting.begin() as connection:
        disable_user(connection, "new-clerk")
    with pytest.raises(Refused):
        entered(offices, "new-clerk", second)
    with acting.begin() as connection:
        disable_user(connection, "new-clerk", disabled=False)
    entered(offices, "new-clerk", second)
    with owner.connect() as connection:
        said = connection.execute(
            text(
                "SELECT kind FROM ledger.access_record WHERE login = 'county-security'"
                " AND subject = 'new-clerk' ORDER BY access_id"
            )
        ).scalars()
        assert list(said) == ["user_added", "password_reset", "user_disabled", "user_enabled"]


def test_whom_the_provider_names_is_one_account_only(offices: Engine, owner: Engine) -> None:
    add_account(owner, "third", ("clerk", COUNTY, False))
    with acting_as(offices, "session of county-security").begin() as connection:
        link_user(connection, "clerk-here", ISSUER, "12345")
        with pytest.raises(Refused, match="12345"):
            link_user(connection, "third", ISSUER, "12345")
    opened = sign_in_by_provider(offices, DOOR, ISSUER, "12345", HERE)
    assert who(offices, opened.token) == "clerk-here work"
    for issuer, subject in ((ISSUER, "1234"), ("https://other.example", "12345")):
        with pytest.raises(Refused, match=r"no user here|没有关联"):
            sign_in_by_provider(offices, DOOR, issuer, subject, HERE)
    with acting_as(offices, "session of county-security").begin() as connection:
        link_user(connection, "clerk-here", ISSUER, None)
    with pytest.raises(Refused):
        sign_in_by_provider(offices, DOOR, ISSUER, "12345", HERE)


def test_the_operator_makes_the_first_two_security_administrators_and_no_third(
    engine: Engine, owner: Engine
) -> None:
    with owner.begin() as connection:
        # The ledgers of tests have people who may do everything.
        connection.execute(text("DELETE FROM ledger.right_held"))
        passwords = [
            add_first_administrator(connection, login, "管理员", EVERYWHERE)
            for login in ("first", "second")
        ]
        with pytest.raises(DBAPIError) as error, connection.begin_nested():
            add_first_administrator(connection, "third", "管理员", EVERYWHERE)
    refusal = refusal_of(error.value)
    assert refusal is not None
    assert refusal.promise == 6
    assert entered(engine, "first", passwords[0]).purpose == "password_change"
    with owner.connect() as connection:
        asked = connection.execute(
            text(
                "SELECT request.recorded_by, decision.recorded_by FROM ledger.right_request"
                " AS request INNER JOIN ledger.right_decision AS decision USING (request_id)"
            )
        ).all()
    assert [tuple(each) for each in asked] == [("operator", "mingzhang user first")] * 2


def test_the_operator_resets_whom_nobody_else_may(offices: Engine, owner: Engine) -> None:
    try_in_vain(offices, 5, "head-here")
    with pytest.raises(Refused, match=LOCKED):
        entered(offices, "head-here", PASSWORD)
    with owner.begin() as connection:
        password = renew_account(connection, "head-here")
        with pytest.raises(WrongUse, match="nobody"):
            renew_account(connection, "nobody")
    assert entered(offices, "head-here", password).purpose == "password_change"
