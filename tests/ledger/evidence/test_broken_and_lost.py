"""What is broken in one place keeps nobody from the rest, and a key that is lost is followed."""

import json
from pathlib import Path

import pytest
from builders import COUNTY, PROVINCE, book_id, post
from sqlalchemy import Engine, text

from expectations.rule import fact
from ledger.database import open_engine
from ledger.errors import DataProblem, SystemFailed, WrongUse
from ledger.evidence.countersigning import countersign, load_witness_key, seen_file
from ledger.evidence.outside import KeptCheckpoint, log_of
from ledger.evidence.sealing import LogBroken, seal, sealing_key
from ledger.evidence.signing_keys import (
    first_signing_key,
    make_signing_key,
    public_keys,
    renew_signing_key,
)
from ledger.evidence.verifying import Verification, verify
from ledger.personal import Protector
from mingzhang_verify import LOG_KEY, WITNESS_KEY, Checkpoint, Key


@pytest.fixture
def two_books(engine: Engine, protector: Protector) -> Engine:
    """A ledger with a province's book and a county's."""
    with engine.begin() as connection:
        post(connection, protector, fact("appropriations", book=PROVINCE), fact("appropriations"))
    return engine


@pytest.fixture
def sealing(database: str) -> Engine:
    """The ledger as whoever seals and verifies sees it."""
    return open_engine(database, "mingzhang_seal")


def verified(
    sealing: Engine, keys: list[Key], kept: tuple[KeptCheckpoint, ...] = ()
) -> Verification:
    """What verification finds."""
    snapshot = sealing.execution_options(isolation_level="REPEATABLE READ")
    with snapshot.connect() as connection:
        return verify(connection, keys=keys, kept=kept)


def latest(sealing: Engine, log_id: int) -> KeptCheckpoint:
    """The checkpoint of a log as somebody keeps it."""
    with sealing.connect() as connection:
        note = connection.execute(
            text(
                "SELECT note FROM ledger.checkpoint WHERE log_id = :log_id"
                " ORDER BY tree_size DESC LIMIT 1"
            ),
            {"log_id": log_id},
        ).scalar_one()
    read = Checkpoint.read(note)
    return KeptCheckpoint(read, log_of(read.origin))


def tamper(owner: Engine, statement: str, **values: object) -> None:
    """Changes what nobody may, as a superuser around the triggers."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement), values)


@pytest.mark.usefixtures("two_books")
def test_a_book_that_cannot_be_sealed_keeps_no_other_from_it(
    sealing: Engine, owner: Engine, tmp_path: Path
) -> None:
    with owner.connect() as connection:
        broken, whole = sorted((book_id(connection, PROVINCE), book_id(connection, COUNTY)))
    tamper(owner, "DELETE FROM ledger.voucher WHERE book_id = :book", book=broken)
    with pytest.raises(LogBroken, match=f"book {broken}|{broken} 号") as raised:
        seal(sealing, first_signing_key(tmp_path / "signing.key"))
    assert raised.value.finding.log_id == broken
    with sealing.connect() as connection:
        sealed = connection.execute(text("SELECT DISTINCT log_id FROM ledger.checkpoint")).scalars()
        assert set(sealed) == {whole, 0}


@pytest.mark.usefixtures("two_books")
def test_a_book_that_is_gone_altogether_is_missed_by_its_kept_checkpoint(
    sealing: Engine, owner: Engine, tmp_path: Path
) -> None:
    key = first_signing_key(tmp_path / "signing.key")
    seal(sealing, key)
    with owner.connect() as connection:
        book = book_id(connection, COUNTY)
        tables = connection.execute(
            text("SELECT relation FROM ledger.fact_shape WHERE NOT common")
        ).scalars().all()  # fmt: skip
    kept = latest(sealing, book)
    for table in (*tables, "ledger.book_head"):
        tamper(owner, f"DELETE FROM {table} WHERE book_id = :book", book=book)
    for table in ("log_tree", "tile", "checkpoint"):
        tamper(owner, f"DELETE FROM ledger.{table} WHERE log_id = :book", book=book)
    found = verified(sealing, [key.public], (kept,)).findings
    assert any(each.log_id == book and each.kind == "checkpoint" for each in found), found


@pytest.mark.usefixtures("two_books")
def test_a_witness_alone_may_say_that_a_kept_checkpoint_is_right(
    sealing: Engine, tmp_path: Path
) -> None:
    seal(sealing, first_signing_key(tmp_path / "signing.key"))
    witness = make_signing_key(tmp_path / "witness.key", "audit.example", WITNESS_KEY)
    kept = latest(sealing, 0)
    assert verified(sealing, [witness.public]).findings == []
    [unsigned] = verified(sealing, [witness.public], (kept,)).findings
    assert unsigned.kind == "checkpoint"
    note = kept.checkpoint.text + "\n" + witness.countersignature(kept.checkpoint.text)
    signed = KeptCheckpoint(Checkpoint.read(note), 0)
    assert verified(sealing, [witness.public], (signed,)).findings == []


@pytest.mark.usefixtures("two_books")
def test_the_key_is_made_for_the_first_seal_and_never_silently_again(
    sealing: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "keys" / "signing.key"
    with sealing.connect() as connection:
        key = sealing_key(connection, file)
        assert sealing_key(connection, file) == key
    seal(sealing, key)
    file.unlink()
    with sealing.connect() as connection, pytest.raises(SystemFailed, match="new-key"):
        sealing_key(connection, file)
    assert not file.exists()


@pytest.mark.usefixtures("two_books")
@pytest.mark.parametrize("lost", [False, True])
def test_what_a_renewed_or_lost_key_signed_still_verifies(
    sealing: Engine, tmp_path: Path, *, lost: bool
) -> None:
    file = tmp_path / "signing.key"
    old = first_signing_key(file)
    seal(sealing, old)
    if lost:
        file.unlink()
    new = renew_signing_key(file, old.public if lost else None)
    assert (new.name, new.public != old.public) == (old.name, True)
    assert public_keys(file) == [new.public, old.public]
    assert verified(sealing, public_keys(file)).findings == []
    assert verified(sealing, [new.public]).findings != []
    for each in tmp_path.iterdir():
        assert str(old) not in each.read_text(), "its private key is not kept"


def test_a_witness_follows_a_renewed_key_where_it_is_told_to(tmp_path: Path) -> None:
    log_file, file = tmp_path / "signing.key", tmp_path / "witness.key"
    log = make_signing_key(log_file, "log.example", LOG_KEY)
    make_signing_key(file, "audit.example", WITNESS_KEY)
    witness = load_witness_key(file)
    head = "log.example/common\n1\n" + "A" * 43 + "=\n"
    countersign(log.signed(head), witness, file, log.public)
    renewed = renew_signing_key(log_file)
    with pytest.raises(DataProblem, match="log-key"):
        countersign(renewed.signed(head), witness, file, None)
    assert "audit.example" in countersign(renewed.signed(head), witness, file, renewed.public)
    known = json.loads(seen_file(file).read_text(encoding="utf-8"))
    assert known["log.example/common"]["key"] == str(renewed.public)


def test_only_a_witness_key_countersigns(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="witness key"):
        load_witness_key(tmp_path / "none.key")
    first_signing_key(tmp_path / "signing.key")
    with pytest.raises(WrongUse, match=r"of a log|签名密钥"):
        load_witness_key(tmp_path / "signing.key")
