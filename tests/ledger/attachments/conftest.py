"""A store of the test's own, and vouchers to hand papers in under."""

from pathlib import Path

import pytest
from builders import OTHER_COUNTY, post
from sqlalchemy import Engine, text

from expectations.rule import fact
from ledger.attachment_stores import FolderStore
from ledger.personal import Protector


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """A store of the test's own."""
    return FolderStore(tmp_path / "attachments")


@pytest.fixture
def vouchers(engine: Engine, protector: Protector) -> list[tuple[int, int]]:
    """The vouchers of two payments of a county and one of another: book and position of each."""
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("disbursements", project_code="XM1", external_reference="ZF1"),
            fact("disbursements", project_code="XM2", external_reference="ZF2"),
            fact("disbursements", project_code="XM1", book=OTHER_COUNTY, occurred_on="2022-06-01"),
        )
        rows = connection.execute(
            text(
                "SELECT book_id, log_position FROM ledger.voucher WHERE event = 'disbursement'"
                " ORDER BY book_id, number"
            )
        )
        return [(row.book_id, row.log_position) for row in rows]
