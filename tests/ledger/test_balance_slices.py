"""A balance as of any pair of times is the sum of entries, however far they are rolled up."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from auditing import auditing
from builders import import_rows, with_background
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from online import pay, payables
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from workloads import FIRST_DAY, Workload, workloads

from ledger.account_statements import After, Asked, Line, account_statement
from ledger.accounts import Account
from ledger.balance_slices import roll_up, roll_up_book
from ledger.personal import Protector
from ledger.scopes import Scope

#: Short stretches, so that a short history fills several levels of them.
SHORT = """
CREATE OR REPLACE FUNCTION ledger.slice_positions(of_level integer)
RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 4 * (2::bigint ^ of_level)::bigint'
"""
#: What `balances_as_of` must answer, by adding up every entry.
PLAIN = """
SELECT entry.source_id, side.project_id, side.kind, sum(side.amount) AS amount
FROM ledger.entry AS entry
CROSS JOIN LATERAL (
    VALUES
    (entry.debit_kind, 0, entry.amount), (entry.credit_kind, 0, -entry.amount),
    (entry.debit_kind, entry.debit_project_id, entry.amount),
    (entry.credit_kind, entry.credit_project_id, -entry.amount)
) AS side (kind, project_id, amount)
WHERE entry.book_id = :book AND side.project_id IS NOT NULL
    AND (CAST(:on AS date) IS NULL OR entry.occurred_on <= :on)
    AND (CAST(:known_at AS timestamptz) IS NULL OR entry.recorded_at <= :known_at)
GROUP BY entry.source_id, side.project_id, side.kind
"""
ROLLED = """
SELECT source_id, project_id, kind, amount
FROM ledger.balances_as_of(:book, NULL, NULL, :on, :known_at)
"""
REVERSE = text("SELECT ledger.reverse_voucher(:book, :voucher, :on, '记错', '测试员')")
Sums = dict[tuple[int, int, str], Decimal]


@pytest.fixture
def short(owner_of_shared: Engine) -> Iterator[Connection]:
    """A transaction, rolled back, in which stretches are short."""
    with owner_of_shared.connect() as opened:
        transaction = opened.begin()
        opened.execute(text(SHORT))
        yield opened
        transaction.rollback()


def sums(connection: Connection, query: str, **asked: object) -> Sums:
    """By source, project and kind; what is nothing is left out."""
    return {
        (row.source_id, row.project_id, row.kind): row.amount
        for row in connection.execute(text(query), asked)
        if row.amount
    }


def reverse_some(connection: Connection, data: st.DataObject, book: int) -> None:
    """Tries to reverse a voucher of a book, back-dated to its own day or a little later."""
    vouchers = connection.execute(
        text(
            "SELECT log_position, occurred_on FROM ledger.voucher"
            " WHERE book_id = :book AND event <> 'reversal' ORDER BY log_position"
        ),
        {"book": book},
    ).all()
    if not vouchers:
        return
    chosen = data.draw(st.sampled_from(vouchers))
    on = chosen.occurred_on + dt.timedelta(days=data.draw(st.integers(0, 30)))
    attempt = connection.begin_nested()
    try:
        connection.execute(REVERSE, {"book": book, "voucher": chosen.log_position, "on": on})
        attempt.commit()
    except DBAPIError:
        attempt.rollback()


def history(
    connection: Connection, protector: Protector, made: Workload, data: st.DataObject
) -> list[int]:
    """Posts, reverses and rolls up in an order that is drawn; the books."""
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    assert import_rows(connection, protector, with_background(made.facts)).problems == []
    books = list(connection.execute(text("SELECT book_id FROM ledger.book ORDER BY 1")).scalars())
    for step in data.draw(st.lists(st.sampled_from(["roll", "reverse"]), max_size=8)):
        book = data.draw(st.sampled_from(books))
        if step == "roll":
            roll_up_book(connection, book)
        else:
            reverse_some(connection, data, book)
    return books


def moment_of(connection: Connection, data: st.DataObject, book: int) -> dt.datetime | None:
    """A moment at, just before or just after something was written; or now."""
    moments = list(
        connection.execute(
            text("SELECT DISTINCT recorded_at FROM ledger.entry WHERE book_id = :b ORDER BY 1"),
            {"b": book},
        ).scalars()
    )
    shift = dt.timedelta(microseconds=data.draw(st.integers(-1, 1)))
    chosen: dt.datetime | None = data.draw(st.sampled_from([None, *moments]))
    return chosen + shift if chosen else None


EACH = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@EACH
@given(made=workloads(), data=st.data())
def test_promise_5_rolled_up_balances_are_the_sums_of_the_entries_for_any_pair_of_times(
    short: Connection, protector: Protector, made: Workload, data: st.DataObject
) -> None:
    for book in history(short, protector, made, data):
        for _ in range(3):
            asked = {
                "book": book,
                "on": data.draw(
                    st.one_of(
                        st.none(),
                        st.integers(-1, 400).map(lambda n: FIRST_DAY + dt.timedelta(days=n)),
                    )
                ),
                "known_at": moment_of(short, data, book),
            }
            assert sums(short, ROLLED, **asked) == sums(short, PLAIN, **asked)


@EACH
@given(made=workloads(), data=st.data())
def test_a_statement_leads_from_its_opening_to_its_closing_on_pages_of_any_size(
    short: Connection, protector: Protector, made: Workload, data: st.DataObject
) -> None:
    books = history(short, protector, made, data)
    book = data.draw(st.sampled_from(books))
    projects = short.execute(
        text("SELECT DISTINCT project_id FROM ledger.project WHERE book_id = :b"), {"b": book}
    ).scalars()
    scope = Scope(book, project_id=data.draw(st.sampled_from([None, *projects])))
    days = sorted(FIRST_DAY + dt.timedelta(days=data.draw(st.integers(0, 300))) for _ in range(2))
    account = data.draw(st.sampled_from(Account))
    asked = Asked(scope, account, days[0], days[1], moment_of(short, data, book))
    whole = account_statement(short, asked, limit=10_000)
    assert whole.after is None
    balance = whole.opening
    for line in whole.lines:
        balance += line.debit - line.credit
        assert line.balance == balance
        assert days[0] <= line.occurred_on <= days[1]
    assert balance == whole.closing
    assert whole.lines == sorted(whole.lines, key=lambda x: (x.occurred_on, x.log_position))
    paged: list[Line] = []
    after: After | None = None
    while True:
        page = account_statement(short, asked, after=after, limit=data.draw(st.integers(1, 5)))
        assert (page.opening, page.closing) == (whole.opening, whole.closing)
        paged += page.lines
        after = page.after
        if after is None:
            break
    assert paged == whole.lines


def test_rolling_up_while_others_post_and_roll_up_loses_and_doubles_nothing(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with owner.begin() as connection:
        connection.execute(text(SHORT))
    books = payables(engine, protector)

    def post_some(worker: int) -> None:
        for number in range(20):
            with engine.begin() as connection:
                day = dt.date(2022, 1 + number % 12, 1)
                pay(connection, books[worker % 2], f"{worker}-{number}", day)

    def roll_often(_: int) -> None:
        for _ in range(10):
            roll_up(auditing(engine))

    with ThreadPoolExecutor(6) as workers:
        done = [workers.submit(post_some, worker) for worker in range(4)]
        done += [workers.submit(roll_often, worker) for worker in range(2)]
        for each in done:
            each.result()
    rolled = roll_up(auditing(engine))
    assert rolled >= 0
    assert roll_up(auditing(engine)) == 0, "what is rolled up stays so"
    with engine.connect() as connection:
        slices = connection.execute(text("SELECT count(*) FROM ledger.balance_slice")).scalar_one()
        assert slices > 20
        for payable in books:
            for on in (None, dt.date(2022, 3, 1), dt.date(2022, 7, 15)):
                asked = {"book": payable.book, "on": on, "known_at": None}
                assert sums(connection, ROLLED, **asked) == sums(connection, PLAIN, **asked)
