"""Twenty clients at once over hot and cold books end as if they had come one after the other."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

from builders import COUNTY, OTHER_COUNTY, PROVINCE, completed
from histories import codes, send
from online import check_numbering, known_payables, pay, payables
from period_acts import CLERK, HEAD, act
from plain_ledger import WITHOUT_FLOOR
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.database import open_engine
from ledger.errors import Refused
from ledger.imports.entering import entered
from ledger.imports.importing import import_whole
from ledger.imports.outcomes import Request
from ledger.personal import Protector
from ledger.refusals import refusal_of

CLIENTS, STEPS = 20, 12
#: Most of what happens happens in one book.
BOOKS = (COUNTY, COUNTY, COUNTY, OTHER_COUNTY, PROVINCE)
#: What a clerk may be told; anything else would be our fault, not theirs.
EXPECTED = {
    "below_zero",
    "cannot_reverse",
    "payment_reversed",
    "period_closed",
    "refund_exceeds",
    "unknown_payment",
    "unknown_source",
    "no_source_of_project",
    "unknown_voucher",
}


class Client:
    """One of the twenty: does things by chance, and remembers what it was told was done."""

    def __init__(self, number: int, database: str, protector: Protector) -> None:
        self.number = number
        self.engine = open_engine(database)
        self.protector = protector
        self.dice = Random(number)  # noqa: S311  (chance for a test)
        self.paid: list[tuple[str, str]] = []
        self.told: Counter[str] = Counter()

    def work(self) -> None:
        """All steps of this client."""
        steps: tuple[Callable[[], None], ...] = (
            self.pay_online,
            self.pay_online,
            self.import_money_of_two_books,
            self.import_batch,
            self.refund,
            self.reverse,
            self.close_or_reopen,
        )
        for step in range(STEPS):
            self.reference = f"{self.number}-{step}"
            self.dice.choice(steps)()
        self.engine.dispose()

    def day(self) -> dt.date:
        """A day of the year."""
        return dt.date(2022, 1, 1) + dt.timedelta(days=self.dice.randrange(365))

    def send(self, *rows: Fact) -> bool:
        """Sends a file; whether it was taken."""
        outcome = import_whole(
            self.engine,
            self.protector,
            entered(
                ((each.sheet, completed(each)) for each in rows),
                self.reference,
                hashlib.sha256(self.reference.encode()).hexdigest(),
            ),
            Request(),
        )
        found = set(codes(outcome))
        assert found <= EXPECTED, found
        self.told.update(found or {"taken"})
        return not found

    def pay_online(self) -> None:
        """Pays one payee of a book, sometimes more than there is."""
        payable = self.dice.choice(known_payables(self.engine))
        amount = self.dice.choice(("1.00", "250.00", "600000.00"))
        try:
            with self.engine.begin() as connection:
                pay(connection, payable, self.reference, self.day(), amount)
        except DBAPIError as error:
            if refusal_of(error) is None:
                raise
            self.told["refused online"] += 1
        else:
            self.told["paid online"] += 1

    def import_money_of_two_books(self) -> None:
        """Money for two books in one file, in either order."""
        books = self.dice.sample((COUNTY, OTHER_COUNTY, PROVINCE), 2)
        self.send(
            *(
                fact(
                    "appropriations",
                    book=book,
                    document_no=f"本{self.reference}",
                    occurred_on=self.day(),
                    amount=100,
                )
                for book in books
            )
        )

    def import_batch(self) -> None:
        """Several payments on one voucher."""
        book, on = self.dice.choice(BOOKS[:4]), self.day()
        references = [f"P{self.reference}-{number}" for number in range(5)]
        taken = self.send(
            *(
                fact(
                    "disbursements",
                    book=book,
                    external_reference=reference,
                    batch_no=f"批{self.reference}",
                    project_code="A",
                    source_document="本1",
                    occurred_on=on,
                    amount=20,
                )
                for reference in references
            )
        )
        if taken:
            self.paid.extend((book, reference) for reference in references)

    def refund(self) -> None:
        """Gives back some of a payment of this client's, perhaps twice."""
        if self.paid:
            book, reference = self.dice.choice(self.paid)
            self.send(
                fact(
                    "refunds",
                    book=book,
                    payment_reference=reference,
                    occurred_on=dt.date(2022, 12, 31),
                    amount=15,
                    external_reference=f"T{self.reference}",
                )
            )

    def reverse(self) -> None:
        """Undoes some voucher of a book, whosever it is."""
        self.send(
            fact(
                "reversals",
                book=self.dice.choice(BOOKS),
                voucher=f"2022{self.dice.randrange(1, 13):02d}-{self.dice.randrange(1, 6)}",
                occurred_on=dt.date(2022, 12, self.dice.randrange(1, 32)),
                reason="记错",
            )
        )

    def close_or_reopen(self) -> None:
        """Closes a month, or reopens the last closed one as two persons do."""
        division = self.dice.choice(BOOKS)
        acts = [("closed", 202200 + self.dice.randrange(1, 7), CLERK)]
        with self.engine.connect() as connection:
            book, last = connection.execute(
                text(
                    "SELECT book_id, ledger.closed_through(book_id) FROM ledger.book"
                    " WHERE division_id = :division"
                ),
                {"division": division},
            ).one()
        if last is not None and self.dice.random() < 2 / 3:
            acts = [("reopening_asked", last, CLERK), ("reopened", last, HEAD)]
        for what, period, author in acts:
            try:
                with self.engine.begin() as connection:
                    act(connection, book, what, period, author)
            except Refused:
                self.told[f"{what} refused"] += 1
            else:
                self.told[what] += 1


def test_twenty_clients_leave_a_ledger_that_one_after_the_other_could_have_left(
    engine: Engine, database: str, protector: Protector
) -> None:
    payables(engine, protector, amount=10**6)
    send(engine, protector, fact("appropriations", book=PROVINCE, document_no="本1", amount=100))
    clients = [Client(number, database, protector) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as workers:
        for done in [workers.submit(client.work) for client in clients]:
            done.result()
    told = sum((client.told for client in clients), Counter())
    assert {"taken", "paid online", "closed", "reopened"} <= told.keys(), told
    with engine.connect() as connection:
        check_numbering(connection)
        check_order_of_the_log(connection.execute(text(HISTORY)).all())
        standing = connection.execute(text(STANDING)).all()
    assert standing == [], "what is kept is what the entries come to"
    paid = {reference for client in clients for _, reference in client.paid}
    with engine.connect() as connection:
        there = set(
            connection.execute(
                text("SELECT external_reference FROM ledger.disbursement WHERE batch_no <> ''")
            ).scalars()
        )
    assert there == paid, "what was said to be done is done, and nothing else"


#: Everything that moves money or closes months, book by book in the order of the log.
HISTORY = """
SELECT book_id, log_position, 'closing' AS what, closed_through AS period, NULL AS voucher_id,
    NULL AS debit, NULL AS credit, NULL AS amount
FROM ledger.period_closing WHERE closed_through IS NOT NULL
UNION ALL
SELECT entry.book_id, entry.log_position, voucher.event, voucher.period, entry.voucher_id,
    (entry.debit_kind, entry.source_id, entry.debit_project_id)::text,
    (entry.credit_kind, entry.source_id, entry.credit_project_id)::text, entry.amount
FROM ledger.entry AS entry
INNER JOIN ledger.voucher AS voucher
    ON entry.book_id = voucher.book_id AND entry.voucher_id = voucher.log_position
ORDER BY 1, 2
"""
#: Accounts of which the kept balance is not the sum of the entries.
STANDING = """
SELECT book_id, source_id, kind, project_id, contract_id, sum(amount)
FROM (
    SELECT book_id, source_id, kind, project_id, contract_id, -amount AS amount
    FROM ledger.balance
    UNION ALL
    SELECT book_id, source_id, debit_kind, coalesce(debit_project_id, 0),
        coalesce(debit_contract_id, 0), amount
    FROM ledger.entry
    UNION ALL
    SELECT book_id, source_id, credit_kind, coalesce(credit_project_id, 0),
        coalesce(credit_contract_id, 0), -amount
    FROM ledger.entry
) AS side
GROUP BY book_id, source_id, kind, project_id, contract_id
HAVING sum(amount) <> 0
"""


def check_order_of_the_log(history: list) -> None:
    """Nothing was posted into a month closed by then, and nothing stood below zero in between."""
    closed: dict[int, int] = {}
    standing: Counter[tuple[int, str]] = Counter()
    previous = None
    for row in history:
        if row.what == "closing":
            closed[row.book_id] = row.period
            continue
        assert row.period > closed.get(row.book_id, 0), row
        voucher = (row.book_id, row.voucher_id)
        if previous not in {None, voucher}:
            check_floor(standing)
        previous = voucher
        standing[row.book_id, row.debit] += row.amount
        standing[row.book_id, row.credit] -= row.amount
    check_floor(standing)


def check_floor(standing: Counter[tuple[int, str]]) -> None:
    """No account but those of the world outside is below zero."""
    short = {
        account: amount
        for account, amount in standing.items()
        if amount < 0 and account[1].strip("(").split(",")[0] not in WITHOUT_FLOOR
    }
    assert short == {}
