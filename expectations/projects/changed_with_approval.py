"""A project changes place, content or amount with the approval of whoever approved it."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
CHANGED_ON = "2022-06-01"
BUREAU = "县发展和改革局"


def registered(code: str = "P", **more: object) -> Fact:
    """A road of 2 kilometres and 1,000 yuan as it was registered."""
    cells: dict[str, object] = {
        "project_code": code,
        "place": "甲村",
        "task": "硬化村内道路",
        "scale_quantity": 2,
        "scale_unit": "公里",
        "approved_total": 1000,
    }
    return fact("projects", **(cells | more))


def step(name: str, on: str, code: str = "P", **more: object) -> Fact:
    """A step of it, taken by the bureau."""
    cells: dict[str, object] = {
        "project_code": code,
        "step": name,
        "occurred_on": on,
        "actor": BUREAU,
    }
    return fact("project_steps", **(cells | more))


def changed(code: str = "P", effective_on: str = CHANGED_ON, **cells: object) -> Fact:
    """A later version of it: what is not given stays as it was."""
    return fact("projects", project_code=code, effective_on=effective_on, **cells)


def approved(code: str = "P", **more: object) -> tuple[Fact, Fact]:
    """The road, approved in February."""
    return registered(code, **more), step("project_approved", "2022-02-01", code, **more)


REGISTERED, APPROVED = registered(), step("project_approved", "2022-02-01")
MOVED = changed(place="乙村")


RULE = Rule(
    code="PL-08",
    version=1,
    title=Text("擅自变更", "Changed without approval"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府投资条例》第二十一条：拟变更建设地点，或者拟对建设规模、建设内容等作较大变更的，"
                "应当按照规定的程序报原审批部门审批",
                "Government Investment Regulation art. 21: to change the place, or the scale or "
                "content considerably, is put to the department that first approved",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《河南省扶贫开发条例》第四十四条（参照）：项目不得擅自变更",
                "Henan Poverty Alleviation Ordinance art. 44 (as a model): no change of one's own "
                "accord",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "有的县以资金变动一成为较大变更（二手来源，未核实）",
                "Some counties take a tenth of the money for a considerable change (secondary, "
                "not confirmed)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 7, 1),
    in_force_note=Text(
        "自《政府投资条例》施行之日起，按变更生效日期适用。",
        "From the day of the Government Investment Regulation, by the day of the change.",
    ),
    rests_on_absence=True,
    limits=Text(
        "只比较项目前后相邻的两个版本，且只查登记了批复节点的项目在批复以后的变更；分几次变更、"
        "每次都不到限额的查不出。受益对象、责任单位变更不查。变更批复按日期与变更对应，"
        "同一批复可管其后限期内的几次变更。批准单位按名称比较，原批准单位未登记的不比；"
        "机构改革后由承接单位批准的、只是改正登记错误的，核实后排除。先变更、后批复的也报。",
        "Only a version and the one before it are compared, of projects whose approval is on "
        "record and after it; several changes below the limit each are not seen. Beneficiaries and "
        "responsible unit are not tested. An approval counts for every change within its days. "
        "Approvers are compared by name, where the first is on record: dismiss approvals of a "
        "successor, and mere corrections of the record. Approved afterwards is flagged as well.",
    ),
    subject="project_change",
    parameters=(
        Parameter(
            "percent_of_change",
            Decimal(10),
            Text(
                "总投资、规模变动超过百分之几须报批",
                "Percent of the total or the scale above which a change needs approval",
            ),
            own=True,
        ),
        Parameter(
            "approval_days",
            180,
            Text("变更批复后几日内的变更算已批准", "Days for which an approval of change counts"),
            own=True,
        ),
    ),
    population="""
        SELECT
            change.*,
            change.project_change_id AS subject_id,
            change.effective_on AS happened_on,
            coalesce(original.approved_on <= change.effective_on, FALSE) AS applicable,
            original.approver
        FROM facts.project_change AS change
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                min(occurred_on) AS approved_on,
                max(actor) AS approver
            FROM facts.project_step
            WHERE step = 'project_approved'
            GROUP BY book_id, project_id
        ) AS original
            ON change.book_id = original.book_id AND change.project_id = original.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.approved_total AS amount_at_issue,
            subject.effective_on AS due_on,
            subject.project_code,
            subject.name AS project_name,
            subject.earlier_place,
            subject.place,
            subject.earlier_task,
            subject.task,
            subject.earlier_scale_quantity,
            subject.scale_quantity,
            subject.earlier_approved_total,
            subject.approved_total,
            subject.approver,
            approval.approved_by
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT
                subject.book_id,
                subject.subject_id,
                max(step.actor) AS approved_by,
                max(
                    CASE WHEN coalesce(step.actor = subject.approver, TRUE) THEN 1 ELSE 0 END
                ) AS by_original
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            INNER JOIN facts.project_step AS step
                ON subject.book_id = step.book_id AND subject.project_id = step.project_id
            WHERE
                step.step = 'change_approved'
                AND step.occurred_on <= subject.effective_on
                AND step.occurred_on + scope.approval_days >= subject.effective_on
            GROUP BY subject.book_id, subject.subject_id
        ) AS approval
            ON subject.book_id = approval.book_id AND subject.subject_id = approval.subject_id
        WHERE
            coalesce(approval.by_original, 0) = 0
            AND (
                subject.place <> subject.earlier_place
                OR subject.place_division_id <> subject.earlier_place_division_id
                OR subject.task <> subject.earlier_task
                OR (
                    subject.scale_unit = subject.earlier_scale_unit
                    AND abs(subject.scale_quantity - subject.earlier_scale_quantity)
                    > subject.earlier_scale_quantity * scope.percent_of_change * 0.01
                )
                OR abs(subject.approved_total - subject.earlier_approved_total)
                > subject.earlier_approved_total * scope.percent_of_change * 0.01
            )
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name} 自 {due_on} 起变更，此前没有原批准单位"
        "（{approver}）的变更批复（批复单位：{approved_by}）。"
        "地点：原 {earlier_place}，现 {place}；"
        "建设任务：原 {earlier_task}，现 {task}；规模：原 {earlier_scale_quantity}，现 "
        "{scale_quantity}；总投资：原 {earlier_approved_total} 元，现 {approved_total} 元。",
        "{book} changed project {project_code} {project_name} from {due_on} without an approval "
        "before it by whoever first approved ({approver}; change approved by: {approved_by}). "
        "Place: {earlier_place}, now {place}; task: {earlier_task}, now {task}; scale: "
        "{earlier_scale_quantity}, now {scale_quantity}; total: {earlier_approved_total} yuan, now "
        "{approved_total} yuan.",
    ),
    advice=Text(
        "调阅变更申请和批复；先排除批复漏填、改正登记错误和机构改革后由承接单位批准的。",
        "Ask for the request and its approval; first rule out an approval that was not entered, a "
        "correction of the record, and one by a successor of the approver.",
    ),
    examples=(
        Example(
            Text("换了地点，没有变更批复", "Another place, and no approval"),
            AS_OF,
            (REGISTERED, APPROVED, MOVED),
            finds=("P-2",),
            not_applicable=0,
        ),
        Example(
            Text("变更当日批复；180 日前的批复", "Approved on the day; 180 days before"),
            AS_OF,
            (
                *(REGISTERED, APPROVED, MOVED, step("change_approved", CHANGED_ON)),
                *(*approved("Q"), changed("Q", place="乙村")),
                step("change_approved", "2021-12-03", "Q"),
            ),
            not_applicable=0,
        ),
        Example(
            Text("变更次日批复；181 日前的批复", "Approved a day late; 181 days before"),
            AS_OF,
            (
                *(REGISTERED, APPROVED, MOVED, step("change_approved", "2022-06-02")),
                *(*approved("Q"), changed("Q", place="乙村")),
                step("change_approved", "2021-12-02", "Q"),
            ),
            finds=("P-2", "Q-2"),
        ),
        Example(
            Text(
                "由别的单位批复变更；另一项目原批准单位未登记",
                "Approved by another unit; of another project nobody knows who approved first",
            ),
            AS_OF,
            (
                *(REGISTERED, APPROVED, MOVED),
                step("change_approved", CHANGED_ON, actor="镇政府"),
                *(registered("Q"), step("project_approved", "2022-02-01", "Q", actor="")),
                *(changed("Q", place="乙村"), step("change_approved", CHANGED_ON, "Q")),
            ),
            finds=("P-2",),
        ),
        Example(
            Text(
                "总投资增加一成、规模减少一成，单位换算和补填：不须报批",
                "A tenth more, a tenth less, another unit, a cell filled in: no approval needed",
            ),
            AS_OF,
            (
                *(REGISTERED, APPROVED, changed(approved_total=1100, beneficiaries="二十户")),
                changed(effective_on="2022-07-01", scale_quantity="1.8"),
                changed(effective_on="2022-08-01", scale_quantity="1800", scale_unit="米"),
                *(fact("projects", project_code="Q"), step("project_approved", "2022-02-01", "Q")),
                changed("Q", place="乙村", task="修桥", approved_total=5),
            ),
            not_applicable=0,
        ),
        Example(
            Text(
                "总投资、规模、内容、区划：各变一点就须报批",
                "Total, scale, content and division: each in turn above what needs no approval",
            ),
            AS_OF,
            (
                *(REGISTERED, APPROVED, changed(approved_total="1100.01")),
                changed(effective_on="2022-07-01", approved_total="990.00"),
                changed(effective_on="2022-08-01", scale_quantity="1.799"),
                changed(effective_on="2022-09-01", task="硬化田间道路"),
                changed(effective_on="2022-10-01", place_division="990121"),
                changed(effective_on="2022-11-01", place_division=OTHER_COUNTY),
            ),
            finds=("P-2", "P-3", "P-4", "P-5", "P-7"),
            not_applicable=0,
        ),
        Example(
            Text(
                "批复以前的变更不适用，入库以后也一样；批复当日的适用",
                "Before it was approved, in the library or not; and on the day",
            ),
            AS_OF,
            (
                *(REGISTERED, APPROVED, changed(effective_on="2022-01-31", place="乙村")),
                changed(effective_on="2022-02-01", place="丙村"),
                *(registered("Q"), changed("Q", place="乙村")),
                step("county_approved", "2021-11-01", "Q"),
            ),
            finds=("P-3",),
            not_applicable=2,
        ),
        Example(
            Text("两县同编号的项目，只有一县批复", "Two counties, one code: one has an approval"),
            AS_OF,
            (
                *(REGISTERED, APPROVED, MOVED, step("change_approved", CHANGED_ON)),
                *approved(book=OTHER_COUNTY),
                changed(book=OTHER_COUNTY, place="乙村"),
                step("started", "2022-06-01", book=OTHER_COUNTY),
            ),
            finds=("P-2",),
        ),
        Example(
            Text(
                "条例施行前一日的变更不适用，当日的适用；检查日以后的看不见",
                "The day before the regulation, and on its day; one after the day of the run",
            ),
            AS_OF,
            (
                *(REGISTERED, step("project_approved", "2019-01-01")),
                changed(effective_on="2019-06-30", place="乙村"),
                changed(effective_on="2019-07-01", place="丙村"),
                changed(effective_on="2023-01-01", place="丁村"),
            ),
            finds=("P-3",),
            not_applicable=1,
        ),
    ),
)
