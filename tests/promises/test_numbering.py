"""Promise 4: numbers run 1..n without a gap, under concurrency, rollback and kill -9."""

import datetime as dt
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from online import Payable, check_numbering, known_payables, pay, payables
from servers import prepared_server
from sqlalchemy import Engine, text

from ledger.database import open_engine
from ledger.personal import Protector
from ledger.server import start_embedded_server

_references = count(1)
#: Of one worker: which book, which month, and whether it commits, one posting after the other.
PLANS = st.lists(
    st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3), st.booleans()), max_size=6),
    min_size=1,
    max_size=4,
)


def carry_out(
    engine: Engine, books: list[Payable], plan: list[tuple[int, int, bool]]
) -> dict[tuple[int, int], int]:
    """Posts as planned; how many postings of a book and month were committed."""
    committed: dict[tuple[int, int], int] = {}
    for which, month, commits in plan:
        with engine.connect() as connection:
            pay(connection, books[which], f"N{next(_references)}", dt.date(2023, month, 1))
            if commits:
                connection.commit()
                key = (books[which].book, 202300 + month)
                committed[key] = committed.get(key, 0) + 1
            else:
                connection.rollback()
    return committed


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plans=PLANS)
def test_promise_4_numbers_have_no_gap_whoever_posts_and_rolls_back_at_once(
    engine: Engine, protector: Protector, plans: list[list[tuple[int, int, bool]]]
) -> None:
    books = known_payables(engine) or payables(engine, protector)
    before = numbers(engine)
    with ThreadPoolExecutor(len(plans)) as workers:
        done = list(workers.map(lambda plan: carry_out(engine, books, plan), plans))
    expected = dict(before)
    for committed in done:
        for key, times in committed.items():
            expected[key] = expected.get(key, 0) + times
    assert numbers(engine) == expected
    with engine.connect() as connection:
        check_numbering(connection)


def numbers(engine: Engine) -> dict[tuple[int, int], int]:
    """The last voucher number of every book and month."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT book_id, period, max(number) FROM ledger.voucher GROUP BY 1, 2")
        )
        return {(book, period): last for book, period, last in rows}


#: Posts one payment after the other, a line for each that is committed.
POSTER = """
import sys
from itertools import count
from online import Payable, pay
from ledger.database import open_engine

engine = open_engine(sys.argv[1])
payable = Payable(*map(int, sys.argv[2:6]))
for number in count():
    with engine.begin() as connection:
        pay(connection, payable, f"{sys.argv[6]}-{number}")
    print(number, flush=True)
"""


def poster(database: str, payable: Payable, name: str) -> "subprocess.Popen[str]":
    """A process that posts until it is killed."""
    path = os.pathsep.join([str(Path.cwd()), str(Path(__file__).parent.parent)])
    values = [payable.book, payable.source, payable.project, payable.payee]
    return subprocess.Popen(
        [sys.executable, "-c", POSTER, database, *map(str, values), name],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(posters: "list[subprocess.Popen[str]]", lines: int) -> list[int]:
    """Lets each post so many, kills all; the last number that each said it had committed."""
    last = []
    for process in posters:
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline()
    for process in posters:
        process.send_signal(signal.SIGKILL)
    for process in posters:
        rest = process.communicate()[0].split("\n")
        complete = [int(line) for line in rest[:-1] if line]
        last.append(max([lines - 1, *complete]))
    return last


def test_promise_4_a_killed_client_leaves_no_gap_and_loses_nothing_it_was_told_of(
    engine: Engine, database: str, protector: Protector
) -> None:
    books = payables(engine, protector)
    posters = [poster(database, books[0], name) for name in "ab"]
    last = kill_after(posters, 20)
    with engine.begin() as connection:
        pay(connection, books[0], "after")
        check_numbering(connection)
        for name, number in zip("ab", last, strict=True):
            there = connection.execute(
                text(
                    "SELECT count(*) FROM ledger.disbursement WHERE external_reference LIKE :name"
                ),
                {"name": f"{name}-%"},
            ).scalar_one()
            # One more may have been committed than could be said.
            assert there in {number + 1, number + 2}


def test_promise_4_a_killed_server_comes_back_with_everything_and_without_a_gap(
    tmp_path_factory: pytest.TempPathFactory, protector: Protector
) -> None:
    data_dir = tmp_path_factory.mktemp("crash")
    url = prepared_server(data_dir)
    engine = open_engine(url)
    books = payables(engine, protector)
    engine.dispose()
    process = poster(url, books[0], "c")
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    postmaster = int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    said = 20 + process.communicate()[0].count("\n")
    url = start_embedded_server(data_dir)
    engine = open_engine(url)
    with engine.begin() as connection:
        there = connection.execute(
            text("SELECT count(*) FROM ledger.disbursement WHERE external_reference LIKE 'c-%'")
        ).scalar_one()
        assert there in {said, said + 1}
        pay(connection, books[0], "after")
        check_numbering(connection)
    engine.dispose()
