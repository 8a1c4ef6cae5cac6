"""Donated goods are a register: what came, to whom it went, and never more than came."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from builders import completed, import_rows
from histories import codes, send
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.personal import Protector
from ledger.refusals import refusal_of

RECEIVED = fact("donated_goods", goods_code="W", estimated_value=3000, receipt_no="P1")
REGISTER = """
SELECT quantity, distributed_quantity, removed_quantity, left_quantity FROM facts.donated_goods
"""


def moved(event: str, quantity: object, **more: object) -> Fact:
    """A movement of those goods."""
    cells = {"occurred_on": "2022-03-02", "recipient": "某村小学"} | more
    return fact("donated_goods", goods_code="W", event=event, quantity=quantity, **cells)


def register(engine: Engine) -> tuple[Decimal, ...]:
    """What was received, given out, removed and is left."""
    with engine.connect() as connection:
        return tuple(connection.execute(text(REGISTER)).one())


def test_goods_go_to_households_projects_and_units(engine: Engine, protector: Protector) -> None:
    outcome = send(
        engine,
        protector,
        fact("projects", project_code="P"),
        fact("households", household_code="H"),
        RECEIVED,
        moved("distributed", "30.5", household_code="H", recipient=""),
        moved("distributed", 20, project_code="P", recipient=""),
        moved("distributed", 10),
        moved("returned", "0.5", household_code="H", recipient=""),
        moved("removed", 5, recipient="", reason="受潮"),
    )
    assert codes(outcome) == []
    assert outcome.sums == [], "goods are not money"
    assert outcome.posted["donated_goods"] == 1
    assert outcome.posted["donated_goods_movements"] == 5
    assert register(engine) == (100, 60, 5, 35)
    with engine.connect() as connection:
        to = connection.execute(
            text(
                "SELECT count(project_id), count(household_id), count(recipient)"
                " FROM facts.donated_goods_movement"
            )
        ).one()
    assert tuple(to) == (1, 2, 1)


def test_sent_again_it_is_registered_once(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, RECEIVED, moved("distributed", 60))) == []
    again = send(
        engine, protector, RECEIVED, moved("distributed", 60), fact("projects", project_code="Q")
    )
    assert codes(again) == []
    assert (again.posted["donated_goods"], again.posted["donated_goods_movements"]) == (0, 0)
    assert codes(send(engine, protector, moved("distributed", 61))) == ["same_reference_differs"]
    other = fact(RECEIVED.sheet, **(RECEIVED.cells | {"quantity": 99}))
    assert codes(send(engine, protector, other)) == ["same_reference_differs"]


def test_what_was_received_and_is_missing_a_word_is_named(
    engine: Engine, protector: Protector
) -> None:
    nameless = fact("donated_goods", goods_code="W", item="", unit="", donor="")
    outcome = send(engine, protector, nameless)
    assert codes(outcome) == ["required"] * 3
    assert codes(send(engine, protector, RECEIVED, moved("removed", 1))) == ["required"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    made=st.lists(
        st.tuples(st.sampled_from(["distributed", "returned", "removed"]), st.integers(1, 60_000)),
        max_size=8,
    )
)
def test_whatever_is_sent_no_more_leaves_than_came_and_no_more_returns_than_left(
    connection: Connection, protector: Protector, made: list[tuple[str, int]]
) -> None:
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    out, removed, allowed = Decimal(0), Decimal(0), True
    rows = [RECEIVED]
    for number, (event, thousandths) in enumerate(made):
        quantity = Decimal(thousandths) / 1000
        rows.append(moved(event, quantity, reason="清点", external_reference=str(number)))
        out += {"distributed": quantity, "returned": -quantity, "removed": 0}[event]
        removed += quantity if event == "removed" else 0
        allowed = allowed and 0 <= out <= 100 - removed
    outcome = import_rows(connection, protector, [(row.sheet, completed(row)) for row in rows])
    assert outcome.done == allowed
    assert set(codes(outcome)) <= {"goods_exceed", "goods_return_exceeds"}
    if allowed:
        found = tuple(connection.execute(text(REGISTER)).one())
        assert found == (100, out, removed, 100 - out - removed)


def test_the_database_itself_lets_no_more_out_than_came(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, RECEIVED, moved("distributed", 60))) == []
    with owner.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(
            text(
                "INSERT INTO ledger.donated_goods_movement (book_id, log_position, recorded_at,"
                " recorded_by, external_reference, goods_id, kind, quantity, occurred_on,"
                " recipient, salt) SELECT book_id, 10000, recorded_at, recorded_by, 'again',"
                " goods_id, kind, 40.001, occurred_on, recipient, salt"
                " FROM ledger.donated_goods_movement"
            )
        )
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert refusal.promise == 3


def test_two_clerks_at_once_do_not_give_out_the_same_goods(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, RECEIVED)) == []
    rows = [moved("distributed", 60, external_reference=str(number)) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda row: send(engine, protector, row), rows))
    assert sorted(codes(each) for each in outcomes) == [[], *[["goods_exceed"]] * 3]
    assert register(engine) == (100, 60, 0, 40)
