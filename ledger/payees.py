"""Who is paid, and the bank accounts that were paid into; numbers only hashed and masked."""

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Salted, VersionedFact
from ledger.vouchers import sql_list

PAYEE_KINDS = (
    "registered_household",
    "farm_household",
    "person",
    "enterprise",
    "cooperative",
    "public_unit",
    "village_collective",
    "other",
)


class Payee(Base, VersionedFact, Salted):
    """One version of a payee's record."""

    __tablename__ = "payee"
    __table_args__ = (
        Index(
            "payee_code_idx",
            "book_id",
            "payee_code",
            unique=True,
            postgresql_where="log_position = payee_id AND payee_code IS NOT NULL",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "payee_replacement_idx",
            "book_id",
            "payee_id",
            postgresql_where="log_position <> payee_id",
        ),
        # A row of an import finds its payee by the hash of the ID number, else by its name.
        Index(
            "payee_identity_idx",
            "book_id",
            "identity_hash",
            postgresql_where="identity_hash IS NOT NULL",
        ),
        Index("payee_name_idx", "book_id", "name", postgresql_where="identity_hash IS NULL"),
        CheckConstraint(f"kind IN {sql_list(PAYEE_KINDS)}", name="kind"),
    )

    payee_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    payee_code: Mapped[str | None] = mapped_column(
        comment="the clerk's own; null: known by ID number, or by name and account"
    )
    name: Mapped[str] = mapped_column(info=PERSONAL)
    kind: Mapped[str]
    identity_hash: Mapped[bytes | None] = mapped_column(
        comment="keyed hash of the ID number", info=PERSONAL
    )
    identity_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    phone_hash: Mapped[bytes | None] = mapped_column(
        comment="keyed hash of the mobile number", info=PERSONAL
    )
    phone_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    household_code: Mapped[str | None] = mapped_column(info=PERSONAL)
    evidence: Mapped[str | None]


class BankAccount(Base, AuthoredFact, Salted):
    """A bank account that a payee registered, or was first paid into; its holder is that payee."""

    __tablename__ = "bank_account"
    __table_args__ = (Index(None, "book_id", "number_hash", unique=True),)

    number_hash: Mapped[bytes] = mapped_column(info=PERSONAL)
    number_masked: Mapped[str] = mapped_column(info=PERSONAL)
    bank_name: Mapped[str | None]
    holder_payee_id: Mapped[int] = mapped_column(BigInteger)
