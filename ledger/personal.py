"""Personal numbers leave the door only as a keyed hash, a masked form and a sealed form.

The hash finds the same number again, the masked form is what people see, the sealed form is what
an entitled person can have opened. All rest on data keys, which `ledger.data_keys` brings.
"""

import contextlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.errors import SystemFailed
from ledger.master_keys import NONCE_BYTES, derived

NumberKind = Literal["identity", "account", "phone"]
NUMBER_KINDS: tuple[NumberKind, ...] = ("identity", "account", "phone")
#: A keyed hash of 128 bits: two of a billion numbers share one with a chance of 10^-21.
HASH_BYTES = 16
#: The first byte of a sealed number, so that a later cipher can be told apart; the version of the
#: key that sealed it follows in two more.
SEALING = b"\x02"
VERSION_BYTES = 2
#: What content begins to be bound to that is no number: that of drafts.
CONTENT = b"content "
HEADER_BYTES = len(SEALING) + VERSION_BYTES


class Protected(NamedTuple):
    """The three forms a personal number is kept in."""

    hashed: bytes
    masked: str
    sealed: bytes


@dataclass(frozen=True)
class DataKeys:
    """The keys of a ledger: one that matches, and those that seal, by version."""

    match: bytes
    seals: Mapping[int, bytes]
    #: Where the master key is that they are wrapped with.
    master_file: Path


class Protector:
    """Turns personal numbers into their protected forms, and sealed ones back."""

    def __init__(self, keys: DataKeys) -> None:
        self.master_file = keys.master_file
        self._hash_keys = {
            purpose: derived(keys.match, b"hash " + purpose.encode())
            for purpose in (*NUMBER_KINDS, "request")
        }
        self._ciphers = {version: AESGCM(key) for version, key in keys.seals.items()}
        #: The version that new numbers are sealed with.
        self.version = max(keys.seals)
        self._header = SEALING + self.version.to_bytes(VERSION_BYTES, "big")

    def identity(self, number: str) -> Protected:
        """The forms of an ID number or credit code."""
        masked = f"{number[:6]}********{number[-4:]}" if len(number) > 10 else "****"  # noqa: PLR2004
        return self._protect("identity", number, masked)

    def account(self, number: str) -> Protected:
        """The forms of a bank account number."""
        masked = f"{number[:4]}****{number[-4:]}" if len(number) > 8 else "****"  # noqa: PLR2004
        return self._protect("account", number, masked)

    def phone(self, number: str) -> Protected:
        """The forms of a mobile number of 11 digits."""
        return self._protect("phone", number, f"{number[:3]}****{number[-4:]}")

    def request(self, words: str) -> bytes:
        """The keyed hash of what was asked for, by which the same is known again."""
        return self._hash("request", words)

    def seal_number(self, kind: NumberKind, number: str, hashed: bytes) -> bytes:
        """The sealed form of a number, bound to its kind and hash: it opens in no other's place."""
        return self._seal(number.encode(), kind.encode() + hashed)

    def open_number(self, kind: NumberKind, hashed: bytes, sealed: bytes) -> str:
        """The number that was sealed.

        Raises:
            SystemFailed: it was sealed with another key, or is not the one of that hash.
        """
        return open_number(self._ciphers.get(version_of(sealed)), kind, hashed, sealed)

    def seal(self, content: bytes, place: bytes) -> bytes:
        """Content encrypted, so that only who has the key reads it, and in that place alone."""
        return self._seal(content, CONTENT + place)

    def unseal(self, sealed: bytes, place: bytes) -> bytes:
        """The content that was encrypted for a place.

        Raises:
            SystemFailed: it was sealed with another key, or for another place.
        """
        return unseal(self._ciphers.get(version_of(sealed)), sealed, CONTENT + place)

    def _seal(self, content: bytes, bound_to: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        bound = self._header + bound_to
        return self._header + nonce + self._ciphers[self.version].encrypt(nonce, content, bound)

    def _protect(self, kind: NumberKind, number: str, masked: str) -> Protected:
        hashed = self._hash(kind, number)
        return Protected(hashed, masked, self.seal_number(kind, number, hashed))

    def _hash(self, purpose: str, words: str) -> bytes:
        return hmac.digest(self._hash_keys[purpose], words.encode(), "sha256")[:HASH_BYTES]


def version_of(sealed: bytes) -> int:
    """The version of the key that sealed a number."""
    return int.from_bytes(sealed[len(SEALING) : HEADER_BYTES], "big")


def open_number(cipher: AESGCM | None, kind: NumberKind, hashed: bytes, sealed: bytes) -> str:
    """The number that was sealed with the key of a cipher.

    Raises:
        SystemFailed: there is none, it is of another key, or the number is not that of the hash.
    """
    return unseal(cipher, sealed, kind.encode() + hashed).decode()


def unseal(cipher: AESGCM | None, sealed: bytes, bound_to: bytes) -> bytes:
    """What was sealed with the key of a cipher and bound to something.

    Raises:
        SystemFailed: there is none, it is of another key, or it was bound to something else.
    """
    header, rest = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
    with contextlib.suppress(InvalidTag, ValueError):
        if cipher is not None:
            return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + bound_to)
    raise SystemFailed(
        "加密的内容打不开：它是用另一把密钥加密的，或者被改动过。",
        "What was sealed cannot be opened: it was sealed with another key, or was changed.",
    )
