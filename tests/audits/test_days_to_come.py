"""A run looks from today or before: from a later day it would silence all runs until then."""

import datetime as dt

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down
from sqlalchemy import Engine, text

from ledger.dates import today_in_beijing
from ledger.errors import WrongUse
from ledger.personal import Protector


def test_a_run_of_a_day_to_come_is_refused_and_leaves_the_next_run_its_flags(
    engine: Engine, owner: Engine, database: str, protector: Protector
) -> None:
    today = today_in_beijing()
    with owner.begin() as connection:
        # The calendar must reach tomorrow, whatever day the test is run on.
        connection.execute(
            text(
                "INSERT INTO ledger.calendar_day (day, is_working, working_ordinal)"
                " VALUES (:day, TRUE, 999999) ON CONFLICT DO NOTHING"
            ),
            {"day": today + dt.timedelta(days=1)},
        )
    hold_money_too_long(engine, protector)
    with pytest.raises(WrongUse, match=r"还没有到|not come yet"):
        run_late_pass_down(engine, database, today + dt.timedelta(days=1))
    summary = run_late_pass_down(engine, database, today)
    assert (summary.looks_back, summary.new_flags) == (False, 1)
