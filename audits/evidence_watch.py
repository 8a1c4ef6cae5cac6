"""Watches the evidence: seals, verifies and looks after witnesses, and tells what is wrong."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from audits.evidence_alerts import told, write_broken_alerts, write_late_alerts
from ledger.errors import SystemFailed
from ledger.evidence.findings import Finding
from ledger.evidence.log_names import LogNames
from ledger.evidence.sealers import open_for_sealing, snapshot
from ledger.evidence.sealing import LogBroken, Sealed, seal, sealing_key
from ledger.evidence.signing_keys import public_keys
from ledger.evidence.verifying import Share, verify
from ledger.evidence.witnesses import WitnessRecord, witnesses
from ledger.language import Text

#: Nights in which all facts are read again.
NIGHTS = 28
#: All of them.
WHOLE = Share(0, 1)


def share_of(day: dt.date) -> Share:
    """The share of a night: all of them together are all facts."""
    return Share(day.toordinal() % NIGHTS, NIGHTS)


def seal_and_tell(engine: Engine, url: str, key_file: Path) -> list[Sealed]:
    """Seals every log that grew; a log that cannot be sealed is written as an alert.

    Args:
        engine: to the ledger, as runs and jobs see it.
        url: of the ledger.
        key_file: of the key that signs, made here before anything was sealed.

    Raises:
        LogBroken: a posted fact is missing or doubled.
        SystemFailed: the key is missing, or the role that seals cannot sign in.
    """
    sealer = open_for_sealing(url)
    try:
        with sealer.connect() as connection:
            key = sealing_key(connection, key_file)
        return seal(sealer, key)
    except LogBroken as broken:
        tell_broken(engine, [broken.finding])
        raise
    finally:
        sealer.dispose()


@dataclass(frozen=True)
class Looked:
    """How much was read again, and what to say of what is wrong, without its values."""

    logs: int
    facts: int
    wrong: Text | None = None


def verify_and_tell(engine: Engine, url: str, key_file: Path, share: Share = WHOLE) -> Looked:
    """Verifies a share of the facts; what is not as it was sealed is written as an alert.

    Args:
        engine: to the ledger, as runs and jobs see it.
        url: of the ledger.
        key_file: of the key that signs; its public key and those before it check signatures.
        share: which facts are read again.

    Raises:
        SystemFailed: something is not as it was sealed, or the role that verifies cannot sign in.
    """
    looked = _look(engine, url, key_file, share)
    if looked.wrong is not None:
        # Raised here, where no values are at hand: whoever logs an error logs what is around it.
        raise SystemFailed(*looked.wrong)
    return looked


def _look(engine: Engine, url: str, key_file: Path, share: Share) -> Looked:
    sealer = open_for_sealing(url)
    try:
        with snapshot(sealer) as connection:
            found = verify(connection, keys=public_keys(key_file), share=share)
    finally:
        sealer.dispose()
    if not found.findings:
        return Looked(found.logs, found.facts)
    first = told(found.findings[0], tell_broken(engine, found.findings))
    count = len(found.findings)
    wrong = Text(
        f"核验发现 {count} 处与封存时不符，第一处：{first.log.zh}{first.said.zh}。"
        "请保留现场，运行 mingzhang verify --since。",
        f"{count} findings, the first: {first.log.en}, {first.said.en}. Keep everything as it is "
        "and run `mingzhang verify --since`.",
    )
    return Looked(found.logs, found.facts, wrong)


def tell_broken(engine: Engine, findings: Sequence[Finding]) -> LogNames:
    """Writes the alerts of findings; returns what the logs are called."""
    with engine.begin() as connection:
        names = LogNames(connection)
        write_broken_alerts(connection, findings, names)
    return names


def tell_late_witnesses(engine: Engine, now: dt.datetime) -> list[WitnessRecord]:
    """Writes alerts for witnesses that should have signed by now; returns these."""
    with engine.begin() as connection:
        return write_late_alerts(connection, witnesses(connection), now)
