"""Lays a trace out as a Sankey picture: bars of stations in columns, and bands of money between."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ledger.flow_shapes import Node, Trace

#: The most sources shown in a column; the smaller ones are one bar together.
MOST = 8
#: The order in which ends stand under one another.
ENDS = (
    "disbursed",
    "committed",
    "assigned",
    "pooled",
    "available",
    "in_transit",
    "out_of_reach",
    "reclaimed",
    "not_on_record",
)
BAR, GAP = Decimal(14), Decimal(18)
#: The thinnest bar that can be seen.
THIN = Decimal("1.5")


@dataclass
class Bar:
    """Money at a station; `nodes` are the stations of the trace that it stands for."""

    name: str
    what: str
    column: int
    nodes: list[Node]
    number: int = 0
    amount: Decimal = Decimal(0)
    #: Where along its column it begins, and how long it is.
    begins: Decimal = Decimal(0)
    length: Decimal = Decimal(0)
    #: Where bands that leave and come begin next.
    leaves: Decimal = Decimal(0)
    comes: Decimal = Decimal(0)


@dataclass
class Band:
    """Money between two bars: the outline of its shape, as SVG writes paths."""

    giver: Bar
    receiver: Bar
    amount: Decimal
    proportional: bool
    path: str = ""


@dataclass
class Picture:
    """A laid-out trace, in one of two directions."""

    width: Decimal
    height: Decimal
    upright: bool
    bars: list[Bar]
    bands: list[Band]

    def x(self, bar: Bar) -> Decimal:
        """The left edge of a bar."""
        return bar.begins if self.upright else self.across(bar)

    def y(self, bar: Bar) -> Decimal:
        """The upper edge of a bar."""
        return self.across(bar) if self.upright else bar.begins

    def across(self, bar: Bar) -> Decimal:
        """Where a bar's column stands."""
        last = max(each.column for each in self.bars) or 1
        room = (self.height if self.upright else self.width) - BAR
        # Upright, the number of a bar stands above it.
        margin = GAP if self.upright else Decimal(0)
        return margin + (room - margin) * bar.column / last


def picture_of(trace: Trace, *, upright: bool) -> Picture:
    """The picture of a trace: from left to right, or, for a narrow page, from top to bottom."""
    bars = bars_of(trace)
    bands = bands_of(trace, bars)
    for bar in {bar.name: bar for bar in bars.values()}.values():
        given = sum((band.amount for band in bands if band.giver is bar), Decimal(0))
        got = sum((band.amount for band in bands if band.receiver is bar), Decimal(0))
        bar.amount = max(given, got)
    shown = sorted(
        {bar.name: bar for bar in bars.values() if bar.amount > 0}.values(),
        key=lambda bar: (bar.column, ENDS.index(bar.what) if bar.what in ENDS else -1),
    )
    for number, bar in enumerate(shown, 1):
        bar.number = number
    columns: dict[int, list[Bar]] = defaultdict(list)
    for bar in shown:
        columns[bar.column].append(bar)
    most = max((len(each) for each in columns.values()), default=1)
    if upright:
        height = 110 * max(columns, default=0) + BAR + GAP
        picture = Picture(Decimal(340), height, upright, shown, bands)
    else:
        picture = Picture(Decimal(1000), Decimal(max(150, 75 * most)), upright, shown, bands)
    along = picture.width if upright else picture.height
    place(columns, along)
    curve(picture)
    return picture


def bars_of(trace: Trace) -> dict[str, Bar]:
    """By the key of each node, the bar it is part of."""
    stations = [node for node in trace.nodes if node.what in {"source", "payment"}]
    deepest = max((node.depth for node in stations), default=0)
    by_depth: dict[int, list[Node]] = defaultdict(list)
    for node in stations:
        by_depth[node.depth].append(node)
    bars: dict[str, Bar] = {}
    named: dict[str, Bar] = {}

    def put(node: Node, name: str, what: str, depth: int) -> None:
        column = depth if trace.direction == "down" else deepest + 1 - depth
        bar = named.setdefault(name, Bar(name, what, column, []))
        bar.nodes.append(node)
        bars[node.key] = bar

    for depth, nodes in by_depth.items():
        largest = sorted(nodes, key=lambda node: -node.amount)
        own = largest if len(largest) <= MOST else largest[: MOST - 1]
        for node in nodes:
            if any(node is each for each in own):
                put(node, node.key, node.what, depth)
            else:
                put(node, f"others-{depth}", "others", depth)
    for node in trace.nodes:
        if node.what not in {"source", "payment"}:
            put(node, node.what, node.what, deepest + 1)
    return bars


def bands_of(trace: Trace, bars: dict[str, Bar]) -> list[Band]:
    """The edges between bars, those between the same two as one."""
    found: dict[tuple[str, str], Band] = {}
    for edge in trace.edges:
        if edge.amount > 0 and edge.giver in bars and edge.receiver in bars:
            giver, receiver = bars[edge.giver], bars[edge.receiver]
            band = found.setdefault(
                (giver.name, receiver.name),
                Band(giver, receiver, Decimal(0), proportional=False),
            )
            band.amount += edge.amount
            band.proportional |= edge.proportional
    return list(found.values())


def place(columns: dict[int, list[Bar]], along: Decimal) -> None:
    """Gives every bar its length and its place in its column, centred."""
    scale = (
        min(
            (along - GAP * (len(bars) - 1)) / sum(bar.amount for bar in bars)
            for bars in columns.values()
        )
        if columns
        else 0
    )
    for bars in columns.values():
        for bar in bars:
            bar.length = max(bar.amount * scale, THIN)
        used = sum(bar.length for bar in bars) + GAP * (len(bars) - 1)
        at = (along - used) / 2
        for bar in bars:
            bar.begins = bar.leaves = bar.comes = at
            at += bar.length + GAP


def curve(picture: Picture) -> None:
    """Draws the bands, from each bar in the order of the bars they lead to."""
    point: Callable[[Decimal, Decimal], str] = (
        (lambda across, along: f"{along:.1f},{across:.1f}")
        if picture.upright
        else (lambda across, along: f"{across:.1f},{along:.1f}")
    )
    for band in sorted(picture.bands, key=lambda band: (band.receiver.number, band.giver.number)):
        giver, receiver = band.giver, band.receiver
        if not giver.amount or not receiver.amount:
            continue
        begins, ends = picture.across(giver) + BAR, picture.across(receiver)
        middle = (begins + ends) / 2
        thick = giver.length * band.amount / giver.amount
        thick_there = receiver.length * band.amount / receiver.amount
        a, b = giver.leaves, receiver.comes
        giver.leaves += thick
        receiver.comes += thick_there
        band.path = (
            f"M{point(begins, a)}C{point(middle, a)} {point(middle, b)} {point(ends, b)}"
            f"L{point(ends, b + thick_there)}C{point(middle, b + thick_there)} "
            f"{point(middle, a + thick)} {point(begins, a + thick)}Z"
        )
