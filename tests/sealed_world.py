"""A small ledger in which every sealed table has rows: a made-up province, and what people did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attached import bring
from audit_runs import tell
from auditing import auditing
from conftest import administer, copy_of
from persons import EVERYWHERE, SECOND, TESTER, act_as, add_person, sign_in
from ruling import set_parameter
from sqlalchemy import Connection, Engine, text

from audits.delivery import send_due_alerts
from audits.judging import judge
from audits.referrals import record_referral
from audits.running import run
from audits.subscriptions import unsubscribe
from demonstrations.made_up.loading import load
from demonstrations.made_up.plan import AS_OF as LAST_DAY
from demonstrations.made_up.plan import Plan
from expectations.catalogue import rule
from expectations.checker import Checker
from ledger.attachment_stores import FolderStore
from ledger.database import open_engine
from ledger.evidence.sealing import seal
from ledger.evidence.shapes import COMMON_LOG
from ledger.evidence.signing_keys import SigningKey
from ledger.evidence.witnesses import take_in, take_on
from ledger.period_questions import act_on_period
from ledger.personal import Protector
from ledger.right_acts import RightWanted, ask_for_right, decide_on_right
from ledger.settings import Settings
from ledger.statement_matches import end_match, match_by_rule
from mingzhang_verify import LOG_KEY, WITNESS_KEY

#: The smallest province that has all of it: a county that joins, a year that ends, households.
PLAN = Plan(seed=3, counties=4, years=2, scale=90)
#: A day on which the rules find something.
AS_OF = LAST_DAY
#: Some rules that find something: what all of them find makes the common log long, and no shape.
CHECKED = ("BN-01", "BT-01", "DP-10", "PC-05", "PL-01")
#: The log's key and a witness's.
LOG = SigningKey("mingzhang-test", LOG_KEY, bytes(range(32)))
WITNESS = SigningKey("audit.example.gov.cn", WITNESS_KEY, bytes(range(32, 64)))
#: The book of a county that was there from the start; districts of the helping city have no
#: statements.
COUNTY_BOOK = """
SELECT min(book_id) FROM facts.book
WHERE level = 'county' AND starts_with(path, '/000000/990000/990100/')
"""


@contextmanager
def sealed_world(
    server_url: str, template: str, protector: Protector, name: str, folder: Path
) -> Iterator[str]:
    """The URL of a copy of the template with all of it, sealed twice and countersigned between.

    Args:
        server_url: of the server.
        template: the database that is copied.
        protector: of personal numbers.
        name: of the copy.
        folder: for papers.
    """
    url = copy_of(server_url, template, name)
    load(url, protector, PLAN)
    engine, owner = open_engine(url), open_engine(url, role=None)
    sealer = open_engine(url, "mingzhang_seal")
    check(engine, folder)
    seal(sealer, LOG)
    countersign(owner, sealer)
    act(engine, owner, folder)
    with engine.begin() as connection:
        connection.execute(text("SELECT ledger.note_access('export', NULL, '账簿', '{}')"))
        unsubscribe(connection, 1)
    seal(sealer, LOG)
    for each in (engine, owner, sealer):
        each.dispose()
    yield url
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def check(engine: Engine, folder: Path) -> None:
    """The ledger is checked, and whoever wants to know is told."""
    with engine.begin() as connection:
        tell(connection, "audit@example.gov.cn")
        tell(connection, "http://127.0.0.1:9/alerts", rule_codes=("BT-01",))
        set_parameter(connection, rule("BT-01"), "days_allowed", 30, "990000")
    jobs = auditing(engine)
    checker = Checker(engine.url.render_as_string(hide_password=False))
    run(jobs, checker, [rule(code) for code in CHECKED], as_of=AS_OF, started_by=TESTER)
    # There is no mail server and no receiver: what is on record are attempts that failed.
    send_due_alerts(jobs, Settings(None, folder, "127.0.0.1", 0, None, "a@example.gov.cn", ""))
    jobs.dispose()


def act(engine: Engine, owner: Engine, folder: Path) -> None:
    """What people do in a book and with rights: attach papers, match statements, close months."""
    with engine.connect() as connection:
        book = int(connection.execute(text(COUNTY_BOOK)).scalar_one())
        voucher = connection.execute(
            text("SELECT min(voucher_id) FROM ledger.disbursement WHERE book_id = :book"),
            {"book": book},
        ).scalar_one()
    bring(engine, FolderStore(folder / "attachments"), (book, voucher))
    with engine.begin() as connection:
        match_by_rule(connection, book)
        matched = connection.execute(
            text("SELECT min(log_position) FROM ledger.statement_match WHERE book_id = :book"),
            {"book": book},
        ).scalar_one()
        end_match(connection, book, matched, "金额相同而收款人不同")
        first = connection.execute(
            text("SELECT min(period) FROM ledger.voucher WHERE book_id = :book"), {"book": book}
        ).scalar_one()
        act_on_period(connection, book, "closed", first, "按规定结账")
        act_on_period(connection, book, "reopening_asked", first, "漏记一笔")
        act_as(connection, SECOND)
        act_on_period(connection, book, "reopened", first, "同意")
    give_right(engine, owner)
    verify_flag(engine, owner)


def give_right(engine: Engine, owner: Engine) -> None:
    """One asks for a right, another releases it."""
    with owner.begin() as connection:
        add_person(connection, "新来的")
    with engine.begin() as connection:
        wanted = RightWanted("grant", "新来的", "auditor", "990000", "调入审计科")
        request = ask_for_right(connection, wanted)
        act_as(connection, SECOND)
        decide_on_right(connection, request, "released", "已核对")


def verify_flag(engine: Engine, owner: Engine) -> None:
    """An auditor who wrote nothing finds that a flag is so, and that nobody need be told."""
    with owner.begin() as connection:
        add_person(connection, "审计员", ("auditor", EVERYWHERE, True))
        sign_in(connection, "审计员")
    with engine.begin() as connection:
        act_as(connection, "审计员")
        book, flag = connection.execute(
            text("SELECT book_id, min(flag_id) FROM audits.flag GROUP BY book_id ORDER BY 1")
        ).first() or (0, 0)
        judge(connection, book, flag, "confirmed", None, "看了凭证，属实")
        record_referral(connection, book, flag, "not_needed", AS_OF, "", "无人涉嫌")


def countersign(owner: Engine, sealer: Engine) -> None:
    """A witness is taken on and signs the common log's latest checkpoint."""
    with owner.begin() as connection:
        take_on(connection, str(WITNESS.public), 7)
    with sealer.begin() as connection:
        note = latest_note(connection, COMMON_LOG)
        text_of_note = note.rpartition("\n\n")[0] + "\n"
        take_in(connection, note + WITNESS.countersignature(text_of_note, 1_700_000_000))


def latest_note(connection: Connection, log_id: int) -> str:
    """The latest checkpoint of a log."""
    return str(
        connection.execute(
            text(
                "SELECT note FROM ledger.checkpoint WHERE log_id = :log_id"
                " ORDER BY tree_size DESC LIMIT 1"
            ),
            {"log_id": log_id},
        ).scalar_one()
    )
