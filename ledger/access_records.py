"""Who read personal data, took data out or was refused: facts that nobody edits."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact


class AccessRecord(Base, CommonFact):
    """One access, by whom and to what; never the personal data themselves."""

    __tablename__ = "access_record"
    __table_args__ = (
        # The audit administrator reads the latest first, of everybody or of one person.
        Index(None, "recorded_at"),
        Index(None, "login", "recorded_at"),
    )

    access_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    recorded_at: Mapped[datetime]
    login: Mapped[str | None] = mapped_column(comment="null: nobody was signed in")
    kind: Mapped[str]
    book_id: Mapped[int | None] = mapped_column(ForeignKey("book.book_id"))
    subject: Mapped[str] = mapped_column(comment="what was accessed, in words of the ledger")
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
