"""The desk of one county in one year: its projects, whom it buys from, and what it spends."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from demonstrations.made_up.books import Day, FundLine
from demonstrations.made_up.chains import Chain
from demonstrations.made_up.names import (
    ACCOUNT_PREFIX,
    VILLAGES,
    account_number,
    company_name,
    credit_code,
)
from demonstrations.made_up.payments import Households, Payee, pay
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.projects import Project, days


@dataclass
class Desk:
    """What everything that a county does in a year needs."""

    plan: Plan
    index: int
    year: int
    households: Households
    chain: Chain
    paid: Counter[FundLine] = field(default_factory=Counter)
    pooled: list[tuple[Project, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = self.households.book
        self.dice: Random = self.plan.dice("year", self.index, self.year)
        self.assigned_on = dt.date(self.year, 3, 28) + days(self.dice.randrange(3))

    def day(self, month: int, day: int) -> Day:
        """A day of the year."""
        return dt.date(self.year, month, day)

    @property
    def is_last_year(self) -> bool:
        """Whether nothing is made up after this year."""
        return self.year == self.plan.all_years[-1]

    def fen(self) -> int:
        """An amount between 20,000 and 60,000 yuan, in fen."""
        return self.dice.randrange(2_000_000, 6_000_000, 10_000)

    def project(self, category: str, name: str, total: int, **later: Day | None) -> Project:
        """A project that entered the library the autumn before."""
        return Project(
            self.book,
            self.book.number(f"XM{self.year}", 3),
            f"{self.year}年{name}",
            category,
            total,
            dt.date(self.year - 1, 10, 20) + days(self.dice.randrange(20)),
            {"project_approved": self.assigned_on, **later},
            village=self.dice.choice(VILLAGES),
            township=self.dice.randrange(3),
        )

    def carry_out(
        self,
        project: Project,
        fen: int,
        source: str,
        *,
        pooled: bool = False,
        assigned_on: Day | None = None,
        completed_on: Day | None = None,
    ) -> None:
        """Writes a project with its money and its notices."""
        assigned_on = assigned_on or self.assigned_on
        project.total = fen
        if project.estimates == (None, None):
            project.estimates = (fen, fen)
        project.write()
        project.assign(
            fen,
            assigned_on,
            source,
            pooled=pooled,
            published_on=assigned_on + days(self.dice.randrange(1, 8)),
        )
        project.post("before_start", assigned_on + days(2))
        project.post("after_completion", completed_on or self.day(9, 8))

    def fund(self, project: Project, line: FundLine, fen: int) -> None:
        """Carries a project out with money from above, pooled where that may be."""
        pooled = line[2]
        self.carry_out(project, fen, self.chain.source_of(line), pooled=pooled)
        self.paid[line] += fen
        if pooled:
            self.pooled.append((project, fen))

    def supplier(self) -> Payee:
        """The next company that this county buys from."""
        code = self.book.number("SKQ")
        serial = int(code[3:])
        payee = Payee(
            code,
            company_name(serial),
            "enterprise",
            credit_code(self.book.code, serial),
            account_number(ACCOUNT_PREFIX, self.book.code, 900_000_000 + serial),
        )
        payee.register(self.book)
        return payee

    def buy(self, category: str, name: str, fen: int, source: str) -> tuple[Project, Payee]:
        """A small project that is paid at once, in the summer, to one company."""
        project = self.project(
            category, name, fen, started=self.day(5, 10), finished=self.day(8, 20)
        )
        self.carry_out(project, fen, source)
        payee = self.supplier()
        pay(project, payee, fen, self.day(8, 12), source)
        return project, payee
