# ruff: noqa: S608  (rules and views are code of ours; only numbers and days are filled in)
"""Finds for each rule whether an earlier run's result may be taken over, and what is run anew.

It may where the rule's text, its figures, the books in scope, the definitions of all views and
what they read of no book are what they were, and the rule holds books apart. Then the books that
were written to since are run anew, and of all others the earlier result is taken over.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, text

from expectations.queries import counted, day, populated, storing, taking_over
from expectations.rule import Rule
from expectations.views import COMPARED_BY_BOOK, COMPARED_WHOLE, Views, read_views
from ledger.database import open_engine

#: Of books that hold more than this part of all that is written a full run is as soon done.
MOST = 0.2


@dataclass(frozen=True)
class Base:
    """What an earlier run has on record of a rule."""

    run_id: int
    horizon_id: int
    as_of: dt.date
    version: int
    examined: int
    not_applicable: int
    #: As RuleResult has it.
    given: str


@dataclass(frozen=True)
class Prepared:
    """The statements of a rule, whose counts add up; the run it rests upon, and what it goes by."""

    statements: list[str]
    base_run_id: int | None = None
    given: str | None = None


class Preparing:
    """Prepares the statements of one run.

    Args:
        connection: as rules are run, under the run's horizon.
        ledger: one that reads the tables under the views, as jobs do.
        horizon_id: of the run.
        book_id: the one book to look at; None looks at all.
    """

    def __init__(  # noqa: PLR0917  (what a run is)
        self,
        connection: Connection,
        ledger: Connection,
        as_of: dt.date,
        run_id: int,
        horizon_id: int,
        book_id: int | None,
    ) -> None:
        self.connection = connection
        self.ledger = ledger
        self.as_of = as_of
        self.run_id = run_id
        self.horizon_id = horizon_id
        self.book_id = book_id
        self._hashes: dict[str, str] = {}
        self._touched: dict[tuple[int, frozenset[str]], list[int] | None] = {}
        self._written: dict[int, frozenset[int]] = {}
        self._changed: dict[tuple[int, str], frozenset[int]] = {}

    @cached_property
    def views(self) -> Views:
        """What rules read."""
        return read_views(self.ledger)

    def prepared(self, rule: Rule, base: Base | None) -> Prepared:
        """The statements of a rule: over touched books where an earlier run allows it."""
        whole = [storing(rule, self.as_of, self.run_id, self.book_id)]
        if rule.division is not None:
            return Prepared(whole)
        given = self.given(rule)
        touched = None
        if base is not None and self.may_rest(rule, base, given):
            touched = self.touched(base, named(rule) & COMPARED_BY_BOOK)
        if base is None or touched is None:
            return Prepared(whole, given=given)
        examined, not_applicable = self.before(rule, base, touched)
        statements = [
            taking_over(
                rule,
                self.run_id,
                base.run_id,
                touched,
                examined=base.examined - examined,
                not_applicable=base.not_applicable - not_applicable,
            )
        ]
        statements += [
            storing(rule, self.as_of, self.run_id, book, self.views.of_one_book) for book in touched
        ]
        return Prepared(statements, base.run_id, given)

    def may_rest(self, rule: Rule, base: Base, given: str) -> bool:
        """Whether a rule may rest upon an earlier run."""
        if base.version != rule.version or base.given != given:
            return False
        # What a rule that asks the day says of a book may be another on another day.
        if base.as_of != self.as_of and "{as_of}" in rule.population + rule.breach:
            return False
        return self.views.apart(rule)

    def given(self, rule: Rule) -> str:
        """A hash of all that a rule goes by apart from the facts of the books."""
        parts = [
            rule.sha256,
            self.views.definitions,
            self.hash_of("SELECT * FROM facts.book"),
            self.hash_of(figures_in_force(rule.code, self.as_of)),
            *(
                self.hash_of(f"SELECT * FROM {view}")
                for view in sorted(named(rule) & COMPARED_WHOLE)
            ),
            *(
                self.hash_of(f"SELECT * FROM {table}", self.ledger)
                for table in self.views.of_no_book
            ),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def hash_of(self, query: str, connection: Connection | None = None) -> str:
        """A hash of the rows that a query returns."""
        if query not in self._hashes:
            self._hashes[query] = (
                (connection or self.connection)
                .execute(
                    text(
                        "SELECT encode(sha256(convert_to(coalesce(string_agg(CAST(found AS text),"
                        " chr(10) ORDER BY CAST(found AS text)), ''), 'UTF8')), 'hex')"
                        f" FROM ({query}) AS found".replace(":", r"\:")
                    )
                )
                .scalar_one()
            )
        return self._hashes[query]

    def touched(self, base: Base, compared: frozenset[str]) -> list[int] | None:
        """The books that show something else than to the earlier run; None where they are much.

        Args:
            base: what the earlier run has on record.
            compared: the views of what books have in common that are looked at.
        """
        if (base.horizon_id, compared) not in self._touched:
            found = set(self.written(base))
            for view in compared:
                found |= self.changed(base, view)
            rows = self.ledger.execute(
                text(
                    "SELECT book_id, seen_position FROM ledger.horizon_position"
                    " WHERE horizon_id = :now"
                ),
                {"now": self.horizon_id},
            )
            positions = {row.book_id: row.seen_position for row in rows}
            touched = sorted(found & positions.keys())
            anew = sum(positions[book] for book in touched)
            if self.book_id is not None:
                # The one book is looked at whole, or not at all.
                touched = [book for book in touched if book == self.book_id]
            much = anew > sum(positions.values()) * MOST
            self._touched[base.horizon_id, compared] = None if much else touched
        return self._touched[base.horizon_id, compared]

    def written(self, base: Base) -> frozenset[int]:
        """The books that were written to, or show something dated since."""
        if base.horizon_id not in self._written:
            rows = self.ledger.execute(
                text(
                    "SELECT now.book_id FROM ledger.horizon_position AS now"
                    " LEFT JOIN ledger.horizon_position AS before"
                    " ON now.book_id = before.book_id AND before.horizon_id = :before"
                    " WHERE now.horizon_id = :now"
                    " AND now.seen_position IS DISTINCT FROM before.seen_position"
                ),
                {"before": base.horizon_id, "now": self.horizon_id},
            )
            days = {base.as_of, self.as_of}
            shown = self.views.shown_between(self.ledger, min(days), max(days))
            self._written[base.horizon_id] = frozenset(rows.scalars()) | shown
        return self._written[base.horizon_id]

    def changed(self, base: Base, view: str) -> frozenset[int]:
        """The books whose rows in a view of what books have in common are others."""
        if (base.horizon_id, view) not in self._changed:
            now = self.rows_by_book(view)
            self.see(base.horizon_id)
            before = self.rows_by_book(view)
            self.see(self.horizon_id)
            self._changed[base.horizon_id, view] = frozenset(book for book, _ in now ^ before)
        return self._changed[base.horizon_id, view]

    def rows_by_book(self, view: str) -> set[tuple[int, str]]:
        """A hash of the rows of each book in a view."""
        rows = self.connection.execute(
            text(
                "SELECT found.book_id, encode(sha256(convert_to(string_agg(CAST(found AS text),"
                f" chr(10) ORDER BY CAST(found AS text)), 'UTF8')), 'hex') FROM {view} AS found"
                " GROUP BY found.book_id"
            )
        )
        return {(row[0], row[1]) for row in rows}

    def before(self, rule: Rule, base: Base, touched: Iterable[int]) -> tuple[int, int]:
        """To how many subjects of books a rule applied in an earlier run, and to how many not."""
        examined = everything = 0
        self.see(base.horizon_id)
        for book in touched:
            asked = populated(rule, base.as_of, book, narrowed=self.views.of_one_book)
            asked += f"\n{counted(rule)}"
            row = self.connection.execute(text(asked.replace(":", r"\:"))).one()
            examined, everything = examined + row.examined, everything + row.everything
        self.see(self.horizon_id)
        return examined, everything - examined

    def see(self, horizon_id: int) -> None:
        """Looks as far as a horizon goes."""
        self.connection.execute(text(f"SET LOCAL mingzhang.horizon = '{int(horizon_id)}'"))


def named(rule: Rule) -> frozenset[str]:
    """The views that a rule names."""
    said = re.findall(r"facts\.\w+", rule.population + rule.breach)
    return frozenset(said)


def figures_in_force(code: str, as_of: dt.date) -> str:
    """The query for the figures of a rule that are set anywhere, as on a day."""
    return (
        f"SELECT * FROM facts.rule_parameter WHERE rule_code = '{code}'"
        f" AND valid_from <= {day(as_of)}"
        f" AND (valid_before IS NULL OR valid_before > {day(as_of)})"
    )


def statements(  # noqa: PLR0913  (what a run is)
    url: str,
    settings: Mapping[str, str],
    rules: Iterable[Rule],
    bases: Mapping[str, Base],
    *,
    as_of: dt.date,
    run_id: int,
    horizon_id: int,
    book_id: int | None,
) -> dict[str, Prepared]:
    """The statements of every rule, by its code.

    Args:
        url: of the ledger.
        settings: what the server is told of the connection that rules run over.
        rules: to be run.
        bases: what earlier runs have on record of them, by rule.
        as_of: the day of the run.
        run_id: what the breaches are stored under.
        horizon_id: of the run.
        book_id: the one book to look at; None looks at all.
    """
    engine = open_engine(url, "mingzhang_audit", settings=settings)
    # Rules are run by a role that may name views alone; jobs may name what is under them.
    jobs = open_engine(url, "mingzhang_jobs", settings={"row_security": "off"})
    try:
        with engine.begin() as connection, jobs.connect() as ledger:
            preparing = Preparing(connection, ledger, as_of, run_id, horizon_id, book_id)
            return {rule.code: preparing.prepared(rule, bases.get(rule.code)) for rule in rules}
    finally:
        engine.dispose()
        jobs.dispose()
