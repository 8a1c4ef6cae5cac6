"""Reads the facts of a log, whatever their tables, as the hashes of their leaves.

The line of a row is what `COPY ... TO STDOUT` writes, so PostgreSQL makes it at the speed of a
backup; nothing in the database but its own types has a part in it: no function of ours, which
somebody could have replaced.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from ledger.copying import copy_out
from ledger.evidence.shapes import Shape, stretches

#: How values are written: the same for everybody who seals and verifies, and by PostgreSQL's own
#: functions, whatever somebody has put into other schemas.
OUTPUT = {
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "bytea_output": "hex",
    "search_path": "pg_catalog, pg_temp",
}


@dataclass
class Leaves:
    """The hashes of a stretch of a log: one a position, None where there is no fact."""

    first: int
    hashes: list[bytes | None]
    #: Positions that more than one row claims.
    claimed_twice: set[int] = field(default_factory=set)
    #: How many rows of each table these are.
    rows: Counter[str] = field(default_factory=Counter)

    @property
    def missing(self) -> list[int]:
        """The positions without a fact."""
        return [self.first + n for n, leaf in enumerate(self.hashes) if leaf is None]


class Taker:
    """Takes the lines of a COPY one by one, and keeps the hash of each at its position."""

    def __init__(self, leaves: Leaves, shape: Shape) -> None:
        hashes, first, twice = leaves.hashes, leaves.first, leaves.claimed_twice
        prefix, sha256 = b"\x00" + shape.digest, hashlib.sha256

        def take(line: bytes) -> None:
            place = int(line[: line.index(b"\t")]) - first
            if hashes[place] is not None:
                twice.add(place + first)
            hashes[place] = sha256(prefix + line[:-1]).digest()

        #: A line ends in a newline, which is no part of it; its position stands first. It is called
        #: once for every fact there is, and so looks nothing up.
        self.write: Callable[[bytes], None] = take


@contextmanager
def plain_output(connection: Connection) -> Iterator[None]:
    """Has the server write values in the one form that is hashed, until the end of the block."""
    asked = ", ".join(f"current_setting('{name}')" for name in OUTPUT)
    before = connection.execute(text(f"SELECT {asked}")).one()
    _set(connection, OUTPUT)
    yield
    # After a failure there is nothing to set back: the transaction ends, and its settings with it.
    _set(connection, dict(zip(OUTPUT, before, strict=True)))


def _set(connection: Connection, settings: dict[str, str]) -> None:
    said = ", ".join(f"set_config('{name}', :{name}, TRUE)" for name in settings)
    connection.execute(text(f"SELECT {said}"), settings)


def read_leaves(
    connection: Connection, log_id: int, tables: Iterable[list[Shape]], first: int, last: int
) -> Leaves:
    """The leaves of a log between two positions, both included; within `plain_output`.

    Args:
        connection: of a role that sees every row.
        log_id: the book's, or 0 for the common log.
        tables: the shapes of each table, as `shapes` gives them.
        first: the first position.
        last: the last.
    """
    leaves = Leaves(first, [None] * (last - first + 1))
    asked = [part for versions in tables for part in stretches(versions, first, last)]
    for shape, begin, end in with_rows(connection, log_id, asked):
        leaves.rows[shape.relation] += copy_out(
            connection,
            f"SELECT {shape.line} FROM {shape.relation} WHERE {shape.within(log_id, begin, end)}",
            Taker(leaves, shape),
        )
    return leaves


def with_rows(
    connection: Connection, log_id: int, asked: list[tuple[Shape, int, int]]
) -> list[tuple[Shape, int, int]]:
    """Those of the stretches in which there is a row at all: most tables have none."""
    if not asked:
        return []
    questions = ", ".join(
        f"EXISTS (SELECT FROM {shape.relation} WHERE {shape.within(log_id, begin, end)})"
        for shape, begin, end in asked
    )
    found = connection.execute(text(f"SELECT ARRAY[{questions}]")).scalar_one()
    return [part for part, there in zip(asked, found, strict=True) if there]
