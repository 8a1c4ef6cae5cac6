"""Random honest histories: people post, take back and fail at once while sealers seal."""

import datetime as dt
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

from online import Payable, known_payables, pay, payables
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.database import open_engine
from ledger.evidence.sealing import seal
from ledger.evidence.signing_keys import SigningKey
from ledger.evidence.trees import Tree
from ledger.evidence.verifying import verify
from ledger.personal import Protector
from mingzhang_verify import LOG_KEY, Checkpoint, check_growth

KEY = SigningKey("mingzhang-test", LOG_KEY, bytes(32))
REVERSE = text(
    "SELECT ledger.reverse_voucher(book_id, log_position, occurred_on, '录错', '测试员')"
    " FROM ledger.voucher WHERE book_id = :book AND log_position = :voucher"
)


class Histories:
    """Histories in the books of one ledger, each of a seed of its own."""

    def __init__(self, url: str, protector: Protector) -> None:
        self.people = open_engine(url)
        self.sealer = open_engine(url, "mingzhang_seal")
        self.books = known_payables(self.people) or payables(self.people, protector)
        self.workers = ThreadPoolExecutor(4)
        seal(self.sealer, KEY)

    def end(self) -> None:
        """Lets go of the ledger."""
        self.workers.shutdown()
        self.people.dispose()
        self.sealer.dispose()

    def tell(self, seed: int) -> None:
        """One history: two or three people and one or two sealers at once, then what must hold."""
        dice = random.Random(seed)  # noqa: S311  (made-up histories, not secrets)
        plans = [plan(dice, f"{seed}-{who}") for who in range(dice.randint(2, 3))]
        book = dice.choice(self.books)
        before = self.latest(book.book)
        people = [self.workers.submit(carry_out, self.people, book, each) for each in plans]
        sealers = [
            self.workers.submit(seal, self.sealer, KEY, book.book)
            for _ in range(dice.randint(1, 2))
        ]
        for each in [*people, *sealers]:
            each.result()
        seal(self.sealer, KEY, book.book)
        self.check(book.book, before)

    def latest(self, book_id: int) -> Checkpoint:
        """The latest checkpoint of a book."""
        with self.sealer.connect() as connection:
            return checkpoints(connection, book_id)[-1]

    def check(self, book_id: int, before: Checkpoint) -> None:
        """That all is sealed once, nothing is found, and every checkpoint grew from the last."""
        with self.sealer.connect().execution_options(
            isolation_level="REPEATABLE READ"
        ) as connection:
            head = connection.execute(
                text("SELECT last_position FROM ledger.book_head WHERE book_id = :book"),
                {"book": book_id},
            ).scalar_one()
            grown = [one for one in checkpoints(connection, book_id) if one.size >= before.size]
            assert grown[-1].size == head
            tree = Tree(connection, book_id, head)
            for old, new in pairwise(grown):
                path = tree.growth(old.size, new.size)
                check_growth(old.size, old.root, new.size, new.root, path)
            done = verify(connection, keys=[KEY.public], log_id=book_id)
        assert done.findings == []
        assert done.unsealed == 0


@contextmanager
def told(url: str, protector: Protector) -> Iterator[Histories]:
    """Histories while they are told."""
    histories = Histories(url, protector)
    try:
        yield histories
    finally:
        histories.end()


def plan(dice: random.Random, name: str) -> list[tuple[str, str]]:
    """What one person does, in their order: each an act, and the reference it is about."""
    acts = dice.choices(
        ["pay", "twice", "undo", "roll back", "fail", "batch"], [5, 1, 2, 2, 2, 1],
        k=dice.randint(1, 3),
    )  # fmt: skip
    return [(act, f"H{name}-{number}") for number, act in enumerate(acts)]


def carry_out(engine: Engine, book: Payable, acts: list[tuple[str, str]]) -> None:
    """Does what was planned, each act in a transaction of its own."""
    for act, reference in acts:
        with engine.connect() as connection:
            try:
                ACTS[act](connection, book, reference)
                connection.commit()
            except DBAPIError:
                connection.rollback()


def once(connection: Connection, book: Payable, reference: str) -> None:
    """A payment."""
    pay(connection, book, reference)


def twice(connection: Connection, book: Payable, reference: str) -> None:
    """The same payment sent again; its positions are given back."""
    pay(connection, book, reference)
    connection.commit()
    _, posted = pay(connection, book, reference)
    assert not posted


def undo(connection: Connection, book: Payable, reference: str) -> None:
    """A payment and its reversal."""
    payment, _ = pay(connection, book, reference)
    connection.execute(REVERSE, {"book": book.book, "voucher": payment - 1})


def roll_back(connection: Connection, book: Payable, reference: str) -> None:
    """A payment that is thought better of."""
    pay(connection, book, reference)
    connection.rollback()


def fail(connection: Connection, book: Payable, reference: str) -> None:
    """A payment that the ledger refuses, after one that it would have taken."""
    pay(connection, book, reference)
    pay(connection, book, f"{reference}-x", dt.date(2022, 5, 1), "99999999999.00")


def batch(connection: Connection, book: Payable, reference: str) -> None:
    """Several payments in one transaction."""
    for number in range(4):
        pay(connection, book, f"{reference}-{number}")


ACTS = {
    "pay": once, "twice": twice, "undo": undo, "roll back": roll_back, "fail": fail,
    "batch": batch,
}  # fmt: skip


def checkpoints(connection: Connection, log_id: int) -> list[Checkpoint]:
    """The checkpoints of a log, the earliest first."""
    notes = connection.execute(
        text("SELECT note FROM ledger.checkpoint WHERE log_id = :log ORDER BY tree_size"),
        {"log": log_id},
    )
    return [Checkpoint.read(note) for note in notes.scalars()]
