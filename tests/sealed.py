"""Seals the ledger of a test, and has a witness countersign it."""

from pathlib import Path

from sqlalchemy import Engine, text

from ledger.database import open_engine
from ledger.evidence.sealing import seal
from ledger.evidence.sending import latest_note
from ledger.evidence.shapes import COMMON_LOG
from ledger.evidence.signing_keys import SigningKey, first_signing_key, make_signing_key
from ledger.evidence.witnesses import take_in, take_on
from mingzhang_verify import WITNESS_KEY, Checkpoint

WITNESS = "audit.example.gov.cn"


def seal_all(url: str, key_file: Path) -> SigningKey:
    """Seals every log of a ledger with the key of a file, made where it is not there."""
    sealing = open_engine(url, "mingzhang_seal")
    key = first_signing_key(key_file)
    seal(sealing, key)
    sealing.dispose()
    return key


def countersign_common_log(url: str, owner: Engine, key: SigningKey) -> None:
    """Has a witness sign the latest checkpoint of the common log."""
    sealing = open_engine(url, "mingzhang_seal")
    with owner.begin() as connection:
        take_on(connection, str(key.public), 7)
    with sealing.begin() as connection:
        note = latest_note(connection, COMMON_LOG)
        take_in(connection, note + key.countersignature(Checkpoint.read(note).text))
    sealing.dispose()


def witness_key(folder: Path) -> SigningKey:
    """A witness's key, in a folder of its own."""
    return make_signing_key(folder / "witness.key", WITNESS, WITNESS_KEY)


def sizes_of(owner: Engine, log_id: int) -> list[int]:
    """How many facts the checkpoints of a log cover, the earliest first."""
    with owner.connect() as connection:
        found = connection.execute(
            text("SELECT tree_size FROM ledger.checkpoint WHERE log_id = :log ORDER BY 1"),
            {"log": log_id},
        )
        return list(found.scalars())
