"""Verifying every fact of a book against hashing the same bytes, and receipts while it grows.

The facts are entries, written without a posting: what is measured is what comes after it. The
largest size takes some minutes and 4 GB of disk; `evidence.py 1000000` stops there.
"""

import hashlib
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from ground import Figure, Ground, table
from sqlalchemy import Connection, Engine, text

from ledger.copying import copy_out
from ledger.database import open_engine
from ledger.evidence.leaves import plain_output
from ledger.evidence.receipts import Place, receipt
from ledger.evidence.sealing import seal
from ledger.evidence.shapes import shapes
from ledger.evidence.signing_keys import SigningKey, first_signing_key
from ledger.evidence.trees import WIDTH
from ledger.evidence.verifying import verify
from mingzhang_verify import facts_of

#: Facts that are verified and hashed.
VERIFIED = 1_000_000
SIZES = (100_000, 1_000_000, 10_000_000)
RECEIPTS = 200
#: Milliseconds for one receipt; hashing is compared where the facts are a million.
RECEIPT_BAR, VERIFY_BAR, GROWTH_BAR = 10.0, 3.0, 3.0
#: How many facts are posted between two sealings by the minute.
FEW = 100

WRITE = """
INSERT INTO ledger.entry (
    book_id, log_position, recorded_at, voucher_id, line_number, side, source_id, credit_kind,
    credit_project_id, debit_kind, debit_project_id, amount, occurred_on
)
SELECT
    1, place, clock_timestamp(), place / 3, place % 3, 'authority', place % 40, 'assigned',
    place % 200, 'disbursed', place % 200, place / 7.0, date '2022-01-01' + place % 360
FROM generate_series(CAST(:first AS integer), :last) AS place
"""


class Kept:
    """The lines of a COPY, to hash once more without a database."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def write(self, line: bytes) -> None:
        """Takes a line."""
        self.lines.append(line[:-1])


def grow(owner: Engine, first: int, last: int) -> None:
    """Writes facts from one position to another."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(WRITE), {"first": first, "last": last})
        connection.execute(
            text(
                "INSERT INTO ledger.book_head VALUES (1, :last, now()) ON CONFLICT (book_id)"
                " DO UPDATE SET last_position = excluded.last_position"
            ),
            {"last": last},
        )


def seconds_of_hashing(connection: Connection, last: int) -> float:
    """The time to hash the same lines, and the same nodes above them, in plain Python."""
    shape = next(each[0] for each in shapes(connection, 1) if each[0].relation == "ledger.entry")
    kept = Kept()
    with plain_output(connection):
        query = f"SELECT {shape.line} FROM {shape.relation} WHERE {shape.within(1, 1, last)}"
        copy_out(connection, query, kept)
    prefix = b"\x00" + shape.digest
    contents = [prefix + line for line in kept.lines]
    began = time.monotonic()
    level = [hashlib.sha256(content).digest() for content in contents]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return time.monotonic() - began


def seconds_of_verifying(sealer: Engine, key: SigningKey) -> float:
    """The time to verify all that there is."""
    began = time.monotonic()
    with sealer.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        done = verify(connection, keys=[key.public])
    if done.findings:
        raise RuntimeError(str(done.findings[:3]))
    return time.monotonic() - began


def milliseconds_of_receipts(sealer: Engine, last: int) -> list[float]:
    """The time of receipts of facts all over the book, the first of which warms up."""
    times = []
    with sealer.connect() as connection:
        for number in range(RECEIPTS + 1):
            position = 1 + number * 7919 * 104729 % last
            began = time.monotonic()
            made = receipt(connection, [Place(1, position, "ledger.entry")])
            times.append((time.monotonic() - began) * 1000)
            facts_of(made)
    return times[1:]


def seal_a_few(owner: Engine, sealer: Engine, key: SigningKey, last: int) -> tuple[float, int]:
    """Posts a hundred facts and seals them: the seconds, and the tiles that were written."""
    grow(owner, last + 1, last + FEW)
    began = time.monotonic()
    seal(sealer, key)
    took = time.monotonic() - began
    with owner.connect() as connection:
        written = connection.execute(
            text("SELECT count(*) FROM ledger.tile WHERE log_id = 1 AND xmin = (SELECT xmin FROM"
                 " ledger.log_tree WHERE log_id = 1)")
        ).scalar_one()  # fmt: skip
    return took, int(written)


def measure(ground: Ground, sizes: tuple[int, ...]) -> list[Figure]:
    """Grows one book from size to size, sealed, verified and asked for receipts at each."""
    url = ground.database("evidence")
    owner, sealer = open_engine(url, role=None), open_engine(url, "mingzhang_seal")
    key = first_signing_key(ground.folder / "signing.key")
    figures, last, few = [], 0, []
    for size in sizes:
        grow(owner, last + 1, size)
        began = time.monotonic()
        seal(sealer, key)
        sealed = time.monotonic() - began
        times = milliseconds_of_receipts(sealer, size)
        print(
            f"  {size:,}: sealed {size - last:,} in {sealed:.1f} s; receipt median"
            f" {median(times):.2f} ms, slowest of {RECEIPTS} {max(times):.2f} ms",
            flush=True,
        )
        if size == min(VERIFIED, sizes[-1]):
            took = seconds_of_verifying(sealer, key)
            with owner.connect() as connection:
                hashed = seconds_of_hashing(connection, size)
            figures.append(
                Figure(
                    f"every one of {size:,} facts verified", f"{took:.1f} s",
                    f"the same bytes hashed in plain Python {hashed:.1f} s", took / hashed,
                    f"≤ {VERIFY_BAR} ×", took / hashed <= VERIFY_BAR,
                )
            )  # fmt: skip
        figures.append(
            Figure(
                f"a receipt at {size:,} leaves (median of {RECEIPTS})", f"{median(times):.2f} ms",
                f"{RECEIPT_BAR:.0f} ms", median(times) / RECEIPT_BAR, "≤ 1 ×",
                median(times) <= RECEIPT_BAR,
            )
        )  # fmt: skip
        took, written = seal_a_few(owner, sealer, key, size)
        few.append((size, took, written))
        last = size + FEW
    first, final = few[0], few[-1]
    figures.append(
        Figure(
            f"{FEW} facts more sealed at {final[0]:,} leaves",
            f"{final[1] * 1000:.0f} ms, {final[2]} tiles of {final[0] // WIDTH:,}",
            f"at {first[0]:,} leaves {first[1] * 1000:.0f} ms, {first[2]} tiles",
            final[1] / first[1], f"≤ {GROWTH_BAR} ×", final[1] / first[1] <= GROWTH_BAR,
        )
    )  # fmt: skip
    return figures


def main() -> int:
    """Measures; the exit code is 1 where a bar is not met."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = (*(size for size in SIZES if size < largest), largest)
    with tempfile.TemporaryDirectory(prefix="mz-bench-", ignore_cleanup_errors=True) as folder:
        figures = measure(Ground(Path(folder)), sizes)
    print(f"\n{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
