"""Sealing waits for nobody, nobody waits for it, and what it leaves undone the next one does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from honest_histories import KEY, checkpoints
from online import Payable, pay, payables
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.database import open_engine
from ledger.evidence.leaves import read_leaves
from ledger.evidence.sealing import LogBroken, hold_tree, seal, seal_log
from ledger.evidence.verifying import verify
from ledger.personal import Protector

AT_ONCE = {"lock_timeout": "50ms"}


@pytest.fixture
def sealer(database: str) -> Iterator[Engine]:
    """Whoever seals; it gives up at once where it would have to wait for a row."""
    opened = open_engine(database, "mingzhang_seal", settings=AT_ONCE)
    yield opened
    opened.dispose()


@pytest.fixture
def book(engine: Engine, protector: Protector) -> Payable:
    """A book that can be paid from."""
    return payables(engine, protector)[0]


def sizes(sealer: Engine, book: Payable) -> list[int]:
    """The sizes of a book's checkpoints."""
    with sealer.connect() as connection:
        return [one.size for one in checkpoints(connection, book.book)]


def test_a_posting_under_way_is_neither_waited_for_nor_missed(
    engine: Engine, sealer: Engine, book: Payable
) -> None:
    seal(sealer, KEY)
    with engine.connect() as posting:
        pay(posting, book, "slow")
        assert seal(sealer, KEY, book.book) == [], "it holds the head, and is not committed"
        posting.commit()
    first, second = seal(sealer, KEY, book.book)
    assert (first.log_id, first.size - first.old_size) == (book.book, 4)
    assert second.log_id == 0, "the checkpoint of the book is a fact of the common log"


def test_nobody_who_posts_waits_for_a_sealer(database: str, sealer: Engine, book: Payable) -> None:
    hasty = open_engine(database, settings=AT_ONCE)
    with sealer.connect() as sealing:
        assert seal_log(sealing, KEY, book.book) is not None
        seal_log(sealing, KEY, 0)
        with hasty.begin() as posting:
            pay(posting, book, "while it is sealed")
        sealing.commit()
    hasty.dispose()
    assert seal(sealer, KEY, book.book)[0].size == sizes(sealer, book)[-1]


def test_two_sealers_at_once_do_no_harm(database: str, sealer: Engine, book: Payable) -> None:
    patient = open_engine(database, "mingzhang_seal")
    with sealer.connect() as first:
        hold_tree(first, book.book)
        with ThreadPoolExecutor(1) as workers:
            second = workers.submit(seal, patient, KEY, book.book)
            done = seal_log(first, KEY, book.book)
            first.commit()
            # The second waited for the first, and found nothing left of this book.
            assert [each.log_id for each in second.result()] == [0]
    assert done is not None
    assert sizes(sealer, book) == [done.size]
    patient.dispose()


def test_a_sealer_that_is_killed_leaves_nothing_half_sealed(
    owner: Engine, sealer: Engine, book: Payable
) -> None:
    with sealer.connect() as connection:
        seal_log(connection, KEY, book.book)
        number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with owner.begin() as killing:
            killing.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": number})
        with pytest.raises(DBAPIError):
            connection.commit()
        connection.invalidate()
    assert sizes(sealer, book) == []
    assert seal(sealer, KEY)[0].old_size == 0
    with sealer.connect() as connection:
        assert verify(connection, keys=[KEY.public]).findings == []


def test_what_is_missing_before_it_is_sealed_is_told_and_not_sealed(
    owner: Engine, sealer: Engine, book: Payable
) -> None:
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text("DELETE FROM ledger.payee WHERE book_id = :book"), {"book": book.book}
        )
    with pytest.raises(LogBroken, match=str(book.payee)):
        seal(sealer, KEY, book.book)
    assert sizes(sealer, book) == []


@pytest.mark.usefixtures("book")
def test_facts_of_no_book_are_placed_once_and_by_the_sealer_only(
    owner: Engine, sealer: Engine
) -> None:
    seal(sealer, KEY)
    for change in (
        "UPDATE ledger.book SET log_position = 99",
        "UPDATE ledger.book SET opened_by = 'x'",
        "INSERT INTO ledger.horizon (as_of, taken_at, log_position) VALUES (now(), now(), 99)",
    ):
        with pytest.raises(DBAPIError) as refused, owner.begin() as connection:
            connection.execute(text(change))
        assert "facts_are_never_changed" in str(refused.value)


@pytest.mark.usefixtures("book")
def test_a_tree_never_shrinks_and_a_tile_never_changes(owner: Engine, sealer: Engine) -> None:
    seal(sealer, KEY)
    for change in (
        "UPDATE ledger.log_tree SET tree_size = tree_size - 1",
        "UPDATE ledger.tile SET hashes = decode(repeat('00', 32), 'hex')",
        "DELETE FROM ledger.tile",
        "TRUNCATE ledger.log_tree",
    ):
        with pytest.raises(DBAPIError), owner.begin() as connection:
            connection.execute(text(change))


def test_a_fact_is_read_at_its_position_and_nowhere_else(sealer: Engine, book: Payable) -> None:
    with sealer.connect() as connection:
        leaves = read_leaves(connection, book.book, [], 3, 5)
    assert leaves.missing == [3, 4, 5]
