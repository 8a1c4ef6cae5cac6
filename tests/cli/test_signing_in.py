"""Commands act for whoever signed in on the terminal, until they sign out."""

import json
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from accounts import DOOR, NEW, PASSWORD, add_account, keep_door_key
from commands import PATIENCE, ROOT, mingzhang
from persons import EVERYWHERE, add_person
from persons import sign_in as sign_in_as
from sqlalchemy import Engine, text

from ledger.database import acting_as
from ledger.second_factor_switching import confirm, offer
from ledger.second_factors import code_at, unseal
from ledger.sessions import Seen, user_of
from ledger.sign_ins import sign_in


@pytest.fixture
def terminal(own: dict[str, str], database: str, tmp_path: Path) -> dict[str, str]:
    """The environment of somebody's terminal on the machine where the ledger is."""
    keep_door_key(tmp_path / "var")
    return own | {"XDG_STATE_HOME": str(tmp_path / "state"), "MINGZHANG_DATABASE_URL": database}


def typed(
    terminal: dict[str, str], *command: str, lines: tuple[str, ...]
) -> subprocess.CompletedProcess[str]:
    """Runs a command that is told lines."""
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *command],
        cwd=ROOT,
        env=terminal,
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def whoami(terminal: dict[str, str]) -> object:
    """Who is signed in there, by their login."""
    done = mingzhang(terminal, "whoami", "--json")
    return json.loads(done.stdout)["login"] if done.returncode == 0 else done.returncode


def test_who_signs_in_is_who_acts_until_they_sign_out(
    terminal: dict[str, str], owner: Engine, tmp_path: Path
) -> None:
    add_account(owner, "someone")
    wrong = typed(terminal, "sign-in", "someone", lines=("not that one",))
    assert (wrong.returncode, "is wrong" in wrong.stderr) == (1, True)
    done = typed(terminal, "sign-in", "someone", lines=(PASSWORD,))
    assert (done.returncode, done.stdout) == (0, "Signed in as someone\n"), done.stderr
    [kept] = (tmp_path / "state" / "mingzhang").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert PASSWORD not in kept.read_text()
    assert whoami(terminal) == "someone"
    token = kept.read_text()
    assert mingzhang(terminal, "sign-out").returncode == 0
    assert not kept.exists()
    ended = mingzhang(terminal | {"MINGZHANG_SESSION": token}, "whoami")
    assert (ended.returncode, "sign-in" in ended.stderr) == (1, True)


def test_a_session_of_the_environment_goes_before_the_kept_one(
    terminal: dict[str, str], owner: Engine, engine: Engine
) -> None:
    for login in ("kept", "given"):
        add_account(owner, login)
    typed(terminal, "sign-in", "kept", lines=(PASSWORD,))
    token = sign_in(engine, DOOR, "given", PASSWORD, Seen("", "")).token
    assert whoami(terminal) == "kept"
    assert whoami(terminal | {"MINGZHANG_SESSION": token}) == "given"


def test_a_password_that_was_made_up_is_changed_on_the_way_in(
    terminal: dict[str, str], owner: Engine
) -> None:
    add_account(owner, "fresh", must_change=True)
    differ = typed(terminal, "sign-in", "fresh", lines=(PASSWORD, NEW, "another"))
    assert (differ.returncode, "differ" in differ.stderr) == (2, True)
    done = typed(terminal, "sign-in", "fresh", lines=(PASSWORD, NEW, NEW))
    assert done.returncode == 0, done.stderr
    assert whoami(terminal) == "fresh"


def test_who_has_a_second_factor_is_asked_for_it(
    terminal: dict[str, str], owner: Engine, engine: Engine
) -> None:
    add_account(owner, "careful")
    acting = acting_as(engine, sign_in(engine, DOOR, "careful", PASSWORD, Seen("", "")).token)
    with acting.begin() as connection:
        user = user_of(connection)
    assert user is not None
    offer(acting, DOOR)
    with owner.connect() as connection:
        sealed = connection.execute(text("SELECT sealed FROM ledger.second_factor")).scalar_one()
    secret = unseal(bytes(sealed), DOOR)
    recovery = confirm(acting, DOOR, user, PASSWORD, code_at(secret, time.time()))[0]
    wrong = typed(terminal, "sign-in", "careful", lines=(PASSWORD, "000000"))
    assert (wrong.returncode, "code is wrong" in wrong.stderr) == (1, True)
    done = typed(terminal, "sign-in", "careful", lines=(PASSWORD, recovery))
    assert done.returncode == 0, done.stderr
    assert whoami(terminal) == "careful"


def test_users_are_looked_after_on_the_terminal(terminal: dict[str, str], owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM ledger.right_held"))
    made = mingzhang(terminal, "user", "first", "security", "安全员")
    assert made.returncode == 0, made.stderr
    password = made.stdout.split("security: ", 1)[1].split(" ", 1)[0]
    assert typed(terminal, "sign-in", "security", lines=(password, NEW, NEW)).returncode == 0
    added = mingzhang(terminal, "user", "add", "zhang", "[red]张[/red]", "--division", EVERYWHERE)
    assert "One-time password of zhang: " in added.stdout, added.stderr
    assert "[red]张[/red]" in mingzhang(terminal, "user", "list").stdout
    assert mingzhang(terminal, "user", "disable", "zhang").returncode == 0
    listed = json.loads(mingzhang(terminal, "user", "list", "--json").stdout)
    assert [bool(each["disabled_at"]) for each in listed if each["login"] == "zhang"] == [True]
    assert mingzhang(terminal, "user", "enable", "zhang").returncode == 0
    assert "password of zhang: " in mingzhang(terminal, "user", "reset", "zhang").stdout
    own = mingzhang(terminal, "user", "reset", "security")
    assert (own.returncode, "--operator" in own.stderr) == (1, True)
    by_operator = mingzhang(terminal, "user", "reset", "security", "--operator")
    assert "password of security: " in by_operator.stdout
    assert whoami(terminal) == 1, "who was reset is signed out"
    refused = mingzhang(terminal | {"MINGZHANG_SESSION": "nobody's"}, "user", "add", "li", "李")
    assert refused.returncode == 1
    linking = mingzhang(terminal | {"XDG_STATE_HOME": "/nonexistent"}, "user", "link", "zhang", "1")
    assert (linking.returncode, "MINGZHANG_OIDC_ISSUER" in linking.stderr) == (2, True)


def test_who_may_see_no_flags_is_told_so_and_not_that_there_are_none(
    terminal: dict[str, str], owner: Engine
) -> None:
    with owner.begin() as connection:
        add_person(connection, "xitong", ("system_administrator", EVERYWHERE, True))
        theirs = terminal | {"MINGZHANG_SESSION": sign_in_as(connection, "xitong")}

    refused = mingzhang(theirs, "flags")

    assert refused.returncode == 1
    assert "Read flags (promise 11)" in refused.stderr
    assert refused.stdout == ""
