"""Every rule's SQL says the same on PostgreSQL and on Spark; what would silently differ is refused.

The same rule files are to run on Spark over sealed periods (design, section 11). sqlglot translates
them; what it hands over without a word and Spark then understands otherwise is refused here.

A date plus or minus a whole number of days is allowed: Spark's analyser makes date_add and date_sub
of it. So are FILTER, named windows, VALUES, DISTINCT and string_agg with an order (LISTAGG since
Spark 4). A quotient is allowed where it is decimal and rounded at once.

Names tell what is a date (columns end in _on); nothing here tells what is text, so that the order
of text, which is the database's own, is not seen: no rule may turn on it.
"""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import sqlglot
from sqlglot import exp

from expectations.catalogue import rules
from expectations.queries import filled
from expectations.rule import Rule

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
        assert statement is not None
        statement.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        found += [
            f"{reason}: {node.sql(dialect='postgres')}"
            for node in statement.walk()
            if (reason := node_problem(node))
        ]
    return found


def queries(rule: Rule) -> Iterator[str]:
    """Both queries of a rule, as they are run."""
    for query in (rule.population, rule.breach):
        yield filled(query, date(2022, 7, 1))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_says_the_same_on_spark(rule: Rule) -> None:
    assert [problem for query in queries(rule) for problem in problems(query)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_reads_only_the_facts(rule: Rule) -> None:
    for query, given in zip(queries(rule), ({"scope"}, {"scope", "subject"}), strict=True):
        parsed = sqlglot.parse_one(query, read="postgres")
        own = {each.alias for each in parsed.find_all(exp.CTE)}
        for table in parsed.find_all(exp.Table):
            assert table.db == "facts" or (not table.db and table.name in given | own), table.sql()


@pytest.mark.parametrize(
    "clause",
    [
        "amount / 2 > days",
        "attachment_count / 2 > 1",
        "amount / 12.00 > 1",
        "round(attachment_count / 12, 2) > 1",
        "round(amount / 12.00) > 1",
        "extract(dow FROM occurred_on) = 0",
        "date_part('dow', occurred_on) = 0",
        "extract(week FROM occurred_on) = 1",
        "extract(epoch FROM occurred_on) > 1",
        "occurred_on - signed_on > 30",
        "occurred_on - (signed_on + 3) > 30",
        "DATE '2022-07-01' - occurred_on > 30",
        "max(occurred_on) - min(signed_on) > 30",
        "coalesce(ends_on, starts_on) - occurred_on > 30",
        "CASE WHEN amount > 0 THEN starts_on END - occurred_on > 30",
        "lag(occurred_on) OVER (ORDER BY occurred_on) - occurred_on > 30",
        "name SIMILAR TO '示范%'",
        "name ~ '^示范'",
        "name ~* 'abc'",
        "name !~ '^示范'",
        "substring(name FROM 'a.*') = 'a'",
        "to_char(occurred_on, 'YYYY') = '2022'",
        "avg(attachment_count) > 1",
        "trunc(amount) = amount",
        "cast(code AS char(6)) = '990121'",
        "string_agg(name, '、') = ''",
        "array_agg(name) IS NULL",
        "evidence ->> 'a' = 'b'",
        "occurred_on < CAST('infinity' AS date)",
        "starts_on = generate_series(1, 2)",
        "some_function_of_ours(amount) > 1",
    ],
)
def test_what_would_differ_is_refused(clause: str) -> None:
    assert problems(f"SELECT book_id FROM facts.disbursement WHERE {clause}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT DISTINCT ON (book_id) book_id, amount FROM facts.source",
        "SELECT 1 FROM facts.source AS a, LATERAL (SELECT 1) AS b",
        "SELECT n FROM generate_series(1, 3) AS n",
    ],
)
def test_a_query_that_would_differ_is_refused(query: str) -> None:
    assert problems(query)


def test_what_cannot_be_translated_is_refused() -> None:
    with pytest.raises(sqlglot.errors.SqlglotError):
        problems("SELECT book_id FROM")


@pytest.mark.parametrize(
    "clause",
    [
        "occurred_on + 30 < DATE '2022-07-01'",
        "occurred_on + scope.days_allowed < DATE '2022-07-01'",
        "DATE '2022-07-01' - 1 > occurred_on",
        "amount - paid_amount > 0",
        "round(amount / 12.00, 2) > 1",
        "round(paid_amount * 100.00 / amount, 2) > 1",
        "round(amount / CAST(months AS NUMERIC(18, 2)), 2) > 1",
        "extract(MONTH FROM occurred_on) = 7",
        "string_agg(name, '、' ORDER BY turn) = ''",
        "count(*) FILTER (WHERE amount > 0) > 1",
        "CAST(date_trunc('month', occurred_on) AS date) - 1 = ends_on",
        "greatest(amount, least(paid_amount, 3)) > abs(amount)",
    ],
)
def test_what_is_the_same_is_let_through(clause: str) -> None:
    assert problems(f"SELECT book_id FROM facts.disbursement WHERE {clause}") == []
