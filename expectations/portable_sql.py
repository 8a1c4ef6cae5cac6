"""Refuses the SQL that PostgreSQL and Spark would understand differently.

The same rule files are to run on Spark over sealed periods (design, section 11). sqlglot translates
them; what it hands over without a word and Spark then understands otherwise is refused here.

A date plus or minus a whole number of days is allowed: Spark's analyser makes date_add and date_sub
of it. So are FILTER, named windows, VALUES, DISTINCT and string_agg with an order (LISTAGG since
Spark 4). A quotient is allowed where it is decimal and rounded at once.

Names tell what is a date (columns end in _on); nothing here tells what is text, so that the order
of text, which is the database's own, is not seen: no rule may turn on it.
"""

from collections.abc import Callable

import sqlglot
from sqlglot import exp

#: Parts of a date that both count alike. The day of the week, for one, is 0..6 here and 1..7 there.
SAME_PARTS = {"YEAR", "QUARTER", "MONTH", "DAY"}

REFUSED: dict[type[exp.Expression], str] = {
    exp.SimilarTo: "SIMILAR TO finds other rows elsewhere",
    exp.RegexpLike: "regular expressions are of another kind there",
    exp.RegexpILike: "regular expressions are of another kind there",
    exp.Substring: "SUBSTRING takes a pattern here and a position there",
    exp.Avg: "the average of whole numbers is a float there",
    exp.Trunc: "TRUNC makes a whole number there",
    exp.TimeToStr: "formats of dates differ",
    exp.ToChar: "formats differ",
    exp.ArrayAgg: "the order of a collected list is not kept there",
    exp.ExplodingGenerateSeries: "there are no series there",
    exp.GenerateSeries: "there are no series there",
    exp.Lateral: "LATERAL joins are not the same there",
    exp.Anonymous: "a function that the translator does not know",
    exp.JSONExtract: "JSON is read otherwise there",
    exp.JSONExtractScalar: "JSON is read otherwise there",
}
#: Columns of the views that are dates by another name; the others end in _on.
DATES = {"day", "as_of"}


#: What gives one of its arguments back: a date where they are dates.
GIVES_BACK = (
    exp.Max,
    exp.Min,
    exp.Coalesce,
    exp.Greatest,
    exp.Least,
    exp.Paren,
    exp.Lag,
    exp.Lead,
    exp.Window,
)


def is_date(node: exp.Expression | None) -> bool:
    """Whether an expression is a date, as far as its names and casts tell."""
    if isinstance(node, exp.Column):
        return node.name.endswith("_on") or node.name in DATES
    if isinstance(node, exp.Cast):
        return bool(node.to.this == exp.DataType.Type.DATE)
    if isinstance(node, exp.Add | exp.Sub):
        return is_date(node.this) and not is_date(node.expression)
    if isinstance(node, exp.Case):
        return any(is_date(each.args.get("true")) for each in node.args["ifs"])
    return isinstance(node, GIVES_BACK) and is_date(node.this)


def is_decimal(node: exp.Expression) -> bool:
    """Whether an operand makes a quotient decimal whatever the other is."""
    if isinstance(node, exp.Literal):
        return not node.is_string and "." in node.name
    if isinstance(node, exp.Mul | exp.Add | exp.Sub):
        return is_decimal(node.this) or is_decimal(node.expression)
    return isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DECIMAL


def unsafe_quotient(node: exp.Div) -> bool:
    """Whether a quotient could be of whole numbers, or keep all its digits."""
    rounded = isinstance(node.parent, exp.Round) and node.parent.args.get("decimals") is not None
    return not rounded or not (is_decimal(node.this) or is_decimal(node.expression))


#: Constructs that are refused in some forms only: when, and why.
REFUSED_WHEN: tuple[tuple[type[exp.Expression], Callable[..., bool], str], ...] = (
    (exp.Div, unsafe_quotient, "7 / 2 is 3 or 3.5, 10.00 / 3 ends sooner: make it decimal, round"),
    (
        exp.Extract,
        lambda node: node.name.upper() not in SAME_PARTS,
        "that part of a date is counted otherwise there",
    ),
    (
        exp.Sub,
        lambda node: is_date(node.this) and is_date(node.expression),
        "a date less a date is days here and an interval there",
    ),
    (exp.Distinct, lambda node: bool(node.args.get("on")), "which row is kept is not said"),
    (
        exp.GroupConcat,
        lambda node: not isinstance(node.this, exp.Order),
        "a list without an order",
    ),
    (
        exp.DataType,
        lambda node: node.this in {exp.DataType.Type.CHAR, exp.DataType.Type.NCHAR},
        "char(n) is padded here and not there",
    ),
    (
        exp.Literal,
        lambda node: node.is_string and node.name.lower().lstrip("-") == "infinity",
        "there is no infinite date there",
    ),
)


def node_problem(node: exp.Expr) -> str | None:
    """Why one construct would differ, or None."""
    always = (reason for kind, reason in REFUSED.items() if isinstance(node, kind))
    when = (
        reason for kind, unsafe, reason in REFUSED_WHEN if isinstance(node, kind) and unsafe(node)
    )
    return next(always, None) or next(when, None)


def problems(query: str) -> list[str]:
    """Why a query would not say the same on Spark; it must at least be translatable."""
    found = []
    for statement in sqlglot.parse(query, read="postgres"):
        if statement is None:
            continue
        statement.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        found += [
            f"{reason}: {node.sql(dialect='postgres')}"
            for node in statement.walk()
            if (reason := node_problem(node))
        ]
    return found
