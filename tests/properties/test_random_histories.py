"""Promises 1, 3 to 5 and 7 to 10 over random histories, compared with plain Python."""

import datetime as dt
from collections import Counter
from decimal import Decimal

from conftest import administer, copy_of
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from plain_ledger import Account
from random_history import BOOKS, DAYS
from sqlalchemy import Connection, text
from traced_history import End, TracedHistory, Unclear

from ledger.balances import source_balances
from ledger.database import open_engine
from ledger.flows import trace_down
from ledger.personal import Protector

STAGES = ("available", "pooled", "issued", "assigned", "committed", "disbursed", "reclaimed")

KEPT = """
SELECT book.division_id, balance.kind, source.document_no, project.project_code,
    contract.contract_code, balance.amount
FROM ledger.balance AS balance
INNER JOIN ledger.book AS book ON balance.book_id = book.book_id
INNER JOIN ledger.source AS source
    ON balance.book_id = source.book_id AND balance.source_id = source.log_position
LEFT JOIN ledger.project AS project
    ON balance.book_id = project.book_id AND balance.project_id = project.log_position
LEFT JOIN ledger.contract AS contract
    ON balance.book_id = contract.book_id AND balance.contract_id = contract.log_position
WHERE balance.amount <> 0
"""
VOUCHERS = """
SELECT book.division_id, voucher.period, voucher.number, voucher.event, voucher.occurred_on,
    EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = voucher.book_id AND undoing.reverses_id = voucher.log_position
    ) AS reversed
FROM ledger.voucher AS voucher
INNER JOIN ledger.book AS book ON voucher.book_id = book.book_id
ORDER BY voucher.book_id, voucher.period, voucher.number
"""


SOURCE = """
SELECT source.book_id, source.log_position FROM ledger.source AS source
INNER JOIN ledger.book AS book ON source.book_id = book.book_id
WHERE book.division_id = :book AND source.document_no = :document
"""
CLOSED = "SELECT division_id, ledger.closed_through(book_id) AS closed FROM ledger.book"
DIVISIONS = "SELECT book_id, division_id FROM ledger.book"


class ComparedHistory(TracedHistory):
    """Compares both ledgers after every step."""

    def opened(self) -> Connection:
        """A connection to the real ledger."""
        return self.engine.connect()

    @invariant()
    def balances_agree(self) -> None:
        with self.opened() as connection:
            found: dict[str, dict[Account, int]] = {book: {} for book in BOOKS}
            for book, *of, amount in connection.execute(text(KEPT)):
                found[book][tuple(of)] = int(amount * 100)
        assert found == {book: self.plain.balances(book) for book in BOOKS}

    @invariant()
    def vouchers_agree_and_run_from_1_to_n(self) -> None:
        with self.opened() as connection:
            found = {tuple(row) for row in connection.execute(text(VOUCHERS))}
        assert found == {
            (each.book, each.period, each.number, each.event, each.on, each.reversed)
            for each in self.plain.postings
        }

    @rule(data=st.data(), on=DAYS, book=st.sampled_from(BOOKS))
    def balances_of_any_day_as_known_at_any_moment_agree(
        self, data: st.DataObject, on: dt.date, book: str
    ) -> None:
        step = data.draw(st.integers(0, self.plain.step))
        moments = self.moments
        with self.opened() as connection:
            book_id = connection.execute(
                text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": book}
            ).scalar_one()
            found = {
                each.document_no: {stage: getattr(each, stage) for stage in STAGES}
                for each in source_balances(connection, book_id, on, moments[step])
                if each.origin
            }
        expected: dict[str, dict[str, Decimal]] = {}
        for (kind, document, _, _), fen in self.plain.balances(book, on, step).items():
            stages = expected.setdefault(document, dict.fromkeys(STAGES, Decimal(0)))
            if kind in stages:
                stages[kind] += Decimal(fen) / 100
        assert found == {
            document: stages for document, stages in expected.items() if any(stages.values())
        }

    @invariant()
    def closed_months_agree(self) -> None:
        with self.opened() as connection:
            found = {row.division_id: row.closed for row in connection.execute(text(CLOSED))}
        assert found == {book: self.plain.closed_through.get(book) for book in found}

    @invariant()
    def what_became_of_the_money_last_moved_agrees(self) -> None:
        if self.plain.postings:
            last = self.plain.postings[-1]
            self.trace_agrees(last.book, last.moves[0][0][1])

    @rule(data=st.data())
    def what_became_of_any_source_agrees(self, data: st.DataObject) -> None:
        self.trace_agrees(*data.draw(st.sampled_from(sorted(self.sources))))

    def trace_agrees(self, book: str, document: str) -> None:
        """A trace down finds what plain Python finds, wherever the money went."""
        came = self.sources.get((book, document))
        if came is None or came.reversed or self.origin(book, document) <= 0:
            return
        try:
            expected = self.ends(book, document)
        except Unclear:
            return
        with self.opened() as connection:
            start = connection.execute(text(SOURCE), {"book": book, "document": document}).one()
            trace = trace_down(connection, *start)
            divisions = {row[0]: row[1] for row in connection.execute(text(DIVISIONS))}
        found: Counter[End] = Counter()
        for node in trace.nodes:
            if node.what != "source":
                project = node.project.split()[0] if node.project else None
                found[node.what, divisions[node.book_id], node.document_no, project] += int(
                    node.amount * 100
                )
        assert found == expected
        assert int(trace.total * 100) == self.origin(book, document)

    def teardown(self) -> None:
        self.engine.dispose()


def test_random_histories_of_several_books_and_years_end_as_plain_python_says(
    server_url: str, template: str, protector: Protector
) -> None:
    name = f"{template}_history"

    def machine() -> ComparedHistory:
        return ComparedHistory(open_engine(copy_of(server_url, template, name)), protector)

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
