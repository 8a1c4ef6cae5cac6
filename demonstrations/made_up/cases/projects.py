"""Cases of the project library and of a project's end: PF-06, PL-01, PL-03 and PL-10."""

import datetime as dt
from typing import Any

from demonstrations.made_up.cases.scenes import FINISHED_AFTER, Scene
from demonstrations.made_up.projects import LIBRARY, Project, days
from ledger.language import Text

ENTERED_FIRST = Text(
    "先入库后安排：安排不早于县级审定",
    "A project is in the library before it is given money: not before the county's approval",
)
EVERY_STEP = Text(
    "村、乡镇、县逐级申报、公示、审定，一步不缺，公示期满再进下一步",
    "Village, township and county in turn, no step left out, the next one after each posting",
)
ENDED_IN_TIME = Text(
    "竣工后 60 日内验收，90 日内办理决算、移交资产",
    "Accepted within 60 days of the finish, settled and handed over within 90",
)
IN_USE = Text("建成后在用，不闲置、不改作他用", "What was built is in use, and for its own purpose")
#: A year before the rules on project libraries.
EARLIER_YEAR = 2016


def carry_out(scene: Scene, project: Project, assigned_on: dt.date, **changes: Any) -> str:  # noqa: ANN401  (what Scene.fund takes)
    """Money for a project, assigned on a day, all of it paid; returns the assigning document."""
    fen = scene.fen()
    source = scene.money(fen, on=assigned_on - days(1))
    document = scene.fund(project, fen, source, assigned_on=assigned_on, **changes)
    scene.spend(project, fen, source, assigned_on + days(1))
    return document


def assigned_before_entry(scene: Scene) -> None:
    """PL-01, planted: the day before the county's approval; without any; after the removal."""
    early, outside, removed = scene.project(scene.day(3, 3)), scene.project(), scene.project()
    for name, _, _ in LIBRARY:
        outside.step(name, None)
    for project, what in (
        (early, Text("县级审定的前一日已安排", "Assigned the day before the county's approval")),
        (outside, Text("没有入库记录", "No record in the library")),
        (removed, Text("出库次日安排", "Assigned the day after its removal")),
    ):
        document = carry_out(scene, project, scene.day(3, 2))
        scene.plant(assignment(document, project), what, ENTERED_FIRST)
    removed.write_step("removed", scene.day(3, 1), None)


def assigned_on_the_day_of_entry(scene: Scene) -> None:
    """PL-01, spared: on the day itself; and the day before, in a year before the rule."""
    project = scene.project(scene.day(3, 2))
    document = carry_out(scene, project, scene.day(3, 2))
    scene.spare(
        assignment(document, project),
        Text("审定当日安排", "Assigned on the day of approval"),
        ENTERED_FIRST,
    )
    old = scene.project(dt.date(EARLIER_YEAR, 3, 3) + scene.shift)
    old_document = carry_out(scene, old, dt.date(EARLIER_YEAR, 3, 2) + scene.shift)
    scene.spare(
        assignment(old_document, old),
        Text("规定施行以前先安排后入库", "Assigned first, before the rule was in force"),
        ENTERED_FIRST,
    )


def assignment(document: str, project: Project) -> str:
    """The reference that the ledger gives an assignment which brings none."""
    return f"assign|{document}|{project.code}|{project.source}"


def steps_left_out(scene: Scene) -> None:
    """PL-03, planted: a step missing, one too early, one out of order."""
    entered_on = dt.date(scene.year - 1, 10, 10) + scene.shift
    missing, hasty, turned = (scene.project(entered_on) for _ in range(3))
    missing.step("township_posted", None)
    # The village's posting ends 51 days before the county's approval.
    hasty.step("township_reviewed", entered_on - days(52))
    turned.step("county_appraised", entered_on + days(1))
    for project, what in (
        (missing, Text("没有乡镇公示", "No posting in the township")),
        (hasty, Text("村公示期满前一日乡镇已审核", "Reviewed the day before the posting ended")),
        (turned, Text("先审定后论证", "Appraised the day after the approval")),
    ):
        carry_out(scene, project, scene.day(3, 2))
        scene.plant(project.code, what, EVERY_STEP)


def steps_one_upon_the_other(scene: Scene) -> None:
    """PL-03, spared: the next step on the posting's last day; two on one day; before the rule."""
    entered_on = dt.date(scene.year - 1, 10, 10) + scene.shift
    closely, same_day = scene.project(entered_on), scene.project(entered_on)
    closely.step("township_reviewed", entered_on - days(51))
    same_day.step("county_appraised", entered_on)
    old = scene.project(dt.date(EARLIER_YEAR - 1, 10, 10))
    old.step("township_posted", None)
    for project, year, what in (
        (closely, scene.year, Text("公示期满当日审核", "Reviewed on the posting's last day")),
        (same_day, scene.year, Text("论证和审定同一天", "Appraised and approved on one day")),
        (old, EARLIER_YEAR, Text("规定施行以前缺一步", "A step missing, before the rule")),
    ):
        carry_out(scene, project, dt.date(year, 3, 2) + scene.shift)
        scene.spare(project.code, what, EVERY_STEP)


def ended_late_or_never(scene: Scene) -> None:
    """PL-10, planted: a day late to be accepted; no final account; never handed over."""
    assigned_on = scene.day(3, 2)
    late, unsettled, kept = (scene.project() for _ in range(3))
    late.step("accepted", assigned_on + days(FINISHED_AFTER + 61))
    unsettled.step("settled", None)
    kept.step("handed_over", None)
    for project, what in (
        (late, Text("竣工后第 61 日才验收", "Accepted on the 61st day")),
        (unsettled, Text("没有办理竣工决算", "No final account")),
        (kept, Text("资产没有移交", "Never handed over")),
    ):
        carry_out(scene, project, assigned_on)
        scene.plant(project.code, what, ENDED_IN_TIME)


def ended_on_the_last_day(scene: Scene) -> None:
    """PL-10, spared: everything on its last day; never accepted, before the regulation."""
    assigned_on = scene.day(3, 2)
    last = scene.project()
    last.step("accepted", assigned_on + days(FINISHED_AFTER + 60))
    last.step("settled", assigned_on + days(FINISHED_AFTER + 90))
    last.step("handed_over", assigned_on + days(FINISHED_AFTER + 90))
    old = scene.project(dt.date(EARLIER_YEAR - 1, 10, 10))
    old.step("accepted", None)
    for project, year, what in (
        (last, scene.year, Text("三项都在最后一日办理", "All three on their last day")),
        (old, EARLIER_YEAR, Text("条例施行以前竣工，没有验收", "Finished before the regulation")),
    ):
        carry_out(scene, project, dt.date(year, 3, 2) + scene.shift)
        scene.spare(project.code, what, ENDED_IN_TIME)


def look_at(project: Project, how: str, on: dt.date) -> None:
    """Somebody went to look at what was built."""
    project.write_step(f"seen_{how}", on, None)


def built_and_idle(scene: Scene) -> None:
    """PF-06, planted: idle at two looks 90 days apart; used for something else."""
    idle, other = scene.project(), scene.project()
    for project, what in (
        (idle, Text("两次查看都闲置，相隔 90 日", "Idle at two looks, 90 days apart")),
        (other, Text("改作他用", "Used for something else")),
    ):
        carry_out(scene, project, scene.day(3, 2))
        scene.plant(project.code, what, IN_USE)
    seen_on = scene.day(6, 20)
    look_at(idle, "idle", seen_on)
    look_at(idle, "idle", seen_on + days(90))
    look_at(other, "in_use", seen_on)
    look_at(other, "in_other_use", seen_on + days(1))


def built_and_used(scene: Scene) -> None:
    """PF-06, spared: idle at two looks 89 days apart; idle, and in use in between."""
    brief, between = scene.project(), scene.project()
    for project, what in (
        (brief, Text("两次查看闲置，相隔 89 日", "Idle at two looks, 89 days apart")),
        (between, Text("两次闲置之间在用", "In use between two looks that found it idle")),
    ):
        carry_out(scene, project, scene.day(3, 2))
        scene.spare(project.code, what, IN_USE)
    seen_on = scene.day(6, 20)
    look_at(brief, "idle", seen_on)
    look_at(brief, "idle", seen_on + days(89))
    look_at(between, "idle", seen_on)
    look_at(between, "in_use", seen_on + days(9))
    look_at(between, "idle", seen_on + days(90))


CASES = (
    ("PF-06", built_and_idle),
    ("PF-06", built_and_used),
    ("PL-01", assigned_before_entry),
    ("PL-01", assigned_on_the_day_of_entry),
    ("PL-03", steps_left_out),
    ("PL-03", steps_one_upon_the_other),
    ("PL-10", ended_late_or_never),
    ("PL-10", ended_on_the_last_day),
)
