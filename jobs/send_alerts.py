"""The delivery of alerts: every one that is due, by e-mail or signed webhook."""

from sqlalchemy import Engine

from audits.delivery import send_due_alerts
from ledger.settings import Settings


def work(engine: Engine, settings: Settings) -> str:
    """Sends what is due; what a receiver refused is tried again later."""
    sent = send_due_alerts(engine, settings)
    return f"已送达 {sent.sent}，失败 {sent.failed}"
