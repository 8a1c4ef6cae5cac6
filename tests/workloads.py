"""Makes up a county's year of right postings together with what must come of them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from builders import COUNTY, OTHER_COUNTY, PROVINCE
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


def yuan(fen: int) -> str:
    """An amount as a clerk writes it."""
    return f"{Decimal(fen) / 100:.2f}"


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
                self.issue(above, f"{above}-{county}", county, issued)

    def issue(self, above: str, document: str, county: str, fen: int) -> None:
        """An issue, and its receipt unless it is still in transit."""
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
        if self.draw(st.booleans()):
            self.made.in_transit[document] = fen
            return
        self.made.in_transit[document] = 0
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
        self.spend(county, document, fen)

    def spend(self, book: str, document: str, fen: int) -> None:
        """Assigns, contracts and pays some of a source."""
        assigned = self.part_of(fen)
        if not assigned:
            return
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
