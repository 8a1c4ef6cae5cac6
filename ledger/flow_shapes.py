"""The shape of a trace: stations of money, and what went from one to another."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from ledger.book_sights import BookSight
from ledger.trace_ground import Direction


@dataclass
class Node:
    """A station of money, an end of it, or the payment it is traced from."""

    key: str
    #: source, payment, available, pooled, reclaimed, assigned, committed, disbursed, in_transit,
    #: out_of_reach, not_on_record
    what: str
    #: How many stations it is away from the start.
    depth: int
    amount: Decimal
    book_id: int
    source_id: int
    division_name: str
    level: str
    #: The kind of source.
    kind: str
    document_no: str
    occurred_on: date
    evidence: str | None
    issuer: str | None
    #: What may be said of the book of the issuer.
    issuer_book: BookSight | None
    #: All that the source came to, whatever its origin.
    whole: Decimal
    project_id: int | None = None
    project: str | None = None


@dataclass
class Edge:
    """Money that went from one node to another, under a document if it went to another book."""

    giver: str
    receiver: str
    amount: Decimal
    #: Divided in proportion, because nobody can tell these yuan from others.
    proportional: bool
    document_no: str | None = None
    issued_on: date | None = None
    issue_id: int | None = None
    evidence: str | None = None


@dataclass
class Trace:
    """Where money went, or came from: nodes whose inflow is their outflow, and edges."""

    direction: Direction
    start: str
    total: Decimal
    as_of: date | None
    known_at: datetime | None
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    #: Whether the payment that it is traced from was reversed by then.
    reversed: bool = False

    @property
    def proportional(self) -> bool:
        """Whether any amount is a share rather than what a document says."""
        return any(edge.proportional for edge in self.edges)
