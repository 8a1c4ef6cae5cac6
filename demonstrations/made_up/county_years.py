"""What a county does in a year when all goes well: the projects that the rules find nothing in."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from demonstrations.made_up.books import CENTRAL_LINE, PROVINCIAL_LINE, WELFARE_LINE, FundLine
from demonstrations.made_up.chains import Chain
from demonstrations.made_up.names import (
    ACCOUNT_PREFIX,
    VILLAGES,
    account_number,
    company_name,
    credit_code,
    person,
)
from demonstrations.made_up.payments import (
    STILL_REGISTERED,
    Batch,
    Households,
    Payee,
    pay,
    pay_batch,
)
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.projects import Project, days

#: The days of the year's batches: month, day, and which subsidy it is.
BATCH_DAYS = ((4, 22, "industry"), (6, 10, "posts"), (7, 18, "industry"), (9, 5, "posts"))
WORKS = (
    ("village_infrastructure", "村内道路硬化项目", CENTRAL_LINE),
    ("village_services", "村级饮水安全项目", PROVINCIAL_LINE),
)
RETENTION_PERCENT = 3
#: Persons on each list of another office.
LISTED = 12


@dataclass
class CountyYear:
    """One county's year."""

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

    def write(self) -> Counter[FundLine]:
        """Writes the year; returns what it cost, by fund line, in fen."""
        self.write_subsidies()
        for category, name, line in WORKS:
            self.write_works(category, name, line)
        self.write_plan()
        self.write_gifts()
        self.write_lists()
        return self.paid

    def project(self, category: str, name: str, total: int, **later: dt.date | None) -> Project:
        """A project that entered the library the autumn before."""
        return Project(
            self.book,
            self.book.number(f"XM{self.year}", 3),
            f"{self.year}年{name}",
            category,
            total,
            dt.date(self.year - 1, 10, 20) + days(self.dice.randrange(20)),
            later | {"project_approved": self.assigned_on},
            village=self.dice.choice(VILLAGES),
            township=self.dice.randrange(3),
        )

    def carry_out(self, project: Project, fen: int, source: str, *, pooled: bool = False) -> None:
        """Writes a project with its money and its notices."""
        project.total = fen
        project.write()
        project.assign(
            fen,
            self.assigned_on,
            source,
            pooled=pooled,
            published_on=self.assigned_on + days(self.dice.randrange(1, 8)),
        )
        project.post("before_start", self.assigned_on + days(2))
        project.post("after_completion", dt.date(self.year, 9, 8))

    def fund(self, project: Project, line: FundLine, fen: int) -> None:
        """Carries a project out with money from above, pooled where that may be."""
        pooled = line[2]
        self.carry_out(project, fen, self.chain.source_of(line), pooled=pooled)
        self.paid[line] += fen
        if pooled:
            self.pooled.append((project, fen))

    def write_subsidies(self) -> None:
        """The two subsidies that households are paid, two batches each."""
        kinds = {
            "industry": ("industry", "产业发展奖补项目", CENTRAL_LINE),
            "posts": ("public_posts", "公益岗位补贴项目", WELFARE_LINE),
        }
        for kind, (category, name, line) in kinds.items():
            project = self.project(
                category, name, 0, started=dt.date(self.year, 4, 15),
                finished=dt.date(self.year, 9, 6),
            )  # fmt: skip
            total = 0
            for number, (month, day, batch_kind) in enumerate(BATCH_DAYS):
                if batch_kind == kind:
                    batch = Batch(
                        f"PC{self.year}{number + 1}",
                        dt.date(self.year, month, day),
                        project,
                        self.chain.source_of(line),
                        name,
                    )
                    size = self.plan.batch_size(self.index, self.year, number)
                    if size:
                        total += pay_batch(batch, self.households, size, self.dice)
            if total:
                self.fund(project, line, total)

    def write_works(self, category: str, name: str, line: FundLine) -> None:
        """A project built under contract: paid by progress, the retention after settlement."""
        year = self.year
        project = self.project(
            category, name, 0, started=dt.date(year, 4, 20), finished=dt.date(year, 8, 6),
            accepted=dt.date(year, 8, 16), handed_over=dt.date(year, 8, 30),
        )  # fmt: skip
        amount = self.dice.randrange(20_000_000, 90_000_000, 10_000)
        self.fund(project, line, amount)
        supplier = self.supplier()
        contract = self.book.number(f"HT{year}", 3)
        settled_on = dt.date(year, 8, 24)
        self.book.write(
            "contracts",
            contract_code=contract,
            project_code=project.code,
            supplier_name=supplier.name,
            supplier_identity=supplier.identity,
            kind="works",
            procurement_method="公开招标",
            signed_on=dt.date(year, 4, 18),
            amount=amount,
            retention_percent=RETENTION_PERCENT,
            settled_on=settled_on,
            source_document=self.chain.source_of(line),
        )
        retained = amount * RETENTION_PERCENT // 100
        parts = [amount * 30 // 100, amount * 40 // 100]
        parts += [amount - retained - sum(parts), retained]
        for part, (month, day) in zip(parts, ((5, 12), (6, 28), (8, 20), (9, 10)), strict=True):
            pay(
                project,
                supplier,
                part,
                dt.date(year, month, day),
                self.chain.source_of(line),
                contract_code=contract,
            )

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

    def write_plan(self) -> None:
        """The year's integration plan: what it pools and what it pays for."""
        common = {
            "plan_code": f"{self.year}年统筹整合方案",
            "version_number": 1,
            "approved_on": dt.date(self.year, 3, 22),
            "approved_by": f"{self.book.name}示范领导小组",
            "filed_on": dt.date(self.year, 3, 26),
            "filed_with": "示范省示范领导小组",
        }
        for line in (CENTRAL_LINE, PROVINCIAL_LINE):
            self.book.write(
                "integration_plans",
                item_kind="pooled",
                source_document=self.chain.source_of(line),
                amount=self.paid[line],
                **common,
            )
        for project, fen in self.pooled:
            self.book.write(
                "integration_plans",
                item_kind="project",
                project_code=project.code,
                amount=fen,
                **common,
            )

    def write_gifts(self) -> None:
        """Two gifts, used as their donors wish: for education, and for registered households."""
        on = dt.date(self.year, 3, 6) + days(self.dice.randrange(8))
        amount = self.dice.randrange(1_000_000, 5_000_000, 10_000)
        school = self.project(
            "education", "助学物资项目", amount, started=dt.date(self.year, 5, 10),
            finished=dt.date(self.year, 9, 2),
        )  # fmt: skip
        code = self.give(on, amount, "用于助学", restricted_category="education")
        self.carry_out(school, amount, code)
        pay(school, self.supplier(), amount, dt.date(self.year, 8, 26), code)

        count = min(STILL_REGISTERED, self.plan.batch_size(self.index, self.year, 0))
        if not count:
            return
        aid = self.project(
            "living_conditions", "脱贫户慰问项目", 0, started=dt.date(self.year, 5, 10),
            finished=dt.date(self.year, 8, 20),
        )  # fmt: skip
        code = self.book.number(f"JZ{self.year}", 3)
        batch = Batch(f"PC{self.year}9", dt.date(self.year, 8, 6), aid, code, "脱贫户慰问")
        paid = pay_batch(batch, self.households, count, self.dice)
        self.give(on, paid, "只给建档立卡户", donation_code=code, registered_only=True)
        self.carry_out(aid, paid, code)

    def give(self, on: dt.date, fen: int, will: str, **more: object) -> str:
        """A gift of money and its donor's will; returns its code."""
        cells: dict[str, object] = {
            "donation_code": more.get("donation_code") or self.book.number(f"JZ{self.year}", 3),
            "event": "gift",
            "donor": self.dice.choice(("示范公益基金会", "示范爱心企业", "示范同乡会")),
            "occurred_on": on,
            "amount": fen,
            "cash_on": on,
            "will": will,
        }
        self.book.write("donations", **(cells | more))
        return str(cells["donation_code"])

    def write_lists(self) -> None:
        """Lists that other offices handed over, of persons whom nobody has paid."""
        for kind, origin, serial in (
            ("death", "示范民政局", 3_000_000),
            ("public_payroll", "示范财政局", 3_100_000),
        ):
            code = self.book.number(f"MD{self.year}", 2)
            for number in range(LISTED):
                listed = person(
                    self.dice, self.book.code, serial + (self.year % 100) * LISTED + number
                )
                self.book.write(
                    "matching_lists",
                    list_code=code,
                    kind=kind,
                    origin=origin,
                    legal_ground="示范部门间信息共享协议",
                    as_of=dt.date(self.year, 8, 31),
                    name=listed.name,
                    identity=listed.identity,
                    starts_on=dt.date(self.year, 1 + number % 8, 11),
                )
