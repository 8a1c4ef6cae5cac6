"""A scene: a county, a year and everything around a case that is in good order.

A case changes one thing of a scene. All money of a scene is spent and all of its papers are there,
so that only the rule that the case is about has anything to say.
"""

import datetime as dt
from dataclasses import dataclass
from random import Random

from demonstrations.made_up.books import COUNTY_LINE, DIRECT_LINE, Book, Day, FundLine
from demonstrations.made_up.chains import CENTRE
from demonstrations.made_up.names import (
    CASE_ACCOUNT_PREFIX,
    VILLAGES,
    Person,
    account_number,
    company_name,
    credit_code,
    person,
)
from demonstrations.made_up.payments import Payee, pay
from demonstrations.made_up.projects import Project, days
from demonstrations.made_up.truth import Truth
from ledger.language import Text

#: Persons and companies of cases are numbered from here on, households' from below.
FIRST_PERSON = 5_000_000
FIRST_COMPANY = 500

#: When a project starts and ends, in days after it was assigned money.
STARTED_AFTER, FINISHED_AFTER = 14, 79

#: A project's name and category.
Kind = tuple[str, str]

NAMES = ("产业路", "蓄水池", "冷藏库", "育苗棚", "路灯", "排水渠", "晾晒场", "加工坊")
LEAVES_TRACES = Text("付了款的项目应有合同、照片、签字和受益人", "What is paid for leaves traces")


@dataclass
class Scene:
    """Where and when a case is set, and where its truth is kept."""

    rule: str
    book: Book
    province: Book
    city: Book
    year: int
    dice: Random
    truth: Truth

    def __post_init__(self) -> None:
        #: No two scenes keep the same calendar.
        self.shift = days(self.dice.randrange(12))

    def day(self, month: int, day: int) -> Day:
        """A day of the scene's year, moved by the scene's shift."""
        return dt.date(self.year, month, day) + self.shift

    def fen(self) -> int:
        """An amount between 20,000 and 60,000 yuan, in fen."""
        return self.dice.randrange(2_000_000, 6_000_000, 100)

    def plant(self, reference: str, what: Text, why: Text, book: Book | None = None) -> None:
        """Keeps a subject that the scene's rule must name."""
        self.truth.plant(self.rule, (book or self.book).code, reference, what, why)

    def suspect(self, project: Project) -> None:
        """Keeps a project that was paid for and left no traces, of whatever rule the scene is."""
        what = Text(
            "付了款，没有合同，没有照片或付给个人", "Paid for; no contract; no photo, or a person"
        )
        self.truth.plant("PL-11", self.book.code, project.code, what, LEAVES_TRACES)

    def spare(self, reference: str, what: Text, why: Text, book: Book | None = None) -> None:
        """Keeps a subject that the scene's rule must not name."""
        self.truth.spare(self.rule, (book or self.book).code, reference, what, why)

    def money(self, fen: int, line: FundLine = COUNTY_LINE, on: Day | None = None) -> str:
        """Money of the county's own budget; returns its document."""
        day = on or self.day(1, 20)
        document = self.book.document("预", day.year)
        self.book.appropriate(document, day, fen, line)
        return document

    def project(self, entered_on: Day | None = None, what: Kind | None = None) -> Project:
        """A road or the like that entered the library in good order, not written yet."""
        name, category = what or (f"{self.dice.choice(NAMES)}项目", "village_infrastructure")
        code = self.book.number(f"AL{self.year}", 3)
        village = self.dice.choice(VILLAGES)
        return Project(
            self.book,
            code,
            f"{self.year}年{name}",
            category,
            0,
            entered_on or dt.date(self.year - 1, 10, 10) + self.shift,
            village=village,
            township=self.dice.randrange(3),
            record={
                # What one unit lets is put together: that of different cases is not.
                "responsible_unit": f"{self.book.name}示范{code}工作组",
                # Nor is what is built in one place.
                "place": f"{village}第{self.book.number('组', 1)[1:]}村民小组",
            },
        )

    def fund(  # noqa: PLR0913  (each keyword is one thing that a case may change)
        self,
        project: Project,
        fen: int,
        source: str,
        *,
        assigned_on: Day | None = None,
        before: bool = True,
        after: bool = True,
        pooled: bool = False,
        published_after: int | None = 3,
    ) -> str:
        """Writes a project with its money, its steps and its notices; returns the document.

        It is approved three days before it is assigned money, in early March unless another day
        is given, started two weeks after and finished within three months. The assignment is
        published some days after, or never.
        """
        assigned_on = assigned_on or self.day(3, 2)
        project.total = fen
        project.steps.setdefault("project_approved", assigned_on - days(3))
        project.steps.setdefault("started", assigned_on + days(STARTED_AFTER))
        project.steps.setdefault("finished", assigned_on + days(FINISHED_AFTER))
        project.write()
        published_on = None if published_after is None else assigned_on + days(published_after)
        document = project.assign(
            fen, assigned_on, source, pooled=pooled, published_on=published_on
        )
        if before:
            project.post("before_start", assigned_on + days(1))
        if after:
            project.post("after_completion", assigned_on + days(FINISHED_AFTER + 2))
        return document

    def subsidy(self) -> int:
        """An amount between 300 and 3,000 yuan, in fen."""
        return self.dice.randrange(30_000, 300_000, 50)

    def funded(self, fen: int, what: Kind | None = None) -> tuple[Project, str]:
        """A project in good order with money of the county's own; and the money's document."""
        source = self.money(fen)
        project = self.project(what=what)
        self.fund(project, fen, source)
        return project, source

    def company(self, phone: str = "") -> Payee:
        """A company that is paid for the first time."""
        code = self.book.number("ALQ")
        serial = FIRST_COMPANY + int(code[3:])
        payee = Payee(
            code,
            # Lists of the province name companies of every county.
            f"{self.book.name}{company_name(serial)}",
            "enterprise",
            credit_code(self.book.code, serial),
            account_number(CASE_ACCOUNT_PREFIX, self.book.code, 900_000_000 + serial),
        )
        payee.register(self.book, phone=phone)
        return payee

    def somebody(self) -> Person:
        """A person of the county whom nothing else speaks of."""
        self.book.numbers["person"] += 1
        serial = FIRST_PERSON + self.book.numbers["person"]
        return person(self.dice, self.book.code, serial, CASE_ACCOUNT_PREFIX)

    def household(self, *members: Person, **more: object) -> str:
        """A registered household of some persons; returns its code."""
        code = self.book.number("HA", 5)
        for number, member in enumerate(members):
            cells: dict[str, object] = {
                "household_code": code,
                "name": member.name,
                "identity": member.identity,
                "relation": "户主" if number == 0 else "配偶",
                "village_division": f"{self.book.code}100",
                "village": VILLAGES[1],
                "registered_on": dt.date(2015, 3, 1),
            }
            self.book.write("households", **(cells | more))
        return code

    def payee(
        self,
        who: Person,
        kind: str = "farm_household",
        household: str | None = None,
        account: str | None = None,
    ) -> Payee:
        """A person registered as a payee."""
        payee = Payee(self.book.number("ALR"), who.name, kind, who.identity, account or who.account)
        payee.register(self.book, household_code=household)
        return payee

    def spend(self, project: Project, fen: int, source: str, on: Day | None = None) -> str:
        """Pays a new company in good order; returns the payment's number."""
        return pay(project, self.company(), fen, on or self.day(6, 8), source)

    def use_up(self, fen: int, source: str, assigned_on: Day | None = None) -> None:
        """A project of industry in good order that spends all of some money."""
        project = self.project(what=(f"产业园{self.dice.choice(NAMES)}项目", "industry"))
        self.fund(project, fen, source, assigned_on=assigned_on)
        self.spend(project, fen, source)

    def from_centre(self, fen: int, on: Day | str, **more: object) -> str:
        """Money that the province received from the centre; returns its document."""
        number = self.province.number("上级")
        document = f"示专财农〔{self.year}〕{int(number[2:])}号"
        self.province.receive(document, on, fen, DIRECT_LINE, CENTRE, **more)
        return document

    def issue(self, fen: int, on: Day, source: str, **more: object) -> str:
        """An issue of it to the county, published; returns its document."""
        document = self.province.document("专财农", on.year)
        self.province.issue(
            document, on, fen, source, self.book.code, **({"fund_line": DIRECT_LINE[0]} | more)
        )
        self.province.publish_allocation(document, on + days(4))
        return document

    def receive(
        self, document: str, fen: int, on: Day, line: FundLine = DIRECT_LINE, **more: object
    ) -> None:
        """The county's receipt of what the province issued."""
        self.book.receive(document, on, fen, line, self.province.code, **more)

    def reference(self) -> str:
        """A reference of the scene's own, for rows that would have a long one."""
        number = self.province.number(self.rule, 3)
        return f"{self.rule[:2]}{self.rule[3:]}{number[len(self.rule) :]}"
