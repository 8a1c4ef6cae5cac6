"""Folders for what may lie in clear on the disk only while it is read.

Each is locked by the process that uses it: one that nobody holds was left by a process that died.
"""

import fcntl
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import SystemFailed

LOCK = ".lock"


@contextmanager
def private_folder(parent: Path) -> Iterator[Path]:
    """A new folder that only we can read, removed with all that is in it at the end.

    Args:
        parent: where it is made; what processes that died left there is removed first.

    Raises:
        SystemFailed: nothing can be written there.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (parent / LOCK).open("w") as making:
            fcntl.flock(making, fcntl.LOCK_EX)
            remove_abandoned(parent)
            held = parent / secrets.token_hex(8)
            held.mkdir(mode=0o700)
            # Locked before anybody else may look whether it is.
            lock = (held / LOCK).open("w")
            fcntl.flock(lock, fcntl.LOCK_EX)
        content = held / "content"
        content.mkdir(mode=0o700)
    except OSError as error:
        raise SystemFailed(
            f"目录 {parent} 不能写：{error.strerror}。",
            f"The folder {parent} cannot be written: {error.strerror}.",
        ) from error
    with lock:
        try:
            yield content
        finally:
            shutil.rmtree(held, ignore_errors=True)


def clear_abandoned(parent: Path) -> None:
    """Removes what processes that died left in a folder of such folders, if there is one."""
    if parent.is_dir():
        with (parent / LOCK).open("w") as making:
            fcntl.flock(making, fcntl.LOCK_EX)
            remove_abandoned(parent)


def remove_abandoned(parent: Path) -> None:
    """Removes the folders that nobody holds; whoever calls holds the lock of making one."""
    for each in parent.iterdir():
        if each.is_dir() and not is_held(each):
            shutil.rmtree(each, ignore_errors=True)


def is_held(folder: Path) -> bool:
    """Whether a process uses a folder: it holds its lock until it ends."""
    try:
        with (folder / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
