"""Cases of what was attained: PF-02 and PF-03."""

import datetime as dt
from dataclasses import replace

from demonstrations.made_up.books import Day
from demonstrations.made_up.budgets import write_budgets
from demonstrations.made_up.cases.library import district, enter
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

HANDED_IN = Text("年度终了后 90 日内报绩效自评", "Self-evaluated within 90 days of the year")
ATTAINED = Text("数量、质量指标完成 80%，时效指标按期", "80 % attained, and everything in time")
#: The year whose self-evaluations were due last.
LAST = AS_OF.year - 1


def handed_in(scene: Scene) -> None:
    """PF-02, planted: a county that told of its year on day 91. Spared: on day 90."""
    for after, what, keep in (
        (91, Text("县级自评第 91 日才报", "The county's own on day 91"), scene.plant),
        (90, Text("县级自评第 90 日报送", "The county's own on day 90"), scene.spare),
    ):
        book = district(scene)
        write_budgets(book, scene.truth, first=False)
        inner = replace(scene, book=book, year=LAST)
        book.write(
            "self_evaluations",
            evaluated_year=LAST,
            level="county",
            submitted_on=dt.date(LAST, 12, 31) + days(after),
            indicator="年度任务完成率",
            attained_percent=100,
        )
        book.numbers[f"自评|{LAST}|county|"] += 1
        fen = scene.fen()
        project, source = inner.funded(fen)
        inner.spend(project, fen, source)
        # Its library is refreshed in the autumn.
        enter(inner, book, dt.date(LAST, 10, 20))
        keep(book.code, what, HANDED_IN, book)


def attained(scene: Scene) -> None:
    """PF-03, planted: 79.99 %; a day late. Spared: 80 %; on the day; a cost that was missed."""
    fen = scene.fen()
    project, source = scene.funded(fen)
    scene.spend(project, fen, source)
    due_on = dt.date(LAST, 9, 30)

    def tell(name: str, kind: str, percent: str | None = None, on: Day | None = None) -> str:
        scene.book.write(
            "self_evaluations",
            evaluated_year=LAST,
            level="project",
            project_code=project.code,
            submitted_on=dt.date(LAST + 1, 2, 20),
            indicator=name,
            indicator_kind=kind,
            attained_percent=percent,
            target_on=None if on is None else due_on,
            attained_on=on,
        )
        return f"{LAST}|project|{project.code}|{name}"

    short, late = (
        tell("受益户数", "quantity", "79.99"),
        tell("完工", "timeliness", on=due_on + days(1)),
    )
    enough, in_time = tell("验收合格率", "quality", "80"), tell("开工", "timeliness", on=due_on)
    cost = tell("控制成本", "cost", "10")
    scene.plant(short, Text("完成率 79.99%", "79.99 % attained"), ATTAINED)
    scene.plant(late, Text("晚一日完工", "Finished a day late"), ATTAINED)
    scene.spare(enough, Text("完成率恰好 80%", "Exactly 80 %"), ATTAINED)
    scene.spare(in_time, Text("当日完成", "Done on the day"), ATTAINED)
    scene.spare(cost, Text("成本指标不在此列", "A cost is not asked"), ATTAINED)


CASES = (
    ("PF-02", handed_in),
    ("PF-03", attained),
)
