"""Cases of what the project library says, and of when: PL-02, PL-04, PL-06, PL-07 and PL-13."""

import datetime as dt

from demonstrations.made_up.books import Book
from demonstrations.made_up.cases.projects import EARLIER_YEAR, carry_out
from demonstrations.made_up.cases.scenes import STARTED_AFTER, Scene
from demonstrations.made_up.divisions import helping_district
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

ELEMENTS = Text("入库项目的要素应填齐", "A project in the library has every element filled in")
IN_NUMBERS = Text("入库和安排资金以前先定量化的绩效目标", "First a target in numbers, then money")
WITHIN_TOTAL = Text("各种来源合计不超过总投资", "All money together stays within the total")
APPROVED_FIRST = Text("先批复，后开工、支付", "Approved first, started and paid for afterwards")
EACH_AUTUMN = Text("项目库每年第四季度更新", "The library is refreshed in every fourth quarter")


def entered_long_ago(scene: Scene) -> Project:
    """A project of a year before the rules on libraries."""
    return scene.project(dt.date(EARLIER_YEAR - 1, 10, 10) + scene.shift)


def elements(scene: Scene) -> None:
    """PL-02, planted: two elements missing. Spared: a township for a place; long ago."""
    for record, what in (
        ({"linkage": None}, Text("没有带贫减贫机制", "Nothing on how the poor gain")),
        ({"planned_finish_on": None}, Text("没有计划完工日期", "No planned finish")),
    ):
        project = scene.project()
        project.record = dict(record)
        carry_out(scene, project, scene.day(3, 2))
        scene.plant(project.code, what, ELEMENTS)
    coarse, old = scene.project(), entered_long_ago(scene)
    coarse.record["place"] = None
    old.record["linkage"] = None
    carry_out(scene, coarse, scene.day(3, 2))
    carry_out(scene, old, dt.date(EARLIER_YEAR, 3, 2) + scene.shift)
    scene.spare(coarse.code, Text("地点只填到乡镇", "A place known by its township"), ELEMENTS)
    scene.spare(old.code, Text("规定施行以前入库", "Entered before the rule"), ELEMENTS)


def targets(scene: Scene) -> None:
    """PL-04, planted: a target without numbers; none. Spared: numerals in words; long ago."""
    vague, empty, spelt, old = (
        *(scene.project() for _ in range(3)),
        entered_long_ago(scene),
    )
    vague.record["performance_target"] = "明显改善生产条件"
    empty.record["performance_target"] = None
    spelt.record["performance_target"] = "受益户满意度不低于百分之九十五"
    old.record["performance_target"] = "明显改善生产条件"
    for project in (vague, empty, spelt):
        carry_out(scene, project, scene.day(3, 2))
    carry_out(scene, old, dt.date(EARLIER_YEAR, 3, 2) + scene.shift)
    nothing = Text("没有绩效目标", "No target at all")
    scene.plant(vague.code, Text("绩效目标没有数字", "A target without a number"), IN_NUMBERS)
    scene.plant(empty.code, nothing, IN_NUMBERS)
    scene.truth.plant("PL-02", scene.book.code, empty.code, nothing, ELEMENTS)
    scene.spare(spelt.code, Text("数字用汉字写", "The number is in words"), IN_NUMBERS)
    scene.spare(old.code, Text("规定施行以前入库", "Entered before the rule"), IN_NUMBERS)


def totals(scene: Scene) -> None:
    """PL-06, planted: a fen above the total; of two sources together. Spared: exactly it."""
    for short, parts, what in (
        (1, 1, Text("安排比总投资多一分", "Given a fen more than the total")),
        (1, 2, Text("两个来源相加多一分", "Two sources together: a fen more")),
        (0, 2, Text("两个来源相加恰好等于总投资", "Two sources together: exactly the total")),
    ):
        project, fen, on = scene.project(), scene.fen(), scene.day(3, 2)
        project.record["approved_total"] = fen * parts - short
        source = scene.money(fen, on=on - days(1))
        scene.fund(project, fen, source, assigned_on=on)
        scene.spend(project, fen, source)
        for _ in range(parts - 1):
            more = scene.money(fen, on=on - days(1))
            project.assign(fen, on, more, published_on=on + days(2))
            scene.spend(project, fen, more)
        (scene.plant if short else scene.spare)(project.code, what, WITHIN_TOTAL)


def starts(scene: Scene) -> None:
    """PL-07, planted: started the day before approval. Spared: on the day; long ago."""
    early, just, old = scene.project(), scene.project(), entered_long_ago(scene)
    assigned_on = scene.day(3, 2)
    started_on = assigned_on + days(STARTED_AFTER)
    early.step("project_approved", started_on + days(1))
    just.step("project_approved", started_on)
    for project in (early, just):
        source = scene.money(project_fen := scene.fen(), on=assigned_on - days(1))
        scene.fund(project, project_fen, source, assigned_on=assigned_on)
        scene.spend(project, project_fen, source)
    long_ago = dt.date(EARLIER_YEAR, 3, 2) + scene.shift
    old.step("project_approved", long_ago + days(STARTED_AFTER + 1))
    source = scene.money(fen := scene.fen(), on=long_ago - days(1))
    scene.fund(old, fen, source, assigned_on=long_ago)
    scene.spend(old, fen, source, long_ago + days(STARTED_AFTER + 20))
    scene.plant(early.code, Text("批复前一日开工", "Started the day before"), APPROVED_FIRST)
    scene.spare(just.code, Text("批复当日开工", "Started on the day of approval"), APPROVED_FIRST)
    scene.spare(old.code, Text("条例施行以前", "Before the regulation"), APPROVED_FIRST)


def district(scene: Scene) -> Book:
    """The book of a district that keeps nothing but a project library."""
    serial = int(scene.province.number("区", 1)[1:])
    code, name = helping_district(serial - 1)
    return Book(scene.book.folder, code, name, "county", name)


def enter(scene: Scene, book: Book, on: dt.date) -> None:
    """A project that enters the library of a district on a day."""
    project = scene.project(on)
    project.book, project.code = book, book.number(f"QK{on.year}", 3)
    project.total = scene.fen()
    project.write()


def autumns(scene: Scene) -> None:
    """PL-13, planted: refreshed on the day before the quarter. Spared: on its first day."""
    last = AS_OF.year - 1
    for on, what, keep in (
        (dt.date(last, 9, 30), Text("9 月 30 日以后没有更新", "Not after September"), scene.plant),
        (dt.date(last, 10, 1), Text("10 月 1 日更新", "Refreshed on 1 October"), scene.spare),
    ):
        book = district(scene)
        enter(scene, book, dt.date(last - 1, 10, 20))
        enter(scene, book, on)
        keep(book.code, what, EACH_AUTUMN, book)


CASES = (
    ("PL-02", elements),
    ("PL-04", targets),
    ("PL-06", totals),
    ("PL-07", starts),
    ("PL-13", autumns),
)
