"""Yesterday's data directory is put back; a checkpoint outside tells."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from honest_histories import KEY
from online import Payable, pay, payables
from processes import ended, server_of, watch
from sealed_world import latest_note
from servers import prepared_server
from sqlalchemy import Engine

from ledger.database import open_engine
from ledger.evidence.outside import kept_file, read_kept
from ledger.evidence.sealing import seal
from ledger.evidence.shapes import COMMON_LOG
from ledger.evidence.verifying import Verification, verify
from ledger.personal import Protector
from ledger.server import start_embedded_server

pytestmark = pytest.mark.slow


def stop(data_dir: Path) -> None:
    """Stops a server in order, and waits until it has ended."""
    server = server_of(data_dir)
    handle = watch(server)
    os.kill(server, signal.SIGINT)
    assert ended(handle)
    os.close(handle)


def copy(one: Path, other: Path) -> None:
    """Copies a folder with whom its files belong to, as whoever backs it up does."""
    subprocess.run(["cp", "-a", one, other], check=True)  # noqa: S607  (as everybody finds it)


def pay_and_seal(url: str, book: Payable, *references: str) -> None:
    """A working day."""
    engine, sealer = open_engine(url), open_engine(url, "mingzhang_seal")
    with engine.begin() as connection:
        for reference in references:
            pay(connection, book, reference)
    seal(sealer, KEY)
    close(engine, sealer)


def close(*engines: Engine) -> None:
    """Lets go of a server."""
    for each in engines:
        each.dispose()


def verified(url: str, kept: Path) -> Verification:
    """What verification finds against a file that was kept outside."""
    sealer = open_engine(url, "mingzhang_seal")
    with sealer.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        done = verify(connection, keys=[KEY.public], kept=[read_kept(kept)])
    close(sealer)
    return done


def test_yesterdays_data_directory_is_told_by_a_checkpoint_of_today(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, protector: Protector
) -> None:
    data_dir = tmp_path_factory.mktemp("day")
    url = prepared_server(data_dir)
    engine = open_engine(url)
    book = payables(engine, protector)[0]
    close(engine)
    pay_and_seal(url, book, "yesterday")
    stop(data_dir)
    yesterday = tmp_path / "yesterday"
    copy(data_dir / "postgres", yesterday)

    url = start_embedded_server(data_dir)
    pay_and_seal(url, book, "today", "today too")
    sealer = open_engine(url, "mingzhang_seal")
    with sealer.connect() as connection:
        note = latest_note(connection, COMMON_LOG)
    close(sealer)
    kept = tmp_path / "kept"
    kept.write_text(kept_file(note, b""))
    assert verified(url, kept).findings == []
    stop(data_dir)

    shutil.rmtree(data_dir / "postgres")
    copy(yesterday, data_dir / "postgres")
    url = start_embedded_server(data_dir)
    shorter = verified(url, kept).findings
    assert {(one.log_id, one.kind) for one in shorter} == {(COMMON_LOG, "checkpoint")}
    assert "cut short or set back" in shorter[0].said.en

    # Going on from there until it is as long does not help.
    for day in range(5):
        pay_and_seal(url, book, f"another {day}")
    forked = verified(url, kept).findings
    assert {(one.log_id, one.kind) for one in forked} == {(COMMON_LOG, "checkpoint")}
    assert "rewritten" in forked[0].said.en
