"""What it costs to keep people apart, and that books which a person may not see cost nothing.

Pages and runs with row-level security are measured against without, and the pages of one county's
auditor among 1,020 books against the same among 20. Both are asked by turns.
Pages are asked of the application over HTTP, as browsers do. Without means: the application signed
in as the superuser, whom no policy is applied to, for a person who sees every book anyway.
"""

import datetime as dt
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from bulk_file import BOOKS, write_background, write_payments
from copied_books import copy_book, tidy
from ground import Figure, Ground
from page_reader import PagesRead, Reader
from sqlalchemy import Connection, Engine, text

from audits.recording import begin_run
from audits.running import run
from expectations.catalogue import rules
from expectations.checker import Checker, settings_of_run
from expectations.queries import storing
from ledger.data_keys import load_protector
from ledger.database import Role, open_engine
from ledger.settings import Settings
from web.application import create_application
from web.serving import open_socket

PAYMENTS, OTHER_BOOKS = 20_000, 1_000
#: A page may take so many times as long as without, a run too, and among fifty times as many books:
#: their indexes are a level deeper.
PAGE_BAR, RUN_BAR, GROWTH_BAR = 1.5, 1.15, 1.25
QUESTIONS, WARMING = 15, 3
AS_OF = dt.date(2022, 12, 31)
HOST = "127.0.0.1"


@contextmanager
def pages_of(ground: Ground, engine: Engine) -> Iterator[str]:
    """The pages over an engine, served on a port of this machine; their address."""
    opened = open_socket(HOST, 0)
    port = opened.getsockname()[1]
    settings = Settings(
        database_url=None,
        data_dir=ground.data_dir,
        host=HOST,
        port=port,
        smtp_url=None,
        mail_from="mingzhang@localhost",
        base_url=f"http://{HOST}:{port}",
    )
    protector = load_protector(engine, settings.master_key_file)
    server = uvicorn.Server(
        uvicorn.Config(create_application(engine, settings, protector), log_config=None)
    )
    opened.listen()
    serving = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    serving.start()
    try:
        yield settings.base_url
    finally:
        server.should_exit = True
        serving.join()
        opened.close()


def paths(connection: Connection, book_id: int) -> list[str]:
    """Pages of a book, and those that gather from all books their reader sees."""

    def first(table: str, schema: str = "ledger", column: str = "log_position") -> int:
        found = connection.execute(
            text(f"SELECT min({column}) FROM {schema}.{table} WHERE book_id = :book_id"),
            {"book_id": book_id},
        ).scalar_one()
        return int(found)

    book, source, paid = f"/books/{book_id}", first("source"), first("disbursement")
    return [
        "/",
        "/flags",
        "/runs",
        f"/flags/{book_id}/{first('flag', 'audits', 'flag_id')}",
        book,
        f"{book}/vouchers",
        f"{book}/disbursements",
        f"{book}/disbursements/{paid}",
        f"{book}/disbursements/{paid}/trace",
        f"{book}/sources/{source}",
        f"{book}/sources/{source}/payments",
        f"{book}/statement",
        f"{book}/trial-balance",
    ]


def by_turns(
    ground: Ground, engines: tuple[Engine, Engine], token: str, asked: list[str]
) -> list[list[float]]:
    """The sums over all pages, each by its middle question, over both engines: time and pages."""
    reads = [PagesRead(engine) for engine in engines]
    sums = [[0.0, 0.0], [0.0, 0.0]]
    with pages_of(ground, engines[0]) as first, pages_of(ground, engines[1]) as second:
        readers = [
            Reader(address, token, read)
            for address, read in zip((first, second), reads, strict=True)
        ]
        for path in asked:
            costs: list[list[tuple[float, int]]] = [[], []]
            for number in range(QUESTIONS + WARMING):
                for reader, counted in zip(readers, costs, strict=True):
                    cost = reader.look(path)
                    if number >= WARMING:
                        counted.append(cost)
            middle = [
                [statistics.median(each) for each in zip(*counted, strict=True)]
                for counted in costs
            ]
            told(path, *middle)
            sums = [
                [so_far + cost for so_far, cost in zip(sum_, own, strict=True)]
                for sum_, own in zip(sums, middle, strict=True)
            ]
    for engine in engines:
        engine.dispose()
    return sums


def told(path: str, ours: list[float], other: list[float]) -> None:
    """Prints one page's figures."""
    print(
        f"    {path}: {ours[0]:.1f} ms, {ours[1]:,.0f} pages against {other[0]:.1f} ms,"
        f" {other[1]:,.0f} pages",
        flush=True,
    )


def figure(claim: str, ours: float, other: tuple[str, float], unit: str, bar: float) -> Figure:
    """One claim: ours, and what it is measured against."""
    against, baseline = other
    return Figure(
        claim,
        f"{ours:,.1f} {unit}",
        f"{against} {baseline:,.1f} {unit}",
        ours / baseline,
        f"≤ {bar} ×",
        ours / baseline <= bar,
    )


def pages_with_and_without(ground: Ground, url: str, asked: list[str]) -> Figure:
    """All pages for the province's auditor, by the application and by the superuser."""
    engines = open_engine(url), open_engine(url, role=None)
    ours, other = by_turns(ground, engines, ground.tokens[url]["auditor"], asked)
    return figure(
        f"{len(asked)} pages of the province's auditor, with row-level security",
        ours[0],
        ("as superuser", other[0]),
        "ms",
        PAGE_BAR,
    )


def pages_among_more_books(ground: Ground, url: str, asked: list[str], book: int) -> list[Figure]:
    """All pages for a county's auditor, among 1,020 books and, in a ledger beside it, among 20."""
    crowded = ground.copy(url, "crowded")
    owner = open_engine(crowded, role=None)
    with owner.connect() as connection:
        neighbour = connection.execute(
            text("SELECT max(book_id) FROM ledger.book WHERE book_id <> :book"), {"book": book}
        ).scalar_one()
    began = time.monotonic()
    copy_book(owner, neighbour, OTHER_BOOKS)
    owner.dispose()
    tidy(open_engine(url, role=None))
    print(f"  {OTHER_BOOKS:,} books copied in {time.monotonic() - began:.0f} s", flush=True)
    engines = open_engine(crowded), open_engine(url)
    many, few = by_turns(ground, engines, ground.tokens[url]["county auditor"], asked)
    claim = f"{len(asked)} pages of one county's auditor among {len(BOOKS) + OTHER_BOOKS:,} books"
    return [
        figure(f"{claim}: {what}", many[nth], ("among 20", few[nth]), unit, GROWTH_BAR)
        for nth, (what, unit) in enumerate((("time", "ms"), ("pages read", "pages")))
    ]


def run_with_and_without(url: str) -> Figure:
    """Every rule's statement once, as rules are run and as the superuser, by turns, twice."""
    took: dict[Role | None, float] = {"mingzhang_audit": 0.0, None: 0.0}
    for _ in range(2):
        for role in took:
            jobs = open_engine(url, "mingzhang_jobs")
            with jobs.begin() as connection:
                run_id, horizon_id = begin_run(connection, AS_OF, None, "by hand")
            jobs.dispose()
            engine = open_engine(
                url,
                role=role,
                settings={k: str(v) for k, v in settings_of_run(horizon_id).items()},
            )
            began = time.monotonic()
            with engine.connect() as connection:
                for rule in rules():
                    statement = storing(rule, AS_OF, run_id, None).replace(":", r"\:")
                    connection.execute(text(statement))
                    connection.commit()
            took[role] += time.monotonic() - began
            engine.dispose()
    return figure(
        f"{len(rules())} rules' statements as rules are run",
        took["mingzhang_audit"],
        ("as superuser", took[None]),
        "s",
        RUN_BAR,
    )


def measure(ground: Ground) -> list[Figure]:
    """One ledger of 20 books, a run over it, its pages; then a thousand books more."""
    url = ground.database("apart")
    background, file = ground.folder / "apart", ground.folder / "apart bulk" / "支付.csv"
    write_background(background)
    write_payments(file, PAYMENTS)
    ground.bring(url, background)
    ground.bring(url, file)
    jobs = open_engine(url, "mingzhang_jobs")
    summary = run(jobs, Checker(url), rules(), as_of=AS_OF, started_by="benchmark")
    assert summary.complete
    jobs.dispose()
    owner = open_engine(url, role=None)
    with owner.connect() as connection:
        book = connection.execute(
            text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": BOOKS[0]}
        ).scalar_one()
        asked = paths(connection, book)
    owner.dispose()
    return [
        run_with_and_without(url),
        pages_with_and_without(ground, url, asked),
        *pages_among_more_books(ground, url, asked, book),
    ]
