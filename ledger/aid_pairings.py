"""A pairing says who helps whom (结对帮扶), from when to when, and what was pledged."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, VersionedFact
from ledger.vouchers import sql_list

HELPED_KINDS = ("county", "township", "village", "household")


class AidPairing(Base, VersionedFact):
    """One version of a pairing, in the book of who is helped."""

    __tablename__ = "aid_pairing"
    __table_args__ = (
        Index(
            "aid_pairing_code_idx",
            "book_id",
            "pairing_code",
            unique=True,
            postgresql_where="log_position = aid_pairing_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "aid_pairing_replacement_idx",
            "book_id",
            "aid_pairing_id",
            postgresql_where="log_position <> aid_pairing_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "aid_pairing_id"], ["aid_pairing.book_id", "aid_pairing.log_position"]
        ),
        ForeignKeyConstraint(["helper_division_id"], ["division.division_id"]),
        CheckConstraint(f"helped_kind IN {sql_list(HELPED_KINDS)}", name="helped_kind"),
        CheckConstraint("ends_on >= starts_on", name="ends_on"),
        CheckConstraint("due_on >= starts_on", name="due_on"),
        CheckConstraint("pledged_amount > 0", name="pledged_amount"),
        CheckConstraint(
            "(pledged_amount IS NULL) = (due_on IS NULL)"
            " AND (pledged_amount IS NULL OR helper_division_id IS NOT NULL)",
            name="pledge",
        ),
    )

    aid_pairing_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    pairing_code: Mapped[str]
    helper: Mapped[str] = mapped_column(comment="the place or unit that helps")
    helper_division_id: Mapped[str | None] = mapped_column(comment="whose finances pay the pledge")
    helped_kind: Mapped[str]
    helped_name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="null: it goes on")
    exited_on: Mapped[date | None] = mapped_column(comment="when the helped left poverty")
    pledged_amount: Mapped[Decimal | None]
    due_on: Mapped[date | None] = mapped_column(comment="by when the pledge is to be there")
    document_no: Mapped[str | None]
    evidence: Mapped[str | None]
