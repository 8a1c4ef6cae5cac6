"""A replay tells what a figure or a version would change, before anybody releases it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from audit_runs import AS_OF, hold_money_too_long, run_late_pass_down
from auditing import auditing
from builders import PROVINCE
from ruling import set_parameter
from sqlalchemy import Engine, text

from audits.replaying import Replay, days_of_last_year, replay
from expectations.catalogue import rule
from expectations.queries import Trial
from expectations.rule import Rule
from ledger.personal import Protector

LATE = rule("BT-01")
DAYS = (dt.date(2022, 3, 31), dt.date(2022, 4, 30), AS_OF)


@pytest.fixture(autouse=True)
def _held(engine: Engine, protector: Protector) -> None:
    """Money of 1 March 2022 that a province never passed down."""
    hold_money_too_long(engine, protector)


def ask(engine: Engine, query: str) -> list[tuple[object, ...]]:
    """Rows of the database."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def made(engine: Engine, url: str, candidate: Rule = LATE, *trials: Trial) -> Replay:
    """A replay over all books."""
    books = [int(str(book)) for (book,) in ask(engine, "SELECT book_id FROM ledger.book")]
    jobs = auditing(engine)
    return replay(url, jobs, LATE, candidate, books=books, days=DAYS, trials=trials)


def trial(engine: Engine, days: str | None, division: str = PROVINCE) -> Trial:
    """The days allowed at a division, before anybody released them."""
    [(path,)] = ask(engine, f"SELECT path FROM ledger.division WHERE division_id = '{division}'")
    return Trial("days_allowed", None if days is None else Decimal(days), division, str(path))


def test_a_figure_is_tried_where_it_would_hold(engine: Engine, database: str) -> None:
    assert made(engine, database).stay == 1
    longer = made(engine, database, LATE, trial(engine, "200"))
    assert (len(longer.appear), longer.stay) == (0, 0)
    [gone] = longer.vanish
    assert (gone.division_name, gone.amount_at_issue) == ("示范省", Decimal("1000.00"))
    assert gone.first_on == dt.date(2022, 4, 30)
    elsewhere = made(engine, database, LATE, trial(engine, "200", "990100"))
    assert (elsewhere.vanish, elsewhere.stay) == ([], 1)


def test_what_holds_above_is_tried_in_the_place_of_what_was_released(
    engine: Engine, database: str
) -> None:
    with engine.begin() as connection:
        set_parameter(connection, LATE, "days_allowed", 200, PROVINCE)
    assert made(engine, database).stay == 0
    [back] = made(engine, database, LATE, trial(engine, None)).appear
    assert back.flag_id is None


def test_a_version_is_compared_with_what_is_run_and_flags_on_record_are_named(
    engine: Engine, database: str
) -> None:
    run_late_pass_down(engine, database)
    nobody = replace(LATE, version=99, in_force_until=dt.date(2019, 1, 1))
    [gone] = made(engine, database, nobody).vanish
    assert [(gone.flag_id,)] == ask(engine, "SELECT flag_id FROM audits.flag")
    not_yet = replace(LATE, version=99, in_force_from=dt.date(2022, 5, 1))
    assert made(engine, database, not_yet).vanish != []


def test_a_replay_records_nothing_and_tells_of_no_other_books(
    engine: Engine, database: str
) -> None:
    made(engine, database, LATE, trial(engine, "200"))
    for table in ("run", "breach", "flag", "rule_version", "rule_request"):
        assert ask(engine, f"SELECT * FROM audits.{table}") == []
    jobs = auditing(engine)
    other = replay(database, jobs, LATE, LATE, books=[0], days=DAYS)
    assert (other.appear, other.vanish, other.stay) == ([], [], 0)


def test_the_days_of_a_year_are_its_month_ends_and_today() -> None:
    days = days_of_last_year(dt.date(2024, 3, 15))
    assert (days[0], days[-2], days[-1], len(days)) == (
        dt.date(2023, 3, 31), dt.date(2024, 2, 29), dt.date(2024, 3, 15), 13,
    )  # fmt: skip
