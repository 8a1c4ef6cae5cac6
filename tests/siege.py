"""Somebody who commands the whole database and changes what is sealed; and what is then found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sealed_world import LOG, latest_note
from sqlalchemy import Connection, Engine, text

from ledger.evidence.findings import Finding
from ledger.evidence.outside import KeptCheckpoint
from ledger.evidence.shapes import COMMON_LOG, Shape, shapes
from ledger.evidence.verifying import verify
from mingzhang_verify import Checkpoint

#: What stands in the way of who commands the database, and does not for long. Keys stay as indexes,
#: so that what is read by them is read as in use.
IN_THE_WAY = """
SELECT
    format('%I.%I', schema.nspname, relation.relname) AS relation, held.conname, held.contype,
    (SELECT string_agg(quote_ident(kept.attname), ', ' ORDER BY place)
    FROM unnest(held.conkey) WITH ORDINALITY AS of_key (attnum, place)
    INNER JOIN pg_attribute AS kept
        ON kept.attrelid = held.conrelid AND kept.attnum = of_key.attnum) AS columns
FROM pg_constraint AS held
INNER JOIN pg_class AS relation ON held.conrelid = relation.oid
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
    AND held.contype IN ('c', 'p', 'u')
"""
UNIQUE = """
SELECT format('%I.%I', schema.nspname, entry.relname) AS name
FROM pg_index AS kept
INNER JOIN pg_class AS entry ON kept.indexrelid = entry.oid
INNER JOIN pg_namespace AS schema ON entry.relnamespace = schema.oid
WHERE schema.nspname IN ('ledger', 'audits') AND kept.indisunique
"""
OF_COLUMNS = """
SELECT format('%I.%I', schema.nspname, relation.relname) AS relation, kept.attname
FROM pg_attribute AS kept
INNER JOIN pg_class AS relation ON kept.attrelid = relation.oid
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r' AND kept.attnum > 0
    AND NOT kept.attisdropped
"""
NOT_NULL = f"{OF_COLUMNS} AND kept.attnotnull"
COMPUTED = f"{OF_COLUMNS} AND kept.attgenerated <> ''"


@dataclass(frozen=True)
class Target:
    """A sealed row: of which table, in which log, and where."""

    shape: Shape
    log_id: int
    position: int

    @property
    def relation(self) -> str:
        """Schema and table."""
        return self.shape.relation

    @property
    def here(self) -> str:
        """The condition that finds it."""
        of_book = "" if self.shape.common else f"book_id = {self.log_id} AND "
        return f"{of_book}log_position = {self.position}"


@dataclass
class Siege:
    """A connection that nothing refuses, and the one checkpoint that is kept outside."""

    connection: Connection
    kept: KeptCheckpoint
    #: The sealed rows of each table.
    rows: dict[str, list[Target]] = field(default_factory=dict)
    tally: Counter[str] = field(default_factory=Counter)
    looks: int = 0

    def __post_init__(self) -> None:
        take_out_of_the_way(self.connection)
        logs = self.asked("SELECT log_id FROM ledger.log_tree ORDER BY log_id")
        for (log_id,) in logs:
            for [shape] in shapes(self.connection, log_id):
                of_book = "" if shape.common else f" WHERE book_id = {log_id}"
                found = self.asked(
                    f"SELECT log_position FROM {shape.relation}{of_book} ORDER BY log_position"
                )
                self.rows.setdefault(shape.relation, []).extend(
                    Target(shape, log_id, place) for (place,) in found if place is not None
                )

    def asked(self, query: str, **values: object) -> list[tuple[object, ...]]:
        """What the database answers."""
        return [tuple(row) for row in self.connection.execute(text(query), values)]

    def done(self, statement: str, **values: object) -> int:
        """How many rows a statement changed."""
        return self.connection.execute(text(statement), values).rowcount

    def look(
        self, log_id: int | None = None, kept: Sequence[KeptCheckpoint] | None = None
    ) -> list[Finding]:
        """What `verify` finds, given the one checkpoint, or others, or none."""
        kept = [self.kept] if kept is None else kept
        return verify(self.connection, keys=[LOG.public], kept=kept, log_id=log_id).findings

    @contextmanager
    def attack(self, kind: str, number: int = 1) -> Iterator[None]:
        """What is done within is undone, and counted."""
        with self.connection.begin_nested() as attempt:
            yield
            attempt.rollback()
        self.tally[kind] += number

    def look_around(self, log_id: int) -> list[Finding]:
        """What `verify` finds of a log and the common one, and one time in fifty of all."""
        self.looks += 1
        return self.look(None if self.looks % 50 == 0 else log_id)

    def sets(self, target: Target, column: str, value: str | None) -> bool:
        """Sets a value; whether that changed anything."""
        kind = type_of(self.connection, target.relation, column)
        changed = self.done(
            f'UPDATE {target.relation} SET "{column}" = CAST(:value AS {kind})'
            f' WHERE {target.here} AND "{column}"::text IS DISTINCT FROM'
            f" CAST(CAST(:value AS {kind}) AS text)",
            value=value,
        )
        return changed > 0

    def value(self, target: Target, column: str) -> str | None:
        """What a column holds, as a line of the log has it."""
        shown = f'"{column}"::text'
        if type_of(self.connection, target.relation, column) == "boolean":
            shown = f"CASE WHEN \"{column}\" THEN 't' WHEN NOT \"{column}\" THEN 'f' END"
        [(found,)] = self.asked(f"SELECT {shown} FROM {target.relation} WHERE {target.here}")
        return None if found is None else str(found)

    def print_tally(self) -> None:
        """Says how many attacks of each kind there were, and what was named of them."""
        for kind, count in sorted(self.tally.items()):
            print(f"{count:6} {kind}")  # noqa: T201  (shown by pytest -s)


@contextmanager
def besieged(url_engine: Engine) -> Iterator[Siege]:
    """A siege that leaves nothing behind."""
    with url_engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        note = latest_note(connection, COMMON_LOG)
        siege = Siege(connection, KeptCheckpoint(Checkpoint.read(note), COMMON_LOG))
        yield siege
        connection.rollback()
    siege.print_tally()


def take_out_of_the_way(connection: Connection) -> None:
    """Disables triggers and drops what would refuse a row; verification relies on none of it."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(text("SET LOCAL timezone = 'UTC'"))
    for relation, name, kind, columns in connection.execute(text(IN_THE_WAY)).all():
        connection.execute(text(f'ALTER TABLE {relation} DROP CONSTRAINT "{name}" CASCADE'))
        if kind != "c":
            connection.execute(text(f"CREATE INDEX ON {relation} ({columns})"))
    for (name,) in connection.execute(text(UNIQUE)).all():
        connection.execute(text(f"DROP INDEX {name}"))
    for relation, column in connection.execute(text(COMPUTED)).all():
        connection.execute(text(f'ALTER TABLE {relation} ALTER "{column}" DROP EXPRESSION'))
    for relation, column in connection.execute(text(NOT_NULL)).all():
        connection.execute(
            text(
                f'ALTER TABLE {relation} ALTER "{column}" DROP IDENTITY IF EXISTS,'
                f' ALTER "{column}" DROP NOT NULL'
            )
        )


def type_of(connection: Connection, relation: str, column: str) -> str:
    """The type of a column."""
    return str(
        connection.execute(
            text(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                " WHERE attrelid = CAST(:relation AS regclass) AND attname = :column"
            ),
            {"relation": relation, "column": column},
        ).scalar_one()
    )
