"""A ledger is written with one key only: with another the same person would not be found again."""

import os

import pytest
from builders import import_rows, with_background
from sqlalchemy import Engine, text

from expectations.rule import fact
from ledger.errors import SystemFailed
from ledger.personal import Protector

ROWS = [fact("payees", payee_code="S1")]


def test_an_import_with_another_key_is_refused_and_writes_nothing(engine: Engine) -> None:
    first, other = Protector(os.urandom(32)), Protector(os.urandom(32))
    with engine.begin() as connection:
        assert import_rows(connection, first, with_background(ROWS)).problems == []
    with pytest.raises(SystemFailed, match=r"personal\.key"), engine.begin() as connection:
        import_rows(connection, other, with_background([fact("payees", payee_code="S2")]))
    with engine.begin() as connection:
        rows = with_background([fact("payees", payee_code="S3")])
        assert import_rows(connection, first, rows).problems == []
        codes = connection.execute(text("SELECT payee_code FROM ledger.payee ORDER BY 1"))
        assert list(codes.scalars()) == ["S1", "S3"]
