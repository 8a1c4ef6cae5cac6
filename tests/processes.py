"""Watches processes that are not ours to wait for: who they are, and that they have ended."""

import os
import select
from pathlib import Path

#: How long a process may take to end on a slow machine, in seconds.
PATIENCE = 60


def watch(pid: int) -> int:
    """A handle that stays with this process, whoever gets its number later; Linux only."""
    return os.pidfd_open(pid)


def ended(handle: int) -> bool:
    """Waits until a watched process has ended; False if it does not."""
    ready, _, _ = select.select([handle], [], [], PATIENCE)
    return bool(ready)


def children_of(pid: int) -> list[int]:
    """The processes that a process started itself, as Linux lists them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def server_of(data_dir: Path) -> int:
    """The embedded server of a data directory."""
    return int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])
