"""A flag nobody has verified in its working days is told of, once, on the day after its last."""

import datetime as dt

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down, tell
from sqlalchemy import Engine, text

from jobs import check_deadlines
from ledger.personal import Protector


def recorded_working_days_ago(owner: Engine, days: int) -> None:
    """Moves the flag's recording to the day that lies so many working days back."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        day: dt.date = connection.execute(
            text(
                "SELECT max(before.day) FROM ledger.calendar_day AS before"
                " INNER JOIN ledger.calendar_day AS today"
                " ON today.day = ledger.today_in_beijing()"
                " AND today.working_ordinal - before.working_ordinal = :days"
            ),
            {"days": days},
        ).scalar_one()
        connection.execute(
            text("UPDATE audits.flag SET recorded_at = CAST(:noon AS timestamptz)"),
            {"noon": f"{day} 12:00+08"},
        )


@pytest.mark.parametrize(("days", "said"), [(15, "0"), (16, "1")])
def test_a_flag_is_overdue_after_15_working_days_and_not_on_the_15th(
    engine: Engine, owner: Engine, database: str, protector: Protector, days: int, said: str
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    run_late_pass_down(engine, database)
    recorded_working_days_ago(owner, days)
    assert check_deadlines.work(engine) == f"新的超期预警 {said}"
    assert check_deadlines.work(engine) == "新的超期预警 0", "it is told once"
