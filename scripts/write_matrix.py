"""Writes docs/matrix.md from what a ledger answers to every role; its own test does the asking."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Writes the document; it is compared with itself, so only a failing ledger fails."""
    document = ROOT / "docs" / "matrix.md"
    test = "tests/people/test_matrix.py::test_the_document_says_what_was_observed"
    command = [sys.executable, "-m", "pytest", "-q", test]
    return subprocess.run(  # noqa: S603  (our own tests)
        command,
        cwd=ROOT,
        env=os.environ | {"MINGZHANG_MATRIX_TO": str(document)},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
