"""Takes a query apart as sqlglot reads it: conditions, nested queries, what it adds up."""

from collections.abc import Iterable

from sqlglot import exp

#: Functions that return rows, and none of a book.
FUNCTIONS_OF_NO_BOOK = {"generate_series", "ledger.statutory_codes"}


def is_of_no_book(table: exp.Expr) -> bool:
    """Whether it is a function over what is beside it, that reads of no book."""
    called = table.this if isinstance(table, exp.Lateral) else table
    name = called.sql(dialect="postgres").partition("(")[0].lower()
    return isinstance(called, exp.Unnest) or name in FUNCTIONS_OF_NO_BOOK


def names(query: exp.Expr) -> list[str]:
    """The names of what comes out of a query, by position."""
    return [each.alias_or_name for each in query.selects] if isinstance(query, exp.Query) else []


def conjuncts(condition: exp.Expr | None) -> Iterable[exp.Expr]:
    """The parts of a condition that must all hold."""
    if isinstance(condition, exp.Paren):
        yield from conjuncts(condition.this)
    elif isinstance(condition, exp.And):
        yield from conjuncts(condition.left)
        yield from conjuncts(condition.right)
    elif condition is not None:
        yield condition


def conditions(select: exp.Select) -> Iterable[exp.Expr | None]:
    """What must hold of every row: what joins say, and the condition."""
    for join in select.args.get("joins") or []:
        yield join.args.get("on")
    where = select.args.get("where")
    yield where.this if where else None


def own_parts(select: exp.Select, kind: type[exp.Expr]) -> Iterable[exp.Expr]:
    """Parts of a selection that are not parts of a query within it."""
    for each in select.find_all(kind):
        if each.find_ancestor(exp.Select) is select:
            yield each


def nested_queries(select: exp.Select) -> Iterable[exp.Expr]:
    """The queries within its expressions: not its sources, nor what it names first."""
    for each in select.find_all(exp.Select, exp.SetOperation):
        around = each.find_ancestor(exp.From, exp.Join, exp.CTE, exp.Select, exp.SetOperation)
        if around is select:
            yield each


def adds_up(select: exp.Select) -> bool:
    """Whether it has an aggregate that is not over a window."""
    return any(
        not isinstance(each.parent, exp.Window)
        and not (isinstance(each.parent, exp.Filter) and isinstance(each.parent.parent, exp.Window))
        for each in own_parts(select, exp.AggFunc)
    )
