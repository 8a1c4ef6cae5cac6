"""Reads the columns of a frame: each distinct value, or combination of values, once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ledger.imports.cells import Raw
from ledger.imports.columns import Column, Group, Kind
from ledger.imports.frames import Combination, Frame
from ledger.imports.problems import CellProblem

#: What is remembered of one column, in two generations of this many entries.
COLUMN_MEMORY = 5_000
#: What is remembered of one group, in one generation: its entries are dear to read again, for they
#: are hashed and sealed, and large, so that two generations would not fit the bar of 300 MiB.
GROUP_MEMORY = 210_000

Key = TypeVar("Key")
Value = TypeVar("Value")
Cell = TypeVar("Cell")
Converter = Callable[[Raw], str]

#: Kinds of columns whose values seldom repeat: remembering them costs more than reading them.
SELDOM_REPEATED = {Kind.CODE, Kind.MONEY, Kind.SIGNED_MONEY, Kind.ID_NUMBER}


class Memory(Generic[Key, Value]):
    """A bounded memory: when it is full the older half is let go, unless it was asked for since.

    With one generation only, all of it is let go.
    """

    def __init__(self, limit: int, generations: int = 2) -> None:
        self.limit = limit
        self.keeps_old = generations > 1
        self.young: dict[Key, Value] = {}
        self.old: dict[Key, Value] = {}

    def remember(self, key: Key, value: Value) -> None:
        """Keeps a value."""
        if len(self.young) >= self.limit:
            self.old, self.young = self.young if self.keeps_old else {}, {}
        self.young[key] = value

    def recall(self, key: Key) -> Value | None:
        """The value kept for a key, or None."""
        value = self.young.get(key)
        if value is None:
            value = self.old.get(key)
            if value is not None:
                self.remember(key, value)
        return value


@dataclass
class CellReader:
    """How the cells of one column are read."""

    column: Column
    position: int | None
    convert: Converter
    #: What an empty cell becomes: the right number of NULL fields, or the default.
    empty: str

    def one(self, value: Raw) -> str:
        """One cell's fields of a COPY line.

        Raises:
            CellProblem: it cannot be read, or is empty where it must not be.
        """
        if value == "" or value is None or (isinstance(value, str) and value.isspace()):
            if self.column.required:
                raise CellProblem("required")
            return self.empty
        return self.convert(value)

    def problem_in(self, row: list[Raw]) -> CellProblem | None:
        """What is wrong with this column's cell of a row, if anything."""
        try:
            self.one("" if self.position is None else row[self.position])
        except CellProblem as problem:
            return problem
        return None


@dataclass
class ColumnReader:
    """Reads one column; values that repeat are remembered from frame to frame."""

    cell: CellReader
    memory: Memory[Raw, str] = field(default_factory=lambda: Memory(COLUMN_MEMORY))

    def read(self, frame: Frame) -> tuple[list[str], set[int]]:
        """The fields of each row, and the indexes of rows whose cell cannot be read."""
        if self.cell.position is None:
            values: list[Raw] = [""] * frame.size
        else:
            values = frame.column(self.cell.position)
        if self.cell.column.kind in SELDOM_REPEATED:
            try:
                return list(map(self.cell.one, values)), set()
            except CellProblem:
                return read_each(values, [None] * len(values), self.cell.one)
        return read_each(values, list(map(self.memory.young.get, values)), self.remembered)

    def remembered(self, value: Raw) -> str:
        """One value's fields, from memory or read anew."""
        known = self.memory.recall(value)
        if known is None:
            known = self.cell.one(value)
            self.memory.remember(value, known)
        return known


def read_each(
    values: list[Cell], fields: list[str | None], read: Callable[[Cell], str]
) -> tuple[list[str], set[int]]:
    """Fills in the fields not known yet; returns all, and the indexes of what cannot be read."""
    bad: set[int] = set()
    fresh: dict[Cell, str] = {}
    if None in fields:
        for index, known in enumerate(fields):
            if known is None:
                value = values[index]
                try:
                    fields[index] = fresh.get(value) or fresh.setdefault(value, read(value))
                except CellProblem:
                    fields[index] = ""
                    bad.add(index)
    return [each or "" for each in fields], bad


@dataclass
class GroupReader:
    """Reads the columns of a group; each combination gets a number and one line of its own.

    The memory is bounded, so that a combination may be numbered twice: the database finds out
    that both are the same.
    """

    group: Group
    cell_readers: list[CellReader]
    memory: Memory[Combination, str] = field(
        default_factory=lambda: Memory(GROUP_MEMORY, generations=1)
    )
    #: The last number given; the tables of one sheet go on counting where the last one ended.
    count: int = 0
    #: Lines for COPY of the combinations numbered since they were last taken.
    lines: list[str] = field(default_factory=list)

    def read(self, frame: Frame) -> tuple[list[str], set[int]]:
        """The number of each row's combination, and the indexes of rows that cannot be read."""
        positions = [reader.position for reader in self.cell_readers if reader.position is not None]
        found = frame.combinations(positions)
        known = list(map(self.memory.young.get, found))
        return read_each(found, known, lambda combination: self.number(frame, combination))

    def number(self, frame: Frame, combination: Combination) -> str:
        """The number of a combination, from memory or given anew."""
        known = self.memory.recall(combination)
        if known is None:
            values = iter(frame.cells(combination))
            fields = [
                reader.one("" if reader.position is None else next(values))
                for reader in self.cell_readers
            ]
            self.count += 1
            known = str(self.count)
            self.lines.append(known + "\t" + "\t".join(fields))
            self.memory.remember(combination, known)
        return known

    def take_lines(self) -> list[str]:
        """The lines since the last time, which are let go."""
        lines, self.lines = self.lines, []
        return lines
