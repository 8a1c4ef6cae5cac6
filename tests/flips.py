"""Flips every comparison, bound, join and date of a query, one at a time: its mutants."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

#: A comparison turned round; and one that takes in what it left out, or the other way about.
TURNED: dict[type[exp.Expression], type[exp.Expression]] = {
    exp.GT: exp.LT,
    exp.LT: exp.GT,
    exp.GTE: exp.LTE,
    exp.LTE: exp.GTE,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
}
MOVED: dict[type[exp.Expression], type[exp.Expression]] = {
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
}
#: What asks yes or no without such an operator.
ASKED = (exp.Is, exp.Exists, exp.In, exp.Between, exp.Like)
COMPARED = (*TURNED, exp.Between)
#: The day of the run, while a query is taken apart: a column like other days.
DAY_OF_RUN = "day_of_run_on"


@dataclass(frozen=True)
class Mutant:
    """A query in which one thing was flipped: of which kind, and what became of what."""

    kind: str
    before: str
    after: str
    query: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.before} -> {self.after}"


def mutants(query: str, *, shown: bool) -> list[Mutant]:
    """The mutants of a rule's query.

    Args:
        query: in PostgreSQL's SQL, with `{as_of}` for the day of the run.
        shown: what its outermost SELECT lists is shown to people and decides nothing.
    """
    whole = sqlglot.parse_one(query.replace("{as_of}", DAY_OF_RUN), read="postgres")
    nodes = list(whole.walk())
    listed = {id(node) for column in whole.selects for node in column.walk()} if shown else set()
    return [
        made(whole, place, kind, after)
        for place, node in enumerate(nodes)
        if id(node) not in listed
        for kind, after in flips(node)
    ]


def made(whole: exp.Expression, place: int, kind: str, after: exp.Expression) -> Mutant:
    """The mutant that has another node at a place."""
    other = whole.copy()
    before = next(node for number, node in enumerate(other.walk()) if number == place)
    words = said(before), said(after)
    before.replace(after)
    return Mutant(kind, *words, said(other))


def said(node: exp.Expression) -> str:
    """A part of a query in one line, as its file has it."""
    return " ".join(node.sql(dialect="postgres").split()).replace(DAY_OF_RUN, "{as_of}")


def flips(node: exp.Expression) -> Iterator[tuple[str, exp.Expression]]:
    """What may stand in place of a node, and what kind of flip that is."""
    for kind, others in (("comparison", TURNED), ("bound", MOVED)):
        if type(node) in others:
            yield kind, others[type(node)](this=node.this.copy(), expression=node.expression.copy())
    if isinstance(node, ASKED):
        yield "comparison", exp.paren(exp.not_(node.copy()))
    if isinstance(node, exp.Between):
        low, high = node.args["low"].copy(), node.args["high"].copy()
        within = node.this.copy(), node.this.copy()
        yield "bound", exp.paren(exp.and_(within[0] > low, within[1] <= high))
        yield "bound", exp.paren(exp.and_(within[0] >= low, within[1] < high))
    if isinstance(node, exp.Literal) and is_bound(node):
        yield "bound", exp.Literal.number(int(node.name) + 1)
        yield "bound", exp.Literal.number(int(node.name) - 1)
    if isinstance(node, exp.Column) and node.name.endswith("_on") and is_compared(node):
        yield "date", exp.paren(exp.Add(this=node.copy(), expression=exp.Literal.number(1)))
        yield "date", exp.paren(exp.Sub(this=node.copy(), expression=exp.Literal.number(1)))
    if isinstance(node, exp.Join):
        yield from flips_of_join(node)


def flips_of_join(join: exp.Join) -> Iterator[tuple[str, exp.Join]]:
    """Inner made outer and the other way about; each condition of several left out."""
    condition = join.args.get("on")
    if condition is None:
        return
    other = join.copy()
    is_outer = join.side == "LEFT"
    other.set("side", None if is_outer else "LEFT")
    other.set("kind", "INNER" if is_outer else None)
    yield "join", other
    parts = list(condition.flatten()) if isinstance(condition, exp.And) else []
    for left_out in range(len(parts)):
        other = join.copy()
        kept = [part.copy() for number, part in enumerate(parts) if number != left_out]
        other.set("on", exp.and_(*kept))
        yield "join", other


def is_compared(node: exp.Expression) -> bool:
    """Whether a node is a side of a comparison, or within one."""
    return isinstance(node.find_ancestor(*COMPARED, exp.Select), COMPARED)


def is_bound(literal: exp.Literal) -> bool:
    """Whether a number is one that something is compared with; of a rounding it is not."""
    return (
        not literal.is_string
        and literal.name.isdigit()
        and not isinstance(literal.parent, exp.Round)
        and is_compared(literal)
    )
