"""A matching list is imported from another office, with its source, date, ground and expiry."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Salted
from ledger.vouchers import sql_list

LIST_KINDS = (
    "death",
    "public_payroll",
    "village_cadre",
    "cadre_relative",
    "vehicle",
    "property",
    "business",
    "untrustworthy",
)
#: What a row of a list of vehicles, property or businesses is about.
OBJECT_KINDS = (
    "car",
    "farm_vehicle",
    "disability_vehicle",
    "commodity_flat",
    "shop",
    "relocation_housing",
    "rebuilt_housing",
    "rural_house",
    "company",
    "sole_trader",
    "cooperative",
)


class MatchingList(Base, AuthoredFact):
    """One list as it was handed over; a newer list of the same kind is another list."""

    __tablename__ = "matching_list"
    __table_args__ = (
        Index(None, "book_id", "list_code", unique=True),
        CheckConstraint(f"kind IN {sql_list(LIST_KINDS)}", name="kind"),
        CheckConstraint("expires_on >= as_of", name="expires_on"),
    )

    list_code: Mapped[str]
    kind: Mapped[str]
    origin: Mapped[str] = mapped_column(comment="who handed it over")
    legal_ground: Mapped[str]
    as_of: Mapped[date] = mapped_column(comment="the day its data show")
    expires_on: Mapped[date | None] = mapped_column(comment="not to be used after that day")


class MatchingEntry(Base, AuthoredFact, Salted):
    """One person or company on a list, by keyed hash."""

    __tablename__ = "matching_entry"
    __table_args__ = (
        Index(
            None,
            *("book_id", "list_id", "identity_hash", "starts_on", "object_kind", "company"),
            unique=True,
        ),
        CheckConstraint(f"object_kind IN {sql_list(OBJECT_KINDS)}", name="object_kind"),
        CheckConstraint("price >= 0", name="price"),
        ForeignKeyConstraint(
            ["book_id", "list_id"], ["matching_list.book_id", "matching_list.log_position"]
        ),
    )

    list_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    identity_hash: Mapped[bytes] = mapped_column(info=PERSONAL)
    identity_masked: Mapped[str] = mapped_column(info=PERSONAL)
    starts_on: Mapped[date | None] = mapped_column(comment="of death, of the post, of ownership")
    ends_on: Mapped[date | None]
    object_kind: Mapped[str | None] = mapped_column(comment="what the person has")
    price: Mapped[Decimal | None] = mapped_column(Numeric(18, 2), comment="what it cost, in yuan")
    company: Mapped[str | None] = mapped_column(comment="the company the row is about")
    note: Mapped[str | None] = mapped_column(info=PERSONAL)
