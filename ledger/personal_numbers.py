"""The vault: each personal number stands once, sealed, apart from the facts that it belongs to.

Facts are written once and keep its keyed hash and its masked form. What keys change stands here,
so that keys can be changed; nobody reads it but by the function that writes down who did.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Computed, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base
from ledger.personal import HASH_BYTES, NUMBER_KINDS
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
