"""Divides the money of each station of a trace among what became of it, or among its givers."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from ledger.flow_shapes import Edge, Node, Trace
from ledger.shares import shares, table_of_shares
from ledger.trace_ground import Direction, Ground, Line, LineKey, SourceKey, Station

#: What may stand of a source itself, and of its projects.
STAGES = ("available", "pooled", "reclaimed")
STAGES_OF_PROJECTS = ("assigned", "committed", "disbursed")


#: Who gave under a line, who received, and who gave whom how much.
Table = tuple[list[SourceKey | None], list[SourceKey | None], list[list[int]]]


def in_order(
    start: SourceKey, onwards: Callable[[SourceKey], Iterable[SourceKey]]
) -> list[SourceKey]:
    """All that is reached from a start, each after all by which it is reached.

    Where documents lead in a circle there is no such order: that way is not followed back.
    """
    left: list[SourceKey] = []
    met: set[SourceKey] = set()

    def visit(key: SourceKey) -> None:
        met.add(key)
        for each in onwards(key):
            if each not in met:
                visit(each)
        left.append(key)

    visit(start)
    return left[::-1]


def name_of(key: SourceKey) -> str:
    """The key of a source's node."""
    return f"{key[0]}-{key[1]}"


def yuan(amount: int) -> Decimal:
    """An amount in fen as one of the ledger."""
    return Decimal(amount).scaleb(-2)


class Making:
    """A trace as it grows, station by station."""

    def __init__(
        self,
        ground: Ground,
        direction: Direction,
        as_of: date | None,
        known_at: datetime | None,
    ) -> None:
        self.ground = ground
        self.trace = Trace(direction, "", yuan(0), as_of, known_at)
        self.nodes: dict[str, Node] = {}
        self.carried: dict[SourceKey, int] = {}
        self.tables: dict[LineKey, Table] = {}

    def node(self, at: Station, what: str, key: str, depth: int) -> Node:
        """A node at a station; with nothing in it yet."""
        return Node(
            key,
            what,
            depth,
            yuan(0),
            *at.key,
            at.division_name,
            at.level,
            at.kind,
            at.document_no,
            at.occurred_on,
            at.evidence,
            at.issuer,
            at.issuer_book,
            yuan(at.origin),
        )

    def enter(self, key: SourceKey, amount: int, depth: int) -> str:
        """Money comes to a source; the key of its node."""
        name = name_of(key)
        node = self.nodes.setdefault(
            name, self.node(self.ground.stations[key], "source", name, depth)
        )
        node.depth = max(node.depth, depth)
        self.carried[key] = self.carried.get(key, 0) + amount
        return name

    def end(self, key: SourceKey, what: str, amount: int, *, share: bool, project: int = 0) -> None:
        """Money ends at a source: it is there still, was paid, or its way is not on record."""
        if not amount:
            return
        name = f"{name_of(key)}-{what}-{project}"
        at = self.ground.stations[key]
        if name not in self.nodes:
            node = self.node(at, what, name, self.nodes[name_of(key)].depth + 1)
            if project:
                node.project_id = project
                node.project = " ".join(self.ground.projects[key[0], project])
            self.nodes[name] = node
        self.nodes[name].amount += yuan(amount)
        self.flow(key, name, amount, share=share)

    def flow(
        self, key: SourceKey, name: str, amount: int, *, share: bool, line: Line | None = None
    ) -> None:
        """An edge between a source and what it gave to, or, upwards, had from."""
        giver, receiver = name_of(key), name
        if self.trace.direction == "up":
            giver, receiver = receiver, giver
        edge = Edge(giver, receiver, yuan(amount), share)
        if line:
            to = self.ground.stations[line.receivers[0]] if line.carried_over else None
            edge.document_no = to.document_no if to else line.key[2]
            edge.issue_id = line.issue_id or None
            edge.issued_on, edge.evidence = line.issued_on, line.evidence
        self.trace.edges.append(edge)

    def table_of(self, line: Line) -> Table:
        """Who gave under a line, who received, and who gave whom how much.

        What was not received is in transit, to None; what was received beyond is from None.
        """
        if line.key not in self.tables:
            givers: list[SourceKey | None] = [*line.given, None]
            receivers: list[SourceKey | None] = [*line.receivers, None]
            gave = list(line.given.values())
            got = [max(self.ground.stations[key].origin, 0) for key in line.receivers]
            beyond = sum(got) - sum(gave)
            table = table_of_shares([*gave, max(beyond, 0)], [*got, max(-beyond, 0)])
            self.tables[line.key] = (givers, receivers, table)
        return self.tables[line.key]

    def received_under(self, key: SourceKey) -> Line | None:
        """The line under which a source was received, if a book above has it on record."""
        under = self.ground.stations[key].received_under
        return self.ground.lines.get(under) if under else None

    def leave_downwards(self, key: SourceKey, seen: set[SourceKey]) -> None:
        """Divides the money of a source among what became of it."""
        at, traced = self.ground.stations[key], self.carried.get(key, 0)
        if not traced:
            return
        self.nodes[name_of(key)].amount = yuan(traced)
        lines = self.ground.given_by(key)
        issued = sum(line.given[key] for line in lines if not line.carried_over)
        carried = sum(line.given[key] for line in lines if line.carried_over)
        ends = [
            (kind, 0, at.standing.get((kind, 0), 0) - (carried if kind == "reclaimed" else 0))
            for kind in STAGES
        ]
        ends += [
            (kind, project, amount)
            for (kind, project), amount in sorted(at.standing.items())
            if kind in STAGES_OF_PROJECTS and project
        ]
        # Issued to a group of places, which no book answers.
        ends.append(("in_transit", 0, at.standing.get(("issued", 0), 0) - issued))
        weights = [amount for *_, amount in ends] + [line.given[key] for line in lines]
        parts = shares(traced, weights)
        share = traced != at.origin and sum(1 for weight in weights if weight) > 1
        for (kind, project, _), part in zip(ends, parts, strict=False):
            self.end(key, kind, part, share=share, project=project)
        for line, part in zip(lines, parts[len(ends) :], strict=True):
            givers, receivers, table = self.table_of(line)
            row = table[givers.index(key)]
            mixed = share or (
                len(line.given) > 1
                and sum(1 for column in zip(*table, strict=True) if any(column)) > 1
            )
            mixed = mixed or (part != line.given[key] and sum(1 for each in row if each) > 1)
            for receiver, amount in zip(receivers, shares(part, row), strict=True):
                if receiver is None or receiver in seen:
                    unseen = line.recipient_book == "out_of_reach"
                    self.end(key, "out_of_reach" if unseen else "in_transit", amount, share=mixed)
                elif amount:
                    depth = self.nodes[name_of(key)].depth + 1
                    name = self.enter(receiver, amount, depth)
                    self.flow(key, name, amount, share=mixed, line=line)

    def leave_upwards(self, key: SourceKey, seen: set[SourceKey]) -> None:
        """Divides the money that is traced to a source among those that gave it."""
        at, traced = self.ground.stations[key], self.carried.get(key, 0)
        line = self.received_under(key)
        if traced:
            self.nodes[name_of(key)].amount = yuan(traced)
        on_record = line is not None and any(line.given.values())
        # An opening stands for what came before; other money that no book gave arrived here.
        arrived_here = at.kind == "opening" or (at.received_under is None and at.kind != "transfer")
        if not traced or (arrived_here and not on_record):
            return
        if line is None or not on_record or at.origin <= 0:
            self.end(key, "not_on_record", traced, share=False)
            return
        givers, receivers, table = self.table_of(line)
        column = [row[receivers.index(key)] for row in table]
        share = sum(1 for each in column if each) > 1
        for giver, amount in zip(givers, shares(traced, column), strict=True):
            if giver is None or giver in seen:
                self.end(key, "not_on_record", amount, share=share)
            elif amount:
                name = self.enter(giver, amount, self.nodes[name_of(key)].depth + 1)
                self.flow(key, name, amount, share=share, line=line)

    def finished(self, start: SourceKey) -> Trace:
        """The trace, nearest stations first, without those that nothing came to."""
        self.trace.start = name_of(start)
        self.trace.total = self.nodes[self.trace.start].amount
        self.trace.nodes = sorted(
            (node for node in self.nodes.values() if node.amount or node.key == self.trace.start),
            key=lambda node: (node.depth, node.book_id, node.source_id, node.key),
        )
        return self.trace
