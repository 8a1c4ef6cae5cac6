"""The nightly audit: every rule over every book, as of today."""

from sqlalchemy import Engine

from audits.running import run
from expectations.catalogue import rules
from ledger.dates import today_in_beijing
from ledger.errors import SystemFailed


def work(engine: Engine, url: str) -> str:
    """Makes a run over all books.

    Raises:
        SystemFailed: a rule did not run; what the others found is recorded nonetheless.
    """
    from expectations.checker import Checker  # noqa: PLC0415  (loads Great Expectations)

    summary = run(
        engine,
        Checker(url),
        rules(),
        as_of=today_in_beijing(),
        started_by="nightly_audit",
        wait=True,
    )
    if not summary.complete:
        raise SystemFailed(
            f"第 {summary.run_id} 次检查没有完成。", f"Run {summary.run_id} is incomplete."
        )
    return (
        f"第 {summary.run_id} 次检查：新疑点 {summary.new_flags}，仍存在 {summary.seen_again}，"
        f"不再出现 {summary.no_longer_seen}"
    )
