"""The evidence is sealed, verified and watched by itself, and what is wrong is told once."""

import datetime as dt
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest
from audit_runs import tell
from auditing import auditing
from builders import COUNTY, PROVINCE, book_id, post
from receivers import PATIENCE, mailbox
from sqlalchemy import Engine, text

from audits.delivery import Sent, send_due_alerts
from audits.evidence_watch import NIGHTS, share_of, tell_late_witnesses
from audits.job_ticks import latest_ticks
from expectations.rule import fact
from jobs.schedule import SCHEDULE, Connected
from jobs.ticks import perform
from ledger.database import open_engine
from ledger.evidence.sealers import open_for_sealing, snapshot
from ledger.evidence.sending import latest_note
from ledger.evidence.signing_keys import make_signing_key
from ledger.evidence.verifying import verify
from ledger.evidence.witnesses import take_in, take_on
from ledger.personal import Protector
from ledger.settings import Settings, read_settings
from mingzhang_verify import WITNESS_KEY, Checkpoint

DUE = dt.datetime(2026, 11, 1, 2, tzinfo=dt.UTC)
JOBS = {job.name: job for job in SCHEDULE}
DAY = dt.timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a data directory of the test's own."""
    return replace(
        read_settings(), data_dir=tmp_path, signing_key=None, base_url="http://audit.example"
    )


@pytest.fixture
def connected(engine: Engine, database: str, protector: Protector, settings: Settings) -> Connected:
    """What jobs work with: a ledger with payments in a county's book, and who is told."""
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("appropriations", book=PROVINCE),
            *(
                fact("disbursements", project_code="XM1", external_reference=f"ZF{n}", amount=100)
                for n in range(3)
            ),
        )
        tell(connection, "sjt@sfs.example")
    return Connected(auditing(engine), settings, database)


def run(connected: Connected, name: str, due_at: dt.datetime = DUE) -> tuple[str, str]:
    """Performs a tick of a job; its state, and what it said."""
    job = JOBS[name]
    assert perform(connected.engine, name, due_at, lambda: job.work(connected))
    with connected.engine.connect() as connection:
        tick = latest_ticks(connection)[name]
    return tick.state, tick.said or ""


def tamper(owner: Engine, statement: str, **values: object) -> None:
    """Changes what nobody may, as a superuser around the triggers."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement), values)


def alerts(connected: Connected, kind: str) -> list[dict[str, object]]:
    """What was written to be told."""
    with connected.engine.connect() as connection:
        found = connection.execute(
            text("SELECT body FROM audits.alert WHERE kind = :kind ORDER BY alert_id"),
            {"kind": kind},
        )
        return list(found.scalars())


def body_of(message: Message) -> str:
    """What a mail says."""
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def test_what_was_posted_is_sealed_and_verified_by_the_schedule(connected: Connected) -> None:
    state, said = run(connected, "seal")
    assert (state, connected.settings.signing_key_file.exists()) == ("done", True), said
    for name in ("verify_share", "verify_whole", "witness_late"):
        assert run(connected, name)[0] == "done"
    assert alerts(connected, "evidence_broken") == []
    later = DUE + dt.timedelta(minutes=5)
    assert run(connected, "seal", later) == ("done", "封存了 0 份日志的 0 条事实")


def test_the_shares_of_all_nights_are_all_facts(connected: Connected, database: str) -> None:
    run(connected, "seal")
    first = dt.date(2026, 11, 1)
    sealer = open_for_sealing(database)
    with snapshot(sealer) as connection:
        whole = verify(connection).facts
        shares = [verify(connection, share=share_of(first + n * DAY)) for n in range(NIGHTS)]
    assert sum(share.facts for share in shares) == whole
    assert [share.findings for share in shares] == [[]] * NIGHTS


def test_what_was_changed_is_mailed_once_without_its_values(
    connected: Connected, owner: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    run(connected, "seal")
    tamper(
        owner, "UPDATE ledger.disbursement SET amount = 48613.57 WHERE external_reference LIKE '%1'"
    )
    state, said = run(connected, "verify_whole")
    assert state == "failed"
    assert "ledger.disbursement" in said
    assert run(connected, "verify_whole", DUE + DAY)[0] == "failed"
    [_] = alerts(connected, "evidence_broken")
    with mailbox() as box:
        mailing = replace(connected.settings, smtp_url=box.url)
        assert send_due_alerts(connected.engine, mailing) == Sent(3, 0)
        mails = [box.messages.get(timeout=PATIENCE) for _ in range(3)]
    [told] = [body_of(mail) for mail in mails if "停掉写入" in body_of(mail)]
    for wanted in ("amount 与封存时不同", "is not what was sealed", "保留现场", "Keep everything"):
        assert wanted in told
    heard = "".join([*map(body_of, mails), said, *capfd.readouterr()])
    assert "48613" not in heard, "neither mail nor log tells the values"
    assert "疑点不是结论" not in told


def test_a_log_that_cannot_be_sealed_is_told_and_the_others_are_sealed(
    connected: Connected, owner: Engine
) -> None:
    with owner.connect() as connection:
        broken, whole = book_id(connection, COUNTY), book_id(connection, PROVINCE)
    tamper(
        owner,
        "DELETE FROM ledger.disbursement WHERE book_id = :book AND log_position ="
        " (SELECT min(log_position) FROM ledger.disbursement WHERE book_id = :book)",
        book=broken,
    )
    assert run(connected, "seal")[0] == "failed"
    assert run(connected, "seal", DUE + dt.timedelta(minutes=5))[0] == "failed"
    [body] = alerts(connected, "evidence_broken")
    assert body["findings"] == 1
    assert f"log {broken}" in str(body)
    with connected.engine.connect() as connection:
        sealed = connection.execute(text("SELECT DISTINCT log_id FROM ledger.checkpoint"))
        assert set(sealed.scalars()) == {whole, 0}
    assert len(alerts(connected, "job_failed")) == 1, "once a day, however often it is due"
    assert run(connected, "seal", DUE + DAY)[0] == "failed"
    assert len(alerts(connected, "job_failed")) == 2


def test_a_missing_key_or_a_role_that_cannot_sign_in_fails_with_what_to_do(
    connected: Connected, owner: Engine
) -> None:
    run(connected, "seal")
    connected.settings.signing_key_file.unlink()
    state, said = run(connected, "seal", DUE + DAY)
    assert (state, "new-key" in said) == ("failed", True)
    with owner.begin() as connection:
        connection.execute(text("ALTER ROLE mingzhang_seal NOLOGIN"))
    try:
        state, said = run(connected, "verify_share")
    finally:
        with owner.begin() as connection:
            connection.execute(text("ALTER ROLE mingzhang_seal LOGIN"))
    assert (state, "pgpass" in said) == ("failed", True)


def test_a_late_witness_is_told_once_for_each_time_it_is_late(
    connected: Connected, owner: Engine, database: str, tmp_path: Path
) -> None:
    run(connected, "seal")
    key = make_signing_key(tmp_path / "witness.key", "audit.example", WITNESS_KEY)
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
        take_on(connection, str(key.public), 7)
    now = dt.datetime.now(dt.UTC)
    assert tell_late_witnesses(connected.engine, now + 6 * DAY) == []
    for day in (8, 9):
        [late] = tell_late_witnesses(connected.engine, now + day * DAY)
        assert late.name == "audit.example"
    [body] = alerts(connected, "witness_late")
    assert (body["days"], body["signed_at"]) == (7, None)
    sealer = open_engine(database, "mingzhang_seal")
    with sealer.begin() as connection:
        note = latest_note(connection, 0)
        signed_at = int((now + 9 * DAY).timestamp())
        line = key.countersignature(Checkpoint.read(note).text, signed_at)
        take_in(connection, note + line)
    assert tell_late_witnesses(connected.engine, now + 10 * DAY) == []
    assert len(tell_late_witnesses(connected.engine, now + 17 * DAY)) == 1
    assert len(alerts(connected, "witness_late")) == 2
    with mailbox() as box:
        mailing = replace(connected.settings, smtp_url=box.url)
        assert send_due_alerts(connected.engine, mailing) == Sent(2, 0)
        told = body_of(box.messages.get(timeout=PATIENCE))
    assert "checkpoint export FILE --witness audit.example" in told
    assert "应每 7 天会签一次" in told
