"""Promises 5 and 7: two times, closed periods, and a reference that posts once."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal

import pytest
from builders import import_rows, with_background
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from online import check_numbering, known_payables, pay, payables
from period_acts import act
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import fact
from ledger.balances import source_balances
from ledger.personal import Protector
from ledger.refusals import refusal_of

MAY = dt.date(2022, 5, 1)


def refused_as(error: DBAPIError) -> str:
    """A refusal in words."""
    refusal = refusal_of(error)
    assert refusal is not None, error
    return refusal.text.zh


def test_promise_5_a_closed_month_takes_nothing_by_any_path(
    engine: Engine, protector: Protector
) -> None:
    first = payables(engine, protector)[0]
    with engine.begin() as connection:
        pay(connection, first, "before", MAY)
        act(connection, first.book, "closed", 202205)
    with engine.connect() as connection:
        with pytest.raises(DBAPIError) as online, connection.begin():
            pay(connection, first, "after", MAY)
        assert "202205 已结账" in refused_as(online.value)
        with pytest.raises(DBAPIError) as reversal, connection.begin():
            connection.execute(
                text(
                    "SELECT ledger.reverse_voucher(book_id, log_position, '2022-05-31', '错', '我')"
                    " FROM ledger.voucher WHERE event = 'disbursement'"
                )
            )
        assert "202205 已结账" in refused_as(reversal.value)
    with engine.begin() as connection:
        rows = with_background([fact("appropriations", amount=1, occurred_on="2022-05-31")])
        problems = import_rows(connection, protector, rows).problems
        assert [problem.code for problem in problems] == ["period_closed"]
        connection.rollback()
    with engine.begin() as connection:
        _, posted = pay(connection, first, "later", dt.date(2022, 6, 1))
        assert posted, "the month after is open"
        check_numbering(connection)


def test_promise_5_closing_waits_for_postings_under_way_and_refuses_those_after(
    engine: Engine, protector: Protector
) -> None:
    first = payables(engine, protector)[0]

    def close_it() -> None:
        with engine.begin() as connection:
            act(connection, first.book, "closed", 202205)

    with ThreadPoolExecutor(1) as worker, engine.connect() as posting:
        pay(posting, first, "under way", MAY)
        closing = worker.submit(close_it)
        wait_until_somebody_waits(engine, closing)
        posting.commit()
        closing.result(timeout=60)
    with engine.connect() as connection:
        assert count_payments(connection) == 1, "what was under way is in"
        with pytest.raises(DBAPIError):
            pay(connection, first, "after", MAY)


def wait_until_somebody_waits(engine: Engine, other: "Future[None]") -> None:
    """Returns when a transaction waits for another's lock."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        waiting = text("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        while not connection.execute(waiting).scalar():
            assert not other.done(), "it did not wait"


def count_payments(connection: Connection) -> int:
    """How many payments are posted."""
    return int(connection.execute(text("SELECT count(*) FROM ledger.disbursement")).scalar_one())


def test_promise_5_balances_can_be_asked_for_what_happened_and_for_what_was_known(
    engine: Engine, protector: Protector
) -> None:
    first = payables(engine, protector, amount=100)[0]
    moments: list[dt.datetime] = []
    for reference, on in (("late", dt.date(2022, 9, 1)), ("early", dt.date(2022, 3, 1))):
        with engine.begin() as connection:
            pay(connection, first, reference, on, "10.00")
        with engine.connect() as connection:
            moments.append(connection.execute(text("SELECT clock_timestamp()")).scalar_one())

    def paid(on: dt.date | None, known_at: dt.datetime | None) -> Decimal:
        with engine.connect() as connection:
            [source] = source_balances(connection, first.book, on, known_at)
            return source.disbursed

    june = dt.date(2022, 6, 30)
    assert paid(june, moments[0]) == 0, "in June, as known before the early one was written"
    assert paid(june, moments[1]) == 10
    assert paid(None, moments[0]) == 10
    assert paid(None, None) == 20


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sendings=st.lists(st.lists(st.integers(0, 5), max_size=6), min_size=1, max_size=4))
def test_promise_7_a_reference_posts_once_however_often_and_at_once_it_is_sent(
    engine: Engine, protector: Protector, sendings: list[list[int]]
) -> None:
    first = (known_payables(engine) or payables(engine, protector))[0]
    with engine.connect() as connection:
        example = count_payments(connection)

    def send(numbers: list[int]) -> list[tuple[str, int, bool]]:
        answers = []
        for number in numbers:
            reference = f"{example}-{number}"
            with engine.begin() as connection:
                answers.append((reference, *pay(connection, first, reference)))
        return answers

    with ThreadPoolExecutor(len(sendings)) as workers:
        answers = [answer for each in workers.map(send, sendings) for answer in each]
    references = {reference for reference, _, _ in answers}
    assert len({(reference, fact_id) for reference, fact_id, _ in answers}) == len(references)
    assert sum(posted for _, _, posted in answers) == len(references)
    with engine.connect() as connection:
        assert count_payments(connection) == example + len(references)


def payment(reference: str, amount: int = 10) -> tuple[str, dict[str, str]]:
    """A payment's row of an import."""
    rows = with_background(
        [fact("disbursements", project_code="A", external_reference=reference, amount=amount)]
    )
    return rows[-1]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(st.lists(st.integers(0, 8), unique=True, min_size=1), min_size=1, max_size=4))
def test_promise_7_the_same_row_in_another_file_posts_once(
    engine: Engine, protector: Protector, files: list[list[int]]
) -> None:
    with engine.begin() as connection:
        example = count_payments(connection)
        background = with_background([fact("disbursements", project_code="A")])[:-1]
        assert import_rows(connection, protector, background).problems == []
    for numbers in files:
        with engine.begin() as connection:
            rows = [payment(f"{example}-{number}") for number in numbers]
            assert import_rows(connection, protector, rows).problems == []
    with engine.connect() as connection:
        distinct = {number for numbers in files for number in numbers}
        assert count_payments(connection) == example + len(distinct)


def test_promise_7_another_amount_under_a_known_reference_is_told_and_not_posted(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        background = with_background([fact("disbursements", project_code="A")])[:-1]
        rows = [*background, payment("X", 10)]
        assert import_rows(connection, protector, rows).problems == []
    with engine.begin() as connection:
        problems = import_rows(connection, protector, [payment("X", 11)]).problems
        connection.rollback()
    assert [problem.code for problem in problems] == ["same_reference_differs"]


def test_promise_3_two_payments_at_once_cannot_both_have_the_last_of_the_money(
    engine: Engine, protector: Protector
) -> None:
    first = payables(engine, protector, amount=100)[0]

    def attempt(reference: str) -> Callable[[], str]:
        def posting() -> str:
            try:
                with engine.begin() as connection:
                    pay(connection, first, reference, MAY, "60.00")
            except DBAPIError as error:
                return refused_as(error)
            return "posted"

        return posting

    with ThreadPoolExecutor(2) as workers:
        said = sorted(
            future.result() for future in [workers.submit(attempt(name)) for name in "ab"]
        )
    assert said[0] == "posted"
    assert "余额不足" in said[1]
