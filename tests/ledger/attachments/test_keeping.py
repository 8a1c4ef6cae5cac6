"""Whatever fails or is killed, no fact is without its content; what is lost or altered is told."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from attached import bring, facts
from commands import ROOT
from papers import PDF, PNG, TEXT
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from ledger.attachment_checking import verify_attachments
from ledger.attachment_stores import FolderStore, place_of
from ledger.errors import SystemFailed


def test_a_store_that_fails_leaves_no_fact(
    engine: Engine, tmp_path: Path, vouchers: list[tuple[int, int]]
) -> None:
    (tmp_path / "attachments").write_text("in the way")
    before = facts(engine)
    with pytest.raises(SystemFailed):
        bring(engine, FolderStore(tmp_path / "attachments"), vouchers[0])
    assert facts(engine) == before


def test_the_same_file_by_many_at_once_is_one_content_and_one_fact_a_voucher(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    before = facts(engine)
    begin = Barrier(6, timeout=60)

    def hand_in(voucher: tuple[int, int]) -> bool:
        begin.wait()
        return bring(engine, store, voucher).new

    with ThreadPoolExecutor(6) as workers:
        new = list(workers.map(hand_in, [vouchers[0], vouchers[1], vouchers[2]] * 2))
    assert sorted(new) == [False] * 3 + [True] * 3
    # Three facts, three positions: who came second took none.
    assert facts(engine) == (3, 1, before[2] + 3)


#: Hands one file after the other in, and says each when its fact is committed.
BRINGER = """
import io, sys
from pathlib import Path
from ledger.attachment_stores import FolderStore
from ledger.attachments import HandedIn, attach
from ledger.database import open_engine

engine, store = open_engine(sys.argv[1]), FolderStore(Path(sys.argv[2]))
for number in range(1_000_000):
    file = HandedIn("说明.txt", io.BytesIO(f"{sys.argv[5]} {number} ".encode() * 30_000), 1 << 24)
    print(attach(engine, store, int(sys.argv[3]), int(sys.argv[4]), file).sha256,
          flush=True)
"""


def test_kill_9_at_any_moment_leaves_no_fact_without_its_content(
    engine: Engine, database: str, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    said: list[str] = []
    for lines in (1, 2, 4, 9):
        arguments = [database, store.root, *vouchers[0], lines]
        process = subprocess.Popen(
            [sys.executable, "-c", BRINGER, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        said += [process.stdout.readline().strip() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        said += [line for line in process.communicate()[0].split("\n")[:-1] if line]
    with engine.connect() as connection:
        verified = verify_attachments(connection, store)
    assert verified.whole
    assert verified.sound >= len(said)
    # At most the one that was on its way each time.
    assert len(verified.orphaned) <= 4


def test_what_is_lost_altered_or_nobodys_is_told_with_where_it_stands(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    sound = bring(engine, store, vouchers[0], TEXT, "说明.txt")
    lost = bring(engine, store, vouchers[0], PDF)
    bring(engine, store, vouchers[2], PDF, "发票 2.pdf")
    altered = bring(engine, store, vouchers[1], PNG, "照片.png")
    with engine.connect() as connection:
        assert verify_attachments(connection, store).sound == 3
        (store.root / place_of(lost.sha256)).unlink()
        place = store.root / place_of(altered.sha256)
        place.chmod(0o600)
        place.write_bytes(PNG[:-1] + b"\x01")
        orphan = store.root / place_of("c" * 64)
        orphan.parent.mkdir()
        orphan.write_bytes(b"of a killed upload")
        verified = verify_attachments(connection, store)
    assert not verified.whole
    assert verified.sound == 1
    assert [(each.file_name, each.voucher) for each in verified.missing] == [
        ("发票.pdf", "202205-1"),
        ("发票 2.pdf", "202206-1"),
    ]
    assert [(each.file_name, each.division_name) for each in verified.altered] == [
        ("照片.png", "示范一县")
    ]
    assert verified.orphaned == ["c" * 64]
    assert sound.sha256 in set(store.stored())
    # Handing the same files in again mends the store.
    bring(engine, store, vouchers[0], PDF)
    bring(engine, store, vouchers[1], PNG, "照片.png")
    with engine.connect() as connection:
        assert verify_attachments(connection, store).whole


def test_no_path_writes_a_named_paper_without_its_content(
    owner: Engine, vouchers: list[tuple[int, int]]
) -> None:
    insert = text(
        "INSERT INTO ledger.attachment (book_id, log_position, recorded_at, recorded_by,"
        " voucher_id, sha256, file_name)"
        " VALUES (:book, 900001, clock_timestamp(), '我', :voucher, :sha256, :name)"
    )
    for sha256, name in (("a" * 64, "发票.pdf"), ("A" * 64, None), ("a" * 64, "a/b"), ("", None)):
        with owner.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(
                insert,
                {
                    "book": vouchers[0][0],
                    "voucher": vouchers[0][1],
                    "sha256": sha256,
                    "name": name,
                },
            )


def test_the_application_writes_papers_through_the_function_only(engine: Engine) -> None:
    for table in ("attachment", "attachment_content"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text(f"INSERT INTO ledger.{table} DEFAULT VALUES"))
