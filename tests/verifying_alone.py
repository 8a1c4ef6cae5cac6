"""Runs commands that must succeed, and the verifier as somebody has it who has nothing else."""

import subprocess
import sys
from pathlib import Path

from commands import ROOT, mingzhang

#: One file; it is run with no folder of ours on the path.
ALONE = ROOT / "mingzhang_verify.py"


def done(surroundings: dict[str, str], *arguments: str | Path) -> str:
    """What a command that succeeds says."""
    ended = mingzhang(surroundings, *arguments)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def alone(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the verifier by itself: of all packages it may have `cryptography` alone."""
    return subprocess.run(
        [sys.executable, "-I", ALONE, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"LANG": "en_US.UTF-8"},
        cwd="/",
    )
