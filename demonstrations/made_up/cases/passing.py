"""Cases of money on its way to projects: BT-03."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.projects import days
from ledger.language import Text

WITHIN_A_MONTH = Text(
    "县级收到后三十日内应分解到项目，超过六十日更严重",
    "A county gives what it receives to projects within 30 days; beyond 60 it is graver",
)


def reach(scene: Scene, *parts: tuple[int, int]) -> str:
    """Central money given to projects in parts, each so many days after receipt."""
    arrived_on: Day = scene.day(2, 12)
    fen = sum(each for each, _ in parts)
    document = scene.issue(fen, arrived_on - days(2), scene.from_centre(fen, arrived_on - days(9)))
    reference = scene.reference()
    scene.receive(document, fen, arrived_on, external_reference=reference)
    for part, after in parts:
        scene.use_up(part, document, assigned_on=arrived_on + days(after))
    return reference


def given_late(scene: Scene) -> None:
    """BT-03, planted: a fen on day 31; all of it after two months."""
    fen = scene.fen()
    for parts, what in (
        (((fen, 20), (100, 31)), Text("第 31 日才分解一元", "A yuan given on day 31")),
        (((fen, 61),), Text("第 61 日才分解", "Given on day 61")),
    ):
        scene.plant(reach(scene, *parts), what, WITHIN_A_MONTH)


def given_in_time(scene: Scene) -> None:
    """BT-03, spared: the last of it on day 30."""
    fen = scene.fen()
    what = Text("第 30 日分解完", "The last of it given on day 30")
    scene.spare(reach(scene, (fen, 21), (fen, 30)), what, WITHIN_A_MONTH)


CASES = (
    ("BT-03", given_late),
    ("BT-03", given_in_time),
)
