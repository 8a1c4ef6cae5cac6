"""Traces money with its amounts: a source down to whom it reached, a payment up to its origins.

Each station's money is divided among what became of it, so that what flows in is what flows out.
Which document a book received its money under is exact. Where a document gave from several
sources to several receipts, or a source holds money of several origins, nobody can tell the yuan
apart: there it is divided in proportion, to the fen, and marked so.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from sqlalchemy import Connection, text

from ledger.flow_making import Making, in_order, name_of
from ledger.flow_shapes import Edge, Trace
from ledger.paid_from_source import NET, UNDONE
from ledger.trace_ground import SourceKey, fen, ground_of

#: What was paid net of what came back, by a day, as known at a moment.
PAID = f"""
SELECT
    paid.source_id, paid.occurred_on, paid.external_reference, paid.evidence,
    {UNDONE} AS reversed,
    {NET} AS amount
FROM ledger.disbursement AS paid
WHERE paid.book_id = :book_id AND paid.log_position = :disbursement_id
    AND paid.occurred_on <= :on AND paid.recorded_at <= :known_at
"""  # noqa: S608  (only a constant of ours goes in)


def trace_down(
    connection: Connection,
    book_id: int,
    source_id: int,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Trace:
    """Where the money of a source went: what is left of it at each station, and who was paid.

    Args:
        connection: to the ledger.
        book_id: the book.
        source_id: a source of it.
        as_of: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
    """
    start = (book_id, source_id)
    ground = ground_of(connection, start, "down", as_of, known_at)
    made = Making(ground, "down", as_of, known_at)
    made.enter(start, ground.stations[start].origin, 0)
    below: Callable[[SourceKey], Iterable[SourceKey]] = lambda key: [  # noqa: E731
        receiver for line in ground.given_by(key) for receiver in line.receivers
    ]
    seen: set[SourceKey] = set()
    for key in in_order(start, below):
        seen.add(key)
        made.leave_downwards(key, seen)
    return made.finished(start)


def trace_up(
    connection: Connection,
    book_id: int,
    disbursement_id: int,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Trace | None:
    """Where the money of a payment came from, net of what came back of it; None: no such payment.

    Args:
        connection: to the ledger.
        book_id: the book.
        disbursement_id: a payment of it.
        as_of: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
    """
    paid = connection.execute(
        text(PAID),
        {
            "book_id": book_id,
            "disbursement_id": disbursement_id,
            "on": as_of or date.max,
            "known_at": known_at or "infinity",
        },
    ).one_or_none()
    if paid is None:
        return None
    start = (book_id, paid.source_id)
    ground = ground_of(connection, start, "up", as_of, known_at)
    made = Making(ground, "up", as_of, known_at)
    made.enter(start, fen(paid.amount), 1)
    above: Callable[[SourceKey], Iterable[SourceKey]] = lambda key: (  # noqa: E731
        line.given if (line := made.received_under(key)) else ()
    )
    seen: set[SourceKey] = set()
    for key in in_order(start, above):
        seen.add(key)
        made.leave_upwards(key, seen)
    trace = made.finished(start)
    payment = made.node(ground.stations[start], "payment", f"payment-{disbursement_id}", 0)
    payment.amount, payment.whole = trace.total, trace.total
    payment.document_no, payment.occurred_on = paid.external_reference, paid.occurred_on
    payment.evidence = paid.evidence
    trace.nodes.insert(0, payment)
    trace.edges.insert(0, Edge(name_of(start), payment.key, trace.total, proportional=False))
    trace.start, trace.reversed = payment.key, paid.reversed
    return trace
