"""Who may sign in, what proves that it is them, and who is signed in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base


class UserAccount(Base):
    """A person who may sign in: who they are, and nothing by which they prove it."""

    __tablename__ = "user_account"

    login: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    division_id: Mapped[str | None] = mapped_column(
        ForeignKey("division.division_id"), comment="whose book rows without one go into"
    )
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(comment="the login of who added them, or the operator")
    disabled_at: Mapped[datetime | None] = mapped_column(comment="since when they may not sign in")


class UserSecret(Base):
    """What proves a person: their password, and what their own identity provider calls them.

    Of the password there is the hash of its argon2id hash: whoever reads this table can neither
    sign in with it nor find the password faster than by trying argon2id. Nobody reads it but the
    functions that sign people in.
    """

    __tablename__ = "user_secret"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="provider"),
    )

    login: Mapped[str] = mapped_column(ForeignKey("user_account.login"), primary_key=True)
    salt: Mapped[bytes]
    passes: Mapped[int] = mapped_column(comment="argon2id's time cost")
    memory_kib: Mapped[int]
    lanes: Mapped[int] = mapped_column(comment="argon2id's parallelism")
    verifier: Mapped[bytes] = mapped_column(comment="SHA-256 of the argon2id hash")
    must_change: Mapped[bool] = mapped_column(comment="somebody else made the password up")
    set_at: Mapped[datetime]
    set_by: Mapped[str]
    last_signed_in_at: Mapped[datetime | None]
    issuer: Mapped[str | None] = mapped_column(comment="their OpenID Connect provider")
    subject: Mapped[str | None] = mapped_column(comment="who they are there")


class SecondFactor(Base):
    """The secret that a person's one-time codes are made of, sealed; it counts once confirmed."""

    __tablename__ = "second_factor"

    login: Mapped[str] = mapped_column(ForeignKey("user_account.login"), primary_key=True)
    sealed: Mapped[bytes]
    last_step: Mapped[int] = mapped_column(
        BigInteger, comment="half minutes since 1970 of the last code taken: none is taken twice"
    )
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that stands in once for a lost second factor; 118 bits of chance, kept as a hash."""

    __tablename__ = "recovery_code"

    login: Mapped[str] = mapped_column(ForeignKey("second_factor.login"), primary_key=True)
    code_sha256: Mapped[bytes] = mapped_column(primary_key=True)


class SignInBrake(Base):
    """How often in a row a login was tried in vain, and until when it is locked.

    Of logins that nobody has, too: no answer tells which exist.
    """

    __tablename__ = "sign_in_brake"

    login: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    tried_at: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]


class DoorKey(Base):
    """What the one key that sessions are opened with is known by; the key is outside the database.

    The secret beside it gives logins that nobody has a salt, the same each time they are tried.
    """

    __tablename__ = "door_key"

    key_sha256: Mapped[bytes] = mapped_column(primary_key=True)
    salt_secret: Mapped[bytes]
    recorded_at: Mapped[datetime]


class WebSession(Base):
    """Someone who is signed in, by the hash of the token that only they have.

    What it is for decides what it can do: only `work` reads and writes, the others lead there.
    """

    __tablename__ = "web_session"
    __table_args__ = (
        UniqueConstraint("session_number"),
        CheckConstraint("purpose IN ('work', 'password_change', 'second_factor')", name="purpose"),
    )

    token_sha256: Mapped[bytes] = mapped_column(primary_key=True)
    session_number: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    login: Mapped[str] = mapped_column(ForeignKey("user_account.login"), index=True)
    purpose: Mapped[str]
    form_token: Mapped[str] = mapped_column(comment="forms carry it, so no other site can post")
    address: Mapped[str] = mapped_column(comment="where they signed in from")
    agent: Mapped[str] = mapped_column(comment="with which program, as it says itself")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
