"""Bulk import, validated, posted, balanced and sealed, against COPY into a bare table."""

import time

from bulk_file import HEADER, write_background, write_payments
from ground import Figure, Ground, most_memory_of_commands
from sqlalchemy import text

from ledger.database import open_engine

BAR, SEALING_BAR, MEMORY_BAR = 8.0, 0.25, 300


def remove_dead_rows(url: str) -> None:
    """Does what autovacuum does in the minutes that people take between their steps.

    A draft and its review undo what they tried, and leave it behind as dead rows.
    """
    engine = open_engine(url, role=None).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("VACUUM"))
    engine.dispose()


def measure(ground: Ground, payments: int) -> list[Figure]:
    """Brings a file of payments once, and copies it three times, of which the best counts.

    The bar is on the posting, which stages the rows that the review read and checked, compares
    them with what was reviewed, checks them against the ledger, posts and balances them, and on the
    sealing of what it posted. Drafting and review, which read the file, are told beside it.
    """
    url = ground.database("bulk")
    background, file = ground.folder / "background", ground.folder / "bulk" / "支付.csv"
    write_background(background)
    write_payments(file, payments)
    ground.bring(url, background)
    before = most_memory_of_commands()
    ground.seal(url)
    steps = ground.bring(url, file, remove_dead_rows)
    memory = most_memory_of_commands()
    sealed = ground.seal(url)
    ours = steps.posted + sealed
    print(
        f"  drafted in {steps.drafted:.1f} s, reviewed in {steps.reviewed:.1f} s, posted in"
        f" {steps.posted:.1f} s, sealed in {sealed:.1f} s",
        flush=True,
    )
    engine = open_engine(url, role=None)
    columns = ", ".join(f'"{name}" text' for name in HEADER.strip().split(","))
    columns = columns.replace('"金额(元)" text', '"金额(元)" numeric(18,2)')
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(f"CREATE TABLE bare ({columns})")
        cursor.connection.commit()
        times = []
        for _ in range(3):
            cursor.execute("TRUNCATE bare")
            cursor.connection.commit()
            began = time.monotonic()
            with file.open(encoding="utf-8") as source:
                cursor.copy_expert("COPY bare FROM STDIN (FORMAT csv, HEADER true)", source)
            cursor.connection.commit()
            times.append(time.monotonic() - began)
        cursor.execute("DROP TABLE bare")
        cursor.connection.commit()
    engine.dispose()
    bare = min(times)
    return [
        Figure(
            f"bulk import of {payments:,} disbursements of 20 books, sealed",
            f"{ours:.1f} s",
            f"COPY into a bare table {bare:.1f} s",
            ours / bare,
            f"≤ {BAR} ×",
            ours / bare <= BAR,
        ),
        Figure(
            "sealing of what it posted",
            f"{sealed:.1f} s",
            f"the import {steps.posted:.1f} s",
            sealed / steps.posted,
            f"≤ {SEALING_BAR} ×",
            sealed / steps.posted <= SEALING_BAR,
        ),
        Figure(
            f"client memory of its drafting, review and posting (before them {before} MiB)",
            f"{memory} MiB",
            f"{MEMORY_BAR} MiB",
            memory / MEMORY_BAR,
            "≤ 1 ×",
            memory <= MEMORY_BAR,
        ),
    ]
