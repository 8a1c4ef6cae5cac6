"""Balances, statements and traces as of random pairs of times, while one book grows a hundredfold.

    python benchmarks/growth.py [ENTRIES ...]

The book is that of `growing_book.py`: 100,000 entries are its first month, 10,000,000 ten years.
Questions are asked as the application asks them, each of a random day and a random moment.
"""

import datetime as dt
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ground import Figure, Ground, table
from growing_book import FIRST_DAY, POSITIONS, VOUCHERS_A_DAY, GrowingBook
from sqlalchemy import Connection, text

from ledger.account_statements import After, Asked, account_statement
from ledger.accounts import Account
from ledger.balances import source_balances
from ledger.flows import trace_down, trace_up
from ledger.paid_from_source import paid_from
from ledger.scopes import Scope

SIZES = (100_000, 1_000_000, 10_000_000)
#: A question may take so many times as long, and read so many times as many pages, of a book a
#: hundred times as large.
BAR = 3.0
QUESTIONS = 15
#: Asked first and not counted.
WARMING = 3

Question = Callable[[Connection, dt.date, dt.datetime], object]


def questions(grown: GrowingBook) -> dict[str, Question]:
    """What is asked, each of a random day and a random moment."""
    with grown.engine.connect() as connection:
        top = connection.execute(
            text("SELECT book_id, log_position FROM ledger.source WHERE kind = 'appropriation'")
        ).one()
        payable = connection.execute(text("SELECT * FROM public.payable WHERE nth = 7")).one()
    book, dice = grown.book, random.Random(2)  # noqa: S311  (which question, not a secret)

    def payment() -> int:
        return grown.base + POSITIONS * dice.randrange(grown.vouchers) + 2

    return {
        "balance of the book": lambda to, on, at: source_balances(to, book, on, at),
        "balance of a project": lambda to, on, at: source_balances(
            to, Scope(book, project_id=payable.project_id), on, at
        ),
        "a page of the statement of a source": lambda to, on, at: account_statement(
            to,
            Asked(
                Scope(book, (payable.source_id,)),
                Account.UNSPENT,
                on.replace(month=1, day=1),
                on,
                at,
            ),
            after=After(on - dt.timedelta(days=3), 0),
        ),
        "trace of the province's source down": lambda to, on, at: trace_down(
            to, top.book_id, top.log_position, on, at
        ),
        "a page of who was paid of a source": lambda to, on, at: paid_from(
            to, book, payable.source_id, as_of=on, known_at=at, after=(on, 0, 0)
        ),
        "trace of a payment up": lambda to, _, __: trace_up(to, book, payment()),
    }


def ask(grown: GrowingBook, question: Question) -> tuple[float, float]:
    """The middle one of the milliseconds it took, and of the pages it read."""
    dice = random.Random(1)  # noqa: S311
    days = grown.vouchers // VOUCHERS_A_DAY
    times, pages = [], []
    with grown.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for number in range(QUESTIONS + WARMING):
            on = FIRST_DAY + dt.timedelta(days=dice.randrange(days))
            at = grown.moment(dice.randrange(grown.vouchers))
            before = pages_read(connection)
            began = time.monotonic()
            question(connection, on, at)
            took = time.monotonic() - began
            if number >= WARMING:
                times.append(took * 1000)
                pages.append(pages_read(connection) - before)
    return statistics.median(times), statistics.median(pages)


def pages_read(connection: Connection) -> int:
    """How many pages this connection has read so far, from memory or disk."""
    connection.execute(text("SELECT pg_stat_force_next_flush()"))
    return int(
        connection.execute(
            text("SELECT sum(hits + reads) FROM pg_stat_get_backend_io(pg_backend_pid())")
        ).scalar_one()
    )


def measure(ground: Ground, sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Asks the same of the book at each size; the largest against the smallest."""
    grown = GrowingBook(ground)
    found: dict[str, list[tuple[float, float]]] = {}
    for size in sizes:
        began = time.monotonic()
        rolled = grown.grow(size)
        print(f"  {size:,} entries written in {time.monotonic() - began:.0f} s,", end=" ")
        print(f"of it rolled up in {rolled:.1f} s", flush=True)
        for claim, question in questions(grown).items():
            took, pages = ask(grown, question)
            found.setdefault(claim, []).append((took, pages))
            print(f"    {claim}: {took:.1f} ms, {pages:,.0f} pages", flush=True)
    grown.engine.dispose()
    grown.owner.dispose()
    figures = []
    for claim, answers in found.items():
        ratio = answers[-1][0] / answers[0][0]
        middle = ", ".join(f"{took:.0f}" for took, _ in answers[1:-1])
        figures.append(
            Figure(
                f"{claim}, {sizes[-1]:,} entries",
                f"{answers[-1][0]:.1f} ms, {answers[-1][1]:,.0f} pages",
                f"{sizes[0]:,} entries {answers[0][0]:.1f} ms, {answers[0][1]:,.0f} pages"
                + (f" (between: {middle} ms)" if middle else ""),
                ratio,
                f"≤ {BAR} ×",
                ratio <= BAR,
            )
        )
    return figures


def main() -> int:
    """Measures; the exit code is 1 where a bar is not met."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    with tempfile.TemporaryDirectory(prefix="mz-bench-", ignore_cleanup_errors=True) as folder:
        figures = measure(Ground(Path(folder)), sizes)
    print(f"\n{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
