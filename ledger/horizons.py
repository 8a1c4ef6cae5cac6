"""A horizon is what a run can see: a day, and a position in every book's log."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact


class Horizon(Base, CommonFact):
    """The day a horizon looks from and when it was taken; written once, never changed."""

    __tablename__ = "horizon"

    horizon_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    as_of: Mapped[date]
    taken_at: Mapped[datetime]


class HorizonPosition(Base, CommonFact):
    """How far one book's log is seen under a horizon."""

    __tablename__ = "horizon_position"

    book_id: Mapped[int] = mapped_column(primary_key=True)
    horizon_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seen_position: Mapped[int] = mapped_column(BigInteger)
    as_of: Mapped[date]
