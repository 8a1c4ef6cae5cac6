"""Months and years close in order, and reopen one by one, by two persons."""

import datetime as dt

import pytest
from builders import COUNTY, OTHER_COUNTY, book_id, post
from period_acts import CLERK, HEAD, act, money, refused, reopen, takes, through
from persons import add_person, sign_in
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from expectations.rule import fact
from ledger.database import acting_as
from ledger.dates import BEIJING
from ledger.errors import WrongUse
from ledger.period_questions import (
    act_on_period,
    acts,
    checklist,
    closed_years,
    months,
    read_period,
)
from ledger.personal import Protector


@pytest.fixture
def book(connection: Connection, protector: Protector) -> int:
    """A book with money of March 2022, and two users."""
    post(connection, protector, fact("appropriations", document_no="本1"))
    return book_id(connection)


@pytest.mark.parametrize("period", [202200, 202213, 5])
def test_what_is_no_month_is_not_closed(connection: Connection, book: int, period: int) -> None:
    with pytest.raises(IntegrityError, match=r"period_closing_(period|of_act)_check"):
        act(connection, book, "closed", period)


def test_closing_a_month_closes_every_month_before_it(
    connection: Connection, protector: Protector, book: int
) -> None:
    act(connection, book, "closed", 202205)
    for day in ("2022-05-31", "2022-03-01", "2010-01-01"):
        assert takes(connection, protector, money(day)) == ["period_closed"]
    assert takes(connection, protector, money("2022-06-01")) == []
    assert [m.period for m in months(connection, book) if m.closed] == [202205, 202204, 202203]
    assert {m.closed_with for m in months(connection, book) if m.closed} == {202205}


def test_a_month_under_way_and_one_to_come_are_not_closed(
    connection: Connection, book: int
) -> None:
    today = dt.datetime.now(BEIJING).date()
    later = today.year * 100 + 100 + today.month
    assert "还没有过完" in refused(connection, book, "closed", later).text.zh
    assert "还没有过完" in refused(connection, book, "closed", today.year + 1).text.zh


def test_what_is_closed_is_not_closed_again(connection: Connection, book: int) -> None:
    act(connection, book, "closed", 202205)
    for period in (202205, 202204):
        assert "已经结账" in refused(connection, book, "closed", period).text.zh


def test_closing_a_year_closes_its_open_months_and_guards_them(
    connection: Connection, protector: Protector, book: int
) -> None:
    act(connection, book, "closed", 2022)
    assert through(connection, book) == 202212
    assert closed_years(acts(connection, book)) == {2022}
    assert takes(connection, protector, money("2022-12-31")) == ["period_closed"]
    assert "已经结账" in refused(connection, book, "closed", 2022).text.zh
    assert "2022 年已年结" in refused(connection, book, "reopening_asked", 202212).text.zh
    reopen(connection, book, 2022)
    assert through(connection, book) == 202211
    assert closed_years(acts(connection, book)) == set()
    assert takes(connection, protector, money("2022-12-31")) == []
    reopen(connection, book, 202211)
    act(connection, book, "closed", 2022)
    assert through(connection, book) == 202212


def test_a_year_whose_months_are_closed_is_closed_after_them(
    connection: Connection, book: int
) -> None:
    act(connection, book, "closed", 202301)
    act(connection, book, "closed", 2022)
    assert through(connection, book) == 202301
    assert "202301 也已结账" in refused(connection, book, "reopening_asked", 2022).text.zh
    reopen(connection, book, 202301)
    assert through(connection, book) == 202212, "January gives way to December"
    reopen(connection, book, 2022)


def test_only_the_last_closed_month_is_reopened_and_closed_again(
    connection: Connection, protector: Protector, book: int
) -> None:
    act(connection, book, "closed", 202204)
    act(connection, book, "closed", 202205)
    assert "202205 也已结账" in refused(connection, book, "reopening_asked", 202204).text.zh
    reopen(connection, book, 202205)
    assert takes(connection, protector, money("2022-05-31")) == []
    assert takes(connection, protector, money("2022-04-30")) == ["period_closed"]
    assert "没有结账" in refused(connection, book, "reopening_asked", 202205).text.zh
    act(connection, book, "closed", 202205)
    assert takes(connection, protector, money("2022-05-31")) == ["period_closed"]


def test_promise_6_who_asks_for_a_reopening_does_not_grant_it(
    connection: Connection, book: int
) -> None:
    act(connection, book, "closed", 202205)
    assert "没有人申请" in refused(connection, book, "reopened", 202205, HEAD).text.zh
    act(connection, book, "reopening_asked", 202205)
    assert [a.waiting for a in acts(connection, book)] == [True, False]
    own = refused(connection, book, "reopened", 202205, CLERK)
    assert (own.promise, "自己申请" in own.text.zh) == (6, True)
    again = refused(connection, book, "reopening_asked", 202205, HEAD)
    assert "已经申请" in again.text.zh
    act(connection, book, "reopened", 202205, HEAD)
    assert not any(a.waiting for a in acts(connection, book))


@pytest.mark.parametrize("what", ["reopening_asked", "reopened"])
def test_promise_6_whoever_has_no_session_is_nobody(
    connection: Connection, book: int, what: str
) -> None:
    act(connection, book, "closed", 202205)
    act(connection, book, "reopening_asked", 202205)
    nobody = refused(connection, book, what, 202205, "clerk ")
    assert (nobody.promise, "没有登录" in nobody.text.zh) == (11, True)


def test_a_request_ends_when_something_is_closed_or_reopened_since(
    connection: Connection, book: int
) -> None:
    act(connection, book, "closed", 202205)
    act(connection, book, "reopening_asked", 202205)
    act(connection, book, "closed", 202206)
    reopen(connection, book, 202206)
    assert "没有人申请" in refused(connection, book, "reopened", 202205, HEAD).text.zh


def test_the_database_keeps_the_order_whoever_writes_the_row(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, money("2022-03-01"))
        book = book_id(connection)
        act(connection, book, "closed", 202205)
    with owner.connect() as connection, pytest.raises(DBAPIError, match="period_closed_already"):
        connection.execute(
            text(
                "INSERT INTO ledger.period_closing (book_id, log_position, recorded_at,"
                " recorded_by, act, period, reason) VALUES (:book, 99, now(), 'x', 'closed',"
                " 202204, 'x')"
            ),
            {"book": book},
        )


def test_every_act_says_why(connection: Connection, book: int) -> None:
    with pytest.raises(WrongUse):
        act_on_period(connection, book, "closed", 202205, "  ")


def test_another_book_is_not_closed_with_it(
    connection: Connection, protector: Protector, book: int
) -> None:
    act(connection, book, "closed", 202205)
    elsewhere = fact("appropriations", **money("2022-05-01").cells | {"book": OTHER_COUNTY})
    assert takes(connection, protector, elsewhere) == []


def test_the_checklist_says_what_is_still_to_come(connection: Connection, book: int) -> None:
    found = checklist(connection, book, 202205)
    assert found.closed_with_it == [202203, 202204]
    assert found.moved == []
    march = checklist(connection, book, 202203)
    assert [(m.event, m.vouchers, str(m.amount)) for m in march.moved] == [
        ("appropriation", 1, "1000.00"),
        ("cash_in", 1, "1000.00"),
    ]
    assert (march.not_received.documents, march.cash_to_come.documents) == (0, 0)
    assert checklist(connection, book, 2022).moved == march.moved


def on_its_way(connection: Connection, protector: Protector) -> None:
    """Four yuan that the city has issued to the county, which has received ten others."""
    post(
        connection,
        protector,
        fact("transfers", document_no="上1", amount="10", cash_on=""),
        fact("transfers", book="990100", document_no="市1", amount="10"),
        fact(
            "transfers", book="990100", direction="issued", document_no="市2", amount="4",
            counterparty=COUNTY, source_document="市1", occurred_on="2022-03-05",
        ),
    )  # fmt: skip


def test_money_on_its_way_is_on_the_checklist(connection: Connection, protector: Protector) -> None:
    on_its_way(connection, protector)
    found = checklist(connection, book_id(connection), 202203)
    assert (found.not_received.documents, str(found.not_received.amount)) == (1, "4.00")


def test_money_on_its_way_from_a_book_out_of_reach_is_on_the_checklist(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        on_its_way(connection, protector)
    with owner.begin() as connection:
        add_person(connection, "本县制单", ("clerk", COUNTY, False))
        token = sign_in(connection, "本县制单")
    with acting_as(engine, token).connect() as connection:
        found = checklist(connection, book_id(connection), 202203)
    assert (found.not_received.documents, str(found.not_received.amount)) == (1, "4.00")


def test_carried_over_money_without_cash_is_to_come_once(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        fact("transfers", document_no="甲", amount=1000, cash_on=""),
        fact(
            "transfers", direction="cash_in", document_no="甲", amount=300,
            occurred_on="2022-05-01", fund_line="",
        ),
        fact("take_backs", kind="carry_over", source_document="甲", amount=700),
    )  # fmt: skip
    to_come = checklist(connection, book_id(connection), 202212).cash_to_come
    assert (to_come.documents, to_come.amount) == (2, 700)


def test_what_was_paid_before_the_opening_is_no_cash_to_come(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        fact("projects", project_code="P"),
        fact(
            "opening_balances", project_code="P", amount=1000, available_amount=850,
            disbursed_amount=150, cash_amount=800,
        ),
    )  # fmt: skip
    to_come = checklist(connection, book_id(connection), 202201).cash_to_come
    assert (to_come.documents, to_come.amount) == (1, 50)


@pytest.mark.parametrize(
    ("words", "period"), [("202403", 202403), ("2024-03", 202403), ("2024", 2024)]
)
def test_a_period_is_read_as_people_write_it(words: str, period: int) -> None:
    assert read_period(words) == period


@pytest.mark.parametrize("words", ["", "202413", "24", "2024-3-1", "二〇二四", "3024"])
def test_what_is_no_period_is_said_so(words: str) -> None:
    with pytest.raises(WrongUse):
        read_period(words)
