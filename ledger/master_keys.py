"""The master key lies in a file outside the database and wraps the keys that lie in it.

Its change never leaves a moment without a key that opens: the new one is written beside the old
one, the database is wrapped with it in one transaction, and only then does it take the old one's
place; the old one stays beside it until the operator removes it.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ledger.errors import SystemFailed

KEY_BYTES = 32
NONCE_BYTES = 12
FINGERPRINT_BYTES = 16
#: The first byte of a wrapped key, so that a later cipher can be told apart.
WRAPPING = b"\x01"


@dataclass(frozen=True)
class MasterKey:
    """A master key, and the file it is in place in."""

    file: Path
    key: bytes

    @property
    def fingerprint(self) -> bytes:
        """Tells one key from another and says nothing of it."""
        return derived(self.key, b"fingerprint")[:FINGERPRINT_BYTES]

    def wrap(self, name: str, key: bytes) -> bytes:
        """A data key, encrypted and bound to its name: no other can be put in its place."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, key, WRAPPING + name.encode())
        return WRAPPING + nonce + sealed

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """The data key of that name.

        Raises:
            SystemFailed: this key did not wrap it, or it was changed since.
        """
        nonce, sealed = wrapped[1 : 1 + NONCE_BYTES], wrapped[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, sealed, WRAPPING + name.encode())
        except (InvalidTag, ValueError) as error:
            raise SystemFailed(
                f"数据库里的数据密钥 {name} 打不开：它被改动过；请从备份恢复表 ledger.data_key。",
                f"Data key {name} in the database cannot be opened: it was changed; restore the "
                "table ledger.data_key from its backup.",
            ) from error

    @property
    def _cipher(self) -> AESGCM:
        return AESGCM(derived(self.key, b"wrap"))


def derived(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose, from which neither the first nor one for another is found."""
    return HKDF(
        algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"mingzhang " + purpose
    ).derive(key)


def first_master_key(file: Path) -> MasterKey:
    """The master key of a new ledger: the one that lies there, else a new one.

    Raises:
        SystemFailed: the file cannot be read or made, or holds no key.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            made = file.with_name(f"{file.name}.{os.getpid()}-{os.urandom(4).hex()}")
            write_key(made, os.urandom(KEY_BYTES))
            # Of two that make the first key at once one wins, and neither reads half of it.
            with contextlib.suppress(FileExistsError):
                os.link(made, file)
            made.unlink()
            keep_folder(file)
    except OSError as error:
        raise unusable(file, error) from error
    return read_key(file, file)


def master_key(file: Path, fingerprint: bytes) -> MasterKey:
    """The master key that this ledger's data keys are wrapped with.

    Args:
        file: where it is.
        fingerprint: its own, as the ledger holds it.

    Raises:
        SystemFailed: it is lost, cannot be read, or is another one.
    """
    # While the key is being changed it waits beside the old one, and whoever was given data keys
    # just before the change still needs the old one. One that takes its place meanwhile may be
    # passed by a first look, and not by a second.
    places = (file, coming(file), retired(file, fingerprint))
    found = False
    for path in places + places:
        key = read_if_there(path, file)
        found = found or key is not None
        if key is not None and key.fingerprint == fingerprint:
            return key
    if not found:
        raise SystemFailed(
            f"找不到主密钥 {file}，证件号码、账号和电话打不开，也不能导入；"
            "请从备份恢复这个文件，或用 MINGZHANG_MASTER_KEY_FILE 指出它在哪里。",
            f"The master key {file} is missing: ID numbers, accounts and phones cannot be opened, "
            "and nothing can be imported. Restore the file from its backup, or say where it is "
            "with MINGZHANG_MASTER_KEY_FILE.",
        )
    raise SystemFailed(
        f"主密钥 {file} 不是这个账本的那一把（账本的指纹是 {fingerprint.hex()[:8]}）；"
        "它可能属于另一个账本，或已经更换：请从备份恢复这个账本的主密钥。",
        f"The master key {file} is not this ledger's (whose fingerprint is "
        f"{fingerprint.hex()[:8]}); it may be of another ledger, or have been replaced: restore "
        "this ledger's master key from its backup.",
    )


def coming_key(file: Path, fingerprint: bytes) -> MasterKey:
    """The key that is to take the place of the one in use; one begun earlier is gone on with.

    Args:
        file: where the key in use is.
        fingerprint: of the key in use.

    Raises:
        SystemFailed: the file cannot be written.
    """
    path = coming(file)
    try:
        if path.exists():
            begun = read_key(path, file)
            if begun.fingerprint != fingerprint:
                return begun
        else:
            made = path.with_name(f"{path.name}.{os.getpid()}")
            write_key(made, os.urandom(KEY_BYTES))
            made.rename(path)
            keep_folder(path)
    except OSError as error:
        raise unusable(path, error) from error
    return read_key(path, file)


def take_place(file: Path, fingerprint: bytes) -> Path | None:
    """Puts the new key in the place of the old one, which is kept; returns where.

    Args:
        file: where the key is to be.
        fingerprint: of the key that the ledger is wrapped with now.

    Returns:
        Where the old key lies now; None if nothing was left to be done.

    Raises:
        SystemFailed: the files cannot be written.
    """
    path = coming(file)
    if not path.exists() or read_key(path, file).fingerprint != fingerprint:
        return None
    old = read_key(file, file)
    kept = retired(file, old.fingerprint)
    try:
        with contextlib.suppress(FileExistsError):
            os.link(file, kept)
        path.replace(file)
        keep_folder(file)
    except OSError as error:
        raise unusable(file, error) from error
    return kept


def coming(file: Path) -> Path:
    """Where the new key waits until it takes the old one's place."""
    return file.with_name(f"{file.name}.new")


def retired(file: Path, fingerprint: bytes) -> Path:
    """Where an old key is kept until the operator removes it."""
    return file.with_name(f"{file.name}.{fingerprint.hex()[:8]}.retired")


def read_key(path: Path, place: Path) -> MasterKey:
    """The key in a file.

    Raises:
        SystemFailed: it cannot be read, or holds no key.
    """
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise unusable(path, error) from error
    if len(key) != KEY_BYTES:
        raise SystemFailed(f"主密钥 {path} 不完整。", f"The master key {path} is not complete.")
    return MasterKey(place, key)


def read_if_there(path: Path, place: Path) -> MasterKey | None:
    """The key in a file, which may not be there, or not any more."""
    try:
        return read_key(path, place)
    except SystemFailed as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def write_key(path: Path, key: bytes) -> None:
    """Writes a key into a new file that only we can read, for good."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def keep_folder(path: Path) -> None:
    """Makes what stands in a folder outlast a power cut."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unusable(path: Path, error: Exception) -> SystemFailed:
    """What to say of a file that cannot be read or written."""
    return SystemFailed(
        f"主密钥 {path} 不能用：{error}", f"The master key {path} cannot be used: {error}"
    )
