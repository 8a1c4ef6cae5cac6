"""The SQL objects of the database, one a file, in the order in which they can be applied."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What has to be there before the tables, and what stands on them.
BEFORE_TABLES = ("roles",)
AFTER_TABLES = ("types", "functions", "views", "triggers", "policies", "grants")
_VIEW_NAMED = re.compile(r"\bfacts\.([a-z_]+)")


def files(kinds: tuple[str, ...]) -> Iterator[Path]:
    """The files of the kinds named, in an order that each may follow the one before it."""
    for kind in kinds:
        found = sorted(ROOT.glob(f"*/sql/{kind}/*.sql"))
        yield from in_order_of_use(found) if kind == "views" else found


def in_order_of_use(views: list[Path]) -> list[Path]:
    """Views after the views they read.

    Raises:
        ValueError: two views read each other.
    """
    by_name = {path.stem: path for path in views if path.parent.parent.parent.name == "ledger"}
    placed: list[Path] = []
    waiting = list(views)
    while waiting:
        ready = [path for path in waiting if not needs(path, by_name) & {*waiting} - {path}]
        if not ready:
            raise ValueError(f"views that read each other: {[path.stem for path in waiting]}")
        placed.extend(ready)
        waiting = [path for path in waiting if path not in ready]
    return placed


def needs(path: Path, by_name: dict[str, Path]) -> set[Path]:
    """The views a view reads."""
    text = path.read_text(encoding="utf-8")
    return {by_name[name] for name in _VIEW_NAMED.findall(text) if name in by_name}


def script(kinds: tuple[str, ...]) -> str:
    """All files of the kinds as one script."""
    parts = [
        f"-- {path.relative_to(ROOT)}\n{path.read_text(encoding='utf-8')}" for path in files(kinds)
    ]
    return "SET LOCAL check_function_bodies = off;\n\n" + "\n".join(parts)
