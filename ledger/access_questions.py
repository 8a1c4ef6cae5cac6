"""What the audit administrator reads: who read what, took what out, was refused, signed in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.exports import EXPORTS
from ledger.language import Text
from ledger.refusals import SENTENCES
from ledger.roles import POWERS

#: The kinds of access, in words; a kind without words stands for itself.
KINDS: dict[str, Text] = {
    "personal_data_read": Text("看完整号码", "personal number opened"),
    "export": Text("导出、打印", "taken out"),
    "refused": Text("被拒绝", "refused"),
    "signed_in": Text("登录", "signed in"),
    "sign_in_failed": Text("登录失败", "sign-in failed"),
    "locked_out": Text("登录名锁定", "locked out"),
    "password_changed": Text("改密码", "password changed"),
    "password_reset": Text("重设密码", "password reset"),
    "second_factor_on": Text("开启动态码", "second factor switched on"),
    "second_factor_off": Text("关闭动态码", "second factor switched off"),
    "provider_linked": Text("关联统一身份", "linked to the provider"),
    "user_added": Text("增加用户", "user added"),
    "user_disabled": Text("停用用户", "user disabled"),
    "user_enabled": Text("恢复用户", "user enabled"),
}
RECORDS = """
SELECT
    record.access_id, record.recorded_at, record.login, record.kind, record.book_id,
    record.subject, record.details, division.name AS division_name
FROM ledger.access_record AS record
LEFT JOIN ledger.division AS division ON record.details ->> 'division' = division.division_id
WHERE (CAST(:login AS text) IS NULL OR record.login = :login)
    AND (CAST(:kind AS text) IS NULL OR record.kind = :kind)
    AND (CAST(:since AS date) IS NULL
        OR record.recorded_at >= CAST(:since AS date)::timestamp AT TIME ZONE 'Asia/Shanghai')
    AND (CAST(:until AS date) IS NULL
        OR record.recorded_at < (CAST(:until AS date) + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    AND (CAST(:before AS bigint) IS NULL OR record.access_id < :before)
ORDER BY record.access_id DESC
LIMIT :most
"""


@dataclass(frozen=True)
class Filter:
    """Which records are wanted; None: all."""

    login: str | None = None
    kind: str | None = None
    #: Days in Beijing, both included.
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Access:
    """One access, by whom and to what."""

    access_id: int
    recorded_at: datetime
    login: str | None
    kind: str
    book_id: int | None
    #: Of the book, or of the place that was asked for; None where there was none.
    division_name: str | None
    subject: str
    details: dict[str, Any]

    @property
    def words(self) -> Text:
        """What was accessed, in both languages where the ledger has the words."""
        if self.kind == "refused" and self.subject in SENTENCES:
            return self.refusal
        if self.kind == "export" and self.details.get("export") in EXPORTS:
            words = EXPORTS[self.details["export"]]
            return Text(self.subject, words.en.format_map(defaultdict(str, self.details)))
        return Text(self.subject, self.subject)

    @property
    def refusal(self) -> Text:
        """The sentence that the person was told."""
        details = defaultdict(str, self.details)
        if details["power"] in POWERS:
            details["power_zh"], details["power_en"] = POWERS[details["power"]]
        sentence = SENTENCES[self.subject]
        return Text(sentence.zh.format_map(details), sentence.en.format_map(details))


def accesses(
    connection: Connection, wanted: Filter, *, before: int | None = None, limit: int = 100
) -> list[Access]:
    """The records that whoever acts may read, the newest first, from below a number on."""
    found = connection.execute(text(RECORDS), vars(wanted) | {"before": before, "most": limit})
    return rows_of(Access, found)


def kind_words(kind: str) -> Text:
    """A kind of access in words."""
    return KINDS.get(kind, Text(kind, kind))
