"""What a trace stands on: the sources that money came by, and the documents between them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Connection, Row, text

from ledger.book_sights import BookSight, sights
from ledger.trace_queries import (
    GIVEN,
    LINES_DOWN,
    LINES_UP,
    PROJECTS,
    REACHED_DOWN,
    REACHED_UP,
    RECEIVED,
    STANDING,
    STATIONS,
)

#: A book and a source in it.
SourceKey = tuple[int, int]
#: Issuer, recipient, document and its line.
LineKey = tuple[str, str, str, int]
#: Stands for the issuer where money went on in the same book.
CARRIED_OVER = "carried over"
Direction = Literal["down", "up"]


@dataclass
class Station:
    """A source that money came by, and what stands on its accounts, in fen."""

    key: SourceKey
    division_name: str
    level: str
    kind: str
    document_no: str
    occurred_on: date
    evidence: str | None
    issuer: str | None
    #: Under which line of which document it was received; None: it did not come from a book above.
    received_under: LineKey | None
    #: What first arrived, whether or not it was adjusted or reversed.
    arrived: int
    #: What may be said of the book of its issuer; None: no place of ours issued it.
    issuer_book: BookSight | None = None
    #: By kind and project; 0: the whole of the source.
    standing: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def origin(self) -> int:
        """All that came in."""
        return -self.standing.get(("origin", 0), 0)


@dataclass
class Issue:
    """What a source gave under a line: the first issue of it, which pages lead to."""

    issue_id: int
    issued_on: date
    evidence: str | None


@dataclass
class Line:
    """A line of a document: what each source above gave under it, and which sources got it."""

    key: LineKey
    given: dict[SourceKey, int] = field(default_factory=dict)
    issues: dict[SourceKey, Issue] = field(default_factory=dict)
    receivers: list[SourceKey] = field(default_factory=list)
    #: The first issue under it, which pages lead to.
    issue_id: int = 0
    issued_on: date | None = None
    evidence: str | None = None
    #: It is no document between books: money goes on in the same book in the next year.
    carried_over: bool = False
    #: What may be said of the book that it was issued to.
    recipient_book: BookSight = "kept"


@dataclass
class Ground:
    """All of it, and the names of projects."""

    stations: dict[SourceKey, Station]
    lines: dict[LineKey, Line]
    projects: dict[tuple[int, int], tuple[str, str]]

    def given_by(self, key: SourceKey) -> list[Line]:
        """The lines under which a source gave."""
        return [line for line in self.lines.values() if line.given.get(key)]


def ground_of(
    connection: Connection,
    start: SourceKey,
    direction: Direction,
    as_of: date | None,
    known_at: datetime | None,
) -> Ground:
    """Reads all that a trace from a source needs, in a few questions whatever its length.

    Args:
        connection: to the ledger.
        start: the source.
        direction: down to whom its money reached, or up to where it came from.
        as_of: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
    """
    reached = connection.execute(
        text(REACHED_DOWN if direction == "down" else REACHED_UP),
        {"book_id": start[0], "source_id": start[1]},
    )
    keys = {(row.book_id, row.source_id) for row in reached}
    when: dict[str, object] = {"on": as_of, "known_at": known_at}
    lines = lines_of(connection, keys, LINES_DOWN if direction == "down" else LINES_UP, when)
    keys |= {key for line in lines.values() for key in line.receivers}
    stations = {
        (row.book_id, row.source_id): Station(
            (row.book_id, row.source_id),
            row.division_name,
            row.level,
            row.kind,
            row.document_no,
            row.occurred_on,
            row.evidence,
            row.issuer,
            line_of(row),
            fen(row.amount),
        )
        for row in connection.execute(text(STATIONS), arrays(keys))
    }
    for row in connection.execute(text(STANDING), arrays(keys) | when):
        standing = stations[row.book_id, row.source_id].standing
        standing[row.kind, row.project_id] = fen(row.amount)
    tell_sights(connection, stations, lines)
    lines |= carry_overs(stations)
    met = sorted(
        {(key[0], project) for key, at in stations.items() for _, project in at.standing if project}
    )
    projects = connection.execute(
        text(PROJECTS), {"books": [book for book, _ in met], "projects": [each for _, each in met]}
    )
    return Ground(
        stations,
        lines,
        {(row.book_id, row.project_id): (row.project_code, row.name) for row in projects},
    )


def tell_sights(
    connection: Connection, stations: dict[SourceKey, Station], lines: dict[LineKey, Line]
) -> None:
    """Notes of each place that a trace may end at what may be said of its book."""
    issuers = {
        key: at.received_under[0]
        for key, at in stations.items()
        if at.received_under and at.received_under[0] != CARRIED_OVER
    }
    # Where a receipt is seen its book is.
    recipients = {key: key[1] for key, line in lines.items() if not line.receivers}
    found = sights(connection, {*issuers.values(), *recipients.values()})
    for at, issuer in issuers.items():
        stations[at].issuer_book = found[issuer]
    for line, recipient in recipients.items():
        lines[line].recipient_book = found[recipient]


def line_of(row: Row[Any]) -> LineKey | None:
    """Under what a source was received: a line of a document, or carried over from another."""
    if row.parent_source_id is not None:
        return (CARRIED_OVER, str(row.book_id), str(row.parent_source_id), row.source_id)
    if row.issuer_division_id is None:
        return None
    return (row.issuer_division_id, row.division_id, row.document_no, row.document_line)


def carry_overs(stations: dict[SourceKey, Station]) -> dict[LineKey, Line]:
    """The ways from each source to that it was carried over to: all that came in there."""
    found: dict[LineKey, Line] = {}
    for key, at in stations.items():
        under = at.received_under
        if under is not None and under[0] == CARRIED_OVER and at.origin:
            given = {(key[0], int(under[2])): at.origin}
            found[under] = Line(
                under,
                given,
                receivers=[key],
                issued_on=at.occurred_on,
                evidence=at.evidence,
                carried_over=True,
            )
    return found


def lines_of(
    connection: Connection, keys: set[SourceKey], lines: str, when: dict[str, object]
) -> dict[LineKey, Line]:
    """The lines of documents between sources, with all who gave and received under each."""
    found: dict[LineKey, Line] = {}
    for row in connection.execute(text(GIVEN.format(lines=lines)), arrays(keys) | when):
        key = (row.issuer, row.recipient, row.document_no, row.document_line)
        line = found.setdefault(key, Line(key))
        giver = (row.book_id, row.source_id)
        line.given[giver] = fen(row.amount)
        line.issues[giver] = Issue(row.issue_id, row.issued_on, row.evidence)
        if line.issued_on is None or row.issued_on < line.issued_on:
            line.issue_id, line.issued_on, line.evidence = row.issue_id, row.issued_on, row.evidence
    for row in connection.execute(text(RECEIVED.format(lines=lines)), arrays(keys)):
        key = (row.issuer, row.recipient, row.document_no, row.document_line)
        found.setdefault(key, Line(key)).receivers.append((row.book_id, row.source_id))
    return found


def arrays(keys: set[SourceKey]) -> dict[str, object]:
    """Sources as two arrays."""
    ordered = sorted(keys)
    return {"books": [book for book, _ in ordered], "sources": [source for _, source in ordered]}


def fen(amount: Decimal) -> int:
    """An amount of the ledger, which has whole fen, in fen."""
    return int(amount * 100)
