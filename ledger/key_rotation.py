"""Changes keys while the service runs: a new sealing key, or a new master key.

Two sealing keys may stand at a time: new numbers are sealed with the newer at once, those of the
older are sealed anew in batches, each a transaction, and the older is retired when no number needs
it. Whatever is killed, the next rotation goes on where this one was.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from ledger.data_keys import WrappedKey, opened, wrapped_keys
from ledger.database import rows_of
from ledger.drafts import place_of_piece
from ledger.errors import Refused
from ledger.master_keys import KEY_BYTES, coming_key, master_key, take_place
from ledger.personal import VERSION_BYTES, Protector
from ledger.turns import turn_held

#: What is held while keys are changed.
ROTATION_TURN = "keys"

#: Numbers that are sealed anew in one transaction.
BATCH = 5_000
#: Told how many numbers are sealed anew, and of how many.
Progress = Callable[[int, int], None]

KEYS = """
SELECT
    key.purpose, key.version, key.created_at, key.retired_at,
    encode(key.master_fingerprint, 'hex') AS master,
    CASE key.purpose WHEN 'seal' THEN (
        SELECT count(*) FROM ledger.personal_number WHERE key_version = key.version
    ) END AS numbers
FROM ledger.data_key AS key
ORDER BY key.purpose DESC, key.version
"""
NEXT_NUMBERS = """
SELECT kind, hashed, sealed
FROM ledger.personal_number
WHERE key_version = :version AND (kind, hashed) > (:kind, :hashed)
ORDER BY kind, hashed
LIMIT :batch
FOR UPDATE
"""
SEAL_ANEW = """
UPDATE ledger.personal_number AS number SET sealed = anew.sealed
FROM unnest(CAST(:kinds AS text[]), CAST(:hashes AS bytea[]), CAST(:seals AS bytea[]))
    AS anew (kind, hashed, sealed)
WHERE number.kind = anew.kind AND number.hashed = anew.hashed
"""
NEXT_PIECE = """
SELECT draft_id, piece_number, file_name, sealed
FROM ledger.draft_piece
WHERE substring(sealed FROM 2 FOR 2) = :version AND NOT staged
LIMIT 1
FOR UPDATE
"""
SEAL_PIECE_ANEW = """
UPDATE ledger.draft_piece SET sealed = :sealed
WHERE draft_id = :draft_id AND NOT staged AND piece_number = :piece_number
"""
#: Numbers among staged rows are sealed by the old key: such a draft is posted from its content.
FORGET_STAGED = """
DELETE FROM ledger.draft_piece WHERE substring(sealed FROM 2 FOR 2) = :version AND staged
"""
NEW_KEY = """
INSERT INTO ledger.data_key (purpose, version, wrapped, master_fingerprint, created_at)
VALUES ('seal', :version, :wrapped, :fingerprint, clock_timestamp())
"""
WRAP_ANEW = """
UPDATE ledger.data_key SET wrapped = :wrapped, master_fingerprint = :fingerprint
WHERE purpose = :purpose AND version = :version
"""


@dataclass(frozen=True)
class KeyState:
    """A data key as an operator reads it."""

    purpose: str
    version: int
    created_at: datetime
    retired_at: datetime | None
    #: The fingerprint of the master key that wraps it.
    master: str
    #: The numbers that are sealed with it; None for the key that matches.
    numbers: int | None


@dataclass(frozen=True)
class Rotated:
    """What a rotation did."""

    #: The sealing key that is in use now.
    version: int
    #: The numbers that were sealed anew by it.
    numbers: int
    #: The versions that were retired.
    retired: list[int]


def ignore_progress(_done: int, _of: int) -> None:
    """For callers that show no progress."""


def keys(connection: Connection) -> list[KeyState]:
    """All data keys there are and were, as their owner sees them."""
    return rows_of(KeyState, connection.execute(text(KEYS)))


@contextmanager
def one_rotation_at_a_time(owner: Engine) -> Iterator[None]:
    """Keeps two rotations from meddling with each other.

    Raises:
        Refused: another rotation is under way.
    """
    with turn_held(owner, ROTATION_TURN) as held:
        if not held:
            raise Refused("另一个更换密钥的进程正在运行。", "Another rotation of keys is running.")
        yield


def rotate(owner: Engine, master_file: Path, progress: Progress = ignore_progress) -> Rotated:
    """Puts a new sealing key in the place of the old one, or ends a rotation that was begun.

    Args:
        owner: to the ledger, as its owner.
        master_file: where the master key is.
        progress: is told how far it is.

    Raises:
        Refused: another rotation is under way.
        SystemFailed: the master key is lost or another's, or a number does not open.
    """
    with one_rotation_at_a_time(owner):
        with owner.begin() as connection:
            states = [key for key in keys(connection) if key.purpose == "seal"]
            standing = [key.version for key in states if key.retired_at is None]
            if len(standing) == 1:
                standing.append(begin_next(connection, master_file, states[-1].version + 1))
            # Read with the new key, by which all is sealed anew.
            protector = opened(wrapped_keys(connection), master_file)
        total = sum(key.numbers or 0 for key in states if key.version in standing[:-1])
        done = 0
        progress(done, total)
        for version in standing[:-1]:
            retired = False
            while not retired:
                for count in sealed_anew(owner, protector, version):
                    done += count
                    progress(done, max(done, total))
                pieces_sealed_anew(owner, protector, version)
                with owner.begin() as connection:
                    # Waits for imports that began with the old key; what they brought is next.
                    retired = connection.execute(
                        text("SELECT ledger.retire_data_key(:version)"), {"version": version}
                    ).scalar_one()
        return Rotated(standing[-1], done, standing[:-1])


def begin_next(connection: Connection, master_file: Path, version: int) -> int:
    """Makes the next sealing key, which is in use as soon as this is committed."""
    (fingerprint,) = {key.master_fingerprint for key in wrapped_keys(connection)}
    master = master_key(master_file, fingerprint)
    key = WrappedKey("seal", version, b"", fingerprint)
    wrapped = master.wrap(key.name, os.urandom(KEY_BYTES))
    connection.execute(
        text(NEW_KEY), {"version": version, "wrapped": wrapped, "fingerprint": fingerprint}
    )
    return version


def sealed_anew(owner: Engine, protector: Protector, version: int) -> Iterator[int]:
    """Seals the numbers of an old key anew, a batch a transaction; gives how many were."""
    last = {"kind": "", "hashed": b""}
    while True:
        with owner.begin() as connection:
            found = connection.execute(
                text(NEXT_NUMBERS), {"version": version, "batch": BATCH, **last}
            ).all()
            if not found:
                return
            rows = [(row.kind, bytes(row.hashed), bytes(row.sealed)) for row in found]
            seals = [
                protector.seal_number(kind, protector.open_number(kind, hashed, sealed), hashed)
                for kind, hashed, sealed in rows
            ]
            kinds, hashes, _ = map(list, zip(*rows, strict=True))
            connection.execute(text(SEAL_ANEW), {"kinds": kinds, "hashes": hashes, "seals": seals})
        last = {"kind": kinds[-1], "hashed": hashes[-1]}
        yield len(rows)


def pieces_sealed_anew(owner: Engine, protector: Protector, version: int) -> None:
    """Seals the contents of drafts anew, a piece a transaction."""
    sealed_by = version.to_bytes(VERSION_BYTES, "big")
    with owner.begin() as connection:
        connection.execute(text(FORGET_STAGED), {"version": sealed_by})
    while True:
        with owner.begin() as connection:
            found = connection.execute(text(NEXT_PIECE), {"version": sealed_by}).one_or_none()
            if found is None:
                return
            place = place_of_piece(found.draft_id, found.piece_number, found.file_name)
            anew = protector.seal(protector.unseal(bytes(found.sealed), place), place)
            connection.execute(
                text(SEAL_PIECE_ANEW),
                {
                    "draft_id": found.draft_id,
                    "piece_number": found.piece_number,
                    "sealed": anew,
                },
            )


def rotate_master(owner: Engine, master_file: Path) -> Path | None:
    """Puts a new master key in the place of the old one; no number is touched.

    Args:
        owner: to the ledger, as its owner.
        master_file: where the master key is, and stays.

    Returns:
        Where the old key lies now, which opens nothing in this ledger any more; None if nothing
        was wrapped yet.

    Raises:
        Refused: another rotation is under way.
        SystemFailed: the master key is lost or another's, or the new one cannot be written.
    """
    with one_rotation_at_a_time(owner):
        with owner.begin() as connection:
            wrapped = wrapped_keys(connection)
            if not wrapped:
                return None
            fingerprint = wrapped[0].master_fingerprint
            # A rotation that was killed may have wrapped all with the new key already.
            kept = take_place(master_file, fingerprint)
            if kept:
                return kept
            old = master_key(master_file, fingerprint)
            new = coming_key(master_file, fingerprint)
            for key in wrapped:
                plain = old.unwrap(key.name, key.wrapped)
                connection.execute(
                    text(WRAP_ANEW),
                    {
                        "purpose": key.purpose,
                        "version": key.version,
                        "wrapped": new.wrap(key.name, plain),
                        "fingerprint": new.fingerprint,
                    },
                )
        return take_place(master_file, new.fingerprint)
