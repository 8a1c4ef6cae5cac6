"""A site check says what somebody found where a project was to be built, and where the photo is."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code
from ledger.vouchers import sql_list

FOUND = ("under_way", "in_use", "idle", "other_use", "not_there")


class SiteCheck(Base, AuthoredFact):
    """One look at a project's site on a day."""

    __tablename__ = "site_check"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        Index(None, "book_id", "project_id"),
        CheckConstraint(f"found IN {sql_list(FOUND)}", name="found"),
        CheckConstraint("distance_metres >= 0", name="distance_metres"),
    )

    external_reference: Mapped[Code]
    project_id: Mapped[int] = mapped_column(BigInteger)
    occurred_on: Mapped[date]
    found: Mapped[str]
    checked_by: Mapped[str]
    photo_sha256: Mapped[str | None]
    distance_metres: Mapped[Decimal | None] = mapped_column(
        Numeric(18, 3), comment="from where the photo was taken to the site"
    )
    evidence: Mapped[str | None]
