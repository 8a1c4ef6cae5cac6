"""Keys are changed while imports go on; whatever is killed, every number opens at every moment."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import COUNTY, OTHER_COUNTY, import_rows, post
from rotations import WORDS, await_dead_rotation, expected, payees
from sqlalchemy import Engine, text
from vaults import lacking, numbers

from ledger import key_rotation
from ledger.data_keys import hold_keys
from ledger.draft_questions import find_draft
from ledger.errors import Refused
from ledger.imports.drafting import content_of, draft_rows
from ledger.imports.outcomes import Request
from ledger.key_rotation import keys, one_rotation_at_a_time, rotate, rotate_master
from ledger.personal import Protector, version_of

#: A rotation in a process of its own, which kills itself after so many batches.
VICTIM = """
import os, signal, sys
from pathlib import Path
from ledger import key_rotation
from ledger.database import open_engine

url, key, batches = sys.argv[1:]
key_rotation.BATCH = 3
told = []

def progress(done, of):
    told.append(done)
    if len(told) > int(batches):
        os.kill(os.getpid(), signal.SIGKILL)

key_rotation.rotate(open_engine(url, role=None), Path(key), progress)
"""


def versions(owner: Engine) -> list[tuple[int, bool, int | None]]:
    """The sealing keys: version, whether it is retired, and how many numbers it seals."""
    with owner.connect() as connection:
        return [
            (key.version, key.retired_at is not None, key.numbers)
            for key in keys(connection)
            if key.purpose == "seal"
        ]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few numbers a transaction."""
    monkeypatch.setattr(key_rotation, "BATCH", 7)


@pytest.mark.usefixtures("small_batches")
def test_a_rotation_seals_every_number_anew_and_forgets_the_old_key(
    owner: Engine, engine: Engine, ours: Protector, master_file: Path
) -> None:
    with engine.begin() as connection:
        post(connection, ours, *payees(0, 10))
    before = numbers(owner, master_file)
    told: list[tuple[int, int]] = []
    done = rotate(owner, master_file, lambda *progress: told.append(progress))
    assert (done.version, done.numbers, done.retired) == (2, 20, [1])
    assert told == [(0, 20), (7, 20), (14, 20), (20, 20)]
    after = numbers(owner, master_file)
    assert set(after) == set(before) == expected(range(10))
    assert set(before.values()) == {1}
    assert set(after.values()) == {2}
    assert versions(owner) == [(1, True, 0), (2, False, 20)]
    with owner.connect() as connection:
        assert connection.execute(
            text("SELECT wrapped FROM ledger.data_key WHERE version = 1 AND purpose = 'seal'")
        ).scalars().all() == [None]


def test_who_was_there_before_a_rotation_seals_with_the_new_key_and_finds_its_people(
    owner: Engine, engine: Engine, ours: Protector, master_file: Path
) -> None:
    with engine.begin() as connection:
        post(connection, ours, *payees(0, 2))
    rotate(owner, master_file)
    # `ours` still has the old key in memory, as a web process has that runs on.
    assert ours.version == 1
    with engine.begin() as connection:
        post(connection, ours, *payees(1, 2))
    assert set(numbers(owner, master_file)) == expected(range(3))
    with owner.connect() as connection:
        accounts = connection.execute(text("SELECT count(*) FROM ledger.bank_account"))
        assert accounts.scalar_one() == 3


@pytest.mark.usefixtures("small_batches")
def test_an_import_that_began_before_a_rotation_keeps_its_key_until_it_ends(
    owner: Engine, engine: Engine, ours: Protector, master_file: Path
) -> None:
    with engine.begin() as connection:
        post(connection, ours, *payees(0, 5))
    waiting = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with engine.begin() as connection:
            post(connection, ours, *payees(5, 5))
            rotation = pool.submit(
                rotate, owner, master_file, lambda done, of: done == of and waiting.set()
            )
            # All that others can see is sealed anew; the old key is still held.
            assert waiting.wait(60)
            assert versions(owner) == [(1, False, 0), (2, False, 10)]
            assert hold_keys(connection, ours).version == 2
        done = rotation.result(60)
    assert done.numbers == 20
    assert set(numbers(owner, master_file).values()) == {2}
    assert set(numbers(owner, master_file)) == expected(range(10))


@pytest.mark.usefixtures("small_batches")
def test_imports_go_on_while_keys_are_changed_and_every_number_opens_at_every_moment(
    owner: Engine, engine: Engine, ours: Protector, master_file: Path
) -> None:
    ended = threading.Event()

    def import_on(county: int) -> range:
        count = 0
        while not ended.is_set() or count < 6:
            with engine.begin() as connection:
                facts = payees(1000 * county + 4 * count, 4, (COUNTY, OTHER_COUNTY)[county])
                outcome = import_rows(
                    connection, ours, [(each.sheet, WORDS | each.cells) for each in facts]
                )
                assert outcome.problems == []
            count += 1
        return range(1000 * county, 1000 * county + 4 * count)

    def look_on() -> int:
        looks = 0
        while not ended.is_set():
            numbers(owner, master_file)
            looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        importing = [pool.submit(import_on, county) for county in range(2)]
        looking = pool.submit(look_on)
        try:
            for _ in range(3):
                rotate(owner, master_file)
                rotate_master(owner, master_file)
        finally:
            ended.set()
        brought = [each.result(60) for each in importing]
        assert looking.result(60) > 0
    assert set(numbers(owner, master_file)) == expected(*brought)
    assert lacking(owner) == []
    rotate(owner, master_file)
    assert set(numbers(owner, master_file).values()) == {5}


@pytest.mark.parametrize("batches", [0, 1, 4])
def test_a_killed_rotation_loses_nothing_and_the_next_one_ends_it(
    owner: Engine, engine: Engine, database: str, ours: Protector, master_file: Path, batches: int
) -> None:
    with engine.begin() as connection:
        post(connection, ours, *payees(0, 10))
    killed = subprocess.run(
        [sys.executable, "-c", VICTIM, database, master_file, str(batches)],
        env=os.environ | {"MINGZHANG_LANG": "en"},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    opened = numbers(owner, master_file)
    assert set(opened) == expected(range(10))
    assert sorted(opened.values()).count(2) == 3 * batches
    with engine.begin() as connection:
        post(connection, ours, *payees(10, 2))
    await_dead_rotation(owner)
    done = rotate(owner, master_file)
    assert (done.version, done.retired) == (2, [1])
    assert set(numbers(owner, master_file)) == expected(range(12))


def test_two_rotations_at_once_are_one_too_many(owner: Engine, master_file: Path) -> None:
    with one_rotation_at_a_time(owner):
        with pytest.raises(Refused):
            rotate(owner, master_file)
        with pytest.raises(Refused):
            rotate_master(owner, master_file)
    assert versions(owner) == [(1, False, 0)]


def test_a_draft_that_waits_is_sealed_anew_too(
    owner: Engine, engine: Engine, ours: Protector, master_file: Path
) -> None:
    row = WORDS | {"payee_code": "S1", "phone": "13800000001"}
    draft_id = draft_rows(engine, ours, "payees", [row], Request(book=COUNTY)).draft_id
    assert draft_id is not None
    rotate(owner, master_file)
    with engine.connect() as connection:
        draft = find_draft(connection, draft_id)
    # `ours` still has the old key in memory.
    with content_of(engine, ours, master_file.parent, draft) as opened:
        ((_, words),) = [table.rows() for table in opened.tables]
    assert "13800000001" in words
    with owner.connect() as connection:
        sealed = connection.execute(text("SELECT sealed FROM ledger.draft_piece")).scalars()
        assert {version_of(bytes(each)) for each in sealed} == {2}
