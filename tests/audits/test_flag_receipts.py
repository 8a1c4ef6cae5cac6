"""A receipt of what people ask for has all that it is read with, and no more than they may see."""

from pathlib import Path

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down
from builders import COUNTY, PROVINCE, book_id, post
from persons import act_as, add_person, sign_in
from sqlalchemy import Connection, Engine, text

from audits.flag_receipts import flag_places, rule_places
from expectations.rule import fact
from ledger.database import open_engine
from ledger.errors import WrongUse
from ledger.evidence.places import payment_places, voucher_places
from ledger.evidence.receipts import receipt
from ledger.evidence.sealing import seal
from ledger.evidence.signing_keys import first_signing_key
from ledger.personal import Protector
from mingzhang_verify import facts_of


@pytest.fixture
def audited(engine: Engine, database: str, protector: Protector) -> Engine:
    """A ledger with a payment and a flag."""
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact(
                "disbursements",
                external_reference="ZF1",
                project_code="XM1",
                account="6222000000000000001",
                amount=100,
            ),
        )
    run_late_pass_down(engine, database)
    return engine


def seal_all(database: str, tmp_path: Path) -> None:
    """Seals every log."""
    sealing = open_engine(database, "mingzhang_seal")
    seal(sealing, first_signing_key(tmp_path / "signing.key"))
    sealing.dispose()


def position(connection: Connection, table: str) -> int:
    """The position of the first fact of a table in the county's book."""
    found = connection.execute(
        text(f"SELECT min(log_position) FROM {table} WHERE book_id = :book_id"),
        {"book_id": book_id(connection)},
    )
    return int(found.scalar_one())


def flag_of(connection: Connection) -> tuple[int, int]:
    """The book and the number of the flag on record."""
    found = connection.execute(text("SELECT book_id, flag_id FROM audits.flag")).one()
    return found.book_id, found.flag_id


def test_a_receipt_of_a_payment_has_its_voucher_its_payee_and_its_account(
    audited: Engine, database: str, tmp_path: Path
) -> None:
    seal_all(database, tmp_path)
    with audited.connect() as connection:
        book, payment = book_id(connection), position(connection, "ledger.disbursement")
        made = receipt(connection, payment_places(connection, book, payment))
        bare = receipt(connection, payment_places(connection, book, payment), public=True)
    paid, voucher, payee, account, checkpoint = facts_of(made)
    assert [each.table for each in (paid, voucher, payee, account, checkpoint)] == [
        "ledger.disbursement",
        "ledger.voucher",
        "ledger.payee",
        "ledger.bank_account",
        "ledger.checkpoint",
    ]
    assert (paid.values["external_reference"], paid.values["amount"]) == ("ZF1", "100.00")
    assert payee.values["name"] == "示范收款人"
    assert "name" in facts_of(bare)[2].withheld


def test_a_receipt_of_a_payment_names_nobody_to_who_may_see_money_alone(
    audited: Engine, database: str, tmp_path: Path, owner: Engine
) -> None:
    seal_all(database, tmp_path)
    with owner.begin() as connection:
        add_person(connection, "局外人", ("line_department", COUNTY, False))
        sign_in(connection, "局外人")
        book, payment = book_id(connection), position(connection, "ledger.disbursement")
    with audited.connect() as connection:
        act_as(connection, "局外人")
        facts = facts_of(receipt(connection, payment_places(connection, book, payment)))
    assert [fact.table for fact in facts] == [
        "ledger.disbursement", "ledger.voucher", "ledger.checkpoint",
    ]  # fmt: skip


def test_a_receipt_of_a_voucher_has_the_amounts_of_its_entries(
    audited: Engine, database: str, tmp_path: Path
) -> None:
    seal_all(database, tmp_path)
    with audited.connect() as connection:
        book = book_id(connection)
        payment = position(connection, "ledger.disbursement")
        voucher = payment_places(connection, book, payment)[1].position
        facts = facts_of(receipt(connection, voucher_places(connection, book, voucher)))
    assert [fact.table for fact in facts] == [
        "ledger.voucher", "ledger.entry", "ledger.entry", "ledger.checkpoint",
    ]  # fmt: skip
    assert {fact.values["amount"] for fact in facts[1:3]} == {"100.00"}


def test_a_receipt_of_a_flag_shows_rule_run_how_far_it_saw_and_the_row(
    audited: Engine, database: str, tmp_path: Path
) -> None:
    with audited.connect() as connection:
        assert flag_places(connection, *flag_of(connection)) == []
        assert rule_places(connection, "BT-01") == []
        with pytest.raises(WrongUse, match=r"封存|sealed"):
            receipt(connection, [])
    seal_all(database, tmp_path)
    with audited.connect() as connection:
        facts = facts_of(receipt(connection, flag_places(connection, *flag_of(connection))))
        [rule, *_] = facts_of(receipt(connection, rule_places(connection, "BT-01")))
        seen_to = connection.execute(
            text("SELECT last_position FROM ledger.book_head WHERE book_id = :book_id"),
            {"book_id": book_id(connection, PROVINCE)},
        ).scalar_one()
    by_table = {fact.table: fact.values for fact in facts}
    assert list(by_table) == [
        "audits.flag",
        "audits.breach",
        "audits.run",
        "audits.run_rule",
        "audits.rule_version",
        "ledger.horizon",
        "ledger.horizon_position",
        "ledger.source",
        "ledger.checkpoint",
    ]
    assert by_table["ledger.horizon_position"]["seen_position"] == str(seen_to)
    assert by_table["ledger.source"]["log_position"] == by_table["audits.flag"]["subject_id"]
    assert rule.values == by_table["audits.rule_version"]


def test_a_flag_that_is_not_to_be_seen_has_no_receipt(
    audited: Engine, owner: Engine, database: str, tmp_path: Path
) -> None:
    seal_all(database, tmp_path)
    with owner.begin() as connection:
        add_person(connection, "邻县", ("clerk", COUNTY, False))
        sign_in(connection, "邻县")
        book, flag = flag_of(connection)
    with audited.connect() as connection:
        act_as(connection, "邻县")
        with pytest.raises(WrongUse, match=r"beyond|权限"):
            flag_places(connection, book, flag)
