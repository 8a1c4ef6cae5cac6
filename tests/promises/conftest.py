"""The ledger that all tests of refusals stand on."""

from collections.abc import Iterator

import pytest
from refusal_scene import standing_ledger
from sqlalchemy import Engine

from ledger.personal import Protector


@pytest.fixture(scope="module")
def standing(server_url: str, template: str, protector: Protector) -> Iterator[Engine]:
    """A ledger with all that the events stand on; what is refused leaves it as it is."""
    with standing_ledger(server_url, template, protector) as opened:
        yield opened
