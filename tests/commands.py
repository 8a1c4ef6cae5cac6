"""Runs `mingzhang` as a user does, in a process of its own."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from keys import MASTER_FILE
from persons import SECOND, token_of

ROOT = Path(__file__).resolve().parent.parent
#: How long a command may take on a slow machine, in seconds.
PATIENCE = 120
#: What decides a process's language.
LANGUAGE = ("MINGZHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def environment(language: str = "en_US.UTF-8", **more: str) -> dict[str, str]:
    """The environment of a command: nothing of ours but what is given, and a wide terminal."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in LANGUAGE and not name.startswith("MINGZHANG_")
    }
    ours = {"MINGZHANG_MASTER_KEY_FILE": str(MASTER_FILE)}
    return kept | {"LANG": language, "COLUMNS": "300", "PYTHONWARNINGS": "default"} | ours | more


def mingzhang(
    surroundings: dict[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def post_drafts(surroundings: dict[str, str]) -> None:
    """Has another person review and post every draft that waits."""
    other = surroundings | {"MINGZHANG_SESSION": token_of(SECOND)}
    waiting = json.loads(mingzhang(other, "draft", "--json").stdout)
    for draft in waiting:
        for step in ("review", "post"):
            done = mingzhang(other, "draft", step, str(draft["draft_id"]))
            assert done.returncode == 0, done.stdout + done.stderr


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
