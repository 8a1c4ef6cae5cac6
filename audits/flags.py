"""A flag is a breach on record: a doubtful point 疑点 until a person has judged it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Identity, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import Base, CommonFact


class Flag(Base, CommonFact):
    """A subject that a rule's query named; recorded once, however often it is seen again."""

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("book_id", "rule_code", "subject_id"),
        ForeignKeyConstraint(["first_run_id"], ["audits.run.run_id"]),
        {"schema": SCHEMA},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    rule_code: Mapped[str]
    subject_id: Mapped[int] = mapped_column(BigInteger)
    first_run_id: Mapped[int] = mapped_column(BigInteger)
    severity: Mapped[int] = mapped_column(comment="how grave its breach was in that run")
    recorded_at: Mapped[datetime]


class FlagSighting(Base, CommonFact):
    """A change in whether a flag is seen: new, no longer, or back. Seen as before writes nothing.

    No machine closes a flag: `gone` only says that the query no longer names its subject.
    """

    __tablename__ = "flag_sighting"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "flag_id"], ["audits.flag.book_id", "audits.flag.flag_id"]
        ),
        ForeignKeyConstraint(["run_id"], ["audits.run.run_id"]),
        CheckConstraint("state IN ('new', 'gone', 'back')", name="state"),
        {"schema": SCHEMA},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    run_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    state: Mapped[str]
