"""Which days are working days, by the State Council's yearly notices; a table an office extends."""

from datetime import date

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


class CalendarDay(Base):
    """One day. Its ordinal counts the working days up to and including it."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    working_ordinal: Mapped[int] = mapped_column(index=True)
    holiday: Mapped[str | None]


def last_known_day(connection: Connection) -> date | None:
    """The day up to which working days are known, if any are."""
    return connection.execute(select(func.max(CalendarDay.day))).scalar_one()
