"""Nothing is missed, doubled or falsely reported, however posting and sealing come together."""

from collections.abc import Iterator

import pytest
from honest_histories import Histories, told

from ledger.personal import Protector

#: Told in so many tests, each of a hundred.
HUNDREDS = 10


@pytest.fixture
def histories(database: str, protector: Protector) -> Iterator[Histories]:
    """A ledger of which histories are told."""
    with told(database, protector) as telling:
        yield telling


@pytest.mark.parametrize("hundred", range(HUNDREDS))
def test_a_thousand_honest_histories_raise_no_false_alarm(
    histories: Histories, hundred: int
) -> None:
    for number in range(100):
        histories.tell(hundred * 100 + number)
