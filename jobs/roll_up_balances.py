"""Rolls up balances, so that what stood on any day stays a quick question."""

from sqlalchemy import Engine

from ledger.balance_slices import roll_up


def work(engine: Engine) -> str:
    """Rolls up what was posted since the last time; postings go on meanwhile."""
    return f"汇总了 {roll_up(engine)} 段"
