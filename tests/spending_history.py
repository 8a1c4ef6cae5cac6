"""What a county does with its money: contracts, payments, what comes back, reversals, closings."""

import datetime as dt
from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from plain_ledger import Account, Posting, account
from random_history import DAYS, FIRST_DAY, RandomHistory, yuan

from expectations.rule import fact

_codes = count(1)


class SpendingHistory(RandomHistory):
    """Adds what follows an assignment."""

    @initialize()
    def first_day(self) -> None:
        """Money is assigned, and some of it bound by a contract."""
        self.begin()
        for book, assigned, fen in self.all_standing({"assigned"})[::2]:
            self.sign(book, assigned, fen // 2, FIRST_DAY)

    @precondition(lambda self: self.all_standing({"assigned"}))
    @rule(data=st.data(), on=DAYS)
    def contract_is_signed(self, data: st.DataObject, on: dt.date) -> None:
        book, assigned, there = self.standing(data, {"assigned"})
        self.sign(book, assigned, self.some(data, there), on)

    def sign(self, book: str, assigned: Account, fen: int, on: dt.date) -> None:
        """A contract binds what was assigned."""
        _, source, project, _ = assigned
        assert project is not None
        code = f"HT{next(_codes)}"
        taken = self.one(
            Posting(
                book,
                "commitment",
                on,
                [(assigned, account("committed", source, project, code), fen)],
            ),
            fact(
                "contracts",
                book=book,
                contract_code=code,
                project_code=project,
                source_document=source,
                signed_on=on,
                amount=yuan(fen),
            ),
            self.reasons_of_source(book, source),
        )
        if taken:
            self.contracts[book, code] = (project, on)

    @precondition(lambda self: self.contracts)
    @rule(data=st.data(), on=DAYS)
    def contract_is_supplemented(self, data: st.DataObject, on: dt.date) -> None:
        (book, code), (project, signed_on) = data.draw(
            st.sampled_from(sorted(self.contracts.items()))
        )
        source = data.draw(st.sampled_from(sorted(d for b, d in self.sources if b == book)))
        assigned = account("assigned", source, project)
        fen = self.some(data, self.plain.standing[book, assigned])
        self.change_contract(
            "supplement",
            (book, code, on, signed_on),
            (assigned, account("committed", source, project, code), fen),
            self.reasons_of_source(book, source),
        )

    @precondition(lambda self: self.all_standing({"committed"}))
    @rule(data=st.data(), on=DAYS)
    def contract_is_reduced(self, data: st.DataObject, on: dt.date) -> None:
        book, committed, there = self.standing(data, {"committed"})
        _, source, project, code = committed
        assert code is not None
        _, signed_on = self.contracts[book, code]
        fen = self.some(data, there)
        self.change_contract(
            "reduction",
            (book, code, on, signed_on),
            (committed, account("assigned", source, project), fen),
            self.reasons_of_source(book, source),
        )

    def change_contract(
        self,
        kind: str,
        of: tuple[str, str, dt.date, dt.date],
        moved: tuple[Account, Account, int],
        reasons: set[str],
    ) -> None:
        """Posts a change of a contract: book, code, day and day of signing; what it moves."""
        book, code, on, signed_on = of
        credit, debit, fen = moved
        event = "commitment" if kind == "supplement" else "release"
        if on < signed_on:
            reasons = reasons | {"change_before_signing"}
        self.one(
            Posting(book, event, on, [(credit, debit, fen)]),
            fact(
                "contract_changes",
                book=book,
                contract_code=code,
                kind=kind,
                occurred_on=on,
                amount=yuan(fen),
                source_document=credit[1],
                external_reference=f"BG{next(_codes)}",
            ),
            reasons,
        )

    @precondition(lambda self: self.all_standing({"assigned", "committed"}))
    @rule(data=st.data(), on=DAYS, stranger=st.booleans())
    def payee_is_paid(self, data: st.DataObject, on: dt.date, *, stranger: bool) -> None:
        book, paying, there = self.standing(data, {"assigned", "committed"})
        _, source, project, contract = paying
        fen = self.some(data, there)
        reference = f"ZF{next(_codes)}"
        paid = Posting(
            book,
            "disbursement",
            on,
            [
                (paying, account("disbursed", source, project, contract), fen),
                (account("treasury", source), account("cash_out", source, project, contract), fen),
            ],
        )
        row = fact(
            "disbursements",
            book=book,
            external_reference=reference,
            project_code=project,
            contract_code=contract or "",
            payee_name="别人" if stranger else "示范收款人",
            source_document=source,
            occurred_on=on,
            amount=yuan(fen),
            method="transfer",
        )
        reasons = self.reasons_of_source(book, source)
        if stranger and contract:
            reasons.add("payee_not_of_contract")
        if self.one(paid, row, reasons):
            self.payments[book, reference] = paid

    @precondition(lambda self: self.payments)
    @rule(data=st.data(), on=DAYS, bounced=st.booleans())
    def money_comes_back(self, data: st.DataObject, on: dt.date, *, bounced: bool) -> None:
        (book, reference), paid = data.draw(
            st.sampled_from(sorted(self.payments.items(), key=lambda item: item[0]))
        )
        fen = self.some(data, paid.fen - paid.refunded)
        reasons = set()
        if paid.reversed:
            reasons.add("payment_reversed")
        if on < paid.on:
            reasons.add("refund_before_payment")
        if fen > paid.fen - paid.refunded:
            reasons.add("refund_exceeds")
        back = [(debit, credit, fen) for credit, debit, _ in paid.moves]
        self.one(
            Posting(book, "refund", on, back, gives_back=paid),
            fact(
                "refunds",
                book=book,
                payment_reference=reference,
                kind="bounced" if bounced else "returned",
                occurred_on=on,
                amount=yuan(fen),
                external_reference=f"TK{next(_codes)}",
            ),
            reasons,
        )

    @rule(data=st.data(), on=DAYS)
    def voucher_is_reversed(self, data: st.DataObject, on: dt.date) -> None:
        undone = data.draw(st.sampled_from(self.plain.postings))
        reasons = self.plain.reverse(undone, on)
        row = fact(
            "reversals",
            book=undone.book,
            voucher=f"{undone.period}-{undone.number}",
            occurred_on=on,
            reason="记错",
        )
        self.carry_out([row], reasons)

    @rule()
    def last_file_is_sent_again(self) -> None:
        if self.last_accepted[0].sheet != "reversals":
            self.carry_out(self.last_accepted, set())
