"""What an integration plan pays for is in the project library when the plan is approved."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

RUN = date(2022, 6, 1)
PLANNED = "2022-02-01"


def planned(project: str = "P", on: str = PLANNED, **more: object) -> Fact:
    """A project in a plan that was approved on a day."""
    return fact("integration_plans", project_code=project, approved_on=on, **more)


def step(name: str, on: str, project: str = "P") -> Fact:
    """A step of a project's life."""
    return fact("project_steps", project_code=project, step=name, occurred_on=on)


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


RULE = Rule(
    code="IN-04",
    version=1,
    title=Text("整合项目不在项目库", "A project of the integration plan outside the library"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕10号（完善县级脱贫攻坚项目库建设）：资金安排给入库项目；"
                "只读到该文第一部分，条目未核对",
                "State Council Poverty Office 2018 No. 10 on county project libraries: money goes "
                "to projects of the library (only its first part was read; article not checked)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "国办发〔2016〕22号：以重点扶贫项目为平台统筹整合（原文条目未核对）",
                "State Council Office 2016 No. 22: pooled around key poverty projects (wording not "
                "checked)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕10号的成文日期未核实，自次年 1 月 1 日起适用。",
        "The day of 2018 No. 10 is not confirmed; applied from 1 January of the next year.",
    ),
    rests_on_absence=True,
    limits=Text(
        "以“县审定入库”节点的日期为入库日期；方案的每个版本按本版本的批准日期各查一次。批准当日入库或"
        "出库的，先后不明，不报。",
        "The step of county approval is the day of entry; each version of a plan is tested by the "
        "day of its own approval. What entered or left the library that very day is not shown.",
    ),
    subject="integration_plan_item",
    population="""
        SELECT
            item.book_id,
            item.plan_item_id AS subject_id,
            version.approved_on AS happened_on,
            TRUE AS applicable,
            item.project_id,
            item.amount,
            version.plan_code,
            version.version_number,
            version.approved_on AS planned_on
        FROM facts.integration_plan_item AS item
        INNER JOIN facts.integration_plan AS version
            ON item.book_id = version.book_id AND item.plan_id = version.plan_id
    """,
    breach="""
        SELECT
            looked_up.book_id,
            looked_up.subject_id,
            looked_up.amount AS amount_at_issue,
            looked_up.planned_on AS due_on,
            looked_up.plan_code,
            looked_up.version_number,
            looked_up.planned_on,
            project.project_code,
            project.name AS project_name,
            looked_up.entered_on,
            looked_up.removed_on
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.project_id, subject.amount,
                subject.plan_code, subject.version_number, subject.planned_on,
                max(
                    CASE
                        WHEN step.step = 'county_approved'
                            AND step.occurred_on <= subject.planned_on THEN step.occurred_on
                    END
                ) AS entered_on,
                max(
                    CASE
                        WHEN step.step <> 'county_approved'
                            AND step.occurred_on < subject.planned_on THEN step.occurred_on
                    END
                ) AS removed_on
            FROM subject
            LEFT JOIN facts.project_step AS step
                ON subject.book_id = step.book_id
                AND subject.project_id = step.project_id
                AND step.step IN ('county_approved', 'removed', 'cancelled')
            GROUP BY
                subject.book_id, subject.subject_id, subject.project_id, subject.amount,
                subject.plan_code, subject.version_number, subject.planned_on
        ) AS looked_up
        INNER JOIN facts.project AS project
            ON looked_up.book_id = project.book_id AND looked_up.project_id = project.project_id
        WHERE looked_up.entered_on IS NULL OR looked_up.removed_on > looked_up.entered_on
    """,
    sentence=Text(
        "{book}于 {planned_on} 批准的“{plan_code}”第 {version_number} 版给项目 {project_code} "
        "{project_name} 安排 {amount_at_issue} 元，当日该项目不在项目库内"
        "（此前审定入库：{entered_on}；出库：{removed_on}）。",
        "{book} approved version {version_number} of {plan_code} on {planned_on} with "
        "{amount_at_issue} yuan for project {project_code} {project_name}, which was not in the "
        "library that day (approved before: {entered_on}; removed: {removed_on}).",
    ),
    advice=Text(
        "核对县级审定文件和方案的批准日期；先列方案后补入库的，查明由谁决定。",
        "Check the days of the county's approval and of the plan's; where entry came later, find "
        "out who decided.",
    ),
    examples=(
        Example(
            Text("方案批准当日入库", "Entered the library on the day of the plan"),
            RUN,
            (planned(), step("county_approved", PLANNED)),
        ),
        Example(
            Text("入库后开工，仍在库内", "Works began after its entry: still in"),
            RUN,
            (planned(), step("county_approved", "2021-11-01"), step("started", "2021-12-01")),
        ),
        Example(
            Text("入库次日即出库", "Removed the day after it entered"),
            RUN,
            (planned(), step("county_approved", "2021-11-01"), step("removed", "2021-11-02")),
            finds=("P",),
        ),
        Example(
            Text("方案批准次日才入库", "Entered the library the day after the plan"),
            RUN,
            (planned(), step("county_approved", "2022-02-02")),
            finds=("P",),
        ),
        Example(
            Text("只有乡镇公示，没有入库记录", "Posted in the township, never approved"),
            RUN,
            (planned(), step("township_posted", "2022-01-02")),
            finds=("P",),
        ),
        Example(
            Text("方案批准前一日已出库", "Removed the day before the plan"),
            RUN,
            (planned(), step("county_approved", "2021-11-01"), step("removed", "2022-01-31")),
            finds=("P",),
        ),
        Example(
            Text("方案批准前已取消", "Cancelled before the plan"),
            RUN,
            (planned(), step("county_approved", "2021-11-01"), step("cancelled", "2022-01-31")),
            finds=("P",),
        ),
        Example(
            Text("方案批准当日出库，先后不明", "Removed on the very day of the plan"),
            RUN,
            (planned(), step("county_approved", "2021-11-01"), step("removed", PLANNED)),
        ),
        Example(
            Text("出库后重新入库", "Removed, and approved again before the plan"),
            RUN,
            (
                planned(),
                step("county_approved", "2021-11-01"),
                step("removed", "2021-12-01"),
                step("county_approved", "2022-01-05"),
            ),
        ),
        Example(
            Text("出库和重新入库在同一天", "Removed and approved again on one day"),
            RUN,
            (planned(), step("removed", "2022-01-05"), step("county_approved", "2022-01-05")),
        ),
        Example(
            Text("第二版批准前已入库，只报第一版", "In the library by the second version only"),
            RUN,
            (
                planned(),
                step("county_approved", "2022-03-01"),
                planned(on="2022-03-01", version_number=2),
            ),
            finds=("P",),
        ),
        Example(
            Text("方案里两个项目，只有一个未入库", "Two projects of one plan: one outside"),
            RUN,
            (planned(), planned("Q"), step("county_approved", "2022-01-05", "Q")),
            finds=("P",),
        ),
        Example(
            Text("两县同编号的项目，只有一县未入库", "Two counties, one code: one outside"),
            RUN,
            (
                planned(),
                step("county_approved", "2022-01-20"),
                *elsewhere(planned(on="2022-01-15"), step("county_approved", "2022-01-20")),
            ),
            finds=("P",),
        ),
        Example(
            Text("只有另一县的同编号项目入库", "Only the other county's project was approved"),
            RUN,
            (planned(), *elsewhere(planned(), step("county_approved", "2022-01-05"))),
            finds=("P",),
        ),
        Example(
            Text("2018 年批准的方案不适用", "A plan approved before the rule applies"),
            RUN,
            (planned(on="2018-12-31"),),
            not_applicable=1,
        ),
        Example(
            Text("2019 年 1 月 1 日批准的方案适用", "A plan approved on the first day it applies"),
            RUN,
            (planned(on="2019-01-01"),),
            finds=("P",),
        ),
    ),
)
