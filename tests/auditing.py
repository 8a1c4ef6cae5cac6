"""The ledger as runs and jobs see it."""

from sqlalchemy import Engine

from ledger.database import open_engine


def auditing(engine: Engine) -> Engine:
    """An engine to the same database that is signed in as runs and jobs are."""
    return open_engine(engine.url.render_as_string(hide_password=False), "mingzhang_jobs")
