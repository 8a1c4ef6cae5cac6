"""Makes up money that branches and joins on its way: several sources, parts, receipts, payments."""

from dataclasses import dataclass, field

from builders import CITY, COUNTY, OTHER_COUNTY, PROVINCE, yuan
from hypothesis import strategies as st

from expectations.rule import Fact, fact

#: Who issues to whom.
BELOW = {PROVINCE: (CITY,), CITY: (COUNTY, OTHER_COUNTY)}


@dataclass
class Branching:
    """Facts in the order they happen, and what is left to issue or to spend of each document."""

    draw: st.DrawFn
    facts: list[Fact] = field(default_factory=list)
    left: dict[str, dict[str, int]] = field(default_factory=dict)
    adjusted: set[str] = field(default_factory=set)
    day: int = 0

    def post(self, sheet: str, **cells: object) -> None:
        """A fact a day after the one before."""
        self.day += 1
        month, day = divmod(self.day, 28)
        if sheet in {"transfers", "refunds"}:
            cells = {"external_reference": f"N{len(self.facts)}"} | cells
        on = f"{2022 + month // 12}-{month % 12 + 1:02d}-{day + 1:02d}"
        self.facts.append(fact(sheet, **({"occurred_on": on} | cells)))

    def arrive(self, number: int) -> None:
        """Money of the province."""
        fen, document = self.draw(st.integers(1, 10**9)), f"省{number}"
        self.post("appropriations", book=PROVINCE, document_no=document, amount=yuan(fen))
        self.left.setdefault(PROVINCE, {})[document] = fen

    def take(self, book: str) -> tuple[str, int] | None:
        """Some of what a book has left of one of its documents."""
        having = sorted(document for document, fen in self.left.get(book, {}).items() if fen)
        if not having:
            return None
        document = self.draw(st.sampled_from(having))
        fen = self.draw(st.integers(1, self.left[book][document]))
        self.left[book][document] -= fen
        return document, fen

    def pass_down(self, book: str, document: str) -> None:
        """A document by which a book issues of up to three of its sources; received in parts."""
        below = self.draw(st.sampled_from(BELOW[book]))
        issued = 0
        for _ in range(self.draw(st.integers(1, 3))):
            taken = self.take(book)
            if taken:
                issued += taken[1]
                self.post(
                    "transfers",
                    book=book,
                    direction="issued",
                    counterparty=below,
                    source_document=taken[0],
                    document_no=document,
                    amount=yuan(taken[1]),
                )
        # Sometimes a book below enters more than was issued.
        beyond = self.draw(st.sampled_from([0, 0, 0, 7]))
        parts = self.draw(st.integers(0, 2))
        for _ in range(parts):
            received = self.draw(st.integers(0, issued + beyond)) if issued else 0
            if received:
                issued -= received
                issued = max(issued, 0)
                beyond = 0
                self.post(
                    "transfers",
                    book=below,
                    counterparty=book,
                    document_no=document,
                    amount=yuan(received),
                    **({"cash_on": ""} if parts > 1 else {}),
                )
                # A document that came in parts names no one source for cash or to spend from.
                if parts == 1:
                    self.left.setdefault(below, {})[document] = received

    def adjust(self, book: str, number: int) -> None:
        """A book takes back a fen of what it issued; the receipt stays as it is."""
        lines = [
            each.cells["document_no"]
            for each in self.facts
            if (each.cells.get("book"), each.cells.get("direction")) == (book, "issued")
        ]
        once = sorted(document for document in lines if lines.count(document) == 1)
        if not once:
            return
        document = self.draw(st.sampled_from(once))
        if document in self.adjusted:
            return
        self.adjusted.add(document)
        self.post(
            "transfer_adjustments",
            book=book,
            side="issued",
            kind=self.draw(st.sampled_from(["reduction", "recall"])),
            transfer_document=document,
            document_no=f"调{number}",
            amount="0.01",
        )

    def carry_over(self, book: str, number: int) -> None:
        """Some of what is left of a source goes on under a new one."""
        taken = self.take(book)
        if taken is None:
            return
        document = f"转{number}"
        self.post(
            "take_backs",
            book=book,
            kind="carry_over",
            source_document=taken[0],
            document_no=f"结{number}",
            new_document_no=document,
            amount=yuan(taken[1]),
        )
        self.left[book][document] = taken[1]

    def spend(self, number: int) -> None:
        """A county assigns and pays some of a source, and some of it comes back."""
        county = self.draw(st.sampled_from(BELOW[CITY]))
        taken = self.take(county)
        if taken is None:
            return
        project = {
            "book": county,
            "project_code": f"XM{number % 3}",
            "source_document": taken[0],
        }
        self.post("assignments", **project, amount=yuan(taken[1]))
        paid = self.draw(st.integers(0, taken[1]))
        if paid:
            self.post(
                "disbursements", **project, amount=yuan(paid), external_reference=f"ZF{number}"
            )
            back = self.draw(st.sampled_from([0, 0, paid // 2, paid]))
            if back:
                self.post(
                    "refunds",
                    book=county,
                    payment_reference=f"ZF{number}",
                    kind="returned",
                    amount=yuan(back),
                )


@st.composite
def branchings(draw: st.DrawFn) -> list[Fact]:
    """Facts of a province, a city and two counties."""
    made = Branching(draw)
    for number in range(draw(st.integers(1, 3))):
        made.arrive(number)
    for number in range(draw(st.integers(1, 3))):
        made.pass_down(PROVINCE, f"省下{number}")
    for number in range(draw(st.integers(0, 4))):
        made.pass_down(CITY, f"市下{number}")
        if draw(st.booleans()):
            made.adjust(draw(st.sampled_from([PROVINCE, CITY])), number)
        if draw(st.booleans()):
            made.carry_over(draw(st.sampled_from([PROVINCE, CITY, COUNTY])), number)
    for number in range(draw(st.integers(0, 4))):
        made.spend(number)
    return made.facts
