"""Whatever is on both sides: matching is one to one, repeatable, and safe with several at once."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from builders import book_id, import_rows, with_background
from histories import codes, send
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from online import check_numbering
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.matched import matches
from ledger.personal import Protector
from ledger.reconciliation import reconciliation
from ledger.statement_matches import end_match, match_by_hand, match_by_rule

FIRST_DAY = dt.date(2022, 5, 1)
ACCOUNTS = ("", "6228480000000001", "6228480000000002")
#: Few of each, so that much is alike.
DAYS, AMOUNTS, NAMES = st.integers(0, 8), st.integers(1, 3), st.sampled_from(("张三", "李四"))
DETAILS = st.tuples(DAYS, AMOUNTS, NAMES, st.sampled_from(ACCOUNTS))
#: As much as what bounced of a batch may come to.
CREDITED = st.tuples(DAYS, st.integers(1, 6), NAMES, st.sampled_from(ACCOUNTS))
#: What stands for more than one line or movement, or differs from what it stands for.
WRONG = """
WITH part AS (
    SELECT
        matched.group_id, matched.statement_line_id, line.amount AS line_amount,
        moved.voucher_id, moved.disbursement_id, moved.amount,
        moved.direction = line.direction AS same_way
    FROM facts.statement_match AS matched
    INNER JOIN facts.statement_line AS line USING (book_id, statement_line_id)
    INNER JOIN facts.treasury_movement AS moved
        ON matched.book_id = moved.book_id AND matched.voucher_id = moved.voucher_id
        AND coalesce(matched.disbursement_id = moved.disbursement_id, TRUE)
)
SELECT 'line twice' FROM facts.statement_match
GROUP BY statement_line_id HAVING count(DISTINCT group_id) > 1
UNION ALL
SELECT 'movement twice' FROM part GROUP BY voucher_id, disbursement_id HAVING count(*) > 1
UNION ALL
SELECT 'amount' FROM part GROUP BY group_id, line_amount
HAVING sum(amount) <> line_amount OR NOT bool_and(same_way)
"""


def paid(number: int, details: tuple[int, int, str, str], batch: str) -> Fact:
    """A payment."""
    day, amount, name, account = details
    return fact(
        "disbursements",
        project_code="P",
        external_reference=f"ZF{number}",
        amount=amount,
        occurred_on=FIRST_DAY + dt.timedelta(days=day),
        payee_name=name,
        account=account,
        batch_no=batch,
    )


def line(number: int, details: tuple[int, int, str, str], reference: str) -> Fact:
    """A line that may carry the number of a payment or batch."""
    day, amount, name, account = details
    return fact(
        "statement_lines",
        line_reference=reference or f"L{number}",
        amount=amount,
        occurred_on=FIRST_DAY + dt.timedelta(days=day),
        counterparty_name=name,
        counterparty_account=account,
    )


def back(number: int, amount: int) -> Fact:
    """That payment, bounced on the last of the days."""
    return fact(
        "refunds",
        payment_reference=f"ZF{number}",
        amount=amount,
        occurred_on=FIRST_DAY + dt.timedelta(days=8),
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    payments=st.lists(st.tuples(DETAILS, st.sampled_from(("", "", "PC1", "PC2"))), max_size=9),
    lines=st.lists(DETAILS, max_size=7),
    references=st.lists(st.sampled_from(("ZF0", "ZF1", "PC1")), max_size=3, unique=True),
    bounced=st.sets(st.integers(0, 8)),
    credited=st.lists(CREDITED, max_size=3),
)
def test_matching_is_one_to_one_and_doing_it_again_changes_nothing(
    payments: list[tuple[tuple[int, int, str, str], str]],
    lines: list[tuple[int, int, str, str]],
    references: list[str],
    bounced: set[int],
    credited: list[tuple[int, int, str, str]],
    connection: Connection,
    protector: Protector,
) -> None:
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    named = references + [""] * len(lines)
    facts = [
        fact("statements", closing_balance=0),
        *(paid(number, *each) for number, each in enumerate(payments)),
        *(line(number, each, named[number]) for number, each in enumerate(lines)),
        *(back(number, payments[number][0][1]) for number in bounced if number < len(payments)),
        *(
            line(number, (day, -amount, name, account), "")
            for number, (day, amount, name, account) in enumerate(credited, 90)
        ),
    ]
    assert import_rows(connection, protector, with_background(facts)).problems == []
    book = book_id(connection)
    first = match_by_rule(connection, book)
    assert connection.execute(text(WRONG)).all() == []
    count = sum(first.values())
    assert len(matches(connection, book)) == count
    assert match_by_rule(connection, book) == {}
    found = reconciliation(connection, book, dt.date(2022, 5, 31))
    assert (found.matches, found.lines) == (count, len(lines) + len(credited) - count)
    # What is matched cancels out, so that lines and payments explain each other's difference.
    paid_out = sum((Decimal(each[1]) for each, _ in payments), Decimal(0))
    on_statement = sum((Decimal(each[1]) for each in lines), Decimal(0))
    assert paid_out - found.movements_out == on_statement - found.lines_out
    came_back = sum(payments[number][0][1] for number in bounced if number < len(payments))
    given_back = sum(amount for _, amount, *_ in credited)
    assert came_back - found.movements_in == given_back - found.lines_in


def together(*doing: object) -> list[str]:
    """Does several things at once; what each was refused with, if it was."""
    refused: list[str] = []
    begin = threading.Barrier(len(doing))

    def do(each: object) -> None:
        assert callable(each)
        begin.wait()
        try:
            each()
        except DBAPIError as error:
            refused.append(str(error.orig).split("\n", maxsplit=1)[0])

    threads = [threading.Thread(target=do, args=(each,)) for each in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.fixture
def month(engine: Engine, protector: Protector) -> int:
    """A book with 50 payments, each with its line; its number."""
    nowhere = (0, 1, "张三", "")
    facts = [paid(n, nowhere, "") for n in range(50)]
    facts += [line(n, nowhere, f"ZF{n}") for n in range(50)]
    with engine.connect() as connection, connection.begin():
        assert import_rows(connection, protector, with_background(facts)).problems == []
        return book_id(connection)


def test_reconcilers_of_one_book_follow_one_another(engine: Engine, month: int) -> None:
    found: list[int] = []

    def reconcile() -> None:
        with engine.begin() as connection:
            found.append(sum(match_by_rule(connection, month).values()))

    assert together(*[reconcile] * 6) == []
    assert sorted(found) == [0, 0, 0, 0, 0, 50]
    with engine.connect() as connection:
        assert connection.execute(text(WRONG)).all() == []
        check_numbering(connection)


def test_of_several_who_match_the_same_by_hand_one_does(engine: Engine, month: int) -> None:
    with engine.connect() as connection:
        first = connection.execute(
            text("SELECT min(log_position) FROM ledger.statement_line")
        ).scalar_one()

    def match() -> None:
        with engine.begin() as connection:
            match_by_hand(connection, month, first, ["ZF0"])

    assert together(*[match] * 5) == ["matched_already"] * 4
    with engine.connect() as connection:
        [made] = matches(connection, month)
        check_numbering(connection)

    def end() -> None:
        with engine.begin() as connection:
            end_match(connection, month, made.statement_match_id, "错了")

    assert together(*[end] * 5) == ["match_not_standing"] * 4


def test_matching_waits_for_an_import_and_sees_what_it_brought(
    engine: Engine, month: int, protector: Protector
) -> None:
    def reconcile() -> None:
        with engine.begin() as connection:
            match_by_rule(connection, month)

    def bring() -> None:
        assert codes(send(engine, protector, line(99, (0, 1, "张三", ""), "ZF99"))) == []

    assert together(reconcile, bring, reconcile, bring) == []
    with engine.connect() as connection:
        assert len(matches(connection, month, limit=100)) == 50
        check_numbering(connection)
