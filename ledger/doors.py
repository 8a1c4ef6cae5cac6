"""The door key: only a program that has it opens sessions, whatever else it knows."""

import hashlib
import os
import secrets
from pathlib import Path

from sqlalchemy import Connection, text

from ledger.database import open_engine
from ledger.errors import SystemFailed

KEY_BYTES = 32


def load_door_key(key_file: Path) -> bytes:
    """The key in its file, which `fit_door` made.

    Raises:
        SystemFailed: there is none, or it cannot be used.
    """
    try:
        key = bytes.fromhex(key_file.read_text().strip())
    except FileNotFoundError as error:
        raise SystemFailed(
            f"没有登录密钥 {key_file}；请先运行 mingzhang migrate。",
            f"There is no door key {key_file}; run `mingzhang migrate` first.",
        ) from error
    except (OSError, ValueError) as error:
        raise unusable(key_file, str(error)) from error
    if len(key) != KEY_BYTES:
        raise unusable(key_file, f"{len(key)} bytes")
    return key


def unusable(key_file: Path, why: str) -> SystemFailed:
    """What to say of a key that cannot be used."""
    return SystemFailed(
        f"登录密钥 {key_file} 不能用：{why}。", f"The door key {key_file} cannot be used: {why}."
    )


def make_door_key(key_file: Path) -> None:
    """Writes a new key into a file that is not there, readable by us only."""
    try:
        key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_bytes(KEY_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise unusable(key_file, str(error)) from error


def fit_door(connection: Connection, key_file: Path, *, anew: bool = False) -> bool:
    """Sees to it that the file's key opens sessions; both are made on first use.

    Args:
        connection: to the ledger as its owner: the application cannot say which key opens it.
        key_file: where the key is, or is to be.
        anew: the ledger takes the file's key, made if need be, in place of the one it had.

    Returns:
        Whether the ledger took a key.

    Raises:
        SystemFailed: the ledger is opened with another key.
    """
    connection.execute(text("LOCK TABLE ledger.door_key IN SHARE ROW EXCLUSIVE MODE"))
    kept = connection.execute(text("SELECT key_sha256 FROM ledger.door_key")).scalar()
    if not key_file.exists() and (kept is None or anew):
        make_door_key(key_file)
    given = hashlib.sha256(load_door_key(key_file)).digest() if key_file.exists() else None
    if kept is not None and given == bytes(kept):
        return False
    if kept is None:
        connection.execute(
            text(
                "INSERT INTO ledger.door_key (key_sha256, salt_secret, recorded_at)"
                " VALUES (:given, :secret, clock_timestamp())"
            ),
            {"given": given, "secret": secrets.token_bytes(KEY_BYTES)},
        )
    elif anew:
        connection.execute(
            text("UPDATE ledger.door_key SET key_sha256 = :given, recorded_at = clock_timestamp()"),
            {"given": given},
        )
    else:
        raise SystemFailed(
            f"登录密钥 {key_file} 不是这个账本的，或已丢失：请从原来的数据目录或备份复制 "
            "keys/door.key；实在找不到就运行 mingzhang migrate --new-door-key，"
            "已开通的动态口令要重新开通。",
            f"The door key {key_file} is lost or not this ledger's: copy keys/door.key from the "
            "data directory that had it or from a backup; if there is none, run `mingzhang migrate "
            "--new-door-key`, after which second factors have to be set up anew.",
        )
    return True


def open_door(url: str, key_file: Path, *, anew: bool = False) -> bool:
    """Fits the door of the ledger that a URL of its owner leads to."""
    engine = open_engine(url, role=None)
    try:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
            return fit_door(connection, key_file, anew=anew)
    finally:
        engine.dispose()
