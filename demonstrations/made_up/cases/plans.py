"""Cases of integration plans: IN-01 to IN-05."""

from dataclasses import dataclass

from demonstrations.made_up.books import POOLED_LINE, Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import LAST_YEAR
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

BY_THE_PLAN = Text(
    "整合资金只能用于支付当日有效方案中的项目，不超过计划金额",
    "Pooled money goes to projects of the plan in force that day, up to what is planned",
)

FROM_THE_LIBRARY = Text(
    "列入整合方案的项目，方案批准当日应在项目库内",
    "A project of an integration plan is in the library on the day the plan is approved",
)
FROM_THE_LIST = Text(
    "只有登记为可整合的资金才能纳入整合方案",
    "Only money registered as poolable goes into an integration plan",
)
ALL_OF_IT = Text(
    "有整合方案的县，可整合资金应纳入方案",
    "A county with a plan pools what may be pooled",
)
PLAN_FIRST = Text(
    "整合资金先有批准的方案再支付，方案 30 日内备案",
    "Pooled money is paid once its plan is approved, and the plan is filed within 30 days",
)


@dataclass
class Version:
    """One version of a plan: when it was approved, and what it pays for, in fen."""

    approved_on: Day
    projects: dict[str, int]


def write_plan(
    scene: Scene, source: str, pooled: int, *versions: Version, filed_after: int | None = 4
) -> str:
    """Writes a plan of the scene's own, a version after the other; returns its code."""
    code = scene.book.number(f"{scene.year}年示范专项整合方案", 1)
    for number, version in enumerate(versions, 1):
        common: dict[str, object] = {
            "plan_code": code,
            "version_number": number,
            "approved_on": version.approved_on,
            "approved_by": "示范领导小组",
            "filed_on": None if filed_after is None else version.approved_on + days(filed_after),
            "filed_with": None if filed_after is None else "示范省示范领导小组",
        }
        scene.book.write(
            "integration_plans",
            item_kind="pooled",
            source_document=source,
            amount=pooled,
            **common,
        )
        for project, fen in version.projects.items():
            scene.book.write(
                "integration_plans",
                item_kind="project",
                project_code=project,
                amount=fen,
                **common,
            )
    return code


def pooled_money(scene: Scene, fen: int, **more: object) -> str:
    """Central money that the county may pool; returns its document."""
    received_on = scene.day(1, 28)
    name = POOLED_LINE[0]
    source = scene.from_centre(fen, received_on, fund_line=name, integrable=True)
    document = scene.issue(fen, received_on + days(9), source, fund_line=name)
    scene.receive(document, fen, received_on + days(11), POOLED_LINE, **more)
    return document


def projects_of(scene: Scene, source: str, *amounts: int) -> list[Project]:
    """Projects in good order that pooled money is assigned to."""
    found = []
    for fen in amounts:
        # Of industry: the central money that a county gives to it keeps its share.
        project = scene.project(what=("加工坊项目", "industry"))
        scene.fund(project, fen, source, pooled=True)
        found.append(project)
    return found


def paid_outside_the_plan(scene: Scene) -> None:
    """IN-03, planted: a fen above the plan; never in it; dropped from it before the payment."""
    fen = scene.fen()
    source = pooled_money(scene, 3 * fen)
    above, unknown, dropped = projects_of(scene, source, fen, fen, fen)
    dropped_on = scene.day(6, 4)
    write_plan(
        scene,
        source,
        3 * fen,
        Version(scene.day(2, 20), {above.code: fen - 1, dropped.code: fen}),
        Version(dropped_on, {above.code: fen - 1}),
    )
    for project, what in (
        (above, Text("超计划一分", "A fen above the plan")),
        (unknown, Text("项目不在方案内", "A project that is not in the plan")),
        (dropped, Text("项目当日已调出方案", "Dropped from the plan that very day")),
    ):
        scene.plant(scene.spend(project, fen, source, dropped_on), what, BY_THE_PLAN)


def paid_by_the_plan(scene: Scene) -> None:
    """IN-03, spared: exactly as planned; the day before it is dropped; the day it is added."""
    fen = scene.fen()
    source = pooled_money(scene, 3 * fen)
    exact, dropped, added = projects_of(scene, source, fen, fen, fen)
    changed_on = scene.day(6, 4)
    write_plan(
        scene,
        source,
        3 * fen,
        Version(scene.day(2, 20), {exact.code: fen, dropped.code: fen}),
        Version(changed_on, {exact.code: fen, added.code: fen}),
    )
    for project, on, what in (
        (exact, changed_on, Text("恰好等于计划金额", "Exactly what is planned")),
        (dropped, changed_on - days(1), Text("调出前一日支付", "The day before it is dropped")),
        (added, changed_on, Text("调入当日支付", "On the day it is added")),
    ):
        scene.spare(scene.spend(project, fen, source, on), what, BY_THE_PLAN)


def carry_out_planned(scene: Scene, planned_on: Day, *projects: Project) -> None:
    """A plan for projects that have the same pooled money each, and spend it."""
    fen = scene.fen()
    source = pooled_money(scene, fen * len(projects))
    for project in projects:
        scene.fund(project, fen, source, pooled=True)
    planned = {project.code: fen for project in projects}
    write_plan(scene, source, fen * len(projects), Version(planned_on, planned))
    for project in projects:
        scene.spend(project, fen, source)


def planned_from_outside(scene: Scene) -> None:
    """IN-04, planted: approved into the library the day after; removed the day before."""
    planned_on = scene.day(2, 20)
    late, removed = scene.project(planned_on + days(1)), scene.project()
    carry_out_planned(scene, planned_on, late, removed)
    removed.write_step("removed", planned_on - days(1), None)
    removed.write_step("county_approved", planned_on + days(5), None)
    for project, what in (
        (late, Text("方案批准次日才审定入库", "In the library the day after the plan")),
        (removed, Text("方案批准前一日已出库", "Removed the day before the plan")),
    ):
        scene.plant(project.code, what, FROM_THE_LIBRARY)


def planned_from_the_library(scene: Scene) -> None:
    """IN-04, spared: approved on the day of the plan; removed on it, and approved again."""
    planned_on = scene.day(2, 20)
    just, removed = scene.project(planned_on), scene.project()
    carry_out_planned(scene, planned_on, just, removed)
    removed.write_step("removed", planned_on, None)
    removed.write_step("county_approved", planned_on + days(5), None)
    for project, what in (
        (just, Text("方案批准当日审定入库", "In the library on the day of the plan")),
        (removed, Text("方案批准当日出库，先后不明", "Removed on the very day of the plan")),
    ):
        scene.spare(project.code, what, FROM_THE_LIBRARY)


def pooled_from_outside(scene: Scene) -> None:
    """IN-01, planted: county money that may not be pooled stands in a plan, a fen of it too."""
    for pooled, what in (
        (scene.fen(), Text("不可整合的资金纳入方案", "Money that may not be pooled")),
        (1, Text("只纳入一分", "A fen of it")),
    ):
        reference, source = scene.reference(), scene.book.document("预", scene.year)
        scene.book.appropriate(source, scene.day(1, 20), pooled, external_reference=reference)
        project = scene.project()
        scene.fund(project, pooled, source, pooled=True)
        write_plan(scene, source, pooled, Version(scene.day(2, 20), {project.code: pooled}))
        scene.spend(project, pooled, source)
        scene.plant(reference, what, FROM_THE_LIST)


def not_pooled_in_the_end(scene: Scene) -> None:
    """IN-01, spared: money that may not be pooled, and was not."""
    reference, source = scene.reference(), scene.book.document("预", scene.year)
    fen = scene.fen()
    scene.book.appropriate(source, scene.day(1, 20), fen, external_reference=reference)
    scene.use_up(fen, source)
    scene.spare(
        reference, Text("不可整合，也没有纳入", "Not to be pooled, nor was it"), FROM_THE_LIST
    )


def pooled_in_part(scene: Scene) -> None:
    """IN-05, planted: none of it in the plan of a year that is over; all but a fen. Spared: all."""
    scene.year = LAST_YEAR - 1
    for left, what, keep in (
        (None, Text("没有纳入方案", "Not in the plan"), scene.plant),
        (1, Text("少纳入一分", "All but a fen"), scene.plant),
        (0, Text("全部纳入", "All of it"), scene.spare),
    ):
        fen, reference = scene.fen(), scene.reference()
        source = pooled_money(scene, fen, external_reference=reference)
        rest = fen if left is None else left
        if rest < fen:
            (project,) = projects_of(scene, source, fen - rest)
            planned = Version(scene.day(2, 20), {project.code: fen - rest})
            write_plan(scene, source, fen - rest, planned)
            scene.spend(project, fen - rest, source)
        if rest:
            scene.use_up(rest, source)
        keep(reference, what, ALL_OF_IT)


def spent_before_the_plan(scene: Scene) -> None:
    """IN-02, planted: paid the day before the plan; a plan filed a day late; never filed."""
    fen, paid_on = scene.fen(), scene.day(6, 8)
    source = pooled_money(scene, fen)
    (project,) = projects_of(scene, source, fen)
    code = write_plan(scene, source, fen, Version(paid_on + days(1), {project.code: fen}))
    payment = scene.spend(project, fen, source, paid_on)
    early = Text("方案批准前一日支付", "Paid the day before the plan")
    scene.plant(f"{code}-1", early, PLAN_FIRST)
    scene.truth.plant("IN-03", scene.book.code, payment, early, BY_THE_PLAN)
    for filed_after, what in (
        (31, Text("第 31 日才备案", "Filed on day 31")),
        (None, Text("没有备案", "Never filed")),
    ):
        scene.plant(file_plan(scene, filed_after), what, PLAN_FIRST)


def spent_after_the_plan(scene: Scene) -> None:
    """IN-02, spared: paid on the day of the plan, which is filed on its last day."""
    what = Text("批准当日支付，第 30 日备案", "Paid that day, filed on day 30")
    scene.spare(file_plan(scene, 30), what, PLAN_FIRST)


def file_plan(scene: Scene, filed_after: int | None) -> str:
    """A plan whose money is paid on the day it is approved; returns what it is called."""
    fen, planned_on = scene.fen(), scene.day(5, 6)
    source = pooled_money(scene, fen)
    (project,) = projects_of(scene, source, fen)
    version = Version(planned_on, {project.code: fen})
    code = write_plan(scene, source, fen, version, filed_after=filed_after)
    scene.spend(project, fen, source, planned_on)
    return f"{code}-1"


CASES = (
    ("IN-01", pooled_from_outside),
    ("IN-01", not_pooled_in_the_end),
    ("IN-02", spent_before_the_plan),
    ("IN-02", spent_after_the_plan),
    ("IN-03", paid_outside_the_plan),
    ("IN-03", paid_by_the_plan),
    ("IN-04", planned_from_outside),
    ("IN-04", planned_from_the_library),
    ("IN-05", pooled_in_part),
)
