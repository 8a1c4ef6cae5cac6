"""The keys that personal numbers are hashed and sealed with lie in the database, wrapped.

The application fetches them wrapped and opens them in memory with the master key, which is in a
file outside the database: a copy of the one says nothing without the other.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import CheckConstraint, Connection, Engine, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base
from ledger.errors import SystemFailed
from ledger.master_keys import (
    FINGERPRINT_BYTES,
    KEY_BYTES,
    MasterKey,
    first_master_key,
    master_key,
)
from ledger.personal import DataKeys, Protector


class DataKey(Base):
    """One data key. A retired one is gone: only its dates stay."""

    __tablename__ = "data_key"
    __table_args__ = (
        CheckConstraint("purpose IN ('seal', 'match')", name="purpose"),
        # Hashes are facts: with another key to match by, no fact would find its person.
        CheckConstraint("purpose = 'seal' OR version = 1", name="one_to_match"),
        CheckConstraint("purpose = 'seal' OR retired_at IS NULL", name="match_stays"),
        CheckConstraint("(wrapped IS NULL) = (retired_at IS NOT NULL)", name="retired"),
        # Two bytes of what it seals tell its version.
        CheckConstraint("version BETWEEN 1 AND 65535", name="version"),
        CheckConstraint(f"length(master_fingerprint) = {FINGERPRINT_BYTES}", name="fingerprint"),
    )

    purpose: Mapped[str] = mapped_column(primary_key=True, comment="seal: to seal; match: to hash")
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="encrypted with the master key; null: retired"
    )
    master_fingerprint: Mapped[bytes] = mapped_column(
        LargeBinary, comment="tells which master key wraps it"
    )
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class WrappedKey(NamedTuple):
    """A data key as the database gives it out."""

    purpose: str
    version: int
    wrapped: bytes
    master_fingerprint: bytes

    @property
    def name(self) -> str:
        """What the wrapping binds the key to."""
        return f"{self.purpose} {self.version}"


def load_protector(engine: Engine, master_file: Path) -> Protector:
    """The protector of a ledger's personal numbers; a new ledger gets its keys now.

    Args:
        engine: to the ledger.
        master_file: where the master key is, or is made on first use, readable by us only.

    Raises:
        SystemFailed: the master key is lost, cannot be read, or is another ledger's.
    """
    with engine.begin() as connection:
        if not wrapped_keys(connection):
            begin_keys(connection, first_master_key(master_file))
        return opened(wrapped_keys(connection), master_file)


def hold_keys(connection: Connection, protector: Protector) -> Protector:
    """The protector with the keys that stand now, which stay until this transaction ends.

    A rotation retires the key before only when every transaction that holds it has ended.

    Raises:
        SystemFailed: the master key is lost, cannot be read, or is another ledger's.
    """
    return opened(wrapped_keys(connection), protector.master_file)


def wrapped_keys(connection: Connection) -> list[WrappedKey]:
    """The keys in use, wrapped; held until this transaction ends."""
    found = connection.execute(text("SELECT * FROM ledger.hold_data_keys()"))
    return [
        WrappedKey(row.purpose, row.version, bytes(row.wrapped), bytes(row.master_fingerprint))
        for row in found
    ]


def begin_keys(connection: Connection, master: MasterKey) -> None:
    """Gives a ledger that has none its first keys; of two that do so at once one wins."""
    first = [WrappedKey(purpose, 1, b"", master.fingerprint).name for purpose in ("seal", "match")]
    sealing, matching = (master.wrap(name, os.urandom(KEY_BYTES)) for name in first)
    connection.execute(
        text("SELECT ledger.begin_data_keys(:sealing, :matching, :fingerprint)"),
        {"sealing": sealing, "matching": matching, "fingerprint": master.fingerprint},
    )


def opened(wrapped: Iterable[WrappedKey], master_file: Path) -> Protector:
    """The protector that some wrapped keys make, with the master key that wraps them."""
    keys = list(wrapped)
    if not keys:
        raise SystemFailed(
            "账本没有数据密钥；请重新运行，或从备份恢复表 ledger.data_key。",
            "The ledger has no data keys; run it again, or restore the table ledger.data_key.",
        )
    master = master_key(master_file, keys[0].master_fingerprint)
    plain = {(key.purpose, key.version): master.unwrap(key.name, key.wrapped) for key in keys}
    seals = {version: key for (purpose, version), key in plain.items() if purpose == "seal"}
    return Protector(DataKeys(plain["match", 1], seals, master_file))
