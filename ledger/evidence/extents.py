"""How far a log goes, as far as rows bear it out: what the database says of it is not believed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from ledger.evidence.findings import Finding, placed_beyond, tree_too_long
from ledger.evidence.sealing import end_of_log
from ledger.evidence.shapes import COMMON_LOG, Shape
from ledger.evidence.trees import WIDTH


@dataclass
class Extent:
    """Up to which position a log is sealed, and up to which it goes."""

    size: int
    end: int
    findings: list[Finding] = field(default_factory=list)


def extent_of(connection: Connection, log_id: int, tables: list[list[Shape]]) -> Extent:
    """How far a log is sealed and how far it goes.

    A number that was made a million times as large would keep verification busy for years: neither
    end is taken to be further than there are rows or hashes, and one row that is missing.

    Args:
        connection: of a role that sees every row.
        log_id: the log.
        tables: the shapes of each table.
    """
    found = Extent(tree_size(connection, log_id), end_of_log(connection, log_id, tables))
    _bound_size(connection, log_id, tables, found)
    if log_id == COMMON_LOG:
        _look_beyond(connection, tables, found)
    elif found.end > found.size:
        there = _rows_between(connection, log_id, tables, found.size + 1, found.end)
        found.end = min(found.end, found.size + there + 1)
    return found


def tree_size(connection: Connection, log_id: int) -> int:
    """How far a log is said to be sealed."""
    found = connection.execute(
        text("SELECT tree_size FROM ledger.log_tree WHERE log_id = :log_id"), {"log_id": log_id}
    ).scalar()
    return max(0, int(found or 0))


def _bound_size(
    connection: Connection, log_id: int, tables: Sequence[Sequence[Shape]], found: Extent
) -> None:
    """Has a tree be no larger than there are hashes, or facts, for it."""
    tiles = connection.execute(
        text("SELECT count(*) FROM ledger.tile WHERE log_id = :log_id AND level = 0"),
        {"log_id": log_id},
    ).scalar_one()
    if found.size <= tiles * WIDTH:
        return
    there = max(tiles * WIDTH, _rows_between(connection, log_id, tables, 1, found.size))
    if found.size > there:
        found.findings.append(tree_too_long(log_id, there, found.size))
        found.size = there


def _rows_between(
    connection: Connection, log_id: int, tables: Sequence[Sequence[Shape]], first: int, last: int
) -> int:
    """How many facts a log has between two positions."""
    if not tables:
        return 0
    counts = " + ".join(
        f"(SELECT count(*) FROM {versions[0].relation}"
        f" WHERE {versions[0].within(log_id, first, last)})"
        for versions in tables
    )
    return int(connection.execute(text(f"SELECT {counts}")).scalar_one())


def _look_beyond(connection: Connection, tables: Sequence[Sequence[Shape]], found: Extent) -> None:
    """In the common log a place is given and sealed at once: none is further than its tree."""
    if found.end <= found.size:
        return
    for versions in tables:
        relation = versions[0].relation
        place = connection.execute(
            text(f"SELECT min(log_position) FROM {relation} WHERE log_position > :size"),
            {"size": found.size},
        ).scalar()
        if place is not None:
            found.findings.append(placed_beyond(place, found.size, relation))
    found.end = found.size
