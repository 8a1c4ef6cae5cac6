"""Who is registered (建档立卡): persons of a household, each with the days of entry and exit."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Salted, VersionedFact


class Household(Base, AuthoredFact, Salted):
    """A household by its number in the register."""

    __tablename__ = "household"
    __table_args__ = (Index(None, "book_id", "household_code", unique=True),)

    household_code: Mapped[str] = mapped_column(info=PERSONAL)


class Person(Base, VersionedFact, Salted):
    """One version of a registered person's record in one household."""

    __tablename__ = "person"
    __table_args__ = (
        Index(
            "person_in_household_idx",
            "book_id",
            "household_id",
            "identity_hash",
            unique=True,
            postgresql_where="log_position = person_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "person_replacement_idx",
            "book_id",
            "person_id",
            postgresql_where="log_position <> person_id",
        ),
        # Matching is by the hash of the ID number.
        Index(None, "book_id", "identity_hash"),
        ForeignKeyConstraint(
            ["book_id", "household_id"], ["household.book_id", "household.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "split_from_household_id"], ["household.book_id", "household.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "person_id"], ["person.book_id", "person.log_position"]),
        ForeignKeyConstraint(["village_division_id"], ["division.division_id"]),
        CheckConstraint("exited_on >= registered_on", name="exited_on"),
        CheckConstraint("split_from_household_id <> household_id", name="split_from_household_id"),
        CheckConstraint(
            "num_nonnulls(split_from_household_id, split_on, split_precision) IN (0, 3)",
            name="split",
        ),
        CheckConstraint("split_precision IN ('day', 'month', 'year')", name="split_precision"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    household_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    identity_hash: Mapped[bytes] = mapped_column(info=PERSONAL)
    identity_masked: Mapped[str] = mapped_column(info=PERSONAL)
    phone_hash: Mapped[bytes | None] = mapped_column(
        comment="keyed hash of the mobile number", info=PERSONAL
    )
    phone_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    relation: Mapped[str | None] = mapped_column(
        comment="to the head of the household", info=PERSONAL
    )
    village_division_id: Mapped[str | None]
    village: Mapped[str | None]
    address: Mapped[str | None] = mapped_column(
        comment="house or door number in the village", info=PERSONAL
    )
    registered_on: Mapped[date]
    exited_on: Mapped[date | None]
    split_from_household_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="the household that this one was split from (分户)"
    )
    split_on: Mapped[date | None] = mapped_column(
        comment="the last day it can have been, where only the month or year is known"
    )
    split_precision: Mapped[str | None]
    evidence: Mapped[str | None]
