"""Reads the notices as they were collected, each row under a number that never changes."""

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: The files of notices, and what the numbers of their rows begin with.
FILES = {
    "allocations": ("A", 3),
    "projects": ("P", 3),
    "payments": ("Z", 2),
    "settlements": ("J", 2),
    "doc_links": ("L", 2),
}

Row = dict[str, str]


def read_rows(folder: str, name: str) -> list[Row]:
    """The rows of one of our files."""
    with (HERE / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def originals() -> dict[str, Row]:
    """All rows of all notices by number: A001 is the first row of allocations.csv."""
    return {
        f"{letter}{order:0{digits}d}": row
        for name, (letter, digits) in FILES.items()
        for order, row in enumerate(read_rows("notices", name), 1)
    }


def numbers(name: str) -> list[str]:
    """The numbers of a file's rows."""
    letter, _ = FILES[name]
    return [number for number in originals() if number.startswith(letter)]


@cache
def decisions(name: str) -> dict[str, Row]:
    """What the mapping says of each row of a file, by the row's number."""
    return {row["row"]: row for row in read_rows("mapping", name)}


@cache
def places() -> dict[str, str]:
    """The division code that words of a notice mean: a place, or the office of one."""
    return {row["words"]: row["code"] for row in read_rows("mapping", "places")}
