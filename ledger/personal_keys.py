"""Which key the personal numbers of this ledger are protected with: its fingerprint, not itself."""

from datetime import datetime

from sqlalchemy import Connection, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base
from ledger.errors import SystemFailed
from ledger.personal import Protector


class PersonalKey(Base):
    """The fingerprint of the one key; with another key the same person would not be found again."""

    __tablename__ = "personal_key"

    fingerprint: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    recorded_at: Mapped[datetime]


def check_key(connection: Connection, protector: Protector) -> None:
    """Sees to it that the ledger is written with the key it began with; the first one is kept.

    Raises:
        SystemFailed: it is another key.
    """
    recognised = connection.execute(
        text("SELECT ledger.recognise_personal_key(:fingerprint)"),
        {"fingerprint": protector.fingerprint},
    ).scalar_one()
    if not recognised:
        raise SystemFailed(
            "个人信息密钥不是这个账本原来的那一把，证件号码和账号会对不上；"
            "请从备份恢复数据目录中的 keys/personal.key。",
            "The key for personal numbers is not the one this ledger began with, so nobody would "
            "be found again; restore keys/personal.key of the data directory from its backup.",
        )
