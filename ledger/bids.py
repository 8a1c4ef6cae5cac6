"""A bid is what one party offered in a tender, with what may show who else stands behind it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Code, Salted


class Bid(Base, AuthoredFact, Salted):
    """One bidder of one tender; a lot that is let for itself is a tender of its own."""

    __tablename__ = "bid"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        Index(None, "book_id", "tender_code"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        CheckConstraint("price > 0", name="price"),
    )

    external_reference: Mapped[Code]
    tender_code: Mapped[Code]
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    opened_on: Mapped[date] = mapped_column(comment="the day the bids were opened")
    bidder_name: Mapped[str] = mapped_column(info=PERSONAL)
    bidder_identity_hash: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    bidder_identity_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    price: Mapped[Decimal | None]
    won: Mapped[bool | None] = mapped_column(comment="null: not decided or not known")
    responsible_identity_hash: Mapped[bytes | None] = mapped_column(
        comment="keyed hash of the ID number of whoever heads the bidder", info=PERSONAL
    )
    responsible_identity_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    phone_hash: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    phone_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    bond_account_hash: Mapped[bytes | None] = mapped_column(
        comment="keyed hash of the account that the bid bond came from", info=PERSONAL
    )
    bond_account_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    address: Mapped[str | None] = mapped_column(info=PERSONAL)
    file_author: Mapped[str | None] = mapped_column(
        comment="who or which machine made the bid's file", info=PERSONAL
    )
    evidence: Mapped[str | None]
