"""One-time codes by time (RFC 6238): their secret, sealed; which code is right; recovery codes."""

import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from ledger.errors import Refused
from ledger.passwords import grouped

#: What every authenticator app takes: SHA-1, six digits, half a minute.
SECRET_BYTES = 20
DIGITS = 6
STEP_SECONDS = 30
NONCE_BYTES = 12
RECOVERY_CODES = 10
#: Letters in each of the four groups of a recovery code: 118 bits of chance together.
RECOVERY_LETTERS = 6
#: Whose codes they are, as the app lists them.
ISSUED_BY = "Mingzhang"


@dataclass(frozen=True)
class Answer:
    """What a typed code turned out to be; with neither it is wrong."""

    step: int | None = None
    recovery_sha256: bytes | None = None


def new_secret() -> bytes:
    """A secret for somebody's codes."""
    return secrets.token_bytes(SECRET_BYTES)


def seal(secret: bytes, door: bytes) -> bytes:
    """A secret as the database keeps it: only who has the door key, and checks codes, opens it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher(door).encrypt(nonce, secret, None)


def unseal(sealed: bytes, door: bytes) -> bytes:
    """The secret that was sealed.

    Raises:
        Refused: it was sealed with another door key.
    """
    try:
        return cipher(door).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except InvalidTag as error:
        raise Refused(
            "登录密钥换过，原来的动态口令不能再用；请用恢复码，或请安全管理员重设。",
            "The door key was replaced and your second factor is void: use a recovery code, or "
            "ask the security administrator for a reset.",
        ) from error


def cipher(door: bytes) -> AESGCM:
    """What secrets are sealed with: a key that follows from the door key."""
    return AESGCM(
        HKDF(
            algorithm=hashes.SHA256(), length=32, salt=None, info=b"mingzhang second factor"
        ).derive(door)
    )


def totp(secret: bytes) -> TOTP:
    """The maker of a secret's codes."""
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303  (what RFC 6238 and apps use)


def code_at(secret: bytes, at: float) -> str:
    """The code of a moment, in seconds since 1970."""
    return totp(secret).generate(int(at)).decode()


def step_of(secret: bytes, code: str, at: float) -> int | None:
    """The step of time that a code is of: the present one, or that before or after it."""
    present = int(at) // STEP_SECONDS
    given = "".join(code.split())
    for step in (present, present - 1, present + 1):
        if secrets.compare_digest(code_at(secret, step * STEP_SECONDS).encode(), given.encode()):
            return step
    return None


def answer_to(code: str, secret: bytes | None, at: float | None = None) -> Answer:
    """What a typed code is: one of the present, or a recovery code, which the database looks up."""
    plain = "".join(code.lower().replace("-", "").split())
    if len(plain) == 4 * RECOVERY_LETTERS:
        return Answer(recovery_sha256=recovery_hash(plain))
    if secret is None:
        return Answer()
    return Answer(step=step_of(secret, code, time.time() if at is None else at))


def new_recovery_codes() -> list[str]:
    """Codes that stand in for a lost second factor, each once."""
    return [grouped(RECOVERY_LETTERS) for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> bytes:
    """What is kept of a recovery code: it has too much chance in it to be guessed from that."""
    return hashlib.sha256(code.replace("-", "").encode()).digest()


def address_of(secret_text: str, login: str) -> str:
    """What the picture says to an authenticator app."""
    query = urlencode(
        {"secret": secret_text, "issuer": ISSUED_BY, "digits": DIGITS, "period": STEP_SECONDS}
    )
    return f"otpauth://totp/{ISSUED_BY}:{quote(login)}?{query}"
