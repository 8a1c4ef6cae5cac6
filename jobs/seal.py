"""Seals what was posted since the last time, and signs checkpoints."""

from sqlalchemy import Engine

from audits.evidence_watch import seal_and_tell
from ledger.settings import Settings


def work(engine: Engine, settings: Settings, url: str) -> str:
    """Seals every log that grew; postings go on meanwhile.

    Raises:
        SystemFailed: a log cannot be sealed, the signing key is missing, or the role that seals
            cannot sign in.
    """
    sealed = seal_and_tell(engine, url, settings.signing_key_file)
    facts = sum(each.size - each.old_size for each in sealed)
    return f"封存了 {len(sealed)} 份日志的 {facts} 条事实"
