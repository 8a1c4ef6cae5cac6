"""A table gets a column later: what was sealed before verifies, and so does what comes after."""

from collections.abc import Iterator

import pytest
from honest_histories import KEY
from online import Payable, pay, payables
from sqlalchemy import Connection, Engine, text

from ledger.database import open_engine
from ledger.evidence.findings import Finding
from ledger.evidence.receipts import Place, receipt
from ledger.evidence.sealing import seal
from ledger.evidence.verifying import verify
from ledger.personal import Protector
from mingzhang_verify import facts_of

#: A migration as one would be written: the column, its shape, and where that begins in each log.
MIGRATION = """
ALTER TABLE ledger.disbursement ADD COLUMN remark text;
INSERT INTO ledger.fact_shape (relation, version, common, shape)
SELECT relation, 2, common, shape || E'remark text\\n' FROM ledger.fact_shape
WHERE relation = 'ledger.disbursement';
INSERT INTO ledger.shape_start (log_id, relation, version, first_position)
SELECT book_id, 'ledger.disbursement', 2, last_position + 1 FROM ledger.book_head
"""


@pytest.fixture
def sealer(database: str) -> Iterator[Engine]:
    """Whoever seals and verifies."""
    opened = open_engine(database, "mingzhang_seal")
    yield opened
    opened.dispose()


@pytest.fixture
def book(engine: Engine, owner: Engine, sealer: Engine, protector: Protector) -> Payable:
    """A book with a payment from before the column, sealed, and one with a remark, sealed after."""
    found = payables(engine, protector)[0]
    with engine.begin() as connection:
        pay(connection, found, "before")
    seal(sealer, KEY)
    with owner.begin() as connection:
        for statement in MIGRATION.split(";"):
            connection.execute(text(statement))
    with engine.begin() as connection:
        pay(connection, found, "after")
    with owner.begin() as connection:
        remark(connection, "after", "补发")
    seal(sealer, KEY)
    return found


def remark(connection: Connection, reference: str, words: str) -> None:
    """Writes into the column, as the posting of the next version would, or as an attacker does."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    changed = connection.execute(
        text(
            "UPDATE ledger.disbursement SET remark = :words WHERE external_reference = :reference"
        ),
        {"words": words, "reference": reference},
    )
    assert changed.rowcount == 1


def place_of(connection: Connection, reference: str) -> Place:
    """Where a payment stands."""
    row = connection.execute(
        text(
            "SELECT book_id, log_position FROM ledger.disbursement"
            " WHERE external_reference = :reference"
        ),
        {"reference": reference},
    ).one()
    return Place(row.book_id, row.log_position)


def look(sealer: Engine) -> list[Finding]:
    """What verification finds."""
    with sealer.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        return verify(connection, keys=[KEY.public]).findings


def test_what_was_sealed_before_and_after_verifies_each_in_its_shape(
    engine: Engine, sealer: Engine, book: Payable
) -> None:
    assert look(sealer) == []
    with engine.connect() as connection:
        for reference, columns in (("before", None), ("after", "补发")):
            place = place_of(connection, reference)
            assert place.log_id == book.book
            shown = facts_of(receipt(connection, [place]))[0]
            assert shown.values["external_reference"] == reference
            assert shown.values.get("remark") == columns
            assert ("remark" in shown.values) == (columns is not None)


@pytest.mark.usefixtures("book")
def test_a_value_in_the_new_column_of_an_old_fact_is_told(owner: Engine, sealer: Engine) -> None:
    with owner.begin() as connection:
        remark(connection, "before", "追加")
        place = place_of(connection, "before")
    [found] = look(sealer)
    assert (found.kind, found.log_id, found.position) == ("added", place.log_id, place.position)
    assert found.table == "ledger.disbursement"


@pytest.mark.usefixtures("book")
def test_a_value_in_the_new_column_of_a_new_fact_is_sealed(owner: Engine, sealer: Engine) -> None:
    with owner.begin() as connection:
        remark(connection, "after", "退回")
        place = place_of(connection, "after")
    [found] = look(sealer)
    assert (found.kind, found.log_id, found.position) == ("changed", place.log_id, place.position)
    assert found.table == "ledger.disbursement"


@pytest.mark.usefixtures("book")
def test_taking_the_new_shape_away_hides_nothing(owner: Engine, sealer: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM ledger.fact_shape WHERE version = 2"))
        place = place_of(connection, "after")
    kinds = {(one.position, one.kind) for one in look(sealer)}
    assert kinds == {(place.position, "changed"), (place.position, "added")}
