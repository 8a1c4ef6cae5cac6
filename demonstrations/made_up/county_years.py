"""What a county does in a year when all goes well: the projects that the rules find nothing in."""

import datetime as dt
from dataclasses import dataclass

from demonstrations.made_up.books import CENTRAL_LINE, PROVINCIAL_LINE, WELFARE_LINE
from demonstrations.made_up.desk import Desk
from demonstrations.made_up.names import person
from demonstrations.made_up.other_money import use_other_money
from demonstrations.made_up.payments import STILL_REGISTERED, Batch, pay, pay_batch
from demonstrations.made_up.projects import days
from demonstrations.made_up.signing import sign_off_batch
from demonstrations.made_up.works import build_road, supply_water
from demonstrations.made_up.year_ends import CarriedOver, cross_year_end, spend_carried_over

#: The days of the year's batches: month, day, and which subsidy it is.
BATCH_DAYS = ((4, 22, "industry"), (6, 10, "posts"), (7, 18, "industry"), (9, 5, "posts"))
#: Of the year's last batch so many payments bounce, and are paid again.
BOUNCED, LAST_BATCH = 7, len(BATCH_DAYS) - 1
#: Households of a batch whose entitlements are on record.
ENTITLED = 2
#: Persons on each list of another office.
LISTED = 12


@dataclass
class CountyYear(Desk):
    """One county's year."""

    def write(self, carried: CarriedOver | None = None) -> CarriedOver | None:
        """Writes the year.

        Args:
            carried: what the year before left to be spent.

        Returns:
            What is left for the next year. What the year cost stands in `paid`, by fund line.
        """
        self.write_subsidies()
        build_road(self)
        supply_water(self)
        self.write_plan()
        self.write_gifts()
        use_other_money(self)
        if carried:
            spend_carried_over(self, carried)
        self.write_lists()
        return cross_year_end(self)

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
                        bounced=BOUNCED if number == LAST_BATCH else 0,
                        listed=ENTITLED if kind == "posts" else 0,
                    )
                    size = self.plan.batch_size(self.index, self.year, number)
                    if size:
                        total += pay_batch(batch, self.households, size, self.dice)
                        sign_off_batch(self, project, batch.number, "第1村", batch.on + days(12))
            if total:
                self.fund(project, line, total)

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
        self.book.tell_donor(code, batch.on)
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
