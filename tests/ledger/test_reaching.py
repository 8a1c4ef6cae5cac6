"""What a database has to be is asked before anything is done to it."""

import pytest
from conftest import administer, database_of

from ledger.database import check_reachable
from ledger.errors import SystemFailed


def test_a_database_that_is_not_in_utf8_is_refused_with_what_to_do(server_url: str) -> None:
    name = "test_not_unicode"
    administer(server_url, f"DROP DATABASE IF EXISTS {name}")
    administer(
        server_url,
        f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
        " TEMPLATE template0",
    )
    with pytest.raises(SystemFailed, match=r"SQL_ASCII.*ENCODING 'UTF8'"):
        check_reachable(database_of(server_url, name))
    administer(server_url, f"DROP DATABASE {name}")
