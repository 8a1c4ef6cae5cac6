"""Who may do what where: rights, each asked for by one person and released by another."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact


class RolePower(Base):
    """What a role may do: areas it may read, and acts. Reference data, the same everywhere."""

    __tablename__ = "role_power"

    role: Mapped[str] = mapped_column(primary_key=True)
    power: Mapped[str] = mapped_column(primary_key=True)


class RightRequest(Base, CommonFact):
    """Somebody asks that a person be given a role at a division, or that it be taken from them."""

    __tablename__ = "right_request"
    __table_args__ = (
        CheckConstraint("kind IN ('grant', 'withdraw')", name="kind"),
        # What was ever asked for a person.
        Index(None, "login"),
    )

    request_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    kind: Mapped[str]
    login: Mapped[str] = mapped_column(ForeignKey("user_account.login"), comment="whose right")
    role: Mapped[str]
    division_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"))
    with_subtree: Mapped[bool] = mapped_column(comment="also in the divisions below")
    ends_on: Mapped[date | None] = mapped_column(comment="its last day; null: until withdrawn")
    reason: Mapped[str]


class RightDecision(Base, CommonFact):
    """Another person releases or refuses what was asked; or who asked takes it back."""

    __tablename__ = "right_decision"
    __table_args__ = (
        CheckConstraint("decision IN ('released', 'refused', 'withdrawn')", name="decision"),
    )

    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("right_request.request_id"), primary_key=True
    )
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str]


class RightHeld(Base):
    """The rights in force, as the policies of row-level security read them.

    Follows from requests and decisions and is written by their trigger only.
    """

    __tablename__ = "right_held"

    login: Mapped[str] = mapped_column(ForeignKey("user_account.login"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    division_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"), primary_key=True)
    with_subtree: Mapped[bool]
    ends_on: Mapped[date | None]
    request_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("right_request.request_id"))


class BookReach(Base):
    """Which books a right at a division reaches: its own, and with the subtree those below.

    One row for each book and each division above it, written when the book is opened; a township
    has no book, and reaches its county's.
    """

    __tablename__ = "book_reach"

    division_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"), primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.book_id"), primary_key=True)
    own: Mapped[bool] = mapped_column(comment="reached without the subtree")
