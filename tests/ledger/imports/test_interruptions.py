"""A kill at any moment leaves nothing half written, and imports at the same time are all right."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import COUNTY, OTHER_COUNTY
from sqlalchemy import Engine, text
from workbooks import BASE, Rows, payment, payments, rows_by_table, write_workbook

from ledger.imports import converting, frames
from ledger.imports.files import open_path
from ledger.imports.importing import import_path
from ledger.imports.outcomes import Outcome, Progress, Request, ignore_progress
from ledger.imports.same_file import await_same_file
from ledger.personal import Protector

CLERK = Request()
#: An import in a process of its own, which kills itself when it comes to a step.
VICTIM = """
import os, signal, sys
from pathlib import Path
from ledger.data_keys import load_protector
from ledger.database import open_engine
from ledger.imports.importing import import_path
from ledger.imports.outcomes import Request

url, key, path, last_step = sys.argv[1:]

def progress(step, done, of):
    if step == last_step:
        os.kill(os.getpid(), signal.SIGKILL)

engine = open_engine(url)
import_path(engine, load_protector(engine, Path(key)), Path(path), Request(), progress)
"""
MOMENTS = [
    "open",
    "read 资金下达",
    "post projects",
    "post assignments",
    "read 支付",
    "post disbursements",
    "check balances",
    "commit",
]


def gaps(engine: Engine) -> list[tuple[object, ...]]:
    """Books whose log, or months whose vouchers, do not run 1..n."""
    with engine.connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(
                text(
                    "SELECT book_id, period FROM ledger.voucher GROUP BY book_id, period"
                    " HAVING max(number) <> count(*) OR min(number) <> 1"
                )
            )
        ]


def paid_references(engine: Engine) -> list[str]:
    """The external references of all payments on record."""
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT external_reference FROM ledger.disbursement ORDER BY 1")
        )
        return [str(row[0]) for row in found]


def base_of(county: str) -> dict[str, Rows]:
    """What payments of a county stand on."""
    return {
        sheet: [[county if cell == COUNTY else cell for cell in row] for row in rows]
        for sheet, rows in BASE.items()
    }


def at_once(*imports: Callable[[], Outcome]) -> list[Outcome]:
    """Runs imports at the same time; raises what any of them raises."""
    with ThreadPoolExecutor(len(imports)) as pool:
        return [future.result() for future in [pool.submit(each) for each in imports]]


def test_a_kill_at_any_moment_leaves_nothing_half_written(
    owner: Engine, engine: Engine, protector: Protector, database: str, tmp_path: Path
) -> None:
    rows = payments(*(payment(f"ZF{n}", "10") for n in range(20)))
    path = write_workbook(tmp_path / "县.xlsx", {**BASE, "支付": rows})
    before = rows_by_table(owner)
    for moment in MOMENTS:
        killed = subprocess.run(
            [sys.executable, "-c", VICTIM, database, protector.master_file, path, moment],
            env=os.environ | {"MINGZHANG_LANG": "en"},
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL, moment
        with engine.begin() as connection:
            # The server has noticed once the lock on the file is free.
            await_same_file(connection, open_path(path).sha256)
        assert rows_by_table(owner) == before, moment
    assert import_path(engine, protector, path, CLERK).done
    assert len(paid_references(owner)) == 20
    assert gaps(owner) == []


def test_the_same_file_twice_at_once_is_posted_once(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", {**BASE, "支付": payments(payment("ZF1"))})
    outcomes = at_once(*[lambda: import_path(engine, protector, path, CLERK)] * 3)
    assert sorted(outcome.done for outcome in outcomes) == [False, False, True]
    assert sum(outcome.imported_before is not None for outcome in outcomes) == 2
    assert paid_references(owner) == ["ZF1"]


def test_files_of_one_book_at_once_are_posted_one_after_the_other(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    import_path(engine, protector, write_workbook(tmp_path / "基础.xlsx", BASE), CLERK)
    # The second half of each file's rows stands in the next file, too.
    paths = [
        write_workbook(
            tmp_path / f"{part}.xlsx",
            {"支付": payments(*(payment(f"ZF{n:02}", "10") for n in range(part, part + 20)))},
        )
        for part in (0, 10, 20)
    ]
    outcomes = at_once(*[lambda p=path: import_path(engine, protector, p, CLERK) for path in paths])
    assert all(outcome.done for outcome in outcomes)
    assert sum(outcome.posted["disbursements"] for outcome in outcomes) == 40
    assert paid_references(owner) == [f"ZF{n:02}" for n in range(40)]
    assert gaps(owner) == []


def test_files_that_open_the_same_new_book_at_once_are_all_right(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    paths = [
        write_workbook(tmp_path / f"{n}.xlsx", {**BASE, "支付": payments(payment(f"ZF{n}"))})
        for n in range(3)
    ]
    outcomes = at_once(*[lambda p=path: import_path(engine, protector, p, CLERK) for path in paths])
    assert all(outcome.done for outcome in outcomes)
    assert sum(outcome.posted["sources"] for outcome in outcomes) == 1
    assert paid_references(owner) == ["ZF0", "ZF1", "ZF2"]
    assert gaps(owner) == []


def test_imports_that_want_each_others_books_are_both_posted(
    owner: Engine,
    engine: Engine,
    protector: Protector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Each row is a slice, so that a book is locked only when its row is reached.
    monkeypatch.setattr(frames, "FRAME_ROWS", 1)
    monkeypatch.setattr(converting, "FIRST_SLICE_ROWS", 1)
    counties = [COUNTY, OTHER_COUNTY]
    for county in counties:
        path = write_workbook(tmp_path / f"{county}.xlsx", base_of(county))
        assert import_path(engine, protector, path, CLERK).done
    both_hold_one = threading.Barrier(2, timeout=60)

    def import_in(order: list[str]) -> Outcome:
        rows = [payment(f"{order[0]}-{n}", 账簿=county) for n, county in enumerate(order)]
        path = write_workbook(tmp_path / f"自{order[0]}.xlsx", {"支付": payments(*rows)})
        return import_path(engine, protector, path, CLERK, meeting(both_hold_one))

    forth, back = at_once(lambda: import_in(counties), lambda: import_in(counties[::-1]))
    assert forth.done
    assert back.done
    assert len(paid_references(owner)) == 4
    assert gaps(owner) == []


def meeting(barrier: threading.Barrier) -> Progress:
    """Waits once for the other import, when the first row's book is locked."""
    met: list[bool] = []

    def progress(step: str, done: int, _of: int | None) -> None:
        if step == "read 支付" and done == 2 and not met:
            met.append(True)
            barrier.wait()

    return progress


def test_a_failure_that_trying_again_cannot_mend_is_raised(
    engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", BASE)
    steps: list[str] = []

    def progress(step: str, _done: int, _of: int | None) -> None:
        steps.append(step)
        if step == "commit":
            raise ConnectionError

    with pytest.raises(ConnectionError):
        import_path(engine, protector, path, CLERK, progress)
    assert steps.count("commit") == 1
    assert import_path(engine, protector, path, CLERK, ignore_progress).done
