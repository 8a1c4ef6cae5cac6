"""Money goes from book to book: issued by one under a document, received by another, or not yet."""

import datetime as dt
from dataclasses import dataclass

from builders import CITY, COUNTY, OTHER_COUNTY, PROVINCE, yuan
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from plain_ledger import Move, Posting, account
from random_history import DAYS, RandomHistory
from sqlalchemy import Engine

from expectations.rule import fact
from ledger.personal import Protector

#: Who issues what to whom.
ISSUES = (
    ("transfer", PROVINCE, CITY),
    ("transfer", PROVINCE, COUNTY),
    ("bond", PROVINCE, OTHER_COUNTY),
    ("paired_aid", CITY, COUNTY),
    ("paired_aid", OTHER_COUNTY, COUNTY),
)


@dataclass(frozen=True)
class Issue:
    """Money that one book issued to another under a document."""

    kind: str
    issuer: str
    recipient: str
    document: str
    posting: Posting


class IssuingHistory(RandomHistory):
    """Adds what goes on to other books: transfers, bond money lent on, paired aid."""

    def __init__(self, engine: Engine, protector: Protector) -> None:
        super().__init__(engine, protector)
        self.issues: list[Issue] = []

    @rule(data=st.data(), way=st.sampled_from(ISSUES), on=DAYS, cash_on=st.none() | DAYS)
    def money_is_issued(
        self,
        data: st.DataObject,
        way: tuple[str, str, str],
        on: dt.date,
        cash_on: dt.date | None,
    ) -> None:
        kind, issuer, recipient = way
        source = data.draw(st.sampled_from(sorted(d for b, d in self.sources if b == issuer)))
        fen = self.some(data, self.plain.standing[issuer, account("available", source)])
        document = f"省{next(self.numbers)}"
        moves: list[Move] = [(account("available", source), account("issued", source), fen)]
        issued = Posting(issuer, f"{kind}_issued", on, moves)
        postings = [issued]
        if cash_on:
            moves = [(account("treasury", source), account("cash_out", source), fen)]
            postings.append(Posting(issuer, "cash_out", cash_on, moves))
        row = fact(
            "transfers",
            book=issuer,
            direction="issued",
            kind=kind,
            document_no=document,
            source_document=source,
            counterparty=recipient,
            occurred_on=on,
            cash_on=cash_on or "",
            amount=yuan(fen),
        )
        reasons = self.plain.post(*postings, reasons=self.reasons_of_source(issuer, source))
        self.carry_out([row], reasons)
        if not reasons:
            self.issues.append(Issue(kind, issuer, recipient, document, issued))

    @precondition(lambda self: self.open_issues())
    @rule(data=st.data(), on=DAYS, cash_on=st.none() | DAYS)
    def money_is_received(self, data: st.DataObject, on: dt.date, cash_on: dt.date | None) -> None:
        issue = data.draw(st.sampled_from(self.open_issues()))
        book, document, fen = issue.recipient, issue.document, issue.posting.fen
        moves: list[Move] = [(account("origin", document), account("available", document), fen)]
        came = Posting(book, f"{issue.kind}_received", on, moves)
        row = fact(
            "transfers",
            book=book,
            direction="received",
            kind=issue.kind,
            document_no=document,
            counterparty=issue.issuer,
            occurred_on=on,
            cash_on=cash_on or "",
            amount=yuan(fen),
        )
        reasons = self.plain.post(came, *self.cash_of(book, document, fen, cash_on))
        self.carry_out([row], reasons)
        if not reasons:
            self.sources[book, document] = came

    def open_issues(self) -> list[Issue]:
        """Issues that nobody has received."""
        return [each for each in self.issues if (each.recipient, each.document) not in self.sources]
