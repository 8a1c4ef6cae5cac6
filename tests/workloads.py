"""Makes up a county's year of right postings together with what must come of them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from builders import COUNTY, OTHER_COUNTY, PROVINCE, yuan
from hypothesis import strategies as st

from expectations.rule import Fact, fact

FIRST_DAY = dt.date(2022, 1, 1)
STAGES = ("origin", "available", "issued", "assigned", "committed", "disbursed", "reclaimed")


@dataclass(frozen=True)
class Movement:
    """What one posting does: an amount in fen goes from one stage of a source to another."""

    on: dt.date
    book: str
    document: str
    from_stage: str
    to_stage: str
    fen: int


@dataclass
class Workload:
    """Facts, and the movements they mean; payments name their reference and source document."""

    facts: list[Fact] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    payments: dict[str, tuple[str, int]] = field(default_factory=dict)
    in_transit: dict[str, int] = field(default_factory=dict)

    def balances(self, book: str, on: dt.date) -> dict[str, dict[str, Decimal]]:
        """What must stand at every stage of every source of a book at the end of a day, in yuan."""
        stages: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STAGES, 0))
        for moved in self.movements:
            if moved.book == book and moved.on <= on:
                stages[moved.document][moved.from_stage] -= moved.fen
                stages[moved.document][moved.to_stage] += moved.fen
        return {
            document: {
                stage: Decimal(-fen if stage == "origin" else fen) / 100
                for stage, fen in by_stage.items()
            }
            for document, by_stage in stages.items()
        }


class Maker:
    """Draws a workload step by step; `draw` is Hypothesis's."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.made = Workload()
        self.day = FIRST_DAY

    def next_day(self) -> dt.date:
        """The same day or some days later."""
        self.day += dt.timedelta(days=self.draw(st.integers(0, 20)))
        return self.day

    def part_of(self, fen: int) -> int:
        """Some of an amount, perhaps all, perhaps none."""
        return self.draw(st.one_of(st.just(0), st.just(fen), st.integers(0, fen)))

    def move(self, book: str, document: str, stages: tuple[str, str], fen: int) -> None:
        """Remembers a movement of today."""
        self.made.movements.append(Movement(self.day, book, document, *stages, fen))

    def post(self, sheet: str, **cells: object) -> None:
        """Adds a fact of today."""
        self.made.facts.append(fact(sheet, **({"occurred_on": self.day} | cells)))

    def arrival(self, number: int) -> None:
        """Money of the province, issued to two counties, received by one of them or by both."""
        fen = self.draw(st.integers(1, 10**12))
        above = f"省财〔2022〕{number}号"
        self.next_day()
        self.post("appropriations", book=PROVINCE, document_no=above, amount=yuan(fen))
        self.move(PROVINCE, above, ("origin", "available"), fen)
        for county in (COUNTY, OTHER_COUNTY):
            issued = self.part_of(fen)
            fen -= issued
            if issued:
                fen -= self.issue(above, f"{above}-{county}", county, issued, fen)

    def issue(self, above: str, document: str, county: str, fen: int, left: int) -> int:
        """An issue, and its receipt unless it is still in transit; either side may be adjusted.

        It returns what an adjustment took from what the province had left, less than 0 if it gave.
        """
        self.next_day()
        self.post(
            "transfers",
            book=PROVINCE,
            direction="issued",
            document_no=document,
            source_document=above,
            counterparty=county,
            amount=yuan(fen),
        )
        self.move(PROVINCE, above, ("available", "issued"), fen)
        change = self.draw(st.sampled_from((0, self.part_of(left), -self.part_of(fen))))
        if change:
            self.adjust(PROVINCE, "issued", document, above, change)
        if self.draw(st.booleans()):
            self.made.in_transit[document] = fen + change
            return change
        self.made.in_transit[document] = change
        self.next_day()
        self.post(
            "transfers",
            book=county,
            direction="received",
            document_no=document,
            counterparty=PROVINCE,
            amount=yuan(fen),
        )
        self.move(county, document, ("origin", "available"), fen)
        if change and self.draw(st.booleans()):
            self.made.in_transit[document] = 0
            self.adjust(county, "received", document, document, change)
            fen += change
        self.carry_over(county, document, fen - self.spend(county, document, fen))
        return change

    def adjust(self, book: str, side: str, document: str, source: str, change: int) -> None:
        """More or less of a transfer, as one of its sides enters it."""
        self.next_day()
        self.post(
            "transfer_adjustments",
            book=book,
            side=side,
            kind="addition" if change > 0 else self.draw(st.sampled_from(("reduction", "recall"))),
            document_no=f"调-{document}",
            transfer_document=document,
            amount=yuan(abs(change)),
        )
        if side == "received" and change > 0:
            self.post(
                "transfers",
                book=book,
                direction="cash_in",
                document_no=document,
                amount=yuan(change),
            )
        stages = ("available", "issued") if side == "issued" else ("origin", "available")
        self.move(book, source, stages if change > 0 else stages[::-1], abs(change))

    def carry_over(self, book: str, document: str, fen: int) -> None:
        """Some of what a source has left is taken back or goes on as a new source."""
        gone = self.part_of(fen)
        if not gone:
            return
        kind = self.draw(st.sampled_from(("take_back", "carry_over")))
        after = f"{document}-结转"
        self.next_day()
        self.post(
            "take_backs",
            book=book,
            kind=kind,
            document_no=f"年终-{document}",
            source_document=document,
            new_document_no=after if kind == "carry_over" else "",
            amount=yuan(gone),
        )
        self.move(book, document, ("available", "reclaimed"), gone)
        if kind == "carry_over":
            self.move(book, after, ("origin", "available"), gone)
            self.spend(book, after, gone)

    def spend(self, book: str, document: str, fen: int) -> int:
        """Assigns, contracts and pays some of a source; returns how much was assigned."""
        assigned = self.part_of(fen)
        if not assigned:
            return 0
        where = {"book": book, "project_code": f"XM-{document}", "source_document": document}
        self.next_day()
        self.post("assignments", **where, amount=yuan(assigned))
        self.move(book, document, ("available", "assigned"), assigned)
        committed = self.part_of(assigned)
        if committed:
            self.next_day()
            contract = f"HT-{document}"
            self.post(
                "contracts",
                **where,
                contract_code=contract,
                signed_on=self.day,
                occurred_on="",
                amount=yuan(committed),
            )
            self.move(book, document, ("assigned", "committed"), committed)
            self.pay(where | {"contract_code": contract}, "committed", self.part_of(committed))
        self.pay(where, "assigned", self.part_of(assigned - committed))
        return assigned

    def pay(self, where: dict[str, str], stage: str, fen: int) -> None:
        """Pays an amount in one or two payments."""
        first = self.part_of(fen)
        for part in (first, fen - first):
            if part:
                self.next_day()
                reference = f"ZF{len(self.made.payments) + 1:05d}"
                document = where["source_document"]
                self.post("disbursements", **where, external_reference=reference, amount=yuan(part))
                self.move(where["book"], document, (stage, "disbursed"), part)
                self.made.payments[reference] = (document, part)


@st.composite
def workloads(draw: st.DrawFn) -> Workload:
    """A right workload of up to three sources of the province."""
    maker = Maker(draw)
    for number in range(1, draw(st.integers(1, 3)) + 1):
        maker.arrival(number)
    return maker.made
