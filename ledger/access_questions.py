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
ATTEMPTS = """
SELECT attempt.attempt_id, attempt.attempted_at, attempt.login, attempt.state
FROM ledger.sign_in_attempt AS attempt
WHERE CAST(:login AS text) IS NULL OR attempt.login = :login
ORDER BY attempt.attempt_id DESC
LIMIT :most
"""
#: What became of an attempt to sign in, in words.
STATES: dict[str, Text] = {
    "tried": Text("尝试", "tried"),
    "succeeded": Text("成功", "succeeded"),
    "locked_out": Text("已锁定", "locked out"),
}


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


@dataclass(frozen=True)
class Attempt:
    """Somebody tried to sign in."""

    attempt_id: int
    attempted_at: datetime
    login: str
    state: str


def accesses(
    connection: Connection, wanted: Filter, *, before: int | None = None, limit: int = 100
) -> list[Access]:
    """The records that whoever acts may read, the newest first, from below a number on."""
    found = connection.execute(text(RECORDS), vars(wanted) | {"before": before, "most": limit})
    return rows_of(Access, found)


def sign_in_attempts(
    connection: Connection, login: str | None = None, limit: int = 100
) -> list[Attempt]:
    """The latest attempts to sign in, of everybody or with one login."""
    found = connection.execute(text(ATTEMPTS), {"login": login, "most": limit})
    return rows_of(Attempt, found)


def kind_words(kind: str) -> Text:
    """A kind of access in words."""
    return KINDS.get(kind, Text(kind, kind))


def state_words(state: str) -> Text:
    """What became of an attempt, in words."""
    return STATES.get(state, Text(state, state))
