"""Cases of what audits found: overdue, closed and not put right, found again: GV-02 to GV-04."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

IN_TIME = Text("审计发现按期整改销号", "What audits found is put right and closed in time")
IN_FACT = Text("销号有依据，复查通过", "It is closed on evidence, and re-checks pass")
ONCE = Text("整改过的问题两年内不再查出", "What was put right is not found again within two years")

#: The first year of which findings are asked about.
SINCE = 2022


def day(scene: Scene, month: int, number: int) -> Day:
    """A day of the scene's year, or of the first that is asked about."""
    on = scene.day(month, number)
    return on.replace(year=max(on.year, SINCE))


def find(scene: Scene, on: Day, **more: object) -> str:
    """A finding of a report of the audit office; returns its code."""
    code = scene.book.number(f"SJ{on.year}", 3)
    cells: dict[str, object] = {
        "finding_code": code,
        "report_number": scene.city.document("审农报", on.year),
        "reported_on": on,
        "problem": "预付款超过合同约定",
        "responsible_unit": f"{scene.book.name}示范{code}中心",
        "manner": "at_once",
    }
    scene.book.write("findings", **(cells | more))
    return code


def step(scene: Scene, code: str, kind: str, on: Day, **more: object) -> None:
    """A step of putting it right."""
    scene.book.write("rectifications", finding_code=code, step=kind, occurred_on=on, **more)


def put_right(scene: Scene, code: str, on: Day) -> None:
    """It is put right and closed, ten days apart, with the report of the unit."""
    step(scene, code, "measure", on - days(10), contents="追回并完善制度", evidence="整改报告")
    step(scene, code, "closed", on, evidence="销号表")


def overdue(scene: Scene) -> None:
    """GV-02, planted: 61 days open, a day past its term. Spared: the days before; continuing."""
    for on, more, what, planted in (
        (AS_OF - days(61), {}, Text("报告后第 61 日没有销号", "Open on day 61"), True),
        (AS_OF - days(60), {}, Text("报告后第 60 日没有销号", "Open on day 60"), False),
        (AS_OF - days(30), {"due_on": AS_OF - days(1)},
         Text("过期限一日", "A day past its term"), True),
        (AS_OF - days(90), {"due_on": AS_OF}, Text("期限的最后一日", "The last day"), False),
        (AS_OF - days(90), {"manner": "continuing"},
         Text("持续整改，没有规定期限", "Continuing, no day set"), False),
    ):  # fmt: skip
        code = find(scene, on, **more)
        (scene.plant if planted else scene.spare)(code, what, IN_TIME)


def not_put_right(scene: Scene) -> None:
    """GV-03, planted: closed without evidence; the last re-check failed. Spared: failed, passed."""
    on = day(scene, 3, 5)
    bare = find(scene, on)
    step(scene, bare, "closed", on + days(40))
    scene.plant(bare, Text("没有依据就销号", "Closed without evidence"), IN_FACT)
    failed, passed = find(scene, on), find(scene, on)
    for code in (failed, passed):
        put_right(scene, code, on + days(40))
        step(scene, code, "recheck_failed", on + days(70), contents="现场没有整改")
    step(scene, passed, "recheck_passed", on + days(80), contents="已整改")
    scene.plant(failed, Text("销号后复查未通过", "Failed when looked at again"), IN_FACT)
    scene.spare(passed, Text("再次复查通过", "Passed in the end"), IN_FACT)


def found_again(scene: Scene) -> None:
    """GV-04, planted: found again on day 100. Spared: another problem, another unit."""
    on = day(scene, 1, 15)
    unit = f"{scene.book.name}示范{scene.book.number('单位', 3)}站"
    put_right(scene, find(scene, on, responsible_unit=unit), on + days(40))
    later = on + days(140)
    for more, what, planted in (
        ({"responsible_unit": unit}, Text("销号后第 100 日又查出", "Found again on day 100"), True),
        ({"responsible_unit": unit, "problem": "公示不及时"},
         Text("同一单位的别的问题", "Another problem of the unit"), False),
        ({}, Text("同类问题，别的单位", "The problem with another unit"), False),
    ):  # fmt: skip
        code = find(scene, later, **more)
        put_right(scene, code, later + days(30))
        (scene.plant if planted else scene.spare)(code, what, ONCE)


CASES = (
    ("GV-02", overdue),
    ("GV-03", not_put_right),
    ("GV-04", found_again),
)
