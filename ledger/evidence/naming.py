"""Names the column that was changed, by finding a value that gives the sealed hash again.

Who knows the hash of a fact as it was and the fact as it is can try values in each column until the
hash comes back; that it does is proof, as no two contents share a hash. Tried are values that occur
elsewhere in the same book, all days and positions there may be, and what entries and payments of a
voucher leave over of each other. What is not among them is not named.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.evidence.candidates import Value, all_of_kind, candidates
from ledger.evidence.findings import Finding, changed, moved, renamed
from ledger.evidence.leaves import with_rows
from ledger.evidence.shapes import COMMON_LOG, SALT, Column, Shape, shapes, stretches
from mingzhang_verify import ESCAPES, field_salt, leaf_hash, sha256

#: Findings that are looked into.
LOOKED_INTO = 20


@dataclass
class Row:
    """A fact as it is now: its shape, the text of its values, and what personal ones are salted."""

    log_id: int
    position: int
    shape: Shape
    values: dict[str, Value]
    salt: bytes | None

    def entered(self, column: Column, value: Value) -> str:
        """A value as it would stand in the line."""
        if value is None:
            return r"\N"
        if not column.personal:
            return value.translate(ESCAPES)
        return sha256(field_salt(self.salt or b"", column.name) + value.encode()).hex()

    def fields(self) -> list[bytes]:
        """The line's fields as they are now."""
        return [
            self.entered(column, self.values[column.name]).encode() for column in self.shape.columns
        ]

    def would_give(self, column: Column, values: Iterable[Value], sealed: bytes) -> Iterator[Value]:
        """Those of the values that give the sealed hash if they stood in a column."""
        fields = self.fields()
        place = self.shape.columns.index(column)
        before = b"".join(field + b"\t" for field in fields[:place])
        after = b"".join(b"\t" + field for field in fields[place + 1 :])
        before = b"\x00" + self.shape.digest + before
        for value in values:
            content = before + self.entered(column, value).encode() + after
            if hashlib.sha256(content).digest() == sealed:
                yield value


def name_columns(
    connection: Connection, findings: list[Finding], sealed: dict[tuple[int, int], bytes]
) -> list[Finding]:
    """The findings, with the table and the column of those where they can be known.

    Args:
        connection: within `plain_output`.
        findings: what verification found.
        sealed: the hashes that positions were sealed with, by log and position.
    """
    looked_into = {
        (found.log_id, found.position): None
        for found in findings
        if found.kind in ("changed", "missing", "added") and found.position is not None
    }
    rows = [row for at in list(looked_into)[:LOOKED_INTO] for row in rows_at(connection, *at)]
    return [named(connection, found, rows, sealed) for found in findings]


def named(
    connection: Connection,
    found: Finding,
    rows: list[Row],
    sealed: dict[tuple[int, int], bytes],
) -> Finding:
    """One finding, with what can be known of it."""
    if found.position is None or (found.log_id, found.position) not in sealed:
        return found
    kept = sealed[found.log_id, found.position]
    for row in rows:
        if (row.log_id, row.position) != (found.log_id, found.position) and _stood_at(
            row, found.log_id, found.position, kept
        ):
            return moved(found.log_id, found.position, row.shape.relation, row.log_id, row.position)
    if found.kind != "changed":
        return found
    for row in rows:
        if (row.log_id, row.position) == (found.log_id, found.position):
            where = changed(found.log_id, found.position, row.shape.relation)
            for column, value in values_before(connection, row, rows, kept):
                return renamed(where, column.name, value, row.values[column.name])
            return where
    return found


def values_before(
    connection: Connection, row: Row, rows: list[Row], sealed: bytes
) -> Iterator[tuple[Column, Value]]:
    """Columns with values that give the sealed hash; the likely ones are tried first."""
    for column in row.shape.columns:
        elsewhere = [other.values.get(column.name) for other in rows]
        likely = candidates(
            connection, row.log_id, row.shape, column, values=row.values, elsewhere=elsewhere
        )
        for value in row.would_give(column, likely, sealed):
            yield column, value
    for column in row.shape.columns:
        for value in row.would_give(column, all_of_kind(column), sealed):
            yield column, value


def _stood_at(row: Row, log_id: int, position: int, sealed: bytes) -> bool:
    """Whether a row that stands elsewhere now is the one that was sealed at a place."""
    there = dict(row.values)
    there["log_position"] = str(position)
    if "book_id" in there and log_id != COMMON_LOG and not row.shape.common:
        there["book_id"] = str(log_id)
    other = Row(log_id, position, row.shape, there, row.salt)
    return leaf_hash(row.shape.digest + b"\t".join(other.fields())) == sealed


def rows_at(connection: Connection, log_id: int, position: int) -> list[Row]:
    """The rows that claim a position now."""
    asked = [
        part for versions in shapes(connection, log_id)
        for part in stretches(versions, position, position)
    ]  # fmt: skip
    return [
        row
        for shape, _, _ in with_rows(connection, log_id, asked)
        for row in _read(connection, log_id, shape, shape.within(log_id, position, position))
    ]


def _read(connection: Connection, log_id: int, shape: Shape, condition: str) -> list[Row]:
    salted = any(column.personal for column in shape.columns)
    listed = ", ".join(f'{column.shown} AS "{column.name}"' for column in shape.columns)
    found = connection.execute(
        text(
            f"SELECT {listed}{', uuid_send(salt) AS salt' if salted else ''}"
            f" FROM {shape.relation} WHERE {condition} LIMIT 10"
        )
    ).mappings()
    return [
        Row(
            log_id,
            int(row["log_position"]),
            shape,
            {column.name: row[column.name] for column in shape.columns},
            bytes(row[SALT]) if salted and row[SALT] is not None else None,
        )
        for row in found
    ]
