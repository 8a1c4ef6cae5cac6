"""Promise 5: a closed month takes nothing that has a day, by any path and at any moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from builders import book_id, post
from histories import send
from online import pay, payables
from period_acts import act, add_users, takes
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from workbooks import forget_staging

from expectations.rule import Fact, fact
from ledger.errors import Refused
from ledger.personal import Protector


@pytest.fixture
def book(connection: Connection, protector: Protector) -> int:
    """A book with money of March 2022, and two users."""
    post(connection, protector, fact("appropriations", document_no="本1"))
    add_users(connection)
    return book_id(connection)


#: What is dated in May, sheet by sheet, and what of it stands on record before.
STEP = {"project_code": "XM1", "step": "finished"}
NOTICE = {
    "notice_code": "GS1", "kind": "other", "level": "county", "channel": "newspaper",
}  # fmt: skip
PLAN = {"plan_code": "方案", "version_number": "1", "item_kind": "project", "amount": "5"}
EVENTS = {
    "project_steps": lambda day: fact("project_steps", occurred_on=day, **STEP),
    "notices": lambda day: fact("notices", starts_on=day, **NOTICE),
    "integration_plans": lambda day: fact(
        "integration_plans", approved_on=day, project_code="XM1", **PLAN
    ),
    "donations": lambda day: fact(
        "donations", donation_code="JZ1", event="consent", donor="甲", occurred_on=day
    ),
}

#: The tables behind them, each with the column of its day.
GUARDED = {
    "project_step": "occurred_on",
    "notice": "starts_on",
    "integration_plan": "approved_on",
    "donor_will": "stated_on",
}


@pytest.mark.parametrize("sheet", EVENTS)
def test_promise_5_dated_events_without_a_voucher_are_refused_too(
    connection: Connection, protector: Protector, book: int, sheet: str
) -> None:
    forget_staging(connection)
    post(
        connection,
        protector,
        fact("projects", project_code="XM1"),
        fact("donations", donation_code="JZ1", occurred_on="2022-03-01"),
    )
    act(connection, book, "closed", 202205)
    assert takes(connection, protector, EVENTS[sheet]("2022-05-31")) == ["period_closed"]
    assert takes(connection, protector, EVENTS[sheet]("2022-06-01")) == []


def test_promise_5_the_database_itself_refuses_an_event_of_a_closed_month(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        sheets = [EVENTS[sheet]("2022-06-01") for sheet in EVENTS]
        gift = fact("donations", donation_code="JZ1", occurred_on="2022-03-01")
        post(connection, protector, fact("projects", project_code="XM1"), gift, *sheets)
        act(connection, book_id(connection), "closed", 202205)
    for table, day in GUARDED.items():
        changed = f"'log_position', 999, 'external_reference', 'x', 'version_number', 9, '{day}'"
        copied = text(
            f"INSERT INTO ledger.{table} SELECT (jsonb_populate_record(told,"
            f" jsonb_build_object({changed}, '2022-05-31'))).* FROM ledger.{table} AS told LIMIT 1"
        )
        with owner.connect() as connection, pytest.raises(DBAPIError, match="period_closed"):
            connection.execute(copied)


def test_what_is_said_later_of_a_notice_is_no_event_but_another_day_is(
    connection: Connection, protector: Protector, book: int
) -> None:
    forget_staging(connection)
    post(connection, protector, EVENTS["notices"]("2022-05-10"))
    act(connection, book, "closed", 202205)
    cells = dict(NOTICE, starts_on="2022-05-10", place="村口")
    assert takes(connection, protector, fact("notices", **cells)) == []
    assert takes(connection, protector, fact("notices", **cells | {"starts_on": "2022-05-09"})) == [
        "period_closed"
    ]


def test_registers_are_kept_on_in_closed_months(
    connection: Connection, protector: Protector, book: int
) -> None:
    act(connection, book, "closed", 202205)
    payee = fact("payees", payee_code="S1", name="甲", kind="other", effective_on="2022-05-01")
    assert takes(connection, protector, payee) == []


def test_postings_and_closings_at_once_leave_nothing_after_the_closing(
    engine: Engine, protector: Protector
) -> None:
    first = payables(engine, protector)[0]

    def post_some(worker: int) -> int:
        done = 0
        for number in range(15):
            outcome = send(engine, protector, money_of(f"{worker}-{number}"))
            done += outcome.done
        return done

    def close() -> None:
        with engine.begin() as connection:
            act(connection, first.book, "closed", 202205)

    with ThreadPoolExecutor(4) as pool:
        posting = [pool.submit(post_some, worker) for worker in range(3)]
        pool.submit(close).result(timeout=60)
        posted = sum(each.result(timeout=120) for each in posting)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT count(*), count(*) FILTER ("
                " WHERE voucher.log_position > closing.log_position)"
                " FROM ledger.voucher AS voucher"
                " INNER JOIN ledger.period_closing AS closing USING (book_id)"
                " WHERE voucher.period = 202205 AND voucher.event = 'appropriation'"
            )
        ).one()
        assert tuple(found) == (posted, 0)
        with pytest.raises(DBAPIError, match="period_closed"):
            pay(connection, first, "after")


def money_of(name: str) -> Fact:
    """An appropriation of May, with a number of its own."""
    return fact(
        "appropriations", document_no=f"文{name}", occurred_on="2022-05-05", amount="1", cash_on=""
    )


def test_two_who_close_at_once_close_once(engine: Engine, protector: Protector) -> None:
    first = payables(engine, protector)[0]

    def close(_: int) -> bool:
        try:
            with engine.begin() as connection:
                act(connection, first.book, "closed", 202205)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(close, range(4))) == [False, False, False, True]
