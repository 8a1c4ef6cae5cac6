"""How commands speak: tables and progress for people, JSON for programs."""

import csv
import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ledger.language import t

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ledger.imports.outcomes import Progress


def console(*, stderr: bool = False, width: int | None = None) -> "Console":
    """The terminal; it prints what the ledger holds as it is, square brackets and colons too."""
    from rich.console import Console  # noqa: PLC0415  (slow to import)

    return Console(
        stderr=stderr, width=width, highlight=False, soft_wrap=True, markup=False, emoji=False
    )


def print_whole(table: "Table") -> None:
    """Prints a table as wide as its amounts are: a cut-off amount is a wrong one."""
    from rich.measure import Measurement  # noqa: PLC0415

    out = console()
    needed = Measurement.get(out, out.options.update(max_width=1000), table).maximum
    console(width=max(out.width, needed)).print(table)


def print_json(value: Any) -> None:  # noqa: ANN401  (anything JSON can say)
    """A value as JSON; amounts as strings, so that no reader rounds them."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=plain))  # noqa: T201  (output)


def print_csv(rows: Iterable[Any]) -> None:
    """Data classes as CSV with a header; amounts in plain figures."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(field.name for field in dataclasses.fields(row))
        writer.writerow(getattr(row, field.name) for field in dataclasses.fields(row))


def plain(value: object) -> Any:  # noqa: ANN401
    """What JSON has no word for."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, Decimal | dt.date | dt.datetime):
        return str(value)
    raise TypeError(type(value))


def yuan(amount: Decimal | None) -> str:
    """An amount in yuan with its thousands parted."""
    return "" if amount is None else f"{amount:,.2f}"


@contextmanager
def progress_bar() -> Iterator["Progress"]:
    """A progress bar on the error stream, told of steps as an import tells them.

    Where no terminal watches it shows nothing.
    """
    if not sys.stderr.isatty():
        yield lambda _step, _done, _of: None
        return
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(t("打开", "open"), total=None)

        def tell(step: str, done: int, of: int | None) -> None:
            verb, _, what = step.partition(" ")
            words = f"{step_words(verb)} {what}".strip()
            if done:
                bar.update(task, description=words, completed=done, total=of)
            else:
                bar.update(task, description=words)

        yield tell


def step_words(verb: str) -> str:
    """A step of an import in words."""
    return {
        "open": t("打开", "open"),
        "read": t("读取", "read"),
        "post": t("入账", "post"),
        "check": t("核对", "check"),
        "commit": t("提交", "commit"),
        "seal": t("封存", "seal"),
        "verify": t("核验", "verify"),
    }.get(verb, verb)
