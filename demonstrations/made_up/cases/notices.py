"""Cases of disclosure: DS-01, DS-02 and DS-04."""

import datetime as dt

from chinese_calendar import is_workday

from demonstrations.made_up.cases.projects import carry_out
from demonstrations.made_up.cases.scenes import FINISHED_AFTER, STARTED_AFTER, Scene
from demonstrations.made_up.plan import AS_OF, LAST_YEAR
from demonstrations.made_up.projects import days
from ledger.language import Text

PUBLISHED = Text(
    "分配结果应在二十个工作日内在网站公开",
    "An allocation is published on the web within 20 working days",
)
TEN_DAYS = Text(
    "公示不少于十日；中标候选人三日，单一来源采购五个工作日",
    "A posting stays for ten days; of bid candidates three, of a single source five working days",
)
ON_THE_SPOT = Text(
    "项目实施前公示、完成后公告，应在乡镇、村或现场",
    "A project is posted before it starts and after it ends, in the township, village or on site",
)


def working_days_after(day: dt.date, count: int) -> int:
    """How many calendar days after a day its n-th working day is."""
    passed = 0
    while count:
        passed += 1
        count -= is_workday(day + days(passed))
    return passed


def published_late(scene: Scene) -> None:
    """DS-01, planted: on the 21st working day, and never."""
    assigned_on = dt.date(scene.year, 3, 2) + scene.shift
    for after, what in (
        (working_days_after(assigned_on, 21), Text("第 21 个工作日公开", "On working day 21")),
        (None, Text("没有公开", "Never published")),
    ):
        document = carry_out(scene, scene.project(), assigned_on, published_after=after)
        scene.plant(document, what, PUBLISHED)


def published_on_working_day_20(scene: Scene) -> None:
    """DS-01, spared: on the 20th working day; a term that still runs; before the rule."""
    assigned_on = dt.date(scene.year, 3, 2) + scene.shift
    old = scene.project(dt.date(2019, 2, 11))
    recent = scene.project(dt.date(LAST_YEAR, 3, 11))
    for project, on, after, what in (
        (
            scene.project(), assigned_on, working_days_after(assigned_on, 20),
            Text("第 20 个工作日公开，约合 28 个日历日", "On working day 20, some 28 days later"),
        ),
        (recent, dt.date(LAST_YEAR, 10, 3), None, Text("期限未过", "The term has not passed")),
        (old, dt.date(2019, 5, 14), None, Text("条例修订施行前一日", "The day before the rule")),
    ):  # fmt: skip
        document = carry_out(scene, project, on, published_after=after)
        scene.spare(document, what, PUBLISHED)
    recent.look(dt.date(LAST_YEAR, 10, 4), "under_way")


def extra_notice(
    scene: Scene, kind: str, length: int, on: dt.date | None = None, **more: object
) -> str:
    """A further notice of a new project in good order; returns its code."""
    project = scene.project()
    carry_out(scene, project, scene.day(3, 2))
    return project.post(kind, on or scene.day(4, 3), length, **more)


def posted_briefly(scene: Scene) -> None:
    """DS-02, planted: a day short of each of the three terms."""
    single = working_days_after(scene.day(4, 3), 5) - 1
    for kind, length, what in (
        ("project_library", 9, Text("公示 9 天", "Posted for 9 days")),
        ("bid_candidate", 2, Text("中标候选人公示 2 天", "Bid candidates, for 2 days")),
        ("single_source", single, Text("不满 5 个工作日", "Short of 5 working days")),
    ):
        scene.plant(extra_notice(scene, kind, length), what, TEN_DAYS)


def posted_for_ten_days(scene: Scene) -> None:
    """DS-02, spared: exactly the terms; one that still hangs; one in a newspaper."""
    single = working_days_after(scene.day(4, 3), 5)
    for kind, length, what in (
        ("project_library", 10, Text("公示 10 天", "Posted for 10 days")),
        ("bid_candidate", 3, Text("中标候选人公示 3 天", "Bid candidates, for 3 days")),
        ("single_source", single, Text("恰好 5 个工作日", "Exactly 5 working days")),
    ):
        scene.spare(extra_notice(scene, kind, length), what, TEN_DAYS)
    hanging = extra_notice(scene, "other", 5, AS_OF - days(5))
    scene.spare(hanging, Text("最后一日还挂着", "On its last day it still hangs"), TEN_DAYS)
    printed = extra_notice(scene, "other", 1, level="county", channel="newspaper")
    scene.spare(printed, Text("登报没有公示期", "A newspaper has no term"), TEN_DAYS)


def finished_with_term(passed: int) -> dt.date:
    """The last day whose 20th working day after is the run's day, or so many days before it."""
    day = AS_OF
    while day + days(working_days_after(day, 20)) > AS_OF - days(passed):
        day -= days(1)
    return day


def not_posted(scene: Scene) -> None:
    """DS-04, planted: the day after the start; on the web only; nothing after completion."""
    assigned_on = scene.day(3, 2)
    for posted_after, level, channel, what in (
        (
            STARTED_AFTER + 1, "village", "village_board",
            Text("开工次日才公示", "Posted the day after the start"),
        ),
        (
            1, "county", "government_website",
            Text("只在县政府网站公开", "On the county's website only"),
        ),
    ):  # fmt: skip
        project = scene.project()
        carry_out(scene, project, assigned_on, before=False)
        on = assigned_on + days(posted_after)
        project.post("before_start", on, level=level, channel=channel)
        scene.plant(project.code, what, ON_THE_SPOT)
    never = scene.project()
    carry_out(scene, never, assigned_on, after=False)
    scene.plant(never.code, Text("完成后没有公示", "Not posted after completion"), ON_THE_SPOT)
    overdue = scene.project(dt.date(LAST_YEAR - 1, 10, 10))
    overdue.step("finished", finished_with_term(1))
    carry_out(scene, overdue, dt.date(LAST_YEAR, 3, 2) + scene.shift, after=False)
    scene.plant(
        overdue.code, Text("完成后第 20 个工作日已过", "Working day 20 has passed"), ON_THE_SPOT
    )


def posted_on_site(scene: Scene) -> None:
    """DS-04, spared: in the township, on site, on the day of the start; a term that runs."""
    assigned_on = scene.day(3, 2)
    for posted_after, level, channel, what in (
        (1, "township", "township_board", Text("乡镇公告栏公示", "On the township's board")),
        (1, "village", "project_site", Text("项目现场公示", "At the site")),
        (
            STARTED_AFTER, "village", "village_board",
            Text("开工当日公示", "Posted on the day of the start"),
        ),
    ):  # fmt: skip
        project = scene.project()
        carry_out(scene, project, assigned_on, before=False, after=False)
        for kind, after in (("before_start", posted_after), ("after_completion", FINISHED_AFTER)):
            project.post(kind, assigned_on + days(after), level=level, channel=channel)
        scene.spare(project.code, what, ON_THE_SPOT)
    running = scene.project(dt.date(LAST_YEAR - 1, 10, 10))
    running.step("finished", finished_with_term(0))
    carry_out(scene, running, dt.date(LAST_YEAR, 3, 2) + scene.shift, after=False)
    scene.spare(
        running.code, Text("完成后第 20 个工作日", "Working day 20 after completion"), ON_THE_SPOT
    )


CASES = (
    ("DS-01", published_late),
    ("DS-01", published_on_working_day_20),
    ("DS-02", posted_briefly),
    ("DS-02", posted_for_ten_days),
    ("DS-04", not_posted),
    ("DS-04", posted_on_site),
)
