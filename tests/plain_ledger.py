"""A ledger in plain Python, sharing no code with the real one: what must come of a history."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

#: Kind, source document, project, contract; the book stands beside it.
Account = tuple[str, str, str | None, str | None]
#: Where an amount in fen goes from, and to.
Move = tuple[Account, Account, int]

#: What may be owed to the world outside.
WITHOUT_FLOOR = {"origin", "cash_in"}


def account(
    kind: str, document: str, project: str | None = None, contract: str | None = None
) -> Account:
    """An account of a book."""
    return kind, document, project, contract


@dataclass(eq=False)
class Payment:
    """One payment of a voucher, and what of it stands refunded."""

    posting: "Posting"
    fen: int
    refunded: int = 0


@dataclass(eq=False)
class Posting:
    """A voucher: what it moves in which book, on which day; its number is given by the ledger."""

    book: str
    event: str
    on: dt.date
    moves: list[Move]
    period: int = 0
    number: int = 0
    step: int = 0
    reversed: bool = False
    #: What a reversal undoes.
    undoes: "Posting | None" = None
    #: The payment that a refund gives back.
    gives_back: Payment | None = None
    #: What stands refunded of the payments of this voucher.
    refunded: int = 0
    #: The transfer, issued or received, that an adjustment changes.
    adjusts: "Posting | None" = None
    #: What adjustments of a transfer come to, and how many stand.
    adjusted: int = 0
    adjustments: int = 0
    #: Whether an adjustment adds or takes: 1 or -1.
    sign: int = 1

    @property
    def fen(self) -> int:
        """The amount of the first move."""
        return self.moves[0][2]


@dataclass
class PlainLedger:
    """All books: accounts, vouchers in the order of posting, and how far each is closed."""

    standing: Counter[tuple[str, Account]] = field(default_factory=Counter)
    postings: list[Posting] = field(default_factory=list)
    closed_through: dict[str, int] = field(default_factory=dict)
    step: int = 0

    def post(self, *postings: Posting, reasons: set[str] | None = None) -> set[str]:
        """Posts all of them or none; why not, as codes of problems, is returned."""
        found = set(reasons or ())
        for each in postings:
            each.period = month_of(each.on)
            if self.is_closed(each.book, each.on):
                found.add("period_closed")
        if found:
            return found
        after = self.standing.copy()
        for each in postings:
            move(after, each)
        if any(fen < 0 and of[0] not in WITHOUT_FLOOR for (_, of), fen in after.items()):
            return {"below_zero"}
        self.standing = after
        self.step += 1
        for each in postings:
            each.number = 1 + len(self.numbered(each.book, each.period))
            each.step = self.step
            self.postings.append(each)
            rest_on(each, 1)
            if each.undoes:
                each.undoes.reversed = True
                rest_on(each.undoes, -1)
        return set()

    def is_closed(self, book: str, on: dt.date) -> bool:
        """Whether a book takes nothing of that day any more."""
        return month_of(on) <= self.closed_through.get(book, 0)

    def numbered(self, book: str, period: int) -> list[Posting]:
        """The vouchers of a book and month, in the order of their numbers."""
        return [each for each in self.postings if (each.book, each.period) == (book, period)]

    def reverse(self, undone: Posting, on: dt.date) -> set[str]:
        """Undoes a posting; one that was undone on that day is passed over."""
        if undone.reversed:
            same = any(each.undoes is undone and each.on == on for each in self.postings)
            return set() if same else {"cannot_reverse"}
        if undone.event == "reversal" or on < undone.on or hinders(undone):
            return {"cannot_reverse"}
        if self.is_closed(undone.book, on):
            return {"period_closed"}
        back = [(debit, credit, fen) for credit, debit, fen in undone.moves]
        return self.post(Posting(undone.book, "reversal", on, back, undoes=undone))

    def balances(
        self, book: str, until_day: dt.date = dt.date.max, until_step: int | None = None
    ) -> dict[Account, int]:
        """What stands on the accounts of a book: what happened by a day, as known after a step."""
        found: Counter[tuple[str, Account]] = Counter()
        for each in self.postings:
            known = until_step is None or each.step <= until_step
            if each.book == book and each.on <= until_day and known:
                move(found, each)
        return {of: fen for (_, of), fen in found.items() if fen}

    def standing_accounts(self, book: str, kind: str, document: str) -> list[Account]:
        """The accounts of a kind and document on which something stands now."""
        return [
            of
            for (owner, of), fen in self.standing.items()
            if fen > 0 and owner == book and of[:2] == (kind, document)
        ]


def month_of(on: dt.date) -> int:
    """The month of a day: 202403."""
    return on.year * 100 + on.month


def rest_on(posting: Posting, times: int) -> None:
    """Counts what a posting changes of another: once when it is posted, less once when undone."""
    if posting.gives_back:
        posting.gives_back.refunded += times * posting.fen
        posting.gives_back.posting.refunded += times * posting.fen
    if posting.adjusts:
        posting.adjusts.adjusted += times * posting.sign * posting.fen
        posting.adjusts.adjustments += times


def hinders(undone: Posting) -> bool:
    """Whether something rests on a posting, or would take more than there is without it."""
    transfer = undone.adjusts
    short = (
        transfer is not None
        and not undone.reversed
        and transfer.fen + transfer.adjusted - undone.sign * undone.fen < 0
    )
    return bool(undone.refunded or undone.adjustments or short)


def move(standing: Counter[tuple[str, Account]], posting: Posting) -> None:
    """Carries out the moves of a posting."""
    for credit, debit, fen in posting.moves:
        standing[posting.book, credit] -= fen
        standing[posting.book, debit] += fen
