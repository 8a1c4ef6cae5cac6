"""Which days are working days, by the State Council's yearly notices; a table an office extends."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


class CalendarDay(Base):
    """One day. Its ordinal counts the working days up to and including it."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    working_ordinal: Mapped[int] = mapped_column(index=True)
    holiday: Mapped[str | None]
