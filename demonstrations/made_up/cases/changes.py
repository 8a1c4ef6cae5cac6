"""Cases of projects that changed after they were approved: PL-08."""

import datetime as dt

from demonstrations.made_up.cases.library import entered_long_ago
from demonstrations.made_up.cases.projects import EARLIER_YEAR
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import VILLAGES
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

APPROVED_CHANGE = Text(
    "变更地点、内容或总投资一成以上，先报原批准单位批准",
    "A change of place or content, or of above a tenth of the total, is first approved by whoever "
    "approved the project",
)
ELSEWHERE = f"{VILLAGES[0]}河东"
#: The name that the ledger knows the second version of a project by.
SECOND = "-2"


def in_hand(scene: Scene) -> Project:
    """A project with a total of whole yuan, funded and spent in good order."""
    project = scene.project()
    carry_out(scene, project, scene.day(3, 2))
    return project


def carry_out(scene: Scene, project: Project, assigned_on: dt.date) -> None:
    """Money for a project on a day, all of it paid."""
    fen = scene.fen() // 1000 * 1000
    source = scene.money(fen, on=assigned_on - days(1))
    scene.fund(project, fen, source, assigned_on=assigned_on)
    scene.spend(project, fen, source, assigned_on + days(1))


def unapproved(scene: Scene) -> None:
    """PL-08, planted: moved; another task; a fen above a tenth; approved late; by the township."""
    on = scene.day(4, 6)
    moved, turned, grown, late, lower = (in_hand(scene) for _ in range(5))
    moved.change(on, place=ELSEWHERE)
    turned.change(on, task=f"{turned.village}改建停车场（虚构）")
    grown.change(on, approved_total=grown.total * 11 // 10 + 1)
    late.change(on, place=ELSEWHERE)
    late.write_step("change_approved", on + days(1))
    lower.change(on, place=ELSEWHERE)
    lower.write_step("change_approved", on, actor=f"{lower.book.name}示范镇政府")
    for project, what in (
        (moved, Text("换了地点，没有批复", "Another place, no approval")),
        (turned, Text("换了建设内容，没有批复", "Another task, no approval")),
        (grown, Text("总投资增加一成又一分，没有批复", "A tenth and a fen more, no approval")),
        (late, Text("变更次日才批复", "Approved the day after the change")),
        (lower, Text("由乡镇批复，不是原批准单位", "Approved by the township, who had not before")),
    ):
        scene.plant(project.code + SECOND, what, APPROVED_CHANGE)


def approved(scene: Scene) -> None:
    """PL-08, spared: approved on the day; a tenth more; before the approval; long ago."""
    on, before = scene.day(4, 6), scene.day(2, 20)
    moved, grown, early = (in_hand(scene) for _ in range(3))
    old, long_ago = entered_long_ago(scene), dt.date(EARLIER_YEAR, 3, 2) + scene.shift
    carry_out(scene, old, long_ago)
    moved.change(on, place=ELSEWHERE)
    moved.write_step("change_approved", on)
    grown.change(on, approved_total=grown.total * 11 // 10)
    early.change(before, approved_total=early.total * 2)
    old.change(long_ago + days(20), place=ELSEWHERE)
    for project, what in (
        (moved, Text("变更当日批复", "Approved on the day of the change")),
        (grown, Text("总投资恰好增加一成", "Exactly a tenth more")),
        (early, Text("批复以前修改", "Changed before it was approved at all")),
        (old, Text("条例施行以前换了地点", "Another place, before the regulation")),
    ):
        scene.spare(project.code + SECOND, what, APPROVED_CHANGE)


CASES = (
    ("PL-08", unapproved),
    ("PL-08", approved),
)
