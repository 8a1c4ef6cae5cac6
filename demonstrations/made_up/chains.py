"""Money from above to the counties: every link in time, published, and received as issued."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from demonstrations.made_up.adjusting import adjust, adjusted
from demonstrations.made_up.books import (
    AID_LINE,
    BOND_LINE,
    CENTRAL_LINE,
    PROVINCIAL_LINE,
    WELFARE_LINE,
    Book,
    Day,
    FundLine,
)
from demonstrations.made_up.divisions import CITY, PROVINCE
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.projects import days

CENTRE = "000000"
BOND_YEARS, BOND_RATE = 10, "2.85"
#: What a book's money is and how it is passed on, where it is not a transfer.
LENT = {"kind": "bond", "fund_class": "bond"}
HELPED = {"kind": "paired_aid", "fund_class": "paired_aid"}


@dataclass(frozen=True)
class Link:
    """A document that the counties receive money under, and its days."""

    line: FundLine
    issuer: Book
    document: str
    #: What the issuer has the money from.
    source: str
    issued_on: Day
    received_on: Day
    #: What is said of money that is lent on or given as aid, at both ends or at the county's.
    kind: str | None = None
    fund_class: str = "general_budget"


@dataclass
class Chain:
    """One year's money from above; what each county gets is known when its projects are."""

    plan: Plan
    year: int
    province: Book
    city: Book
    #: The city that gives paired aid.
    partner: Book
    counties: dict[str, Book]
    #: What each county is to receive of each fund line, in fen.
    shares: dict[str, Counter[FundLine]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        dice = self.plan.dice("chain", self.year)
        self.central_document = f"示中财农〔{self.year}〕1号"
        self.to_city = self.province.document("财农", self.year)
        # Counties have the money in March, and give it to projects within a month.
        self.arrived_on = dt.date(self.year, 1, 28) + days(dice.randrange(5))
        self.to_city_on = self.arrived_on + days(dice.randrange(16, 19))
        self.city_received_on = self.to_city_on + days(dice.randrange(4))
        city_issued_on = self.city_received_on + days(dice.randrange(17, 20))
        self.budgeted_on = dt.date(self.year, 1, 22) + days(dice.randrange(6))
        own_issued_on = self.budgeted_on + days(dice.randrange(38, 41))
        late = days(dice.randrange(1, 5))
        self.links = [
            Link(
                CENTRAL_LINE,
                self.city,
                self.city.document("财农", self.year),
                self.to_city,
                city_issued_on,
                city_issued_on + late,
            )
        ] + [
            Link(
                line,
                self.province,
                self.province.document(office, self.year),
                self.province.document("预", self.year),
                own_issued_on,
                own_issued_on + late,
            )
            for line, office in ((PROVINCIAL_LINE, "财农"), (WELFARE_LINE, "财社"))
        ]
        self.links += [
            Link(
                line,
                issuer,
                issuer.document(office, self.year),
                issuer.document("预", self.year),
                own_issued_on,
                own_issued_on + late,
                **more,
            )
            for line, issuer, office, more in (
                (BOND_LINE, self.province, "债", LENT),
                (AID_LINE, self.partner, "协作", HELPED),
            )
        ]

    def source_of(self, line: FundLine) -> str:
        """The document that a county has its money of a fund line under."""
        return next(link.document for link in self.links if link.line == line)

    def write(self) -> None:
        """Writes the chain for what the counties' projects cost."""
        self.province.publish_budget(dt.date(self.year, 1, 25))
        for link in self.links:
            total = sum(share[link.line] for share in self.shares.values())
            if not total:
                continue
            if link.line == CENTRAL_LINE:
                self.bring_to_city(total)
            elif link.line == BOND_LINE:
                self.sell_bond(link.source, total)
            else:
                if link.line == PROVINCIAL_LINE:
                    total += self.recalled()
                link.issuer.appropriate(link.source, self.budgeted_on, total, link.line)
            self.pass_down(link)

    def recalled(self) -> int:
        """What is issued of the province's line and called back again."""
        return sum(adjusted(share[PROVINCIAL_LINE]).recalled for share in self.shares.values())

    def sell_bond(self, document: str, fen: int) -> None:
        """A bond that the province sells and lends on."""
        self.province.write(
            "other_sources",
            kind="bond",
            document_no=document,
            occurred_on=self.budgeted_on,
            amount=fen,
            giver="示范债券承销团",
            fund_line=BOND_LINE[0],
            fund_level=BOND_LINE[1],
            cash_on=self.budgeted_on,
            **self.bond_terms(),
        )

    def bond_terms(self) -> dict[str, object]:
        """The terms of the year's bond, the same for who borrows of it."""
        due_on = dt.date(self.year + BOND_YEARS, 6, 30)
        return {"due_on": due_on, "annual_rate_percent": BOND_RATE}

    def bring_to_city(self, fen: int) -> None:
        """The centre's money through the province to the city."""
        self.province.receive(self.central_document, self.arrived_on, fen, CENTRAL_LINE, CENTRE)
        self.province.issue(
            self.to_city,
            self.to_city_on,
            fen,
            self.central_document,
            CITY,
            fund_line=CENTRAL_LINE[0],
        )
        self.province.publish_allocation(self.to_city, self.to_city_on + days(6))
        self.city.receive(self.to_city, self.city_received_on, fen, CENTRAL_LINE, PROVINCE)

    def pass_down(self, link: Link) -> None:
        """One document with a line for every county, and what each county received."""
        link.issuer.publish_allocation(link.document, link.issued_on + days(7))
        for number, (code, share) in enumerate(self.shares.items(), 1):
            if share[link.line]:
                self.pass_to_county(link, number, self.counties[code], share[link.line])
        recalled = self.recalled()
        if link.line == PROVINCIAL_LINE and recalled and self.year < self.plan.all_years[-1]:
            self.take_back(link, recalled)

    def pass_to_county(self, link: Link, number: int, county: Book, fen: int) -> None:
        """A county's line of a document, at both ends."""
        parts = adjusted(fen)
        first = parts.first if link.line == PROVINCIAL_LINE else fen
        terms = self.bond_terms() if link.kind == "bond" else {}
        link.issuer.issue(
            link.document,
            link.issued_on,
            first,
            link.source,
            county.code,
            fund_line=link.line[0],
            document_line=number,
            kind=link.kind,
        )
        county.receive(
            link.document,
            link.received_on,
            first,
            link.line,
            link.issuer.code,
            document_line=number,
            kind=link.kind,
            fund_class=link.fund_class,
            **terms,
        )
        if link.line == PROVINCIAL_LINE:
            adjust(
                link.issuer,
                county,
                parts,
                document=link.document,
                line=number,
                source=link.source,
                year=self.year,
            )

    def take_back(self, link: Link, fen: int) -> None:
        """What was called back does not stay with the line: the general budget has it."""
        on = dt.date(self.year, 12, 31)
        order = link.issuer.document("财收", self.year)
        link.issuer.write(
            "take_backs",
            kind="take_back",
            document_no=order,
            occurred_on=on,
            source_document=link.source,
            amount=fen,
            reason="收回的指标由本级统筹",
        )
        link.issuer.send_cash(order, on, fen, link.source)
