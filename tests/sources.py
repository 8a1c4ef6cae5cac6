"""The files of the project as they stand: tracked, or about to be."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """The files that git knows or would add, whose path matches one of the patterns."""
    git = shutil.which("git")
    assert git, "git is needed to tell the project's files from what lies beside them"
    listed = subprocess.run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return tuple(ROOT / name for name in listed if (ROOT / name).exists())


def name_of(path: Path) -> str:
    """A file's path from the root."""
    return path.relative_to(ROOT).as_posix()
