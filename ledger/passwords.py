"""Passwords: their argon2id hash, which ones are good enough, and ones that are made up."""

import hashlib
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from argon2.low_level import Type, hash_secret_raw

from ledger.errors import Refused

SHORTEST = 12
LONGEST = 256
#: The hash has 32 bytes; the database keeps the hash of it and compares.
HASH_BYTES = 32
SALT_BYTES = 16
PASSES, MEMORY_KIB, LANES = 3, 65536, 4
#: Each hash takes 64 MiB: no more than two at once, however many try to sign in.
AT_ONCE = 2
#: So many may wait for their turn; further ones are sent away instead of stopping every page.
WAITING = 8
#: zxcvbn estimates no more than that, and it is what a long password is judged by.
JUDGED = 72
#: zxcvbn's scale: 3 is beyond ten to the eighth guesses, where a lock-out allows few an hour.
STRONG = 3
#: Words that everybody here thinks of first, which its English lists do not have.
LOCAL_WORDS = (
    *("mingzhang", "caizheng", "caiwu", "fupin", "tuopin", "zhenxing", "xiangcun", "mima"),
    *("kuaiji", "chuna", "shenji", "zhongguo", "beijing", "woaini", "gongan", "admin123"),
)
#: Without the letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

_hashing = threading.BoundedSemaphore(AT_ONCE)
_waiting = threading.BoundedSemaphore(AT_ONCE + WAITING)


@dataclass(frozen=True)
class Recipe:
    """With what a password is hashed."""

    salt: bytes
    passes: int = PASSES
    memory_kib: int = MEMORY_KIB
    lanes: int = LANES


def new_recipe() -> Recipe:
    """The recipe of a new password, with a salt of its own."""
    return Recipe(secrets.token_bytes(SALT_BYTES))


@contextmanager
def one_of_few() -> Iterator[None]:
    """Waits for a turn to hash, unless too many wait.

    Raises:
        Refused: too many do.
    """
    if not _waiting.acquire(blocking=False):
        raise Refused(
            "现在登录的人太多，请稍后再试。", "Too many are signing in just now; try again shortly."
        )
    try:
        with _hashing:
            yield
    finally:
        _waiting.release()


def hash_password(password: str, recipe: Recipe) -> bytes:
    """The argon2id hash of a password: what the database is shown as proof.

    Raises:
        Refused: too many wait for theirs.
    """
    # Full-width letters of an input method are the letters they look like.
    spelled = unicodedata.normalize("NFKC", password)[:LONGEST]
    with one_of_few():
        return hash_secret_raw(
            spelled.encode(),
            recipe.salt,
            time_cost=recipe.passes,
            memory_cost=recipe.memory_kib,
            parallelism=recipe.lanes,
            hash_len=HASH_BYTES,
            type=Type.ID,
        )


def kept_of(password: str) -> dict[str, object]:
    """What the database keeps of a new password: its recipe, and the hash of its hash."""
    recipe = new_recipe()
    verifier = hashlib.sha256(hash_password(password, recipe)).digest()
    return asdict(recipe) | {"verifier": verifier}


def check_quality(password: str, login: str, name: str) -> None:
    """A password that somebody chose is one that is not soon guessed.

    Raises:
        Refused: it is too short, names its owner, or is of a kind that is tried first.
    """
    if len(password) < SHORTEST:
        raise Refused(
            f"新密码至少要 {SHORTEST} 个字符。",
            f"The new password needs at least {SHORTEST} characters.",
        )
    if len(password) > LONGEST:
        raise Refused(
            f"新密码最多 {LONGEST} 个字符。",
            f"The new password has at most {LONGEST} characters.",
        )
    folded = unicodedata.normalize("NFKC", password).casefold()
    if any(word and word.casefold() in folded for word in (login, name)):
        raise Refused(
            "新密码里不能有您的登录名或姓名。",
            "The new password must not contain your login or your name.",
        )
    from zxcvbn import zxcvbn  # noqa: PLC0415  (only who chooses a password needs its lists)

    judged = zxcvbn(folded[:JUDGED], user_inputs=[login, name, *LOCAL_WORDS])
    if judged["score"] < STRONG:
        raise Refused(
            "新密码太容易猜：请避开常用的词、键盘顺序、日期和重复，或用几个不相干的词连起来。",
            "The new password is too easy to guess: avoid common words, rows of keys, dates and "
            "repetition, or join several words that have nothing to do with each other.",
        )


def generated_password() -> str:
    """Four groups of four, 79 bits of chance, to be used once."""
    return grouped(4)


def grouped(letters: int) -> str:
    """Four groups of as many letters that are not mistaken for one another."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(letters)) for _ in range(4))
