"""A flag nobody has verified in its working days is told of, once, on the day after its last."""

import pytest
from audit_runs import (
    flag_one_subject,
    hold_money_too_long,
    let_calendar_reach_today,
    recorded_working_days_ago,
    run_late_pass_down,
    tell,
)
from auditing import auditing
from made_rules import ALL
from sqlalchemy import Engine

from jobs import check_deadlines
from ledger.personal import Protector


@pytest.fixture(autouse=True)
def calendar(owner: Engine) -> None:
    """The calendar reaches today, on whatever day the tests are run."""
    let_calendar_reach_today(owner)


@pytest.mark.parametrize(("days", "said"), [(15, "0"), (16, "1")])
def test_a_flag_is_overdue_after_15_working_days_and_not_on_the_15th(
    engine: Engine, owner: Engine, database: str, protector: Protector, days: int, said: str
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    run_late_pass_down(engine, database)
    recorded_working_days_ago(owner, days)
    assert check_deadlines.work(auditing(engine)) == f"新的超期预警 {said}"
    assert check_deadlines.work(auditing(engine)) == "新的超期预警 0", "it is told once"


@pytest.mark.parametrize(("days", "said"), [(3, "0"), (4, "1")])
def test_a_grave_flag_is_overdue_after_3_working_days_and_not_on_the_3rd(
    engine: Engine, owner: Engine, database: str, days: int, said: str
) -> None:
    flag_one_subject(engine, database, ALL)
    recorded_working_days_ago(owner, days)
    assert check_deadlines.work(auditing(engine)) == f"新的超期预警 {said}"
    assert check_deadlines.work(auditing(engine)) == "新的超期预警 0", "it is told once"


def test_a_breach_less_grave_than_its_rule_has_the_longer_time(
    engine: Engine, owner: Engine, database: str
) -> None:
    """A rule of grave breaches names some that are tips: they are due after 15 days, not 3."""
    flag_one_subject(engine, database, ALL.replace(" FROM subject", ", 1 AS severity FROM subject"))
    recorded_working_days_ago(owner, 4)
    assert check_deadlines.work(auditing(engine)) == "新的超期预警 0"
    recorded_working_days_ago(owner, 16)
    assert check_deadlines.work(auditing(engine)) == "新的超期预警 1"
