"""The papers a voucher stands on, by fingerprint: one paper under two vouchers is seen."""

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base


class Attachment(Base, AuthoredFact):
    """The fingerprint of a paper that a voucher stands on."""

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        Index(None, "book_id", "sha256"),
        Index(None, "book_id", "voucher_id", "sha256", unique=True),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(comment="hexadecimal")
