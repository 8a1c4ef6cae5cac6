"""Puts problems that say the same of many rows into one, so that a list of them can be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ledger.imports.problems import Problem

#: Ranges of rows named before the rest is only counted.
RANGES = 6


@dataclass(frozen=True)
class RepeatedProblem:
    """A problem as its first row has it, and all the rows that have it."""

    problem: Problem
    #: In the order of the file; empty: it is of a whole sheet.
    rows: tuple[int, ...]

    @property
    def places(self) -> str:
        """The rows in few words: 3-3002, or 3, 7, 9-12 and an ellipsis where there are more."""
        ranges = list(ranges_of(self.rows))
        words = ", ".join(
            str(first) if first == last else f"{first}-{last}" for first, last in ranges[:RANGES]
        )
        return f"{words} …" if len(ranges) > RANGES else words


def together(problems: Iterable[Problem]) -> list[RepeatedProblem]:
    """The problems, one for each sheet, column, value and sentence, in the order of the first."""
    rows: dict[Problem, list[int]] = {}
    firsts: dict[Problem, Problem] = {}
    for problem in problems:
        same = replace(problem, row=None)
        firsts.setdefault(same, problem)
        rows.setdefault(same, []).extend(() if problem.row is None else (problem.row,))
    return [RepeatedProblem(first, tuple(rows[same])) for same, first in firsts.items()]


def ranges_of(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last of each run of rows without a gap."""
    ordered = sorted(set(rows))
    begin = 0
    for at, row in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] != row + 1:
            yield ordered[begin], row
            begin = at + 1
