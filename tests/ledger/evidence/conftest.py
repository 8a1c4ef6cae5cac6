"""The sealed world that all attacks of a process are made on, and leave as it was."""

import os
from collections.abc import Iterator

import pytest
from sealed_world import sealed_world
from siege import Siege, besieged

from ledger.database import open_engine
from ledger.evidence import candidates
from ledger.personal import Protector


@pytest.fixture(scope="session")
def sealed_url(
    server_url: str,
    template: str,
    protector: Protector,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """A ledger with rows in every sealed table, sealed; nothing that is done to it is committed."""
    folder = tmp_path_factory.mktemp("var")
    name = f"test_sealed_{os.getpid()}"
    with sealed_world(server_url, template, protector, name, folder) as url:
        yield url


@pytest.fixture(scope="module")
def siege(sealed_url: str) -> Iterator[Siege]:
    """Whoever commands that ledger's database."""
    # A thousand verifications guess fewer numbers each than one in earnest does.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(candidates, "TRIED", 2000)
        engine = open_engine(sealed_url, role=None)
        with besieged(engine) as found:
            yield found
        engine.dispose()
