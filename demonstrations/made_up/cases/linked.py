"""Cases of what an industry project brings to households: PL-12."""

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import UNIT, entitle
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

LINKED = Text(
    "产业项目应联结农户，分红到期六十日内兑现",
    "An industry project is linked with households; dividends are paid within sixty days",
)
KIND = ("特色养殖项目", "industry")
TERM = 60


def industry(scene: Scene, fen: int, **record: object) -> tuple[Project, str]:
    """A project of industry in good order but for what is said; and its money."""
    source = scene.money(fen)
    project = scene.project(what=KIND)
    project.record |= record
    scene.fund(project, fen, source)
    return project, source


def linked(scene: Scene) -> None:
    """PL-12, planted: no link on record; a dividend open on day 61. Spared: linked; on day 60."""
    fen = scene.fen()
    project, source = industry(scene, fen, linkage=None)
    scene.spend(project, fen, source, scene.day(3, 28))
    what = Text("没有登记联结农户的办法", "No way is on record that households gain by it")
    scene.plant(project.code, what, LINKED)
    scene.truth.plant("PL-02", scene.book.code, project.code, what, LINKED)

    project, source = industry(scene, fen)
    scene.spend(project, fen, source, scene.day(3, 29))
    scene.spare(project.code, Text("登记了带贫机制", "How households gain is on record"), LINKED)

    for day, what, planted in (
        (TERM + 1, Text("分红第 61 日没有兑现", "A dividend open on day 61"), True),
        (TERM, Text("分红第 60 日，期限未过", "A dividend open on day 60"), False),
    ):
        project, source = industry(scene, fen)
        scene.spend(project, fen, source, scene.day(3, 30))
        due_on = AS_OF - days(day)
        household = scene.household(scene.somebody())
        on = scene.day(6, 8)
        code = entitle(
            scene.book, project.code, household, 20 * UNIT, on,
            approved_on=min(due_on, on) - days(9), due_on=due_on,
        )  # fmt: skip
        (scene.plant if planted else scene.spare)(project.code, what, LINKED)
        if planted:
            scene.truth.plant("BN-12", scene.book.code, code, what, LINKED)


CASES = (("PL-12", linked),)
