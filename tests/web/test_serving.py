"""The process that serves the pages starts, stops when told, and says in one line what is wrong."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from accounts import keep_door_key
from keys import MASTER_FILE

from ledger.errors import SystemFailed
from ledger.settings import read_settings
from web.serving import check_port_is_free, in_clear, open_socket


@pytest.fixture
def environment(database: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that serves a database of the test's own."""
    keep_door_key(tmp_path)
    with open_socket("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    return os.environ | {
        "MINGZHANG_DATABASE_URL": database,
        "MINGZHANG_DATA_DIR": str(tmp_path),
        "MINGZHANG_MASTER_KEY_FILE": str(MASTER_FILE),
        "MINGZHANG_PORT": str(port),
        "MINGZHANG_LANG": "zh",
    }


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The process that serves; it ends with its standard input at the latest."""
    with subprocess.Popen(
        [sys.executable, "-m", "cli.child", "web"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def wait_until_served(process: subprocess.Popen[str], url: str) -> None:
    """Asks until there is an answer, as long as the process lives."""
    while process.poll() is None:
        try:
            assert requests.get(url + "/healthz", timeout=5).text == "ok\n"
        except requests.ConnectionError:
            continue
        return
    pytest.fail("it ended: " + (process.stderr.read() if process.stderr else ""))


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_without_a_word(environment: dict[str, str], told: int) -> None:
    with serving(environment) as process:
        wait_until_served(process, f"http://127.0.0.1:{environment['MINGZHANG_PORT']}")
        process.send_signal(told)
        assert process.wait(60) == 0
        assert process.communicate() == ("", "")


def test_what_a_process_that_died_left_of_a_draft_is_removed_at_the_start(
    environment: dict[str, str],
) -> None:
    left = Path(environment["MINGZHANG_DATA_DIR"]) / "drafts" / "0123456789abcdef"
    (left / "content").mkdir(parents=True)
    (left / "content" / "县.csv").write_text("身份证号")
    (left / ".lock").touch()
    with serving(environment) as process:
        wait_until_served(process, f"http://127.0.0.1:{environment['MINGZHANG_PORT']}")
        assert not left.exists()
        process.send_signal(signal.SIGTERM)


def test_a_port_that_is_taken_is_one_line_and_exit_code_3(environment: dict[str, str]) -> None:
    with open_socket("127.0.0.1", int(environment["MINGZHANG_PORT"])) as taken:
        taken.listen()
        with serving(environment) as process:
            assert process.wait(60) == 3
            _, complaints = process.communicate()
    assert complaints.count("\n") == 1
    assert environment["MINGZHANG_PORT"] in complaints
    assert "占用" in complaints


@pytest.mark.parametrize(
    ("host", "base_url", "warns"),
    [
        ("127.0.0.1", None, False),
        ("localhost", None, False),
        ("::1", None, False),
        ("0.0.0.0", None, True),  # noqa: S104  (never bound)
        ("::", "http://audit.example", True),
        ("10.0.0.5", "https://audit.example", False),
        ("audit.example", None, True),
    ],
)
def test_pages_in_clear_for_other_machines_are_warned_of(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    base_url: str | None,
    warns: bool,  # noqa: FBT001  (of the table above)
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MINGZHANG_HOST", host)
    if base_url:
        monkeypatch.setenv("MINGZHANG_BASE_URL", base_url)
    warning = in_clear(read_settings())
    assert (warning is not None) == warns
    if warning:
        assert "明文" in warning.zh
        assert "in clear" in warning.en


def test_up_says_at_once_that_pages_go_in_clear(environment: dict[str, str]) -> None:
    with open_socket("0.0.0.0", int(environment["MINGZHANG_PORT"])) as taken:  # noqa: S104
        taken.listen()
        up = subprocess.run(
            [sys.executable, "-m", "cli.main", "up", "--empty"],
            env=environment | {"MINGZHANG_HOST": "0.0.0.0"},  # noqa: S104
            capture_output=True,
            text=True,
            check=False,
        )
    assert up.returncode == 3
    assert "警告" in up.stderr


def test_a_taken_port_is_known_beforehand(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    check_port_is_free(settings)
    taken = socket.create_server(("127.0.0.1", settings.port))
    with taken, pytest.raises(SystemFailed) as refused:
        check_port_is_free(settings)
    assert str(settings.port) in refused.value.text.en
