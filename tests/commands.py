"""Runs `mingzhang` as a user does, in processes of their own."""

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
from functools import cache
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


@cache
def forker() -> subprocess.Popen[str]:
    """The process that commands are forked off; it ends with this one, which it reads from."""
    script = Path(__file__).with_name("forked_commands.py")
    return subprocess.Popen(
        [sys.executable, script],
        # A process with threads had better not fork.
        env=environment(OPENBLAS_NUM_THREADS="1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def mingzhang(
    surroundings: dict[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end, in a process that has its libraries loaded already."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        for file in (out, err):
            file.touch()
        asked = {
            "arguments": [str(each) for each in arguments],
            "environment": surroundings,
            "out": str(out),
            "err": str(err),
        }
        serving = forker()
        assert serving.stdin is not None
        assert serving.stdout is not None
        serving.stdin.write(json.dumps(asked) + "\n")
        serving.stdin.flush()
        answered, _, _ = select.select([serving.stdout], [], [], PATIENCE)
        if not answered:
            serving.kill()
            raise subprocess.TimeoutExpired(asked["arguments"], PATIENCE)
        exit_code = int(serving.stdout.readline())
        return subprocess.CompletedProcess(
            arguments, exit_code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        )


def fresh_mingzhang(
    surroundings: dict[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end, in a process that loads for itself all that it needs."""
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
