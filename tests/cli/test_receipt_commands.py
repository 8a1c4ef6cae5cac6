"""Receipts by command: of each fact as people name it, checked by the verifier alone."""

from pathlib import Path

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down
from builders import COUNTY, PROVINCE, book_id, post
from commands import mingzhang
from sqlalchemy import Engine, text
from verifying_alone import alone, done

from expectations.rule import fact
from ledger.database import open_engine
from ledger.personal import Protector


@pytest.fixture
def flagged(
    own: dict[str, str], engine: Engine, protector: Protector, database: str
) -> dict[str, str]:
    """The environment of commands over a ledger with a payment and a flag, sealed."""
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("disbursements", external_reference="ZF/1", project_code="XM1", amount=100),
        )
    run_late_pass_down(engine, database)
    done(own, "seal")
    return own


def test_a_receipt_is_made_by_each_name_of_a_fact_and_checked_by_itself(
    flagged: dict[str, str], tmp_path: Path, engine: Engine
) -> None:
    keys = tmp_path / "keys"
    keys.write_text(done(flagged, "checkpoint", "keys"), encoding="utf-8")
    with engine.connect() as connection:
        flag_id = connection.execute(text("SELECT flag_id FROM audits.flag")).scalar_one()
        book = book_id(connection)
        place = connection.execute(
            text("SELECT log_position FROM ledger.disbursement WHERE book_id = :book"),
            {"book": book},
        ).scalar_one()
        period = connection.execute(
            text("SELECT period || '-' || number FROM ledger.voucher AS voucher"
                 " WHERE event = 'disbursement'")
        ).scalar_one()  # fmt: skip
    first = {
        f"{COUNTY}/{place}": "ledger.disbursement",
        f"{COUNTY}/voucher/{period}": "ledger.voucher",
        f"{COUNTY}/payment/ZF/1": "ledger.disbursement",
        f"{PROVINCE}/flag/{flag_id}": "audits.flag",
        "rule/BT-01": "audits.rule_version",
        "common/1": "audits.",
    }
    for number, (named, table) in enumerate(first.items()):
        file = tmp_path / f"{number}.json"
        done(flagged, "receipt", named, "--out", file)
        checked = alone("receipt", file, "--key", keys)
        assert checked.returncode == 0, checked.stderr
        assert checked.stdout.startswith(f"✓ {table}"), named
    payee = alone("receipt", tmp_path / "2.json", "--key", keys).stdout
    assert "name: 示范收款人" in payee
    public = tmp_path / "public.json"
    done(flagged, "receipt", f"{COUNTY}/payment/ZF/1", "--public", "--out", public)
    assert "示范收款人" not in public.read_text(encoding="utf-8")
    assert alone("receipt", public, "--key", keys).returncode == 0
    with open_engine(flagged["MINGZHANG_DATABASE_URL"], role=None).connect() as connection:
        noted = connection.execute(
            text("SELECT count(*) FROM ledger.access_record WHERE subject LIKE '存证回执%'")
        ).scalar_one()
    assert noted == len(first), "what is taken out with personal fields is on record"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("somewhere", "should be"),
        (f"{COUNTY}/voucher/209901-1", "no voucher"),
        (f"{COUNTY}/payment/ZF9", "no payment"),
        (f"{COUNTY}/flag/9", "no flag"),
        (f"{COUNTY}/thing/9", "should be"),
        (f"{COUNTY}/-1", "should be"),
        (f"{COUNTY}/999999", "not sealed"),
        ("rule/XX-99", "no rule"),
        ("rule/BT-01", "not sealed"),
        ("common/999999", "not sealed"),
    ],
)
def test_a_fact_that_is_not_there_is_said_to_be_missing(
    told: dict[str, str], named: str, said: str
) -> None:
    ended = mingzhang(told, "receipt", named)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
