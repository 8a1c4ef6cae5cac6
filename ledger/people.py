"""Who may sign in to the pages, and who is signed in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


class UserAccount(Base):
    """A person who may sign in; the password only as its argon2id hash."""

    __tablename__ = "user_account"

    login: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    division_id: Mapped[str | None] = mapped_column(
        ForeignKey("division.division_id"), comment="whose book rows without one go into"
    )
    created_at: Mapped[datetime]


class WebSession(Base):
    """Someone who is signed in, by the hash of the token in their cookie."""

    __tablename__ = "web_session"

    token_sha256: Mapped[bytes] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(ForeignKey("user_account.login"), index=True)
    form_token: Mapped[str] = mapped_column(comment="forms carry it, so no other site can post")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class SignInAttempt(Base):
    """Somebody tried to sign in, and a further row if they succeeded.

    `tried` with no success since counts towards the lock-out; `locked_out` was not even tried. Of
    a login that nobody has, rows are written too: no answer tells which logins exist.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        # How often a login was tried lately, and its last success.
        Index(None, "login", "attempted_at"),
        CheckConstraint("state IN ('tried', 'succeeded', 'locked_out')", name="state"),
    )

    attempt_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    login: Mapped[str] = mapped_column(comment="as typed, cut to 64 characters")
    state: Mapped[str]
    attempted_at: Mapped[datetime]
