"""What changes money once it is given: adjustments, take-back and carry-over, closed months."""

import datetime as dt

import pytest
from builders import yuan
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from period_acts import CLERK, HEAD, act
from plain_ledger import Move, Posting, account, month_of
from random_history import BOOKS, DAYS, FIRST_DAY, LAST_DAY
from spending_history import SpendingHistory
from sqlalchemy import text

from expectations.rule import fact
from ledger.errors import Refused


class YearlyHistory(SpendingHistory):
    """Adds what changes what was given, and what closes over it."""

    # Adjustments.

    def transfers(self) -> list[tuple[str, str, str, str, Posting]]:
        """Side, book, document, source there, and voucher of every transfer."""
        issued = [
            ("issued", each.issuer, each.document, each.posting.moves[0][0][1], each.posting)
            for each in self.issues
        ]
        received = [
            ("received", book, document, document, posting)
            for (book, document), posting in self.sources.items()
            if posting.event.endswith("_received") and document.startswith("省")
        ]
        return issued + received

    @precondition(lambda self: self.transfers())
    @rule(data=st.data(), kind=st.sampled_from(["addition", "reduction", "recall"]), on=DAYS)
    def transfer_is_adjusted(self, data: st.DataObject, kind: str, on: dt.date) -> None:
        side, book, document, source, of = data.draw(st.sampled_from(self.transfers()))
        standing = of.fen + of.adjusted
        fen = self.some(data, 10**5 if kind == "addition" else standing)
        reasons = {"transfer_reversed"} if of.reversed else set()
        if on < of.on:
            reasons.add("adjustment_before_transfer")
        if kind != "addition" and fen > standing:
            reasons.add("adjustment_exceeds")
        to = account("issued" if side == "issued" else "available", source)
        given = account("available" if side == "issued" else "origin", source)
        moves: list[Move] = [(given, to, fen) if kind == "addition" else (to, given, fen)]
        sign = 1 if kind == "addition" else -1
        self.one(
            Posting(book, "transfer_adjusted", on, moves, adjusts=of, sign=sign),
            fact(
                "transfer_adjustments",
                book=book,
                side=side,
                kind=kind,
                document_no=f"调{next(self.numbers)}",
                transfer_document=document,
                occurred_on=on,
                amount=yuan(fen),
            ),
            reasons,
        )

    # The end of a year.

    @precondition(lambda self: self.all_standing({"available", "pooled", "assigned"}))
    @rule(data=st.data(), carried=st.booleans(), on=DAYS)
    def money_is_taken_back_or_carried_over(
        self, data: st.DataObject, on: dt.date, *, carried: bool
    ) -> None:
        book, left, there = self.standing(data, {"available", "pooled", "assigned"})
        kind, source, project, _ = left
        fen = self.some(data, there)
        document = f"结{next(self.numbers)}"
        moves: list[Move] = [(left, account("reclaimed", source), fen)]
        if carried:
            moves.append((account("origin", document), account("available", document), fen))
            cash = min(fen, self.plain.standing[book, account("treasury", source)])
            if cash:
                moves += [
                    (account("treasury", source), account("cash_out", source), cash),
                    (account("cash_in", document), account("treasury", document), cash),
                ]
        reasons = self.reasons_of_source(book, source)
        if on < self.sources[book, source].on:
            reasons.add("take_back_before_arrival")
        posting = Posting(book, "carry_over" if carried else "take_back", on, moves)
        taken = self.one(
            posting,
            fact(
                "take_backs",
                book=book,
                kind=posting.event,
                source_document=source,
                project_code=project or "",
                pooled="是" if kind == "pooled" else "",
                document_no=f"收{document}",
                new_document_no=document if carried else "",
                occurred_on=on,
                amount=yuan(fen),
            ),
            reasons,
        )
        if taken and carried:
            self.sources[book, document] = posting

    # Months.

    @rule(book=st.sampled_from(BOOKS), on=DAYS)
    def month_is_closed(self, book: str, on: dt.date) -> None:
        # Mostly the first year: what is closed lies behind what goes on.
        period = month_of(min(on, FIRST_DAY + (on - FIRST_DAY) / 3))
        if period > self.plain.closed_through.get(book, 0):
            self.act(book, "closed", period, CLERK)
            self.plain.closed_through[book] = period
        else:
            self.refused(book, "closed", period, CLERK)

    @precondition(lambda self: self.plain.closed_through)
    @rule(data=st.data(), day=st.dates(FIRST_DAY, LAST_DAY))
    def month_is_reopened_by_two_persons(self, data: st.DataObject, day: dt.date) -> None:
        book, last = data.draw(st.sampled_from(sorted(self.plain.closed_through.items())))
        self.refused(book, "reopened", last, HEAD)
        if month_of(day) != last:
            self.refused(book, "reopening_asked", month_of(day), CLERK)
        self.act(book, "reopening_asked", last, CLERK)
        self.refused(book, "reopened", last, CLERK)
        self.act(book, "reopened", last, HEAD)
        self.plain.closed_through[book] = month_of(
            dt.date(last // 100, last % 100, 1) - dt.timedelta(days=1)
        )

    def act(self, book: str, what: str, period: int, author: str) -> None:
        """An act on a month that is in order."""
        with self.engine.begin() as connection:
            book_id = connection.execute(
                text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": book}
            ).scalar_one()
            act(connection, book_id, what, period, author)

    def refused(self, book: str, what: str, period: int, author: str) -> None:
        """An act on a month that is not in order."""
        with pytest.raises(Refused):
            self.act(book, what, period, author)
