"""Alerts are written with their flags and delivered at least once, under a key that repeats."""

import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down, tell
from auditing import auditing
from receivers import PATIENCE, hook, mailbox
from sqlalchemy import Engine, text

from audits.delivery import BACK_OFF, SEND_TURN, Sent, send_due_alerts
from audits.subscriptions import unsubscribe
from ledger.errors import WrongUse
from ledger.personal import Protector
from ledger.settings import Settings, read_settings
from ledger.turns import turn_held


@pytest.fixture
def settings() -> Settings:
    """Settings without a mail server."""
    return replace(read_settings(), smtp_url=None, base_url="http://audit.example")


def attempts(engine: Engine) -> list[tuple[int, str, str | None]]:
    """Every attempt on record, in order."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT attempt, outcome, error FROM audits.alert_delivery"
                " ORDER BY alert_id, attempt"
            )
        )
        return [(row.attempt, row.outcome, row.error) for row in rows]


def make_due(owner: Engine) -> None:
    """Lets the time until the next attempt pass: only a superuser can, and only around triggers."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text(
                "UPDATE audits.alert_delivery SET next_attempt_at = clock_timestamp()"
                " WHERE next_attempt_at IS NOT NULL"
            )
        )


def test_an_alert_reaches_its_mailbox_once_with_the_flag_in_words(
    engine: Engine, database: str, protector: Protector, settings: Settings
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    with mailbox() as box:
        run_late_pass_down(engine, database)
        settings = replace(settings, smtp_url=box.url)
        assert send_due_alerts(auditing(engine), settings) == Sent(1, 0)
        assert send_due_alerts(auditing(engine), settings) == Sent(0, 0)
        message = box.messages.get(timeout=PATIENCE)
        assert box.messages.empty()
    assert message["To"] == "sjt@sfs.example"
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "BT-01" in body.decode()
    assert "1,000.00 元" in body.decode()
    assert "http://audit.example/flags/" in body.decode()
    assert attempts(engine) == [(1, "sent", None)]


@pytest.mark.parametrize("address", ["<@", ":;@"])
def test_an_address_no_mail_can_be_made_for_does_not_hold_up_the_others(
    engine: Engine, database: str, protector: Protector, settings: Settings, address: str
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, address)
        tell(connection, "sjt@sfs.example")
    with mailbox() as box:
        run_late_pass_down(engine, database)
        settings = replace(settings, smtp_url=box.url)
        assert send_due_alerts(auditing(engine), settings) == Sent(1, 1)
        assert box.messages.get(timeout=PATIENCE)["To"] == "sjt@sfs.example"
    assert [outcome for _, outcome, _ in attempts(engine)] == ["failed", "sent"]


def test_an_address_of_several_lines_is_refused(engine: Engine) -> None:
    refused = pytest.raises(WrongUse, match=r"不是邮箱|not an e-mail")
    with engine.begin() as connection, refused:
        tell(connection, "sjt@sfs.example\nBcc: xian@sfs.example")


def test_a_webhook_is_signed_so_that_its_receiver_can_check_it(
    engine: Engine, database: str, protector: Protector, settings: Settings
) -> None:
    hold_money_too_long(engine, protector)
    with hook() as receiver:
        with engine.begin() as connection:
            _, secret = tell(connection, receiver.url)
        run_late_pass_down(engine, database)
        assert send_due_alerts(auditing(engine), settings) == Sent(1, 0)
        got = receiver.received.get(timeout=PATIENCE)
    assert secret is not None
    sent_at, given = (part.split("=")[1] for part in got.headers["Mingzhang-Signature"].split(","))
    # As docs/how-to/operator-first-day.md has receivers do it.
    expected = hmac.new(secret.encode(), sent_at.encode() + b"." + got.body, hashlib.sha256)
    assert given == expected.hexdigest()
    said = json.loads(got.body)
    assert said["id"] == got.headers["Idempotency-Key"]
    assert [flag["rule"] for flag in said["listed"]] == ["BT-01"]


@pytest.mark.parametrize(
    ("status", "problem", "said"),
    [
        (500, b"", "HTTP 500"),
        (302, b"", "HTTP 302"),
        (304, b"", "HTTP 304"),
        (422, json.dumps({"title": "格式", "detail": "缺字段"}).encode(), "HTTP 422: 格式 缺字段"),
    ],
)
def test_what_a_receiver_refuses_is_recorded_in_its_words_and_tried_again_later(
    engine: Engine,
    owner: Engine,
    database: str,
    protector: Protector,
    settings: Settings,
    status: int,
    problem: bytes,
    said: str,
) -> None:
    hold_money_too_long(engine, protector)
    with hook() as receiver:
        receiver.status, receiver.problem = status, problem
        with engine.begin() as connection:
            tell(connection, receiver.url)
        run_late_pass_down(engine, database)
        assert send_due_alerts(auditing(engine), settings) == Sent(0, 1)
        assert send_due_alerts(auditing(engine), settings) == Sent(0, 0), "its time has not come"
        make_due(owner)
        receiver.status, receiver.problem = 200, b""
        assert send_due_alerts(auditing(engine), settings) == Sent(1, 0)
        keys = {receiver.received.get(timeout=PATIENCE).headers["Idempotency-Key"] for _ in "12"}
    assert len(keys) == 1
    assert attempts(engine) == [(1, "failed", said), (2, "sent", None)]


def test_of_an_answer_without_end_no_more_than_its_head_is_read(
    engine: Engine, database: str, protector: Protector, settings: Settings
) -> None:
    hold_money_too_long(engine, protector)
    with hook() as receiver:
        receiver.status, receiver.problem = 422, b'{"title": "' + b"x" * (1 << 22) + b'"}'
        with engine.begin() as connection:
            tell(connection, receiver.url)
        run_late_pass_down(engine, database)
        assert send_due_alerts(auditing(engine), settings) == Sent(0, 1)
    assert attempts(engine) == [(1, "failed", "HTTP 422")]


def test_an_ended_subscription_is_not_sent_what_still_waits(
    engine: Engine, owner: Engine, database: str, protector: Protector, settings: Settings
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        ended, _ = tell(connection, "former@sfs.example")
        tell(connection, "sjt@sfs.example")
    run_late_pass_down(engine, database)
    assert send_due_alerts(auditing(engine), settings) == Sent(0, 2), "no mail server is set yet"
    with engine.begin() as connection:
        unsubscribe(connection, ended)
    make_due(owner)
    with mailbox() as box:
        settings = replace(settings, smtp_url=box.url)
        assert send_due_alerts(auditing(engine), settings) == Sent(1, 0)
        assert box.messages.get(timeout=PATIENCE)["To"] == "sjt@sfs.example"
        assert box.messages.empty()


def test_an_alert_that_nobody_takes_is_given_up_after_the_last_wait(
    engine: Engine, owner: Engine, database: str, protector: Protector, settings: Settings
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    run_late_pass_down(engine, database)
    for _ in range(len(BACK_OFF) + 3):
        send_due_alerts(auditing(engine), settings)
        make_due(owner)
    made = attempts(engine)
    assert [outcome for _, outcome, _ in made] == ["failed"] * len(BACK_OFF) + ["given_up"]
    assert made[0][2] == "MINGZHANG_SMTP_URL is not set"


def test_a_sender_killed_while_sending_loses_nothing_and_repeats_the_same_key(
    engine: Engine, database: str, protector: Protector, settings: Settings
) -> None:
    hold_money_too_long(engine, protector)
    with hook() as receiver:
        with engine.begin() as connection:
            tell(connection, receiver.url)
        run_late_pass_down(engine, database)
        receiver.open.clear()
        command = [sys.executable, "-m", "cli.main", "jobs", "run", "send_alerts"]
        environment = os.environ | {"MINGZHANG_DATABASE_URL": database}
        with subprocess.Popen(command, env=environment, cwd=Path.cwd()) as sender:
            first = receiver.received.get(timeout=PATIENCE)
            sender.send_signal(signal.SIGKILL)
        receiver.open.set()
        assert attempts(engine) == []
        wait_for_its_turn(engine)
        assert send_due_alerts(auditing(engine), settings) == Sent(1, 0)
        second = receiver.received.get(timeout=PATIENCE)
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert attempts(engine) == [(1, "sent", None)]


def wait_for_its_turn(engine: Engine) -> None:
    """Waits until the server has noticed that the killed process is gone."""
    with turn_held(auditing(engine), SEND_TURN, wait=True) as held:
        assert held


def test_flags_and_alerts_are_written_together_or_not_at_all(
    engine: Engine, owner: Engine, database: str, protector: Protector
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    with owner.begin() as connection:
        connection.execute(
            text("ALTER TABLE audits.alert ADD CONSTRAINT broken CHECK (kind <> 'flags')")
        )
    with pytest.raises(Exception, match="broken"):
        run_late_pass_down(engine, database)
    assert counted(engine) == {"flag": 0, "alert": 0}
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE audits.alert DROP CONSTRAINT broken"))
    run_late_pass_down(engine, database)
    assert counted(engine) == {"flag": 1, "alert": 1}
    again = run_late_pass_down(engine, database)
    assert (again.new_flags, again.seen_again) == (0, 1)
    assert counted(engine) == {"flag": 1, "alert": 1}, "a flag seen again is no news"


def counted(engine: Engine) -> dict[str, int]:
    """How many flags and alerts there are."""
    with engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM audits.{table}")).scalar_one()
            for table in ("flag", "alert")
        }


@pytest.mark.parametrize(
    ("wants", "alerts"),
    [
        ({}, 1),
        ({"least_severity": 4}, 0),
        ({"rule_codes": ("DP-01",)}, 0),
        ({"rule_codes": ("BT-01", "DP-01")}, 1),
    ],
)
def test_a_recipient_hears_of_what_it_asked_for(
    engine: Engine, database: str, protector: Protector, wants: dict[str, object], alerts: int
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example", **wants)
        ended, _ = tell(connection, "former@sfs.example")
        unsubscribe(connection, ended)
    run_late_pass_down(engine, database)
    assert counted(engine) == {"flag": 1, "alert": alerts}
