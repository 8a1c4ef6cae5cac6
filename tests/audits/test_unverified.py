"""Runs name flags that nobody verified in time, and two runs as of one day name the same."""

import datetime as dt
from typing import Any

import pytest
from audit_runs import flag_one_subject, let_calendar_reach_today, recorded_working_days_ago
from auditing import auditing
from made_rules import ALL
from sqlalchemy import Engine, text

from audits.judging import judge
from audits.running import RunSummary, run
from expectations.catalogue import rule
from expectations.checker import Checker
from ledger.dates import today_in_beijing


@pytest.fixture(autouse=True)
def calendar(owner: Engine) -> None:
    """The calendar reaches today, on whatever day the tests are run."""
    let_calendar_reach_today(owner)


def look(engine: Engine, url: str, as_of: dt.date | None = None) -> RunSummary:
    """A run of GV-01 alone, of today unless another day is given."""
    day = as_of or today_in_beijing()
    return run(auditing(engine), Checker(url), [rule("GV-01")], as_of=day, started_by="测试员")


def named(engine: Engine, summary: RunSummary) -> list[Any]:
    """What a run stored, and how much it looked at."""
    with engine.connect() as connection:
        stored = connection.execute(
            text(
                "SELECT book_id, subject_id, due_on, evidence FROM audits.breach"
                " WHERE run_id = :run_id"
            ),
            {"run_id": summary.run_id},
        ).all()
    counted = [
        (result.examined, result.breached, result.not_applicable) for result in summary.results
    ]
    return [*stored, *counted]


def judge_all(engine: Engine) -> None:
    """Somebody verifies whatever is flagged."""
    with engine.begin() as connection:
        flags = connection.execute(text("SELECT book_id, flag_id FROM audits.flag")).all()
        for flag in flags:
            judge(connection, flag.book_id, flag.flag_id, "confirmed", None, "属实")


@pytest.mark.parametrize(("days", "new"), [(3, 0), (4, 1)])
def test_a_grave_flag_is_named_after_3_working_days_and_not_on_the_3rd(
    engine: Engine, owner: Engine, database: str, days: int, new: int
) -> None:
    flag_one_subject(engine, database, ALL)
    recorded_working_days_ago(owner, days)
    summary = look(engine, database)
    assert summary.complete
    assert summary.new_flags == new


def test_two_runs_as_of_one_day_name_the_same_whatever_was_done_between(
    engine: Engine, owner: Engine, database: str
) -> None:
    flag_one_subject(engine, database, ALL)
    recorded_working_days_ago(owner, 4)
    first = look(engine, database)
    judge_all(engine)
    flag_one_subject(engine, database, ALL, "DP-02", today_in_beijing())
    second = look(engine, database)
    assert named(engine, first) == named(engine, second)
    assert (second.new_flags, second.seen_again) == (0, 1)


def test_a_flag_says_how_grave_its_breach_was(engine: Engine, owner: Engine, database: str) -> None:
    """A rule of grave breaches names one that is a tip: it is not named after 3 working days."""
    flag_one_subject(engine, database, ALL.replace(" FROM subject", ", 1 AS severity FROM subject"))
    recorded_working_days_ago(owner, 4)
    assert look(engine, database).new_flags == 0
