"""Where money went and came from, as table and picture, and who was paid of a source's money."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from ledger.disbursements import payments
from ledger.flow_shapes import Edge, Node, Trace
from ledger.flows import trace_down, trace_up
from ledger.paid_from_source import paid_from
from ledger.projects import project
from ledger.sources import arrival
from web.addresses import LARGEST_POSITION, BookNumber, Position
from web.pages.books import day_asked_for, find_book, moment_asked_for
from web.rendering import page
from web.sankey import Picture, picture_of
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 50
#: The most stations and projects that one page lists; the command gives all.
MOST_ROWS = 300
#: The last payment of the page before: day, entry and payment.
After = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2}_\d{1,18}_\d{1,18})?$")]


@dataclass
class Row:
    """A station with what became of its money there, as a line of the table."""

    node: Node
    number: int | None
    #: The documents by which it came, or, upwards, by which it was passed on.
    edges: list[Edge] = field(default_factory=list)
    passed_on: Decimal = Decimal(0)
    ends: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def rows_of_stations(trace: Trace, picture: Picture) -> list[Row]:
    """The stations of a trace in order, each with what ended there."""
    numbers = {node.key: bar.number for bar in picture.bars for node in bar.nodes}
    rows = {
        node.key: Row(node, numbers.get(node.key))
        for node in trace.nodes
        if node.what in {"source", "payment"}
    }
    ends = {node.key: node.what for node in trace.nodes if node.key not in rows}
    for edge in trace.edges:
        nearer, further = edge.giver, edge.receiver
        if trace.direction == "up":
            nearer, further = further, nearer
        if further in ends:
            rows[nearer].ends[ends[further]] += edge.amount
        else:
            rows[nearer].passed_on += edge.amount
            rows[further].edges.append(edge)
    return list(rows.values())


def values_of(trace: Trace, known: str) -> dict[str, object]:
    """What the page of a trace shows."""
    wide, upright = picture_of(trace, upright=False), picture_of(trace, upright=True)
    rows = rows_of_stations(trace, wide)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        for what, amount in row.ends.items():
            totals[what] += amount
    projects = [node for node in trace.nodes if node.what == "disbursed"]
    return {
        "trace": trace,
        "known": known,
        "pictures": (wide, upright),
        "rows": rows[:MOST_ROWS],
        "left_out": max(len(rows) - MOST_ROWS, 0),
        "totals": totals,
        "projects": sorted(projects, key=lambda node: -node.amount)[:MOST_ROWS],
    }


@router.get("/books/{book_id}/sources/{source_id}/trace")
def show_source_trace(
    *,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    source_id: Position,
    on: str = "",
    known: str = "",
) -> Response:
    """Shows where the money of a source went."""
    book = find_book(connection, book_id)
    source = arrival(connection, book_id, source_id)
    if source is None:
        raise HTTPException(404)
    trace = trace_down(connection, book_id, source_id, day_asked_for(on), moment_asked_for(known))
    values = values_of(trace, known) | {
        "book": book,
        "title": source.document_no,
        "back": f"/books/{book_id}/sources/{source_id}",
    }
    return page(someone.visitor, "trace.html", values=values)


@router.get("/books/{book_id}/disbursements/{disbursement_id}/trace")
def show_payment_trace(
    *,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    disbursement_id: Position,
    on: str = "",
    known: str = "",
) -> Response:
    """Shows where the money of a disbursement came from."""
    book = find_book(connection, book_id)
    found = payments(connection, book_id, disbursement_id=disbursement_id)
    trace = trace_up(
        connection, book_id, disbursement_id, day_asked_for(on), moment_asked_for(known)
    )
    if not found or trace is None:
        raise HTTPException(404)
    values = values_of(trace, known) | {
        "book": book,
        "title": found[0].external_reference,
        "back": f"/books/{book_id}/disbursements/{disbursement_id}",
    }
    return page(someone.visitor, "trace.html", values=values)


@router.get("/books/{book_id}/sources/{source_id}/payments")
def list_payments(
    *,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    source_id: Position,
    project_id: Annotated[int | None, Query(alias="project", ge=1, le=LARGEST_POSITION)] = None,
    after: After = "",
) -> Response:
    """Lists who was paid of a source's money, in the order of days."""
    book = find_book(connection, book_id)
    source = arrival(connection, book_id, source_id)
    if source is None:
        raise HTTPException(404)
    behind = None
    if after:
        day, entry, payment = after.split("_")
        behind = (day_asked_for(day) or dt.date.min, int(entry), int(payment))
    found = paid_from(
        connection, book_id, source_id, project_id=project_id, after=behind, limit=PAGE + 1
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    values: dict[str, object] = {
        "book": book,
        "source": source,
        "project": project(connection, book_id, project_id) if project_id else None,
        "payments": found[:PAGE],
        "first_page": not after,
        "next": f"{last.occurred_on}_{last.entry_id}_{last.disbursement_id}" if last else None,
    }
    return page(someone.visitor, "source_payments.html", values=values)
