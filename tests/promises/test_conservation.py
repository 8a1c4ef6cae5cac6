"""Promises 1, 3, 5, 8, 9 and 10 over made-up years of postings: no fen appears or vanishes."""

import datetime as dt
from decimal import Decimal

from builders import import_rows, with_background
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from workloads import FIRST_DAY, STAGES, Workload, workloads

from expectations.rule import fact
from ledger.balances import source_balances
from ledger.personal import Protector
from ledger.traces import destinations, origins

#: The transaction is rolled back to its beginning for every example.
EACH = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def posted(connection: Connection, protector: Protector, made: Workload) -> None:
    """Posts a workload into an empty ledger; the test before it is undone."""
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    outcome = import_rows(connection, protector, with_background(made.facts))
    assert outcome.problems == []


def books(connection: Connection) -> dict[str, int]:
    """The books that were opened, by division."""
    rows = connection.execute(text("SELECT division_id, book_id FROM ledger.book"))
    return {row.division_id: row.book_id for row in rows}


@EACH
@given(made=workloads(), days=st.integers(0, 400))
def test_promises_5_and_9_balances_of_any_day_are_the_movements_up_to_it(
    connection: Connection, protector: Protector, made: Workload, days: int
) -> None:
    posted(connection, protector, made)
    on = FIRST_DAY + dt.timedelta(days=days)
    for division, book in books(connection).items():
        found = {
            each.document_no: {stage: getattr(each, stage) for stage in STAGES}
            for each in source_balances(connection, book, on)
        }
        assert found == made.balances(division, on)
        for stages in found.values():
            assert stages["origin"] == sum(stages[stage] for stage in STAGES[1:])


@EACH
@given(made=workloads())
def test_the_balances_that_postings_keep_are_those_that_entries_add_up_to(
    connection: Connection, protector: Protector, made: Workload
) -> None:
    posted(connection, protector, made)
    for book in books(connection).values():
        kept = source_balances(connection, book)
        assert kept == source_balances(connection, book, dt.date(9999, 1, 1))


@EACH
@given(made=workloads())
def test_promises_1_and_3_entries_move_positive_amounts_and_nothing_is_below_zero(
    connection: Connection, protector: Protector, made: Workload
) -> None:
    posted(connection, protector, made)
    wrong = connection.execute(
        text(
            "SELECT (SELECT count(*) FROM ledger.entry WHERE amount <= 0),"
            " (SELECT count(*) FROM ledger.balance"
            " WHERE amount < 0 AND kind NOT IN ('origin', 'cash_in'))"
        )
    ).one()
    assert tuple(wrong) == (0, 0)
    summed = connection.execute(
        text("SELECT coalesce(sum(amount), 0) FROM ledger.balance GROUP BY book_id, side")
    ).scalars()
    assert set(summed) <= {Decimal(0)}, "what left one account entered another"


@EACH
@given(made=workloads())
def test_promise_8_issued_is_received_plus_in_transit_document_by_document(
    connection: Connection, protector: Protector, made: Workload
) -> None:
    posted(connection, protector, made)
    horizon = connection.execute(text("SELECT ledger.take_horizon('2030-01-01')")).scalar_one()
    connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
    found = connection.execute(
        text(
            "SELECT document_no, issued_amount, coalesce(received_amount, 0) AS received_amount,"
            " in_transit FROM facts.transfer"
        )
    ).all()
    for row in found:
        assert row.issued_amount == row.received_amount + row.in_transit
    assert {row.document_no: row.in_transit for row in found} == {
        document: Decimal(fen) / 100 for document, fen in made.in_transit.items()
    }


@EACH
@given(made=workloads())
def test_promise_10_payments_trace_to_the_appropriation_and_it_to_the_payments(
    connection: Connection, protector: Protector, made: Workload
) -> None:
    posted(connection, protector, made)
    payments = connection.execute(
        text("SELECT book_id, source_id, external_reference, amount FROM ledger.disbursement")
    ).all()
    assert {row.external_reference: row.amount for row in payments} == {
        reference: Decimal(fen) / 100 for reference, (_, fen) in made.payments.items()
    }
    for row in payments:
        way = origins(connection, row.book_id, row.source_id)
        document = made.payments[row.external_reference][0]
        if document.endswith("-结转"):
            assert (way[0].what, way[0].document_no) == ("carry_over", document)
            way, document = way[1:], document.removesuffix("-结转")
        assert [step.what for step in way] == ["transfer", "issued", "appropriation"]
        assert [step.document_no for step in way][:2] == [document, document]
        assert document.startswith(way[-1].document_no)
    assert paid_from_origins(connection) == sum((row.amount for row in payments), Decimal(0))


def paid_from_origins(connection: Connection) -> Decimal:
    """All that was paid, found by following every appropriation down."""
    waiting = list(
        connection.execute(
            text("SELECT book_id, log_position FROM ledger.source WHERE kind = 'appropriation'")
        )
    )
    reached: set[tuple[int, int]] = set()
    projects: set[tuple[int, int, int]] = set()
    while waiting:
        book, source = waiting.pop()
        assert (book, source) not in reached, "money reached one source by two ways"
        reached.add((book, source))
        for each in destinations(connection, book, source):
            if each.below_book_id is not None and each.below_source_id is not None:
                waiting.append((each.below_book_id, each.below_source_id))
            if each.project_id is not None:
                projects.add((book, source, each.project_id))
    paid = Decimal(0)
    for book, source, project in projects:
        paid += connection.execute(
            text(
                "SELECT coalesce(sum(amount), 0) FROM ledger.disbursement"
                " WHERE book_id = :book AND source_id = :source AND project_id = :project"
            ),
            {"book": book, "source": source, "project": project},
        ).scalar_one()
    return paid


def test_promise_3_more_than_there_is_cannot_be_assigned_or_paid(
    connection: Connection, protector: Protector
) -> None:
    rows = with_background(
        [
            fact("appropriations", document_no="本1", amount=100),
            fact("assignments", project_code="A", source_document="本1", amount="100.01"),
        ]
    )
    outcome = import_rows(connection, protector, rows)
    assert [problem.code for problem in outcome.problems] == ["below_zero"]


def test_promise_8_a_line_received_in_two_parts_is_compared_with_their_sum(
    connection: Connection, protector: Protector
) -> None:
    issued = {"book": "990000", "direction": "issued", "counterparty": "990121"}
    received = {"book": "990121", "direction": "received", "counterparty": "990000"}
    document = {"document_no": "省1-1", "occurred_on": "2022-03-01"}
    rows = [
        fact("appropriations", book="990000", document_no="省1", amount=200),
        fact("transfers", **issued, **document, source_document="省1", amount=130),
        fact("transfers", **received, **document, amount=60, external_reference="a", cash_on=""),
        fact("transfers", **received, **document, amount=40, external_reference="b", cash_on=""),
    ]
    assert import_rows(connection, protector, with_background(rows)).problems == []
    horizon = connection.execute(text("SELECT ledger.take_horizon('2030-01-01')")).scalar_one()
    connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
    found = connection.execute(
        text("SELECT issued_amount, received_amount, in_transit FROM facts.transfer")
    ).all()
    assert [tuple(row) for row in found] == [(130, 100, 30)]
