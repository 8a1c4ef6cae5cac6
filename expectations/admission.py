"""Says whether an auditor's own query may be run, and limits what it reads to the books of a place.

An own rule runs as every rule does, by a role that sees all books. What keeps it to its place is
not what its author wrote: every view that it names is replaced by the rows of that view in the
books of its division and those below. What keeps it from writing is that it is one SELECT over
views of the schema facts, with functions of a list: nothing on the list writes, waits, reads a
file or asks the server about itself.
"""

from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from expectations.portable_sql import problems as not_portable

#: The books of the rule's division and those below, in the statement that a rule becomes.
OWN_BOOKS = "own_book"
#: Views of no book, which are everybody's.
REFERENCE = {"division", "division_mark", "sign_off_requirement", "working_day"}
#: What a query is given by the statement around it.
GIVEN = {"population": {"scope"}, "breach": {"scope", "subject"}}
#: Names that the statement around it uses.
TAKEN = {OWN_BOOKS, "population", "scope", "subject", "breach", "stored", "counted"}
#: What a query may be made of that computes something.
FUNCTIONS = (
    exp.Abs,
    exp.All,
    exp.And,
    exp.Any,
    exp.Case,
    exp.Cast,
    exp.Ceil,
    exp.Coalesce,
    exp.Concat,
    exp.ConcatWs,
    exp.Count,
    exp.CumeDist,
    exp.DateTrunc,
    exp.DenseRank,
    exp.Exists,
    exp.Exp,
    exp.Extract,
    exp.FirstValue,
    exp.Floor,
    exp.Greatest,
    exp.GroupConcat,
    exp.If,
    exp.Lag,
    exp.LastValue,
    exp.Lead,
    exp.Least,
    exp.Left,
    exp.Length,
    exp.Ln,
    exp.LogicalAnd,
    exp.LogicalOr,
    exp.Lower,
    exp.Max,
    exp.Min,
    exp.Mod,
    exp.NthValue,
    exp.Ntile,
    exp.Nullif,
    exp.Or,
    exp.PercentRank,
    exp.Pow,
    exp.Rank,
    exp.Replace,
    exp.Reverse,
    exp.Right,
    exp.Round,
    exp.RowNumber,
    exp.Sign,
    exp.Sqrt,
    exp.StartsWith,
    exp.StrPosition,
    exp.Sum,
    exp.TimestampTrunc,
    exp.Translate,
    exp.Trim,
    exp.Upper,
)
#: What a value may be made.
TYPES = {
    exp.DataType.Type.BIGINT,
    exp.DataType.Type.VARBINARY,
    exp.DataType.Type.TIMESTAMP,
    exp.DataType.Type.INTERVAL,
    exp.DataType.Type.BOOLEAN,
    exp.DataType.Type.DATE,
    exp.DataType.Type.DECIMAL,
    exp.DataType.Type.INT,
    exp.DataType.Type.SMALLINT,
    exp.DataType.Type.TEXT,
    exp.DataType.Type.VARCHAR,
}
#: What is no question: it writes, defines, locks, or is given from outside.
NO_QUESTION = (
    exp.DML,
    exp.DDL,
    exp.Command,
    exp.Into,
    exp.Lock,
    exp.Parameter,
    exp.Placeholder,
    exp.SessionParameter,
)


def problems_of(query: str, kind: str, views: set[str]) -> list[str]:
    """Why a query of an own rule may not be run; nothing where it may.

    Args:
        query: with the day of the run in it.
        kind: population or breach.
        views: the names of all views of the schema facts.
    """
    try:
        statements = sqlglot.parse(query, read="postgres")
        if len(statements) != 1 or not isinstance(statements[0], exp.Query):
            return ["one SELECT is expected"]
        return [*questionable(statements[0], GIVEN[kind], views), *not_portable(query)]
    except SqlglotError as error:
        return [str(error).splitlines()[0]]


def questionable(statement: exp.Query, given: set[str], views: set[str]) -> Iterator[str]:
    """What of a statement is not on the lists."""
    first = statement.args.get("with_") or statement.args.get("with")
    own = {each.alias for each in first.expressions} if first else set()
    for name in sorted(own & TAKEN | {each for each in own if each.startswith("pg_")}):
        yield f"{name} is taken: a table of yours needs another name"
    for node in statement.walk():
        if isinstance(node, NO_QUESTION) and not isinstance(node, exp.Query):
            yield f"not a question: {said(node)}"
        elif isinstance(node, exp.Func) and not isinstance(node, FUNCTIONS):
            yield f"not among the functions that a rule may use: {said(node)}"
        elif isinstance(node, exp.DataType) and node.this not in TYPES:
            yield f"no type of a rule's values: {said(node)}"
        elif isinstance(node, exp.With) and (node is not first or node.args.get("recursive")):
            # Elsewhere its names would be those of the server's own tables again.
            yield "WITH stands at the beginning, once, and not RECURSIVE"
        elif isinstance(node, exp.Table):
            yield from table_problem(node, given | own, views)


def table_problem(table: exp.Table, given: set[str], views: set[str]) -> Iterator[str]:
    """Why a table may not be read."""
    more = {name for name, value in table.args.items() if value} - {"this", "db", "alias"}
    if more:
        yield f"a table is named plainly, without parentheses: {said(table)}"
    elif table.db != "facts" if table.db else table.name not in given:
        yield f"a rule reads facts.… and what it is given, not {said(table)}"
    elif table.db and table.name not in views:
        yield f"there is no {said(table)}"


def said(node: exp.Expr) -> str:
    """The beginning of a part of a query."""
    return node.sql(dialect="postgres")[:80]


def limited(query: str) -> str:
    """A query that reads of each view what lies in the books of OWN_BOOKS.

    Args:
        query: one that has no problems.
    """
    statement = sqlglot.parse_one(query, read="postgres")
    for table in list(statement.find_all(exp.Table)):
        if table.db == "facts" and table.name not in REFERENCE:
            rows = sqlglot.parse_one(
                f"SELECT kept.* FROM facts.{table.name} AS kept"  # noqa: S608  (a checked name)
                f" INNER JOIN {OWN_BOOKS} ON kept.book_id = {OWN_BOOKS}.book_id",
                read="postgres",
            )
            table.replace(exp.Subquery(this=rows, alias=table.args.get("alias") or table.name))
    return statement.sql(dialect="postgres")


def own_books(division: str) -> str:
    """The books of a division and those below."""
    quoted = exp.Literal.string(division).sql(dialect="postgres")
    return (
        f"SELECT book.book_id FROM facts.book AS book INNER JOIN facts.division AS place"  # noqa: S608
        f" ON place.division_id = {quoted} AND starts_with(book.path, place.path)"
    )
