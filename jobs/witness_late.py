"""Looks whether every witness has countersigned in its time."""

import datetime as dt

from sqlalchemy import Engine

from audits.evidence_watch import tell_late_witnesses


def work(engine: Engine) -> str:
    """Writes the alerts that are due and not yet written."""
    late = tell_late_witnesses(engine, dt.datetime.now(dt.UTC))
    return (
        f"逾期的见证单位 {len(late)}：{'、'.join(one.name for one in late)}" if late else "无逾期"
    )
