"""A machine that does to the ledger, and to one in plain Python, whatever a county may do."""

import datetime as dt
from collections.abc import Iterable
from itertools import count

from builders import CITY, COUNTY, OTHER_COUNTY, PROVINCE, yuan
from histories import codes, send
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from plain_ledger import Account, Move, Payment, PlainLedger, Posting, account
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

BOOKS = (PROVINCE, CITY, COUNTY, OTHER_COUNTY)
PROJECTS = ("A", "B")
FIRST_DAY, LAST_DAY = dt.date(2021, 1, 1), dt.date(2023, 12, 31)
#: Few enough that what happens meets, over three years.
DAYS = st.dates(FIRST_DAY, LAST_DAY)


class RandomHistory(RuleBasedStateMachine):
    """Several books over three years; each step is one file, and both ledgers must agree on it."""

    def __init__(self, engine: Engine, protector: Protector) -> None:
        super().__init__()
        self.engine = engine
        self.protector = protector
        self.plain = PlainLedger()
        #: Of documents and the like: the same in each repetition, so that it can be repeated.
        self.numbers = count(1)
        #: The server's clock after each step of the plain ledger.
        self.moments: list[dt.datetime] = []
        #: Of each book, the documents whose money arrived, with the voucher it came by.
        self.sources: dict[tuple[str, str], Posting] = {}
        self.contracts: dict[tuple[str, str], tuple[str, dt.date]] = {}
        self.payments: dict[tuple[str, str], Payment] = {}
        self.last_accepted: tuple[Fact, ...] = ()

    def begin(self) -> None:
        """Every book has two projects, and money to begin with, some of it assigned."""
        rows = [
            fact("projects", book=book, project_code=code) for book in BOOKS for code in PROJECTS
        ]
        self.carry_out(rows, set())
        self.open_with_balances(CITY)
        for book in BOOKS:
            document = self.arrive(book, "appropriation", 10**6, FIRST_DAY, FIRST_DAY)
            for project in PROJECTS:
                self.assign(book, document, project, 3 * 10**5, FIRST_DAY)

    def open_with_balances(self, book: str) -> None:
        """A book joins with money of the year before: some assigned, some paid."""
        document = "期初1"
        available, assigned = account("available", document), account("assigned", document, "A")
        opened = Posting(
            book,
            "opening",
            FIRST_DAY,
            [
                (account("origin", document), available, 10**5),
                (available, assigned, 7 * 10**4),
                (assigned, account("disbursed", document, "A"), 3 * 10**4),
                (account("cash_in", document), account("treasury", document), 6 * 10**4),
            ],
        )
        row = fact(
            "opening_balances",
            book=book,
            document_no=document,
            arrived_on="2020-06-01",
            occurred_on=FIRST_DAY,
            fund_line="衔接资金",
            amount=yuan(10**5),
            available_amount=yuan(3 * 10**4),
            project_code="A",
            assigned_amount=yuan(4 * 10**4),
            disbursed_amount=yuan(3 * 10**4),
            cash_amount=yuan(6 * 10**4),
            evidence="2020年决算",
        )
        assert self.one(opened, row, set())
        self.sources[book, document] = opened

    def carry_out(self, rows: Iterable[Fact], reasons: set[str]) -> None:
        """Sends rows as a file; it is taken, or refused for one of the reasons."""
        rows = tuple(rows)
        outcome = send(self.engine, self.protector, *rows)
        found = set(codes(outcome))
        assert found <= reasons, (found, reasons, rows)
        assert bool(found) == bool(reasons), (found, reasons, rows)
        if not reasons:
            self.last_accepted = rows
        with self.engine.connect() as connection:
            now = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        while len(self.moments) <= self.plain.step:
            self.moments.append(now)
        self.moments[self.plain.step] = now

    # Choosing.

    def some(self, data: st.DataObject, fen: int) -> int:
        """An amount: some of what is there, all of it, or a fen too much."""
        return data.draw(
            st.one_of(st.integers(1, max(fen, 1)), st.just(max(fen, 1)), st.just(fen + 1))
        )

    def standing(self, data: st.DataObject, kinds: set[str]) -> tuple[str, Account, int]:
        """An account of one of the kinds on which something stands."""
        return data.draw(st.sampled_from(self.all_standing(kinds)))

    def all_standing(self, kinds: set[str]) -> list[tuple[str, Account, int]]:
        """All accounts of the kinds on which something stands, in a fixed order."""
        found = [
            (book, of, fen)
            for (book, of), fen in self.plain.standing.items()
            if of[0] in kinds and fen > 0
        ]
        return sorted(found, key=str)

    def reasons_of_source(self, book: str, document: str) -> set[str]:
        """Money of a reversed source cannot be named."""
        return {"unknown_source"} if self.sources[book, document].reversed else set()

    # Money in.

    def arrive(self, book: str, kind: str, fen: int, on: dt.date, cash_on: dt.date | None) -> str:
        """Money arrives under a document of its own, its cash on the day given."""
        document = f"本{next(self.numbers)}"
        event = "bond_received" if kind == "bond" else kind
        came = Posting(
            book, event, on, [(account("origin", document), account("available", document), fen)]
        )
        cells = {"book": book, "occurred_on": on, "amount": yuan(fen), "cash_on": cash_on or ""}
        if kind == "donation":
            row = fact("donations", donation_code=document, **cells)
        elif kind == "appropriation":
            row = fact("appropriations", document_no=document, **cells)
        else:
            project = "A" if kind == "investment_return" else ""
            row = fact(
                "other_sources",
                kind=kind,
                document_no=document,
                giver="示范公司",
                project_code=project,
                **cells,
            )
        postings = [came, *self.cash_of(book, document, fen, cash_on)]
        reasons = self.plain.post(*postings)
        self.carry_out([row], reasons)
        if not reasons:
            self.sources[book, document] = came
        return document

    @staticmethod
    def cash_of(book: str, document: str, fen: int, cash_on: dt.date | None) -> list[Posting]:
        """The voucher of the cash of money that arrived."""
        if cash_on is None:
            return []
        moves = [(account("cash_in", document), account("treasury", document), fen)]
        return [Posting(book, "cash_in", cash_on, moves)]

    @rule(
        book=st.sampled_from(BOOKS),
        kind=st.sampled_from(
            ["appropriation", "donation", "bond", "platform_loan", "investment_return"]
        ),
        fen=st.integers(1, 10**7),
        on=DAYS,
        cash_on=st.none() | DAYS,
    )
    def money_arrives(
        self, book: str, kind: str, fen: int, on: dt.date, cash_on: dt.date | None
    ) -> None:
        self.arrive(book, kind, fen, on, cash_on)

    # On to projects.

    @rule(data=st.data(), project=st.sampled_from(PROJECTS), on=DAYS)
    def money_is_assigned(self, data: st.DataObject, project: str, on: dt.date) -> None:
        book, source = data.draw(st.sampled_from(sorted(self.sources)))
        fen = self.some(data, self.plain.standing[book, account("available", source)])
        self.assign(book, source, project, fen, on)

    def assign(self, book: str, source: str, project: str, fen: int, on: dt.date) -> None:
        """Money of a source is assigned to a project."""
        moves: list[Move] = [
            (account("available", source), account("assigned", source, project), fen)
        ]
        self.one(
            Posting(book, "assignment", on, moves),
            fact(
                "assignments",
                book=book,
                document_no=f"安{next(self.numbers)}",
                project_code=project,
                source_document=source,
                occurred_on=on,
                amount=yuan(fen),
            ),
            self.reasons_of_source(book, source),
        )

    @precondition(lambda self: self.all_standing({"assigned"}))
    @rule(data=st.data(), on=DAYS)
    def money_is_withdrawn(self, data: st.DataObject, on: dt.date) -> None:
        book, assigned, there = self.standing(data, {"assigned"})
        _, source, project, _ = assigned
        fen = self.some(data, there)
        self.one(
            Posting(book, "assignment", on, [(assigned, account("available", source), fen)]),
            fact(
                "assignments",
                book=book,
                document_no=f"撤{next(self.numbers)}",
                direction="withdraw",
                project_code=project,
                source_document=source,
                occurred_on=on,
                amount=yuan(fen),
            ),
            self.reasons_of_source(book, source),
        )

    def one(self, posting: Posting, row: Fact, reasons: set[str]) -> bool:
        """Posts one voucher by one row in both ledgers; whether it was taken."""
        refused = self.plain.post(posting, reasons=reasons)
        self.carry_out([row], refused)
        return not refused
