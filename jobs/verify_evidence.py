"""Reads facts again and compares them with what was sealed: a share a night, all of them a week."""

from sqlalchemy import Engine

from audits.evidence_watch import WHOLE, share_of, verify_and_tell
from ledger.dates import today_in_beijing
from ledger.settings import Settings


def work_on_share(engine: Engine, settings: Settings, url: str) -> str:
    """Verifies the share of this night.

    Raises:
        SystemFailed: something is not as it was sealed, or the role that verifies cannot sign in.
    """
    share = share_of(today_in_beijing())
    found = verify_and_tell(engine, url, settings.signing_key_file, share)
    return f"第 {share.which + 1}/{share.of} 份，重读 {found.facts} 条事实，都与封存时相符"


def work_on_whole(engine: Engine, settings: Settings, url: str) -> str:
    """Verifies everything.

    Raises:
        SystemFailed: something is not as it was sealed, or the role that verifies cannot sign in.
    """
    found = verify_and_tell(engine, url, settings.signing_key_file, WHOLE)
    return f"重读 {found.logs} 份日志的 {found.facts} 条事实，都与封存时相符"
