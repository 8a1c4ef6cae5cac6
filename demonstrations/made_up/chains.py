"""Money from the centre to the counties: every link in time, published, and received as issued."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from demonstrations.made_up.books import (
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


@dataclass
class Chain:
    """One year's money from above; what each county gets is known when its projects are."""

    plan: Plan
    year: int
    province: Book
    city: Book
    counties: dict[str, Book]
    #: What each county is to receive of each fund line, in fen.
    shares: dict[str, Counter[FundLine]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        dice = self.plan.dice("chain", self.year)
        self.central_document = f"示中财农〔{self.year}〕1号"
        self.to_city = self.province.document("财农", self.year)
        self.arrived_on = dt.date(self.year, 1, 12) + days(dice.randrange(6))
        self.to_city_on = self.arrived_on + days(dice.randrange(8, 26))
        self.city_received_on = self.to_city_on + days(dice.randrange(4))
        city_issued_on = self.city_received_on + days(dice.randrange(6, 20))
        self.budgeted_on = dt.date(self.year, 1, 22) + days(dice.randrange(6))
        own_issued_on = self.budgeted_on + days(dice.randrange(8, 20))
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

    def source_of(self, line: FundLine) -> str:
        """The document that a county has its money of a fund line under."""
        return next(link.document for link in self.links if link.line == line)

    def write(self) -> None:
        """Writes the chain for what the counties' projects cost."""
        for link in self.links:
            total = sum(share[link.line] for share in self.shares.values())
            if not total:
                continue
            if link.line == CENTRAL_LINE:
                self.bring_to_city(total)
            else:
                self.province.appropriate(link.source, self.budgeted_on, total, link.line)
            self.pass_down(link)

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
            fen = share[link.line]
            if not fen:
                continue
            link.issuer.issue(
                link.document,
                link.issued_on,
                fen,
                link.source,
                code,
                fund_line=link.line[0],
                document_line=number,
            )
            self.counties[code].receive(
                link.document,
                link.received_on,
                fen,
                link.line,
                link.issuer.code,
                document_line=number,
            )
