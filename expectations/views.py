# ruff: noqa: S608  (tables and columns are read from the database's own catalogue)
"""What the views that rules read are made of: which hold books apart, and what is of no book."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import sqlglot
from sqlalchemy import Connection, text
from sqlglot import exp

from expectations.books_apart import BookColumns, BooksMeet, book_columns, of_one_book
from expectations.queries import filled
from expectations.rule import Rule

#: Lists are compared with the payees of all books below the one that has them: to a rule they are
#: of no book, and it is run in full when one changes.
COMPARED_WHOLE = frozenset({"facts.matching_list", "facts.matching_entry"})
#: Views of what books have in common: a row is of one book, and is there by what others hold. A
#: book whose rows in them are others than they were is looked at anew.
COMPARED_BY_BOOK = frozenset({"facts.repeated_paper"})
#: What is known of relations without reading them. A list is of the books that are supervised.
KNOWN: Mapping[str, BookColumns] = {
    **dict.fromkeys(COMPARED_WHOLE),
    "facts.supervision": frozenset({"supervised_book_id"}),
}
#: What functions read that views call.
READ_BY_FUNCTIONS = {"ledger.statutory_regime", "ledger.statutory_mapping"}
#: Tables of no book whose rows bear upon no rule anew: figures in force are looked at as a whole,
#: and what a file holds is there before anything names it.
LOOKED_AT_OTHERWISE = {
    "audits.rule_decision",
    "audits.rule_request",
    "ledger.attachment_content",
    "ledger.horizon",
}
#: The day that stands in a text that is read.
ANY_DAY = dt.date(2000, 1, 1)
DEFINITIONS = """
SELECT 'facts.' || shown.relname AS name, pg_get_viewdef(shown.oid, TRUE) AS definition
FROM pg_class AS shown
WHERE shown.relnamespace = CAST('facts' AS regnamespace) AND shown.relkind = 'v'
ORDER BY shown.relname
"""
FUNCTIONS = """
SELECT coalesce(string_agg(called.prosrc, chr(10) ORDER BY called.proname, called.prosrc), '')
FROM pg_proc AS called
WHERE called.pronamespace = CAST('ledger' AS regnamespace) AND called.prolang <> 0
"""
#: The tables under the views, with their columns of days.
TABLES = """
SELECT
    space.nspname || '.' || below.relname AS name,
    bool_or(attribute.attname = 'book_id') AS of_book,
    coalesce(
        array_agg(attribute.attname) FILTER (WHERE attribute.atttypid = CAST('date' AS regtype)),
        '{}'
    ) AS days
FROM pg_class AS below
INNER JOIN pg_namespace AS space ON below.relnamespace = space.oid
INNER JOIN pg_attribute AS attribute
    ON below.oid = attribute.attrelid AND attribute.attnum > 0 AND NOT attribute.attisdropped
WHERE below.relkind IN ('r', 'p') AND space.nspname IN ('ledger', 'audits')
GROUP BY space.nspname, below.relname
ORDER BY 1
"""


@dataclass(frozen=True)
class Table:
    """A table under the views."""

    name: str
    of_book: bool
    #: Its columns of days.
    days: tuple[str, ...]


@dataclass(frozen=True)
class Views:
    """The views as they are defined."""

    texts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    #: A hash of all that says what they show.
    definitions: str

    @cached_property
    def read(self) -> dict[str, exp.Expr]:
        """The views, as sqlglot reads them."""
        return {name: sqlglot.parse_one(each, read="postgres") for name, each in self.texts}

    @cached_property
    def below(self) -> list[Table]:
        """The tables that views name, and what functions read that they call."""
        named = {
            f"{table.db}.{table.name}"
            for view in self.read.values()
            for table in view.find_all(exp.Table)
        }
        return [each for each in self.tables if each.name in named | READ_BY_FUNCTIONS]

    @cached_property
    def of_no_book(self) -> list[str]:
        """The tables under the views whose rows are of no book."""
        found = [table.name for table in self.below if not table.of_book]
        return [name for name in found if name not in LOOKED_AT_OTHERWISE]

    @cached_property
    def columns(self) -> dict[str, BookColumns]:
        """Of every relation that holds books apart, the columns that hold the book."""
        found = {
            **{each.name: frozenset({"book_id"}) if each.of_book else None for each in self.tables},
            **KNOWN,
        }
        left = {name: view for name, view in self.read.items() if name not in found}
        while left:
            name = next(iter(left))
            waiting = [name]
            while waiting:
                # What a view names is read before it.
                name = waiting[-1]
                named = {f"{each.db}.{each.name}" for each in left[name].find_all(exp.Table)}
                first = next((each for each in named if each in left and each != name), None)
                if first is not None:
                    waiting.append(first)
                    continue
                waiting.pop()
                try:
                    found[name] = book_columns(left.pop(name), found)
                except BooksMeet:
                    continue
        return found

    @cached_property
    def columns_to_rules(self) -> dict[str, BookColumns]:
        """The same of what rules may name."""
        return self.columns | dict.fromkeys(COMPARED_BY_BOOK, frozenset({"book_id"}))

    @cached_property
    def written_out(self) -> dict[str, exp.Expr]:
        """The views that hold books apart, say something once for several readings, and name views.

        A rule may name what they name: the tables below it may not.
        """
        return {
            name: view
            for name, view in self.read.items()
            if name in self.columns
            and (said := {each.alias for each in view.find_all(exp.CTE)})
            and all(each.db == "facts" or each.name in said for each in view.find_all(exp.Table))
        }

    def of_one_book(self, query: str, book_id: int) -> str:
        """A query that holds books apart, as it reads one book alone."""
        return _of_one_book(self, query, book_id)

    def apart(self, rule: Rule) -> bool:
        """Whether what a rule says of a book comes from that book alone."""
        return rule_keeps_apart(self, rule.population, rule.breach)

    def shown_between(
        self, connection: Connection, after: dt.date, until: dt.date
    ) -> frozenset[int]:
        """The books that hold something dated after one day and not after another.

        A horizon shows what is dated up to its day.
        """
        if after == until:
            return frozenset()
        compared = {
            name
            for _, view in self.texts
            for pair in re.findall(
                r"(\w+) [<>]=? horizon\.as_of|horizon\.as_of [<>]=? \w+\.(\w+)", view
            )
            for name in pair
        }
        found = " UNION ".join(
            f"SELECT book_id FROM {table.name} WHERE "
            + " OR ".join(f"({day} > :after AND {day} <= :until)" for day in days)
            for table in self.below
            if table.of_book
            and (days := sorted(compared.intersection(table.days)))
            and "horizon" not in table.name
        )
        return frozenset(
            connection.execute(text(found), {"after": after, "until": until}).scalars()
        )


@lru_cache(maxsize=2000)
def rule_keeps_apart(views: Views, population: str, breach: str) -> bool:
    """Whether the two queries of a rule hold books apart."""
    try:
        scope = {"scope": frozenset({"book_id"})}
        subjects = _columns(population, views.columns_to_rules | scope)
        named = _columns(breach, views.columns_to_rules | scope | {"subject": subjects})
    except BooksMeet:
        return False
    return "book_id" in (subjects or ()) and "book_id" in (named or ())


@lru_cache(maxsize=2000)
def _of_one_book(views: Views, query: str, book_id: int) -> str:
    """It, written once: what a rule looked at before is asked in the same words as now."""
    read = sqlglot.parse_one(query, read="postgres")
    narrow = of_one_book(read, book_id, views.columns_to_rules, views.written_out)
    return narrow.sql(dialect="postgres")


def _columns(query: str, known: Mapping[str, BookColumns]) -> BookColumns:
    """The columns of a rule's query that hold the book."""
    return book_columns(sqlglot.parse_one(filled(query, ANY_DAY), read="postgres"), known)


def read_views(connection: Connection) -> Views:
    """The views as they are defined now."""
    texts = tuple((row.name, row.definition) for row in connection.execute(text(DEFINITIONS)))
    tables = tuple(
        Table(row.name, row.of_book, tuple(row.days)) for row in connection.execute(text(TABLES))
    )
    functions = connection.execute(text(FUNCTIONS)).scalar_one()
    return _views(texts, tables, functions)


@lru_cache(maxsize=4)
def _views(texts: tuple[tuple[str, str], ...], tables: tuple[Table, ...], functions: str) -> Views:
    """They, read once."""
    said = hashlib.sha256(repr((texts, functions)).encode()).hexdigest()
    return Views(texts, tables, said)
