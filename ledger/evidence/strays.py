"""Finds rows that stand where no posting puts them: beyond a log, in no book, in a later column."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, text

from ledger.evidence.findings import Finding, added, hidden
from ledger.evidence.shapes import COMMON_LOG, SALT, Shape, kept_shapes, stretches
from ledger.evidence.tables import Stored, readable

#: The numbers a book can have.
LEAST, MOST = -(2**31), 2**31 - 1
#: The last position there can be.
MOST_POSITION = 2**63 - 1
#: Has a table be read from end to end: an index may have been made to leave rows out.
WITHOUT_INDEXES = ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan")


def find_strays(
    connection: Connection, known: list[int], stored: Stored, rows: Counter[str] | None
) -> Iterator[Finding]:
    """Rows of books that are not there, and of places before the first and after the last.

    Args:
        connection: of a role that sees every row.
        known: the logs there are.
        stored: the columns of the tables.
        rows: how many rows of each table stand in logs, where all were read: a table that has as
            many has no strays.
    """
    books = sorted(each for each in known if each != COMMON_LOG)
    gaps = zip([LEAST, *(each + 1 for each in books)], [*(each - 1 for each in books), MOST],
               strict=True)  # fmt: skip
    nowhere = " OR ".join(
        f"fact.book_id BETWEEN {low:d} AND {high:d}" for low, high in gaps if low <= high
    )
    tables = {
        versions[0].relation: versions[0]
        for log_id in (MOST, COMMON_LOG)
        for versions in readable(kept_shapes(connection, log_id)[0], stored)[0]
    }
    too_many = dict.fromkeys(tables, 0)
    if rows is not None:
        there = _counted(connection, list(tables.values()))
        too_many = {name: n - rows[name] for name, n in there.items() if n > rows[name]}
    for relation, surplus in too_many.items():
        found = list(_of_table(connection, tables[relation], nowhere))
        yield from found
        if surplus and not found:
            yield hidden(relation, surplus)


def _counted(connection: Connection, tables: list[Shape]) -> dict[str, int]:
    """How many facts each table has; of the common log's, those that have a place."""
    for setting in WITHOUT_INDEXES:
        connection.execute(text(f"SET LOCAL {setting} = off"))
    counts = ", ".join(
        f"(SELECT count({'log_position' if shape.common else '*'}) FROM {shape.relation})"
        for shape in tables
    )
    found = connection.execute(text(f"SELECT ARRAY[{counts}]::bigint[]")).scalar_one()
    for setting in WITHOUT_INDEXES:
        connection.execute(text(f"SET LOCAL {setting} = on"))
    return {shape.relation: int(n) for shape, n in zip(tables, found, strict=True)}


def _of_table(connection: Connection, shape: Shape, nowhere: str) -> Iterator[Finding]:
    """The rows of a table that stand in no log."""
    relation = shape.relation
    if shape.common:
        found = connection.execute(
            text(f"SELECT log_position FROM {relation} WHERE log_position < 1 LIMIT 100")
        )
        for row in found:
            yield added(COMMON_LOG, row.log_position, relation)
        return
    for condition in (nowhere, "fact.book_id IS NULL OR fact.log_position IS NULL"):
        yield from _rows(connection, relation, f"{relation} AS fact WHERE {condition}")
    for beyond in ("> head.last_position", "< 1"):
        # Book by book, by the key: joined as a whole, every row would be read.
        yield from _rows(
            connection,
            relation,
            "ledger.book_head AS head CROSS JOIN LATERAL (SELECT placed.book_id,"
            f" placed.log_position FROM {relation} AS placed WHERE"
            f" placed.book_id = head.book_id AND placed.log_position {beyond}"
            " LIMIT 100) AS fact",
        )


def _rows(connection: Connection, relation: str, source: str) -> Iterator[Finding]:
    """The rows of a table that a condition finds, each as one that no posting wrote."""
    found = connection.execute(
        text(
            f"SELECT fact.book_id, fact.log_position FROM {source}"
            " ORDER BY fact.book_id, fact.log_position LIMIT 100"
        )
    )
    for row in found:
        yield added(row.book_id or COMMON_LOG, row.log_position, relation)


def later_columns_filled(
    connection: Connection, log_id: int, tables: list[list[Shape]], stored: Stored
) -> Iterator[Finding]:
    """Values in columns that came after the row was sealed, so that no hash has them."""
    for versions in tables:
        for shape, first, last in stretches(versions, 1, MOST_POSITION):
            known = {column.name for column in shape.columns}
            later = [f'"{name}"' for name in stored[shape.relation] if name not in {*known, SALT}]
            if later:
                condition = (
                    f"{shape.within(log_id, first, last)} AND num_nonnulls({', '.join(later)}) > 0"
                )
                found = connection.execute(
                    text(f"SELECT log_position FROM {shape.relation} WHERE {condition} LIMIT 100")
                )
                for row in found:
                    yield added(log_id, row.log_position, shape.relation)
