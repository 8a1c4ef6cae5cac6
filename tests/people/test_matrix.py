"""The document of the matrix says what the ledger answers."""

import os
from pathlib import Path

from matrix import Observed, document
from sources import ROOT

#: Where `scripts/write_matrix.py` wants it.
WANTED_AT = "MINGZHANG_MATRIX_TO"


def test_the_document_says_what_was_observed(observed: Observed) -> None:
    written = document(observed)
    if wanted_at := os.environ.get(WANTED_AT):
        Path(wanted_at).write_text(written, encoding="utf-8")
    assert (ROOT / "docs" / "matrix.md").read_text(encoding="utf-8") == written
