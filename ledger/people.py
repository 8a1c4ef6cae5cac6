"""Who may sign in to the pages, and who is signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey
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
