"""Alerts of the evidence: something is not as it was sealed, or a witness has not signed in time.

They go to every recipient, as what stops a run or a job does, and tell no values: what was changed
may be of a book, and of a person, that the recipient may not see.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.evidence.findings import Finding
from ledger.evidence.log_names import LogNames
from ledger.evidence.witnesses import WitnessRecord
from ledger.language import Text

#: Findings that an alert lists; the rest are counted.
LISTED_FINDINGS = 50

#: One alert a recipient; what was told once is not told again.
TELL = """
INSERT INTO audits.alert (
    subscription_id, kind, run_id, book_id, idempotency_key, body, created_at
)
SELECT
    subscription.subscription_id, :kind, NULL, NULL,
    encode(sha256(convert_to(
        concat_ws('|', :kind, :subject, subscription.subscription_id), 'UTF8'
    )), 'hex'),
    CAST(:body AS jsonb), clock_timestamp()
FROM audits.live_subscription AS subscription
ON CONFLICT (idempotency_key) DO NOTHING
"""


@dataclass(frozen=True)
class Told:
    """A finding as it may be told to everybody: where, and what is wrong, without values."""

    log: Text
    position: int | None
    table: str | None
    column: str | None
    said: Text


def told(found: Finding, names: LogNames) -> Told:
    """What may be told of a finding."""
    said = found.said
    if found.kind == "changed" and found.column is not None:
        said = Text(
            f"第 {found.position} 条（{found.table}）的 {found.column} 与封存时不同",
            f"{found.column} of position {found.position} ({found.table}) is not what was sealed",
        )
    return Told(names.of(found.log_id), found.position, found.table, found.column, said)


def write_broken_alerts(
    connection: Connection, findings: Sequence[Finding], names: LogNames
) -> int:
    """Writes the alerts that something is not as it was sealed; returns how many are new.

    The same findings are told once, however often they are found.
    """
    found = sorted(
        f"{each.kind}|{each.log_id}|{each.position}|{each.table}|{each.column}" for each in findings
    )
    listed = [told(each, names) for each in findings[:LISTED_FINDINGS]]
    body = {
        "findings": len(findings),
        "listed": [
            {
                "log": each.log._asdict(),
                "position": each.position,
                "table": each.table,
                "column": each.column,
                "said": each.said._asdict(),
            }
            for each in listed
        ],
    }
    subject = hashlib.sha256("\n".join(found).encode()).hexdigest()
    return _tell(connection, "evidence_broken", subject, body)


def write_late_alerts(
    connection: Connection, witnesses: Sequence[WitnessRecord], now: dt.datetime
) -> list[WitnessRecord]:
    """Writes an alert for each witness that is late, once for each time it is; returns the late.

    Args:
        connection: of runs and jobs.
        witnesses: those in office.
        now: the moment that decides, with its time zone.
    """
    late = [one for one in witnesses if one.is_late(now)]
    for one in late:
        last = one.signed_at or one.since
        body = {
            "witness": one.name,
            "days": one.late_after_days,
            "signed_at": None if one.signed_at is None else f"{one.signed_at:%Y-%m-%d}",
            "since": f"{one.since:%Y-%m-%d}",
        }
        _tell(connection, "witness_late", f"{one.public_key}|{last.isoformat()}", body)
    return late


def _tell(connection: Connection, kind: str, subject: str, body: dict[str, object]) -> int:
    """Writes an alert to every recipient; returns how many are new."""
    values = {"kind": kind, "subject": subject, "body": json.dumps(body, ensure_ascii=False)}
    return connection.execute(text(TELL), values).rowcount
