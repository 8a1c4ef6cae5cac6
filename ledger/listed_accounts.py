"""A listed account is a bank account of a unit, as the bank or the unit itself lists it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code


class ListedAccount(Base, AuthoredFact):
    """One account of a list: what the bank knows of a unit, or what the unit has in its books."""

    __tablename__ = "listed_account"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        CheckConstraint("listed_by IN ('bank', 'unit')", name="listed_by"),
        CheckConstraint(
            "CAST(as_of AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai'",
            name="not_to_come",
        ),
    )

    external_reference: Mapped[Code]
    listed_by: Mapped[str]
    origin: Mapped[str] = mapped_column(comment="who handed the list over")
    as_of: Mapped[date]
    holder: Mapped[str]
    account_hash: Mapped[bytes]
    account_masked: Mapped[str]
    bank_name: Mapped[str | None]
    account_kind: Mapped[str | None] = mapped_column(comment="as the list names it")
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    balance: Mapped[Decimal | None]
    approval_document: Mapped[str | None]
