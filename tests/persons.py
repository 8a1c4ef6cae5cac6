"""People of the tests: made by the owner with rights that nobody had to release, and signed in."""

import hashlib

from sqlalchemy import Connection, text

from ledger.roles import ROLES

#: Who acts in every test that is not about people: with every right everywhere.
TESTER = "测试员"
#: A second one, for what two persons do.
SECOND = "复核员"
EVERYWHERE = "000000"
#: What the forms of everybody carry whom `sign_in` signed in.
FORM_TOKEN = "token of the forms"  # noqa: S105  (made up)


def add_person(
    connection: Connection, login: str, *rights: tuple[str, str, bool], name: str | None = None
) -> None:
    """Makes somebody, as the owner, with rights: role, division, whether with the subtree."""
    connection.execute(
        text(
            "INSERT INTO ledger.user_account (login, name, created_at, created_by)"
            " VALUES (:login, :name, clock_timestamp(), '')"
        ),
        {"login": login, "name": name or login},
    )
    give_rights(connection, login, *rights)


def give_rights(connection: Connection, login: str, *rights: tuple[str, str, bool]) -> None:
    """Gives somebody rights, as the owner: role, division, whether with the subtree."""
    for role, division, with_subtree in rights:
        connection.execute(
            text(
                "WITH asked AS (INSERT INTO ledger.right_request (recorded_at, recorded_by, kind,"
                " login, role, division_id, with_subtree, reason) VALUES (clock_timestamp(), '',"
                " 'grant', :login, :role, :division, :subtree, '测试') RETURNING request_id)"
                " INSERT INTO ledger.right_held SELECT :login, :role, :division, :subtree, NULL,"
                " request_id FROM asked"
            ),
            {"login": login, "role": role, "division": division, "subtree": with_subtree},
        )


def token_of(login: str) -> str:
    """The token of the session that `sign_in` gives somebody."""
    return f"session of {login}"


def sign_in(
    connection: Connection, login: str, token: str | None = None, purpose: str = "work"
) -> str:
    """Signs somebody in, as the owner; the token of their session, which lasts for a day.

    Args:
        connection: of the owner.
        login: who it is.
        token: of the session; None names it after them.
        purpose: `work`, or what comes before it.
    """
    token = token_of(login) if token is None else token
    connection.execute(
        text(
            "INSERT INTO ledger.web_session (token_sha256, login, purpose, form_token, address,"
            " agent, created_at, last_seen_at) VALUES (:sha256, :login, :purpose, :form_token, '',"
            " '', clock_timestamp(), clock_timestamp() + INTERVAL '1 day')"
        ),
        {
            "sha256": hashlib.sha256(token.encode()).digest(),
            "login": login,
            "purpose": purpose,
            "form_token": FORM_TOKEN,
        },
    )
    return token


def add_testers(connection: Connection) -> None:
    """Makes the two who may do everything, and signs them in."""
    for login in (TESTER, SECOND):
        add_person(connection, login, *((role, EVERYWHERE, True) for role in ROLES))
        sign_in(connection, login)


def act_as(connection: Connection, login: str) -> None:
    """Has the rest of a transaction act for somebody who is signed in."""
    connection.execute(
        text("SELECT set_config('mingzhang.session', :token, TRUE)"), {"token": token_of(login)}
    )


def guard(connection: Connection) -> None:
    """Has the database insist on the second person again, as it does for everybody but tests."""
    connection.execute(text("ALTER TABLE ledger.import_batch ENABLE TRIGGER import_is_reviewed"))
