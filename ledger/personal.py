"""Personal numbers leave the door only as a keyed hash, a masked form and a sealed form.

The hash finds the same number again, the masked form is what people see, the sealed form is what
an entitled person can open with the key. The key lies in a file outside the database.
"""

import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ledger.errors import SystemFailed

KEY_BYTES = 32
NONCE_BYTES = 12
#: A keyed hash of 128 bits: two of a billion numbers share one with a chance of 10^-21.
HASH_BYTES = 16
#: The first byte of a sealed number, so that a later cipher can be told apart.
SEAL_VERSION = b"\x01"


@dataclass(frozen=True)
class Protected:
    """The three forms a personal number is kept in."""

    hashed: bytes
    masked: str
    sealed: bytes


class Protector:
    """Turns personal numbers into their protected forms, and sealed ones back."""

    def __init__(self, key: bytes) -> None:
        self._hash_keys = {
            purpose: _derive(key, b"hash " + purpose.encode())
            for purpose in ("identity", "account", "request")
        }
        self._cipher = AESGCM(_derive(key, b"seal"))
        #: Tells one key from another and says nothing of it.
        self.fingerprint = _derive(key, b"fingerprint")[:HASH_BYTES]

    def identity(self, number: str) -> Protected:
        """The forms of an ID number or credit code."""
        masked = f"{number[:6]}********{number[-4:]}" if len(number) > 10 else "****"  # noqa: PLR2004
        return self._protect("identity", number, masked)

    def account(self, number: str) -> Protected:
        """The forms of a bank account number."""
        masked = f"{number[:4]}****{number[-4:]}" if len(number) > 8 else "****"  # noqa: PLR2004
        return self._protect("account", number, masked)

    def request(self, words: str) -> bytes:
        """The keyed hash of what was asked for, by which the same is known again."""
        return self._hash("request", words)

    def seal(self, content: bytes) -> bytes:
        """Content encrypted, so that only who has the key reads it."""
        nonce = os.urandom(NONCE_BYTES)
        return SEAL_VERSION + nonce + self._cipher.encrypt(nonce, content, SEAL_VERSION)

    def unseal(self, sealed: bytes) -> bytes:
        """The content that was encrypted.

        Raises:
            SystemFailed: it was sealed with another key.
        """
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, SEAL_VERSION)
        except Exception as error:
            raise SystemFailed(
                "此内容是用另一把密钥加密的。", "This content was sealed with another key."
            ) from error

    def open(self, sealed: bytes) -> str:
        """The number that was sealed.

        Raises:
            SystemFailed: it was sealed with another key.
        """
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, SEAL_VERSION).decode()
        except Exception as error:
            raise SystemFailed(
                "此号码是用另一把密钥加密的。", "This number was sealed with another key."
            ) from error

    def _protect(self, purpose: str, number: str, masked: str) -> Protected:
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, number.encode(), SEAL_VERSION)
        return Protected(self._hash(purpose, number), masked, SEAL_VERSION + nonce + sealed)

    def _hash(self, purpose: str, number: str) -> bytes:
        return hmac.digest(self._hash_keys[purpose], number.encode(), "sha256")[:HASH_BYTES]


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(
        algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"mingzhang " + purpose
    ).derive(key)


def load_protector(key_file: Path) -> Protector:
    """The protector with the key in `key_file`, which is made on first use, readable by us only.

    Raises:
        SystemFailed: the file cannot be read or made, or holds no key.
    """
    try:
        key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(os.urandom(KEY_BYTES).hex() + "\n")
                file.flush()
                os.fsync(file.fileno())
        key = bytes.fromhex(key_file.read_text().strip())
    except (OSError, ValueError) as error:
        raise SystemFailed(
            f"个人信息密钥 {key_file} 不能用：{error}",
            f"The key for personal numbers, {key_file}, cannot be used: {error}",
        ) from error
    if len(key) != KEY_BYTES:
        raise SystemFailed(
            f"个人信息密钥 {key_file} 不完整。",
            f"The key for personal numbers, {key_file}, is not complete.",
        )
    return Protector(key)
