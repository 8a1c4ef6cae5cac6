"""The checker connects to any database it is given, and to nothing else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_runs import AS_OF, hold_money_too_long, run_late_pass_down
from auditing import auditing
from conftest import administer
from made_rules import made, open_books
from persons import TESTER, token_of
from sqlalchemy import Engine, make_url, text

from audits.recording import begin_run, record_results
from audits.rules_in_force import record_first_versions
from expectations.checker import Checker
from ledger.database import acting_as, open_engine
from ledger.personal import Protector

#: What Great Expectations would take for its own templates, and URLs for escapes.
ODD = "$HOME%41${x}$$:@/?#"
LISTENING = """
import atexit, os, socket, sys
spoken = []
def listen(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        spoken.append(f"{event} {arguments[1:]}")
atexit.register(lambda: print("SPOKEN", spoken))
sys.addaudithook(listen)
import datetime as dt
from expectations.catalogue import rule
from expectations.checker import Checker
assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
[result] = Checker(sys.argv[1]).check(
    [rule("BT-01")], as_of=dt.date(2022, 6, 1), run_id=int(sys.argv[2]), horizon_id=int(sys.argv[3])
)
assert result.error is None, result.error
print("NOTHING YET", spoken)
"""
#: The same ears, and something to hear.
SPEAKING = (
    LISTENING
    + """
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except OSError:
    pass
"""
)


@pytest.fixture
def odd_url(server_url: str, template: str) -> Iterator[str]:
    """A database and a user whose names and password are full of signs that mean something."""
    name, user = f"test_{ODD}_{os.getpid()}", f"test_{ODD}_{os.getpid()}"
    administer(server_url, f'CREATE DATABASE "{name}" TEMPLATE {template}'.replace(":", r"\:"))
    administer(server_url, f"CREATE ROLE \"{user}\" LOGIN PASSWORD '{ODD}'".replace(":", r"\:"))
    for role in ("mingzhang_app", "mingzhang_audit", "mingzhang_jobs"):
        administer(server_url, f'GRANT {role} TO "{user}"'.replace(":", r"\:"))
    url = make_url(server_url).set(database=name, username=user, password=ODD)
    yield url.render_as_string(hide_password=False)
    administer(server_url, f'DROP DATABASE "{name}" WITH (FORCE)'.replace(":", r"\:"))
    administer(server_url, f'DROP ROLE "{user}"'.replace(":", r"\:"))


def test_a_url_with_signs_in_it_reaches_its_database(odd_url: str, protector: Protector) -> None:
    engine = acting_as(open_engine(odd_url), token_of(TESTER))
    hold_money_too_long(engine, protector)
    summary = run_late_pass_down(engine, odd_url)
    assert [result.error for result in summary.results] == [None]
    assert summary.new_flags == 1
    engine.dispose()


def begun(engine: Engine) -> tuple[int, int]:
    """A run that was begun, and its horizon."""
    with auditing(engine).begin() as connection:
        return begin_run(connection, AS_OF, None, "测试员")


@pytest.mark.parametrize(("script", "heard"), [(LISTENING, 0), (SPEAKING, 1)])
def test_nothing_is_told_to_anybody_even_where_the_environment_asks_for_it(
    engine: Engine, database: str, script: str, heard: int
) -> None:
    run_id, horizon_id = begun(engine)
    ended = subprocess.run(
        [sys.executable, "-c", script, database, str(run_id), str(horizon_id)],
        env=os.environ | {"GX_ANALYTICS_ENABLED": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "NOTHING YET []" in ended.stdout
    assert ended.stdout.count("socket.connect") == heard, ended.stdout


def test_the_same_horizon_as_of_the_same_day_gives_the_same_bytes(
    engine: Engine, database: str, protector: Protector
) -> None:
    hold_money_too_long(engine, protector, "财农〔2022〕1号")
    with engine.begin() as connection:
        open_books(connection, "990121")
    rules = [
        made("ZZ-01"),
        made(
            "ZZ-02",
            "SELECT subject.book_id, subject.subject_id, amount AS amount_at_issue,"
            " DATE '2022-01-01' AS due_on, document_no FROM subject",
            "SELECT book_id, source_id AS subject_id, occurred_on AS happened_on, TRUE AS"
            " applicable, amount, document_no FROM facts.source",
        ),
    ]
    (first, horizon), (second, later) = begun(engine), begun(engine)
    checker = Checker(database)
    counts = [checker.check(rules, as_of=AS_OF, run_id=first, horizon_id=horizon)]
    # What is posted, and which books are opened, after the horizon was taken is not seen under it.
    hold_money_too_long(engine, protector, "财农〔2022〕2号")
    with auditing(engine).begin() as connection:
        record_first_versions(connection, rules)
        record_results(connection, first, counts[0])
    counts.append(checker.check(rules, as_of=AS_OF, run_id=second, horizon_id=horizon))
    assert [result.error for each in counts for result in each] == [None] * 4
    assert counts[0][1].breached == 1
    assert bytes_of(engine, first) == bytes_of(engine, second)
    (third, fresh) = begun(engine)
    checker.check(rules, as_of=AS_OF, run_id=third, horizon_id=fresh)
    assert bytes_of(engine, third) != bytes_of(engine, first)
    assert fresh > later > horizon


def bytes_of(engine: Engine, run_id: int) -> str:
    """Everything a run stored but its own number."""
    with engine.connect() as connection:
        stored = connection.execute(
            text(
                "SELECT string_agg(concat_ws('|', rule_code, book_id, subject_id, amount_at_issue,"
                " due_on, evidence), chr(10) ORDER BY rule_code, book_id, subject_id)"
                " FROM audits.breach WHERE run_id = :run"
            ),
            {"run": run_id},
        ).scalar_one()
    return str(stored)


def test_the_librarys_own_pages_are_written_for_those_who_want_them(
    engine: Engine, database: str, protector: Protector, tmp_path: Path
) -> None:
    hold_money_too_long(engine, protector)
    run_id, horizon_id = begun(engine)
    [result] = Checker(database, tmp_path).check(
        [made("ZZ-01")], as_of=AS_OF, run_id=run_id, horizon_id=horizon_id
    )
    assert result.breached == 250
    pages = list(tmp_path.rglob("index.html"))
    assert len(pages) == 1
