"""A donation is a source with the donor's will; only the donor's consent changes that will."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Salted
from ledger.projects import CATEGORIES
from ledger.vouchers import sql_list


class DonorWill(Base, AuthoredFact, Salted):
    """What a donor allows a gift to be used for, from a day on.

    The first row of a source is the will stated with the gift; each later one is a consent to
    another use. An empty restriction allows anything.
    """

    __tablename__ = "donor_will"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        ForeignKeyConstraint(["restricted_division_id"], ["division.division_id"]),
        ForeignKeyConstraint(
            ["book_id", "restricted_project_id"], ["project.book_id", "project.log_position"]
        ),
        Index(None, "book_id", "source_id", "stated_on", unique=True),
        CheckConstraint(f"restricted_category IN {sql_list(CATEGORIES)}", name="category"),
        CheckConstraint("date_precision IN ('day', 'month', 'year')", name="date_precision"),
    )

    source_id: Mapped[int] = mapped_column(BigInteger)
    stated_on: Mapped[date]
    date_precision: Mapped[str] = mapped_column(
        comment="how well that date is known; a month or year stands at its last day"
    )
    donor: Mapped[str] = mapped_column(info=PERSONAL)
    will: Mapped[str | None] = mapped_column(comment="in the donor's words")
    restricted_category: Mapped[str | None]
    restricted_division_id: Mapped[str | None]
    restricted_project_id: Mapped[int | None] = mapped_column(BigInteger)
    registered_only: Mapped[bool] = mapped_column(comment="only registered persons may be paid")
    use_by: Mapped[date | None]
    evidence: Mapped[str | None]
