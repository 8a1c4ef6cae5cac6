"""A new master key wraps the data keys anew; whatever is killed, every number still opens."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from builders import post
from rotations import await_dead_rotation, expected, payees
from sqlalchemy import Engine, text
from vaults import numbers

from ledger.data_keys import load_protector
from ledger.errors import SystemFailed
from ledger.key_rotation import rotate, rotate_master
from ledger.master_keys import read_key
from ledger.personal import Protector

#: A change of the master key, killed where its new file is to take the old one's place.
VICTIM = """
import os, signal, sys
from pathlib import Path
from ledger import key_rotation
from ledger.database import open_engine
from ledger.master_keys import coming, coming_key, take_place

url, key, moment = sys.argv[1:]
file = Path(key)

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if moment == "before it is wrapped":
    key_rotation.coming_key = lambda *given: (coming_key(*given), kill())
elif moment == "before the file takes its place":
    key_rotation.take_place = lambda *given: kill() if coming(file).exists() else None
else:
    Path.replace = kill
key_rotation.rotate_master(open_engine(url, role=None), file)
"""
MOMENTS = [
    "before it is wrapped",
    "before the file takes its place",
    "while the file takes its place",
]


def test_a_new_master_key_wraps_all_and_the_old_one_opens_nothing(
    owner: Engine, engine: Engine, ours: Protector, master_file: Path
) -> None:
    with engine.begin() as connection:
        post(connection, ours, *payees(0, 3))
    old = master_file.read_bytes()
    kept = rotate_master(owner, master_file)
    assert kept is not None
    assert kept.read_bytes() == old != master_file.read_bytes()
    assert sorted(path.name for path in master_file.parent.iterdir()) == [
        master_file.name, kept.name,
    ]  # fmt: skip
    assert set(numbers(owner, master_file)) == expected(range(3))
    alone = master_file.parent.parent / "master.key"
    alone.write_bytes(old)
    with pytest.raises(SystemFailed, match="not this ledger's"):
        load_protector(engine, alone)
    # Who had the old one in memory goes on with the new one.
    with engine.begin() as connection:
        post(connection, ours, *payees(3, 1))
    kept.unlink()
    rotate(owner, master_file)
    assert set(numbers(owner, master_file)) == expected(range(4))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_change_of_the_master_key_loses_nothing_and_the_next_one_ends_it(
    owner: Engine, engine: Engine, database: str, ours: Protector, master_file: Path, moment: str
) -> None:
    with engine.begin() as connection:
        post(connection, ours, *payees(0, 3))
    old = read_key(master_file, master_file)
    killed = subprocess.run(
        [sys.executable, "-c", VICTIM, database, master_file, moment], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert set(numbers(owner, master_file)) == expected(range(3))
    await_dead_rotation(owner)
    kept = rotate_master(owner, master_file)
    assert kept is not None
    assert read_key(kept, kept).key == old.key
    assert not master_file.with_name("master.key.new").exists()
    assert set(numbers(owner, master_file)) == expected(range(3))


def test_a_ledger_without_keys_has_nothing_to_wrap(owner: Engine, master_file: Path) -> None:
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE ledger.data_key DISABLE TRIGGER USER"))
        connection.execute(text("DELETE FROM ledger.data_key"))
    assert rotate_master(owner, master_file) is None
