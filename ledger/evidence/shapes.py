"""The shape of a fact: which columns of a table are sealed, in which order, and which are hashed.

A leaf is the hash of its shape's hash and of the row as one line of text; docs/evidence.md says
both byte by byte. A shape never changes: a table that changes gets a new version of its shape, for
the positions from then on.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact, Fact
from ledger.errors import SystemFailed
from mingzhang_verify import ENCODING

#: Columns that stand first, in this order, where a table has them; the salt is never in a line.
FIRST = ("log_position", "book_id")
SALT = "salt"
COMMON_LOG = 0
#: What a shape may be: it names what is asked of the database, and lies in that database.
SHAPED = re.compile(
    re.escape(ENCODING)
    + r"\n(ledger|audits)\.[a-z_]+\n([a-z0-9_]+ [a-z0-9_(),\[\]]+( personal)?\n)+"
)


class FactShape(Base):
    """A version of the shape of a table's facts."""

    __tablename__ = "fact_shape"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    relation: Mapped[str] = mapped_column(primary_key=True, comment="schema and table")
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    common: Mapped[bool] = mapped_column(comment="its facts stand in the common log")
    shape: Mapped[str] = mapped_column(comment="the text whose hash is in every leaf")


class ShapeStart(Base):
    """From which position of a log on a version of a shape holds; without a row, from the first."""

    __tablename__ = "shape_start"

    log_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    relation: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_position: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True)
class Column:
    """A sealed column."""

    name: str
    kind: str
    personal: bool

    @property
    def entered(self) -> str:
        """The SQL of its value as it enters the line: of what is personal, only a hash."""
        if not self.personal:
            return f'"{self.name}"'
        hashed = f"encode(sha256({self.salt} || convert_to({self.shown}, 'UTF8')), 'hex')"
        # Most personal columns are empty in most rows: nothing is hashed there.
        return f'CASE WHEN "{self.name}" IS NOT NULL THEN {hashed} END'

    @property
    def shown(self) -> str:
        """The SQL of its text as a line writes it, before escapes.

        A cast would be another's to define, and writes truth in words: COPY and `format` write
        every value as its type does.
        """
        if self.kind == "text":
            return f'"{self.name}"'
        return f'CASE WHEN "{self.name}" IS NOT NULL THEN format(\'%s\', "{self.name}") END'

    @property
    def salt(self) -> str:
        """The SQL of what a personal value is hashed with.

        Where a salt is missing the value enters all the same: what was empty when it was sealed
        could be filled in unseen otherwise.
        """
        salted = "coalesce(uuid_send(salt), ''::bytea)"
        return f"sha256({salted} || convert_to('{self.name}', 'UTF8'))"


@dataclass(frozen=True)
class Shape:
    """A version of the shape of a table's facts, read from its text."""

    text: str
    common: bool
    version: int = 1
    first_position: int = 1

    @cached_property
    def relation(self) -> str:
        """Schema and table."""
        return self.text.splitlines()[1]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The sealed columns, in their order."""
        lines = (line.split(" ") for line in self.text.splitlines()[2:])
        return tuple(Column(name, kind, bool(marks)) for name, kind, *marks in lines)

    @cached_property
    def digest(self) -> bytes:
        """What every leaf of this shape begins with."""
        return hashlib.sha256(self.text.encode()).digest()

    @cached_property
    def line(self) -> str:
        """The SQL list of what makes the line."""
        return ", ".join(column.entered for column in self.columns)

    def within(self, log_id: int, first: int, last: int) -> str:
        """The SQL condition on rows of a log between two positions, both included."""
        of_book = "" if self.common else f"book_id = {log_id:d} AND "
        return f"{of_book}log_position BETWEEN {first:d} AND {last:d}"


def shape_of(fact: type[Base]) -> Shape | None:
    """The shape of a kind of fact as it is now; None where it is no fact."""
    common = issubclass(fact, CommonFact)
    if not common and not issubclass(fact, Fact):
        return None
    table: Any = fact.__table__
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    columns = sorted(
        (column for column in table.columns if column.name != SALT),
        key=lambda column: FIRST.index(column.name) if column.name in FIRST else len(FIRST),
    )
    lines = [ENCODING, table.fullname]
    for column in columns:
        kind = str(column.type.compile(dialect)).split(" COLLATE")[0].lower()
        marks = " personal" if column.info.get("personal") else ""
        lines.append(f"{column.name} {kind.replace(', ', ',').replace(' ', '_')}{marks}")
    return Shape("\n".join(lines) + "\n", common)


def shapes(connection: Connection, log_id: int, relation: str | None = None) -> list[list[Shape]]:
    """The shapes that hold in a log, or of one table in it: all versions, the earliest first.

    Raises:
        SystemFailed: what stands in the table is no shape.
    """
    found, broken = kept_shapes(connection, log_id, relation)
    for name in broken:
        raise SystemFailed(
            f"表 ledger.fact_shape 中 {name} 的形状被改动过，不能封存和核验。",
            f"The shape of {name} in the table ledger.fact_shape was changed: nothing can be "
            "sealed or proven by it.",
        )
    return found


def kept_shapes(
    connection: Connection, log_id: int, relation: str | None = None
) -> tuple[list[list[Shape]], list[str]]:
    """The shapes as `shapes` gives them, and the tables of which something else is kept."""
    rows = connection.execute(
        text(
            "SELECT shape.relation, shape.shape, shape.common, shape.version,"
            " coalesce(start.first_position, 1) AS first_position"
            " FROM ledger.fact_shape AS shape"
            " LEFT JOIN ledger.shape_start AS start ON shape.relation = start.relation"
            " AND shape.version = start.version AND start.log_id = :log_id"
            " WHERE shape.common = (:log_id = :common)"
            " AND (CAST(:relation AS text) IS NULL OR shape.relation = :relation)"
            " ORDER BY shape.relation, shape.version"
        ),
        {"log_id": log_id, "common": COMMON_LOG, "relation": relation},
    )
    grouped: dict[str, list[Shape]] = {}
    broken: dict[str, None] = {}
    for row in rows:
        shape = read_shape(row.shape, row.version, row.first_position, common=row.common)
        if shape is None or shape.relation != row.relation:
            broken[str(row.relation)] = None
        else:
            grouped.setdefault(shape.relation, []).append(shape)
    return [versions for name, versions in grouped.items() if name not in broken], list(broken)


@lru_cache(1 << 12)
def read_shape(
    shape: str | None, version: int | None, first_position: int, *, common: bool
) -> Shape | None:
    """A shape as it is kept; None where that is none."""
    if version is None or not SHAPED.fullmatch(shape or ""):
        return None
    return Shape(shape or "", common, version, first_position)


def stretches(versions: Iterable[Shape], first: int, last: int) -> list[tuple[Shape, int, int]]:
    """Which version holds where between two positions: the latest that has begun."""
    found = []
    end = last
    for shape in reversed(list(versions)):
        begin = max(first, shape.first_position)
        if begin <= end:
            found.append((shape, begin, end))
            end = begin - 1
    return found[::-1]
