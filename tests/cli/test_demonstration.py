"""The demonstration is audited as of today, or of the last day whose working days are known."""

import datetime as dt

import pytest
from sqlalchemy import Engine, text

from cli.demonstration import audit_once
from ledger.dates import today_in_beijing

EXTEND = """
INSERT INTO ledger.calendar_day (day, is_working, working_ordinal)
VALUES (:day, TRUE, 999999) ON CONFLICT DO NOTHING
"""
CUT_OFF = "DELETE FROM ledger.calendar_day WHERE day > :day"


@pytest.mark.parametrize("days_behind", [0, 1, 400])
def test_a_calendar_that_ended_does_not_keep_the_demonstration_from_starting(
    engine: Engine,
    owner: Engine,
    database: str,
    capsys: pytest.CaptureFixture[str],
    days_behind: int,
) -> None:
    last = today_in_beijing() - dt.timedelta(days=days_behind)
    with owner.begin() as connection:
        connection.execute(text(EXTEND), {"day": last})
        connection.execute(text(CUT_OFF), {"day": last})
    audit_once(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT as_of FROM audits.run")).scalar_one() == last
    assert (str(last) in capsys.readouterr().out) is (days_behind > 0)
