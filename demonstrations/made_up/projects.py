"""A made-up project as it should be: through the library, posted, funded, started, finished."""

import datetime as dt
from dataclasses import dataclass, field

from demonstrations.made_up.books import Book, Day
from demonstrations.made_up.names import VILLAGES
from demonstrations.made_up.plan import AS_OF

#: The steps into the library: days before the county's approval, and how long it was posted.
LIBRARY: tuple[tuple[str, int, int | None], ...] = (
    ("village_proposed", -70, None),
    ("village_resolved", -65, None),
    ("village_posted", -62, 11),
    ("township_reviewed", -45, None),
    ("township_posted", -42, 11),
    ("county_appraised", -20, None),
    ("county_approved", 0, None),
    ("county_announced", 4, 11),
)
LATER_STEPS = ("project_approved", "started", "finished", "accepted", "settled", "handed_over")
#: What follows the finish, and how many days after, unless a day is given.
ENDINGS = (("accepted", 10), ("settled", 12), ("handed_over", 24))
#: When it is planned to start and to be finished, in days after it entered the library.
STARTS_AFTER, FINISHES_AFTER = 150, 300
#: A notice stays up for this long; ten days is what the law asks.
POSTED_DAYS = 12


def days(count: int) -> dt.timedelta:
    """Calendar days."""
    return dt.timedelta(days=count)


@dataclass
class Project:
    """A project and the days of its life; a step set to None is left out."""

    book: Book
    code: str
    name: str
    category: str
    #: Fen.
    total: int
    entered_on: Day
    steps: dict[str, Day | None] = field(default_factory=dict)
    posted: dict[str, int] = field(default_factory=dict)
    village: str = VILLAGES[0]
    township: int = 0
    nature: str = "new"
    #: The feasibility estimate and the approved one, where the project has them.
    estimates: tuple[int | None, int | None] = (None, None)
    #: The document of the money it was last given.
    source: str = ""
    #: Whether somebody looks at it when it is finished.
    seen: bool = True
    #: What of its record is not as usual.
    record: dict[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The code of its township."""
        return f"{self.book.code}{100 + self.township}"

    def step(self, name: str, on: Day | None) -> None:
        """Says when a step was done, or that it was not."""
        self.steps[name] = on

    @property
    def unit(self) -> str:
        """The department that is responsible for it."""
        return str(self.record.get("responsible_unit", f"{self.book.name}示范业务局"))

    def write(self) -> None:
        """Writes the project, its steps and what was seen of it when it was finished."""
        cells: dict[str, object] = {
            "project_code": self.code,
            "name": self.name,
            "category": self.category,
            "nature": self.nature,
            "place_division": self.place,
            "place": self.village,
            "planned_start_on": self.steps.get("started") or self.entered_on + days(STARTS_AFTER),
            "planned_finish_on": self.steps.get("finished")
            or self.entered_on + days(FINISHES_AFTER),
            "responsible_unit": self.unit,
            "task": f"{self.village}{self.name}（虚构）",
            "approved_total": self.total,
            "feasibility_estimate": self.estimates[0],
            "approved_estimate": self.estimates[1],
            "funding": "财政资金",
            "beneficiaries": f"{self.village}脱贫户",
            "performance_target": "受益户满意度不低于 95%",
            "linkage": "吸纳务工、带动增收",
            "project_year": self.entered_on.year + 1,
        }
        self.book.write("projects", **(cells | self.record))
        for name, offset, posted in LIBRARY:
            on = self.steps.get(name, self.entered_on + days(offset))
            if on is not None:
                length = self.posted.get(name, posted)
                self.write_step(name, on, None if length is None else on + days(length))
        finished_on = self.steps.get("finished")
        if finished_on is not None:
            for name, offset in ENDINGS:
                self.steps.setdefault(name, finished_on + days(offset))
        for name in LATER_STEPS:
            later = self.steps.get(name)
            if later is not None:
                self.write_step(name, later, None)

        for step, found in (("finished", "in_use"), ("started", "under_way")):
            on = self.steps.get(step)
            if self.seen and on is not None and on < AS_OF:
                self.look(on + days(1), found)
                break

    def look(self, on: Day, found: str = "in_use", metres: int = 40) -> None:
        """Somebody sees it and takes a photo."""
        self.book.write(
            "site_checks",
            project_code=self.code,
            occurred_on=on,
            found=found,
            checked_by="示范驻村干部",
            photo_sha256=self.book.fingerprint("现场照片", self.code, on),
            distance_metres=str(metres),
        )

    def evaluate(self, paid_on: Day) -> None:
        """Of a year that it was paid for in: what it attained, told in the next February."""
        year = paid_on.year
        on = dt.date(year + 1, 2, 20)
        for level, of_it in (
            ("project", {"project_code": self.code}),
            ("department", {"unit": self.unit}),
            ("county", {}),
        ):
            # Each says it once.
            key = f"自评|{year}|{level}|{''.join(of_it.values())}"
            if on <= AS_OF and key not in self.book.numbers:
                self.book.numbers[key] += 1
                self.book.write(
                    "self_evaluations",
                    evaluated_year=year,
                    level=level,
                    submitted_on=on,
                    indicator="年度任务完成率",
                    indicator_kind="quantity",
                    target="100%",
                    attained="100%",
                    attained_percent=100,
                    **of_it,
                )

    def change(self, on: Day, **cells: object) -> None:
        """A later version of it, from a day on: what is not given stays as it was."""
        self.book.write(
            "projects", project_code=self.code, name=self.name, effective_on=on, **cells
        )

    def write_step(
        self, name: str, on: Day, ends_on: Day | None = None, actor: str | None = None
    ) -> None:
        """Writes one step; the county takes those that the village does not."""
        usual = f"{self.village}村委会" if name.startswith("village") else self.book.name
        self.book.write(
            "project_steps",
            project_code=self.code,
            step=name,
            occurred_on=on,
            ends_on=ends_on,
            actor=actor or usual,
        )

    def post(self, kind: str, on: Day, length: int = POSTED_DAYS, **more: object) -> str:
        """A notice on the village's board, with its photo; returns its code."""
        code = self.book.number("GS")
        cells: dict[str, object] = {
            "notice_code": code,
            "kind": kind,
            "level": "village",
            "channel": "village_board",
            "project_code": self.code,
            "starts_on": on,
            "ends_on": on + days(length),
            "place": f"{self.village}公告栏",
            "photo_sha256": self.book.fingerprint("照片", code),
        }
        self.book.write("notices", **(cells | more))
        return code

    def assign(
        self, fen: int, on: Day, source: str, *, pooled: bool = False, published_on: Day | None
    ) -> str:
        """Money given to the project by a document of its own, published on a day or never."""
        document = self.book.document("巩固办", on.year)
        self.source = source
        self.book.write(
            "assignments",
            document_no=document,
            occurred_on=on,
            direction="assign",
            project_code=self.code,
            source_document=source,
            pooled=pooled or None,
            amount=fen,
        )
        if published_on is not None:
            self.book.publish_allocation(document, published_on)
        return document
