"""Cases of works that begin late or stop, and of payments that were split: PL-09 and DP-15."""

import datetime as dt

from demonstrations.made_up.cases.projects import EARLIER_YEAR, carry_out
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

KEPT_GOING = Text(
    "批复后 90 日内开工，开工后不停滞 180 日以上",
    "Begun within 90 days of the approval, and not still for more than 180",
)
NOT_SPLIT = Text(
    "七日内向同一收款人的付款，合计超出审批权限的应合并审批",
    "What is paid to one payee within a week and is above a limit together is approved together",
)


def begun_late_or_never_finished(scene: Scene) -> None:
    """PL-09, planted: started a day late; never started; started and left."""
    assigned_on = scene.day(3, 2)
    late, never, left = (scene.project() for _ in range(3))
    late.step("started", assigned_on - days(3) + days(91))
    late.step("finished", assigned_on + days(100))
    never.step("started", None)
    never.step("finished", None)
    left.step("finished", None)
    for project, finished, what in (
        (late, True, Text("批复后第 91 日才开工", "Begun on the 91st day")),
        (never, False, Text("一直没有开工", "Never begun")),
        (left, False, Text("开工后再没有进度和支付", "Begun, and nothing since")),
    ):
        carry_out(scene, project, assigned_on, after=False)
        if finished:
            project.post("after_completion", assigned_on + days(102))
        scene.plant(project.code, what, KEPT_GOING)
    scene.suspect(never)


def begun_on_the_last_day(scene: Scene) -> None:
    """PL-09, spared: begun on the ninetieth day; given up; never begun, before the rule."""
    assigned_on = scene.day(3, 2)
    last, old = scene.project(), scene.project(dt.date(EARLIER_YEAR - 1, 10, 10))
    last.step("started", assigned_on - days(3) + days(90))
    last.step("finished", assigned_on + days(100))
    old.step("started", None)
    old.step("finished", None)
    for project, year, finished, what in (
        (last, scene.year, True, Text("批复后第 90 日开工", "Begun on the ninetieth day")),
        (old, EARLIER_YEAR, False, Text("规定施行以前没有开工", "Never begun, before the rule")),
    ):
        carry_out(scene, project, dt.date(year, 3, 2) + scene.shift, after=False)
        if finished:
            project.post("after_completion", assigned_on + days(102))
        scene.spare(project.code, what, KEPT_GOING)
    scene.suspect(old)


def split_in_two(scene: Scene) -> None:
    """DP-15, planted: two a week apart, each within the limit; three in a row."""
    limit = scene.fen()
    for parts in ((100, 80), (90, 95, 85)):
        amounts = [limit * part // 100 for part in parts]
        project, source = scene.funded(sum(amounts))
        payee, on = scene.company(), scene.day(6, 8)
        for number, fen in enumerate(amounts):
            day = on + days(7 * number)
            reference = pay(project, payee, fen, day, source, approval_limit=limit)
            if number:
                scene.plant(
                    reference, Text("七日内又付一笔", "Another within seven days"), NOT_SPLIT
                )


def not_split(scene: Scene) -> None:
    """DP-15, spared: eight days apart; one well below the limit; to somebody else."""
    limit = scene.fen()
    for percent, apart, same, what in (
        (85, 8, True, Text("相隔八日", "Eight days apart")),
        (79, 7, True, Text("不到权限的八成", "Below four fifths of the limit")),
        (85, 7, False, Text("收款人不同", "To another payee")),
    ):
        second = limit * percent // 100
        project, source = scene.funded(limit + second)
        payee, on = scene.company(), scene.day(6, 8)
        pay(project, payee, limit, on, source, approval_limit=limit)
        reference = pay(
            project,
            payee if same else scene.company(),
            second,
            on + days(apart),
            source,
            approval_limit=limit,
        )
        scene.spare(reference, what, NOT_SPLIT)


CASES = (
    ("PL-09", begun_late_or_never_finished),
    ("PL-09", begun_on_the_last_day),
    ("DP-15", split_in_two),
    ("DP-15", not_split),
)
