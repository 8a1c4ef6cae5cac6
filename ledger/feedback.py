"""Feedback says when a donor was told what a gift was used for, asked about it, or was answered."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code
from ledger.vouchers import sql_list

FEEDBACK_KINDS = ("report", "query", "answer")


class Feedback(Base, AuthoredFact):
    """One message about a gift: a report on its use, a donor's query, or the answer to one."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        Index(None, "book_id", "source_id"),
        CheckConstraint(f"kind IN {sql_list(FEEDBACK_KINDS)}", name="kind"),
    )

    external_reference: Mapped[Code]
    source_id: Mapped[int] = mapped_column(BigInteger, comment="the gift as it first arrived")
    kind: Mapped[str]
    occurred_on: Mapped[date]
    means: Mapped[str | None] = mapped_column(comment="letter, telephone, website, meeting")
    contents: Mapped[str]
    evidence: Mapped[str | None]
