"""Cases of leads, and of what projects are like beside one another: PF-04, PF-05, PL-05, PL-11."""

import datetime as dt

from demonstrations.made_up.books import COUNTY_LINE, FundLine
from demonstrations.made_up.cases.scenes import FINISHED_AFTER, LEAVES_TRACES, Scene
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

SHARE = Text("中央衔接资金用于产业的比例，2023 年起不低于 60%", "From 2023 on 60 % go to industry")
LIKE_PEERS = Text("单价不应远高于同县同年同类项目", "No far dearer than its peers")
ONCE = Text("同一项目不得重复申报", "A project is declared once")
INDUSTRY, WORKS = ("育苗基地项目", "industry"), ("村内照明项目", "village_services")
OTHER_LINE = ("示范一事一议奖补资金", "county", False)
UNITS = ("座", "口", "处", "盏", "套", "孔", "组", "台")
#: Yuan a unit: their median with one at or above 109 is 100, and 109 is as far as it goes.
COSTS = (91, 97, 97, 99, 101, 103, 103)

TASKS = ("修建容积五百立方米的蓄水池一座及引水管道三公里", "安装太阳能路灯一百二十盏并硬化文化广场")


def give(scene: Scene, project: Project, fen: int, line: FundLine, on: dt.date) -> None:
    """Money of a line for a project, all of it paid."""
    source = scene.money(fen, line, on=on - days(1))
    scene.fund(project, fen, source, assigned_on=on)
    scene.spend(project, fen, source, on + days(60))


def shares(scene: Scene) -> None:
    """PF-04, planted: a line of which 59 % went to industry in the year before. Spared: 60 %."""
    on = dt.date(AS_OF.year - 1, 3, 2) + scene.shift
    for percent, what, keep in (
        (59, Text("产业占 59%", "59 % to industry"), scene.plant),
        (60, Text("产业恰好占 60%", "Exactly 60 % to industry"), scene.spare),
    ):
        number = int(scene.book.number("专项", 1)[2:])
        line = (f"示范中央财政衔接资金（专项{number}）", "central", False)
        fen = scene.fen() // 100 * 100
        entered_on = dt.date(on.year - 1, 10, 10)
        give(scene, scene.project(entered_on, INDUSTRY), fen // 100 * percent, line, on)
        give(scene, scene.project(entered_on, WORKS), fen // 100 * (100 - percent), line, on)
        keep(line[0], what, SHARE)


def unit_costs(scene: Scene) -> None:
    """PF-05, planted: a fen beyond three deviations of eight peers. Spared: exactly there."""
    for beyond, what, keep in (
        (1, Text("单价超出界限一分", "A fen beyond the limit"), scene.plant),
        (0, Text("单价恰好等于界限", "Exactly at the limit"), scene.spare),
    ):
        unit = UNITS[int(scene.province.number("单位", 1)[2:]) % len(UNITS)]
        for cost in (*(100 * each for each in COSTS), 10_900 + beyond):
            project = scene.project(what=WORKS)
            project.total = cost * 3
            project.record |= {"scale_quantity": "3", "scale_unit": unit}
            project.write()
        keep(project.code, what, LIKE_PEERS)


def declared_again(scene: Scene) -> None:
    """PL-05, planted: the same task with money of another line. Spared: with the same line."""
    for line, what, keep in (
        (OTHER_LINE, Text("同村同任务，用另一种资金", "The same task, other money"), scene.plant),
        (COUNTY_LINE, Text("同村同任务，同一种资金", "The same task, the same money"), scene.spare),
    ):
        number = scene.book.number("池", 1)[1:]
        # Other words for what is spared: both may be built in one village.
        task = f"在第{number}村民小组" + TASKS[line is COUNTY_LINE]
        first, second = scene.project(what=WORKS), scene.project(what=WORKS)
        second.village, second.township = first.village, first.township
        second.record["place"] = first.record["place"]
        for project, money in ((first, COUNTY_LINE), (second, line)):
            project.record["task"] = task
            give(scene, project, scene.fen(), money, scene.day(3, 2))
        keep(second.code, what, ONCE)


def traces(scene: Scene) -> None:
    """PL-11, planted: no contract and no photo, or one too far away. Spared: one 500 m away."""
    on = scene.day(3, 2)
    for metres, what, keep in (
        (None, Text("没有合同，没有现场照片", "No contract and no photo"), scene.plant),
        (501, Text("照片在 501 米以外", "A photo 501 metres away"), scene.plant),
        (500, Text("照片恰好在 500 米", "A photo exactly 500 metres away"), scene.spare),
    ):
        project = scene.project(what=WORKS)
        project.seen = False
        give(scene, project, scene.fen(), COUNTY_LINE, on)
        if metres is not None:
            project.look(on + days(FINISHED_AFTER + 1), metres=metres)
        keep(project.code, what, LEAVES_TRACES)


CASES = (
    ("PL-11", traces),
    ("PF-04", shares),
    ("PF-05", unit_costs),
    ("PL-05", declared_again),
)
