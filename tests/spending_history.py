"""What a county does with its money: contracts, payments, what comes back, reversals, closings."""

import datetime as dt

from builders import yuan
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from issuing_history import IssuingHistory
from plain_ledger import Account, Payment, Posting, account
from random_history import DAYS, FIRST_DAY

from expectations.rule import fact


class SpendingHistory(IssuingHistory):
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
        code = f"HT{next(self.numbers)}"
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
                external_reference=f"BG{next(self.numbers)}",
            ),
            reasons,
        )

    @precondition(lambda self: self.all_standing({"committed"}))
    @rule(data=st.data(), on=DAYS)
    def contract_is_terminated(self, data: st.DataObject, on: dt.date) -> None:
        book, code = data.draw(st.sampled_from(sorted(self.contracts)))
        _, signed_on = self.contracts[book, code]
        bound = [
            (of, self.plain.standing[book, of])
            for document in self.documents(book)
            for of in self.plain.standing_accounts(book, "committed", document)
            if of[3] == code
        ]
        reasons = set() if bound else {"nothing_committed"}
        if on < signed_on:
            reasons.add("change_before_signing")
        freed = [
            Posting(book, "release", on, [(of, account("assigned", of[1], of[2]), fen)])
            for of, fen in bound
        ]
        row = fact(
            "contract_changes",
            book=book,
            contract_code=code,
            kind="termination",
            occurred_on=on,
            external_reference=f"ZZ{next(self.numbers)}",
        )
        self.carry_out([row], self.plain.post(*freed, reasons=reasons))

    def documents(self, book: str) -> list[str]:
        """The documents of a book's money, in the order in which it arrived."""
        return [document for owner, document in self.sources if owner == book]

    @precondition(lambda self: self.all_standing({"assigned", "committed"}))
    @rule(data=st.data(), on=DAYS, payees=st.integers(1, 3), stranger=st.booleans())
    def payees_are_paid(
        self, data: st.DataObject, on: dt.date, payees: int, *, stranger: bool
    ) -> None:
        book, paying, there = self.standing(data, {"assigned", "committed"})
        _, source, project, contract = paying
        parts = [self.some(data, max(there // payees, 1)) for _ in range(payees)]
        fen = sum(parts)
        to = ("disbursed", source, project, contract), ("cash_out", source, project, contract)
        paid = Posting(
            book,
            "disbursement",
            on,
            [(paying, to[0], fen), (account("treasury", source), to[1], fen)],
        )
        references = [f"ZF{next(self.numbers)}" for _ in parts]
        rows = [
            fact(
                "disbursements",
                book=book,
                external_reference=reference,
                batch_no=f"批{references[0]}" if payees > 1 else "",
                project_code=project,
                contract_code=contract or "",
                payee_name="别人" if stranger else "示范收款人",
                source_document=source,
                occurred_on=on,
                amount=yuan(part),
                method="transfer",
            )
            for reference, part in zip(references, parts, strict=True)
        ]
        reasons = self.reasons_of_source(book, source)
        if stranger and contract:
            reasons.add("payee_not_of_contract")
        refused = self.plain.post(paid, reasons=reasons)
        self.carry_out(rows, refused)
        if not refused:
            for reference, part in zip(references, parts, strict=True):
                self.payments[book, reference] = Payment(paid, part)

    @precondition(lambda self: self.payments)
    @rule(data=st.data(), on=DAYS, bounced=st.booleans())
    def money_comes_back(self, data: st.DataObject, on: dt.date, *, bounced: bool) -> None:
        (book, reference), payment = data.draw(
            st.sampled_from(sorted(self.payments.items(), key=lambda item: item[0]))
        )
        left = payment.fen - payment.refunded
        fen = self.some(data, left)
        reasons = set()
        if payment.posting.reversed:
            reasons.add("payment_reversed")
        if on < payment.posting.on:
            reasons.add("refund_before_payment")
        if fen > left:
            reasons.add("refund_exceeds")
        back = [(debit, credit, fen) for credit, debit, _ in payment.posting.moves]
        self.one(
            Posting(book, "refund", on, back, gives_back=payment),
            fact(
                "refunds",
                book=book,
                payment_reference=reference,
                kind="bounced" if bounced else "returned",
                occurred_on=on,
                amount=yuan(fen),
                external_reference=f"TK{next(self.numbers)}",
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
