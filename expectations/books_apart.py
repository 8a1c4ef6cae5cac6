"""Says of a query whether its rows of a book come from rows of that book alone.

It is read, not tried: every place in a query at which rows of several books could meet must hold
them apart by an equality of their books, a grouping or a partition. What is not understood is
taken to mix them. `tests/expectations/test_incremental.py` compares what follows with full runs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp

from expectations.query_parts import (
    adds_up,
    conditions,
    conjuncts,
    is_of_no_book,
    names,
    nested_queries,
    own_parts,
)

#: Of a relation or a query, the columns that hold the book of a row; None: it is of no book.
BookColumns = frozenset[str] | None
#: Of a source in a query, by its name there.
Sources = dict[str, BookColumns]
#: A column of a source: its name there, and the column's.
Place = tuple[str, str]


class BooksMeet(Exception):
    """Rows of several books may meet in a query."""


def book_columns(query: exp.Expr, known: Mapping[str, BookColumns]) -> BookColumns:
    """The columns of a query that hold the book; None where it reads of no book.

    Args:
        query: as sqlglot reads it.
        known: of every relation that it may name, as it names it. One that is missing mixes books.

    Raises:
        BooksMeet: rows of several books may meet in it.
    """
    return _Reading(dict(known), {}).of(query)


@dataclass
class _Reading:
    """What is known where a query, or a part of one, stands."""

    known: dict[str, BookColumns]
    #: The sources of the queries around it.
    outer: Sources
    #: The books that are one: a union of the columns that are equal.
    same: dict[Place, Place] = field(default_factory=dict)

    def of(self, query: exp.Expr) -> BookColumns:
        """What a query's columns hold."""
        if isinstance(query, exp.Subquery):
            return self.of(query.this)
        if isinstance(query, exp.Values):
            return None
        inner = _Reading(dict(self.known), self.outer, dict(self.same))
        for each in query.ctes if isinstance(query, exp.Query) else []:
            inner.known[each.alias] = inner.named(each)
        if isinstance(query, exp.SetOperation):
            return inner.of_branches(query)
        if isinstance(query, exp.Select):
            return inner.of_select(query)
        raise BooksMeet(query.key)

    def named(self, table: exp.CTE) -> BookColumns:
        """What a query holds that others name, itself among them where it goes on and on."""
        recursive = table.parent is not None and table.parent.args.get("recursive")
        if recursive and isinstance(table.this, exp.SetOperation):
            self.known[table.alias] = self.of(table.this.left)
        columns = self.of(table.this)
        if self.known.get(table.alias, columns) != columns:
            raise BooksMeet(table.alias)
        return columns

    def of_branches(self, query: exp.SetOperation) -> BookColumns:
        """A union holds the book where every branch does, by position."""
        left, right = self.of(query.left), self.of(query.right)
        if left is None and right is None:
            return None
        if left is None or right is None:
            raise BooksMeet("one branch is of no book")
        pairs = zip(names(query.left), names(query.right), strict=False)
        both = frozenset(one for one, other in pairs if one in left and other in right)
        if not both:
            raise BooksMeet("branches hold the book in different columns")
        return both

    def of_select(self, select: exp.Select) -> BookColumns:
        """A selection: its sources are of one book, and it is not added up over several."""
        sources = self.sources(select)
        if sources.keys() & self.outer.keys():
            raise BooksMeet("one name for two sources")
        for condition in conditions(select):
            self.unite(condition, sources)
        self.require_one_book(sources)
        inside = _Reading(self.known, self.outer | sources, self.same)
        for nested in nested_queries(select):
            around = nested.parent.parent if isinstance(nested.parent, exp.Subquery) else None
            if isinstance(around, exp.In):
                self.require_listed_by_book(around, sources)
            else:
                inside.of(nested)
        if all(columns is None for columns in sources.values()):
            return None
        self.require_kept_apart(select, sources)
        return self.projected(select, sources)

    def sources(self, select: exp.Select) -> Sources:
        """What it reads, by its name there."""
        found: Sources = {}
        first = select.args.get("from_") or select.args.get("from")
        joins: list[exp.Join] = select.args.get("joins") or []
        for table in [*([first.this] if first else []), *(join.this for join in joins)]:
            found[table.alias_or_name] = self.source(table, found)
        for join in joins:
            if join.side and found[join.this.alias_or_name] is not None:
                self.require_followed(join, found)
        return found

    def source(self, table: exp.Expr, before: Sources) -> BookColumns:
        """One source."""
        if isinstance(table, exp.Table):
            name = f"{table.db}.{table.name}" if table.db else table.name
            if name not in self.known:
                raise BooksMeet(name)
            return self.known[name]
        if isinstance(table, exp.Subquery):
            return self.of(table)
        if isinstance(table, exp.Lateral) and isinstance(table.this, exp.Subquery):
            columns = _Reading(self.known, self.outer | before, self.same).of(table.this)
            # What it reads is of the book of the row beside it, where that has one.
            beside = [*before.values(), *self.outer.values()]
            return None if any(each is not None for each in beside) else columns
        if isinstance(table, exp.Values) or is_of_no_book(table):
            return None
        raise BooksMeet(table.sql()[:60])

    def require_followed(self, join: exp.Join, sources: Sources) -> None:
        """Rows with nothing joined to them are of the book of what they are joined to."""
        if join.side != "LEFT":
            raise BooksMeet(join.side)
        joined = join.this.alias_or_name
        for one, other in self.equal(join.args.get("on"), sources):
            if joined in {one[0], other[0]} and one[0] != other[0]:
                return
        raise BooksMeet(f"left join of {joined}")

    def equal(self, condition: exp.Expr | None, sources: Sources) -> Iterable[tuple[Place, Place]]:
        """The pairs of books that a condition makes one."""
        for part in conjuncts(condition):
            if isinstance(part, exp.EQ):
                one, other = (self.place(side, sources) for side in (part.left, part.right))
                if one and other:
                    yield one, other

    def unite(self, condition: exp.Expr | None, sources: Sources) -> None:
        """Takes books that are equal for one."""
        for one, other in self.equal(condition, sources):
            self.same[self.root(one)] = self.root(other)

    def root(self, place: Place) -> Place:
        """What stands for all that is equal to a book."""
        while place in self.same:
            place = self.same[place]
        return place

    def place(self, column: exp.Expr, sources: Sources) -> Place | None:
        """Where a column comes from, if it holds a book."""
        if isinstance(column, exp.Paren):
            return self.place(column.this, sources)
        if not isinstance(column, exp.Column):
            return None
        for around in (sources, self.outer):
            named = [column.table] if column.table else list(around)
            for name in named:
                if column.name in (around.get(name) or ()):
                    # Columns of a source that hold its book all hold the same.
                    return name, ""
            if column.table in around:
                return None
        return None

    def require_one_book(self, sources: Sources) -> None:
        """All sources with books, and the query around them if it has one, are of one book."""
        roots = {self.root((name, "")) for name, columns in sources.items() if columns is not None}
        around = {
            self.root((name, "")) for name, columns in self.outer.items() if columns is not None
        }
        if len(roots) > 1 or (around and not roots <= around):
            raise BooksMeet("sources of several books: " + ", ".join(sources))

    def holds(self, expression: exp.Expr, sources: Sources) -> bool:
        """Whether an expression is the book."""
        if isinstance(expression, exp.Alias):
            return self.holds(expression.this, sources)
        if isinstance(expression, exp.Coalesce):
            return all(
                self.holds(each, sources) for each in [expression.this, *expression.expressions]
            )
        return self.place(expression, sources) is not None

    def require_kept_apart(self, select: exp.Select, sources: Sources) -> None:
        """What is grouped, made distinct, numbered or limited is so a book."""

        def by(parts: Iterable[exp.Expr]) -> bool:
            return any(self.holds(part, sources) for part in parts)

        inside_one = any(columns is not None for columns in self.outer.values())
        group, distinct = select.args.get("group"), select.args.get("distinct")
        if group is not None and not by(group.expressions):
            raise BooksMeet("grouped")
        if group is None and not inside_one and adds_up(select):
            raise BooksMeet("added up")
        if distinct is not None:
            on = distinct.args.get("on")
            if not by(on.expressions if on else select.expressions):
                raise BooksMeet("distinct")
        if (select.args.get("limit") or select.args.get("offset")) and not inside_one:
            raise BooksMeet("limited")
        for window in own_parts(select, exp.Window):
            parted = window.args.get("partition_by") or []
            # One that names another is as apart as that one, which stands at the end.
            if not (window.args.get("alias") and not parted) and not by(parted):
                raise BooksMeet("window")

    def require_listed_by_book(self, listed: exp.In, sources: Sources) -> None:
        """A list of things is of a book each."""
        query = listed.args["query"]
        columns = _Reading(self.known, {}).of(query)
        things = listed.this.expressions if isinstance(listed.this, exp.Tuple) else [listed.this]
        if columns is not None and not any(
            name in columns and self.holds(thing, sources)
            for thing, name in zip(things, names(query), strict=False)
        ):
            raise BooksMeet("listed")

    def projected(self, select: exp.Select, sources: Sources) -> BookColumns:
        """The columns that come out and hold the book."""
        found: set[str] = set()
        for each in select.expressions:
            if isinstance(each, exp.Star):
                found.update(*(columns or () for columns in sources.values()))
            elif isinstance(each, exp.Column) and isinstance(each.this, exp.Star):
                found.update(sources.get(each.table) or ())
            elif self.holds(each, sources):
                found.add(each.alias_or_name)
        inside_one = any(columns is not None for columns in self.outer.values())
        if not found and not inside_one:
            raise BooksMeet("no column holds the book")
        return frozenset(found)


def of_one_book(
    query: exp.Expr,
    book_id: int,
    columns: Mapping[str, BookColumns],
    written_out: Mapping[str, exp.Expr],
) -> exp.Expr:
    """A query that reads the rows of one book alone.

    Args:
        query: one that holds books apart.
        book_id: the book.
        columns: of every view, those that hold the book.
        written_out: the views that are put into the query as they are defined. A condition does
            not reach what a view says once and reads twice, so that it would be found out for all
            books.
    """
    narrow = query.copy()
    for table in list(narrow.find_all(exp.Table)):
        name = f"{table.db}.{table.name}"
        held = columns.get(name)
        if table.db != "facts" or not held:
            continue
        if name in written_out:
            rows = of_one_book(written_out[name], book_id, columns, written_out)
        else:
            column = "book_id" if "book_id" in held else min(held)
            rows = sqlglot.parse_one(
                f"SELECT kept.* FROM {name} AS kept"  # noqa: S608  (names of ours)
                f" WHERE kept.{column} = {int(book_id)}",
                read="postgres",
            )
        table.replace(exp.Subquery(this=rows, alias=table.args.get("alias") or table.name))
    return narrow
