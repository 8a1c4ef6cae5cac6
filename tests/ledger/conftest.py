"""A ledger of a test's own whose keys may be changed."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger.data_keys import load_protector
from ledger.personal import Protector


@pytest.fixture
def master_file(protector: Protector, tmp_path: Path) -> Path:
    """A master key that opens the template's keys too, in a folder of the test's own."""
    file = tmp_path / "keys" / "master.key"
    file.parent.mkdir()
    file.write_bytes(protector.master_file.read_bytes())
    return file


@pytest.fixture
def ours(engine: Engine, master_file: Path) -> Protector:
    """The protector of that ledger."""
    return load_protector(engine, master_file)
