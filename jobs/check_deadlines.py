"""The deadline check: an alert for every flag that nobody has verified in its time."""

from sqlalchemy import Engine

from audits.alerting import write_overdue_alerts
from audits.rule_book import rule_book
from audits.running import check_calendar
from ledger.dates import today_in_beijing


def work(engine: Engine) -> str:
    """Writes the alerts that are due and not yet written.

    Raises:
        SystemFailed: the calendar of working days does not reach today.
    """
    with engine.begin() as connection:
        check_calendar(connection, today_in_beijing())
        written = write_overdue_alerts(connection, rule_book(connection).values())
    return f"新的超期预警 {written}"
