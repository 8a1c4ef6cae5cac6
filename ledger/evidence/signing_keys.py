"""Ed25519 keys in files: the log's own, made with the ledger, and those of witnesses."""

import base64
import os
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ledger.errors import SystemFailed, WrongUse
from ledger.master_keys import keep_folder
from mingzhang_verify import DASH, LOG_KEY, TIME_BYTES, WITNESS_KEY, Key, NotProven, cosigned_text

#: What the text of a private key begins with (as Go's sumdb/note writes it).
PRIVATE = "PRIVATE+KEY+"
SEED_BYTES = 32
#: Between the name of a key's file and the id of a key that was there before: its public key.
RETIRED = ".retired-"


@dataclass(frozen=True)
class SigningKey:
    """A private key with its name, and what it is for."""

    name: str
    kind: bytes
    seed: bytes

    @cached_property
    def public(self) -> Key:
        """What others check its signatures with."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Key.made(self.name, self.kind, key.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def signed(self, text: str) -> str:
        """The text of a checkpoint as a note with this log's signature."""
        return text + "\n" + self._line(b"", text.encode())

    def countersignature(self, text: str, moment: int | None = None) -> str:
        """The line by which a witness countersigns a checkpoint's text.

        Args:
            text: of the checkpoint, without signatures.
            moment: seconds since 1970; None: now.
        """
        moment = int(time.time()) if moment is None else moment
        return self._line(moment.to_bytes(TIME_BYTES, "big"), cosigned_text(text, moment))

    def _line(self, before: bytes, content: bytes) -> str:
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(content)
        material = base64.b64encode(self.public.key_id + before + signature).decode()
        return f"{DASH}{self.name} {material}\n"

    def __str__(self) -> str:
        encoded = base64.b64encode(self.kind + self.seed).decode()
        return f"{PRIVATE}{self.name}+{self.public.key_id.hex()}+{encoded}"


def load_signing_key(file: Path) -> SigningKey:
    """The private key in a file.

    Raises:
        SystemFailed: it is missing, cannot be read, or is none.
    """
    try:
        name, key_id, encoded = file.read_text().strip().removeprefix(PRIVATE).split("+", 2)
        material = base64.b64decode(encoded, validate=True)
    except FileNotFoundError as error:
        raise SystemFailed(
            f"找不到签名密钥 {file}；请从备份恢复，或用 MINGZHANG_SIGNING_KEY_FILE 指出它在哪里。"
            "确已丢失的，用 mingzhang checkpoint new-key --lost 它的公钥 换一把，告知各见证单位。",
            f"The signing key {file} is missing; restore it from its backup, or say where it is "
            "with MINGZHANG_SIGNING_KEY_FILE. If it is lost for good, `mingzhang checkpoint "
            "new-key --lost ITS-PUBLIC-KEY` makes another; tell the witnesses.",
        ) from error
    except (OSError, ValueError) as error:
        raise unusable(file, error) from error
    key = SigningKey(name, material[:1], material[1:])
    if key.kind not in (LOG_KEY, WITNESS_KEY) or len(key.seed) != SEED_BYTES:
        raise unusable(file, "no key")
    if key.public.key_id.hex() != key_id:
        raise unusable(file, "damaged")
    return key


def unusable(file: Path, why: object) -> SystemFailed:
    """What to say of a key that cannot be used."""
    return SystemFailed(
        f"签名密钥 {file} 不能用：{why}。", f"The signing key {file} cannot be used: {why}."
    )


def make_signing_key(file: Path, name: str, kind: bytes) -> SigningKey:
    """Makes a key in a file that is not there yet, readable by its owner only.

    Raises:
        WrongUse: the file is there, or the name is not one that a note can have.
        SystemFailed: it cannot be written.
    """
    if not name or "+" in name or any(sign.isspace() or sign < " " for sign in name):
        raise WrongUse(
            f"密钥名 {name!r} 不能有空格或加号；建议用本单位的网址，如 audit.example.gov.cn。",
            f"The key's name {name!r} must have neither spaces nor plus signs; a web address of "
            "the body is a good one, such as audit.example.gov.cn.",
        )
    key = SigningKey(name, kind, os.urandom(SEED_BYTES))
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(f"{key}\n")
            opened.flush()
            os.fsync(opened.fileno())
        keep_folder(file)
    except FileExistsError as error:
        raise WrongUse(f"{file} 已经存在。", f"{file} is there already.") from error
    except OSError as error:
        raise unusable(file, error) from error
    return key


def first_signing_key(file: Path) -> SigningKey:
    """The log's key: the one that lies there, else a new one with a name of its own.

    Raises:
        SystemFailed: the file cannot be read or made.
    """
    if not file.exists():
        make_signing_key(file, f"mingzhang-{os.urandom(4).hex()}", LOG_KEY)
    return load_signing_key(file)


def renew_signing_key(file: Path, lost: Key | None = None) -> SigningKey:
    """Puts a new key of the same name in place; the old one stays beside it under its id.

    Args:
        file: of the log's key.
        lost: the public key of one whose file is gone; None: the old key lies there.

    Raises:
        WrongUse: a key is said to be lost whose file is there.
        SystemFailed: there is no key, or the file cannot be written.
    """
    if lost is not None and file.exists():
        raise WrongUse(
            f"签名密钥 {file} 还在，不用 --lost。",
            f"The signing key {file} is there: leave --lost out.",
        )
    old = load_signing_key(file).public if lost is None else lost
    coming = file.with_name(f"{file.name}.new")
    coming.unlink(missing_ok=True)
    new = make_signing_key(coming, old.name, old.kind)
    retired = file.with_name(f"{file.name}{RETIRED}{old.key_id.hex()}")
    if not retired.exists():
        # What it signed is checked with its public key; its private one is of no use any more.
        retired.write_text(f"{old}\n")
    coming.rename(file)
    keep_folder(file)
    return new


def public_keys(file: Path) -> list[Key]:
    """The log's public keys: of the one that signs, where it is here, then of those retired.

    Raises:
        SystemFailed: a key cannot be read.
    """
    found = [load_signing_key(file).public] if file.exists() else []
    for retired in sorted(file.parent.glob(f"{file.name}{RETIRED}*")):
        try:
            found.append(Key.read(retired.read_text()))
        except (OSError, ValueError, NotProven) as error:
            raise unusable(retired, error) from error
    return found
