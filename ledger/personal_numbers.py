"""The vault: each personal number stands once, sealed, apart from the facts that it belongs to.

Facts are written once and keep its keyed hash and its masked form. What keys change stands here,
so that keys can be changed; nobody reads it but by the function that writes down who did.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CheckConstraint, Computed, Engine, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.data_keys import WrappedKey
from ledger.database import Base
from ledger.master_keys import master_key
from ledger.personal import HASH_BYTES, NUMBER_KINDS, NumberKind, Protector, open_number
from ledger.vouchers import sql_list


class PersonalNumber(Base):
    """One number, sealed."""

    __tablename__ = "personal_number"
    __table_args__ = (
        CheckConstraint(f"kind IN {sql_list(NUMBER_KINDS)}", name="kind"),
        CheckConstraint(f"length(hashed) = {HASH_BYTES}", name="hashed"),
        CheckConstraint("get_byte(sealed, 0) = 2", name="sealed"),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    hashed: Mapped[bytes] = mapped_column(
        LargeBinary, primary_key=True, comment="keyed hash, as the facts have it"
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="the number, encrypted")
    key_version: Mapped[int] = mapped_column(
        Computed("get_byte(sealed, 1) * 256 + get_byte(sealed, 2)", persisted=True),
        comment="the data key it is sealed with, as its sealed form says",
    )
    recorded_at: Mapped[datetime]


@dataclass(frozen=True)
class NumberOf:
    """Which number is meant: of which book, of what kind, by its keyed hash."""

    book_id: int
    kind: NumberKind
    hashed: bytes


def reveal_number(engine: Engine, protector: Protector, number: NumberOf, reason: str) -> str:
    """A number in whole, to a person who may see it; that they did is on record before they do.

    Args:
        engine: to the ledger, as the person who asks.
        protector: knows where the master key is.
        number: which one.
        reason: why, in the person's own words.

    Raises:
        Refused: the person may not, gives no reason, or the book knows no such number.
        SystemFailed: the master key is lost or another's.
    """
    # The transaction is over, and the reading on record, before anything is opened.
    with engine.begin() as connection:
        found = connection.execute(
            text("SELECT * FROM ledger.sealed_number(:kind, :hashed, :book_id, :reason)"),
            {**asdict(number), "reason": reason},
        ).one()
    key = WrappedKey("seal", found.version, bytes(found.wrapped), bytes(found.master_fingerprint))
    master = master_key(protector.master_file, key.master_fingerprint)
    cipher = AESGCM(master.unwrap(key.name, key.wrapped))
    return open_number(cipher, number.kind, number.hashed, bytes(found.sealed))
