"""A project is in the library on the day it is given money."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

SOURCE = "省财农〔2022〕1号"
OTHER_COUNTY = "990122"


def money(**more: object) -> Fact:
    """1,000 yuan that the county received."""
    cells: dict[str, object] = {
        "document_no": SOURCE,
        "amount": 1000,
        "occurred_on": "2018-01-10",
    }
    return fact("transfers", **(cells | more))


def assigned(on: str, **more: object) -> Fact:
    """100 yuan given to the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": SOURCE,
        "amount": 100,
        "occurred_on": on,
        "external_reference": "A",
    }
    return fact("assignments", **(cells | more))


def step(name: str, on: str, **more: object) -> Fact:
    """A step of the project's life."""
    return fact("project_steps", **({"project_code": "P", "step": name, "occurred_on": on} | more))


RULE = Rule(
    code="PL-01",
    version=2,
    title=Text("未入库先安排资金", "Money given to a project outside the library"),
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
                "《预算法实施条例》第四十一条：项目支出实行项目库管理",
                "Implementing Regulation of the Budget Law art. 41: project expenditure is managed "
                "by a project library",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕10号的成文日期未核实，自次年 1 月 1 日起适用。",
        "The day of 2018 No. 10 is not confirmed; applied from 1 January of the next year.",
    ),
    limits=Text(
        "以“县审定入库”节点的日期为入库日期；没有这一节点的视为没有入库记录。安排文件只写到月或年的，"
        "按对被查单位有利的一天算。",
        "The step of county approval is the day of entry; without it there is no library record. "
        "Where the assigning document names only a month or year, the day that favours the unit "
        "counts.",
    ),
    rests_on_absence=True,
    subject="assignment",
    population="""
        SELECT
            given.book_id,
            given.assignment_id AS subject_id,
            given.occurred_on AS happened_on,
            given.direction = 'assign' AS applicable,
            given.project_id,
            given.document_no,
            given.amount,
            given.occurred_on,
            given.earliest_on
        FROM facts.assignment AS given
    """,
    breach="""
        SELECT
            looked_up.book_id,
            looked_up.subject_id,
            looked_up.amount AS amount_at_issue,
            looked_up.occurred_on AS due_on,
            looked_up.document_no,
            project.project_code,
            project.name AS project_name,
            looked_up.occurred_on AS assigned_on,
            looked_up.approved_on,
            looked_up.removed_on
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.project_id, subject.document_no,
                subject.amount, subject.occurred_on,
                min(CASE WHEN step.step = 'county_approved' THEN step.occurred_on END)
                    AS approved_on,
                max(
                    CASE
                        WHEN step.step = 'county_approved'
                            AND step.occurred_on <= subject.occurred_on THEN step.occurred_on
                    END
                ) AS entered_on,
                max(
                    CASE
                        WHEN step.step <> 'county_approved'
                            AND step.occurred_on < subject.earliest_on THEN step.occurred_on
                    END
                ) AS removed_on
            FROM subject
            LEFT JOIN facts.project_step AS step
                ON subject.book_id = step.book_id
                AND subject.project_id = step.project_id
                AND step.step IN ('county_approved', 'removed', 'cancelled')
            GROUP BY
                subject.book_id, subject.subject_id, subject.project_id, subject.document_no,
                subject.amount, subject.occurred_on
        ) AS looked_up
        INNER JOIN facts.project AS project
            ON looked_up.book_id = project.book_id AND looked_up.project_id = project.project_id
        WHERE looked_up.entered_on IS NULL OR looked_up.removed_on > looked_up.entered_on
    """,
    sentence=Text(
        "{book}于 {assigned_on} 以“{document_no}”给项目 {project_code} {project_name} 安排 "
        "{amount_at_issue} 元，当日该项目不在项目库内（审定入库：{approved_on}；"
        "此前出库：{removed_on}）。",
        "{book} gave project {project_code} {project_name} {amount_at_issue} yuan on {assigned_on} "
        "({document_no}) when it was not in the library (approved: {approved_on}; removed before: "
        "{removed_on}).",
    ),
    advice=Text(
        "核对县级审定文件的日期；先安排后补入库的，查明由谁决定。",
        "Check the day of the county's approval; where entry came later, find out who decided.",
    ),
    examples=(
        Example(
            Text("审定入库当日安排", "Given money on the day of approval"),
            date(2022, 6, 1),
            (money(), step("county_approved", "2022-03-01"), assigned("2022-03-01")),
        ),
        Example(
            Text("审定入库前一日安排", "Given money the day before approval"),
            date(2022, 6, 1),
            (money(), step("county_approved", "2022-03-02"), assigned("2022-03-01")),
            finds=("A",),
        ),
        Example(
            Text("没有入库记录", "No library record"),
            date(2022, 6, 1),
            (money(), step("township_posted", "2022-02-01"), assigned("2022-03-01")),
            finds=("A",),
        ),
        Example(
            Text("出库之后安排", "Given money after removal from the library"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2021-12-01"),
                step("removed", "2022-02-28"),
                assigned("2022-03-01"),
            ),
            finds=("A",),
        ),
        Example(
            Text("出库当日安排，先后不明", "On the day of removal: which came first is not known"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2021-12-01"),
                step("removed", "2022-03-01"),
                assigned("2022-03-01"),
            ),
        ),
        Example(
            Text("出库后重新审定入库，再安排", "Approved again after removal"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2021-12-01"),
                step("removed", "2022-01-10"),
                step("county_approved", "2022-02-10"),
                assigned("2022-03-01"),
            ),
        ),
        Example(
            Text(
                "安排只知三月，三月内入库", "Given in March, approved in March: not surely before"
            ),
            date(2022, 6, 1),
            (money(), step("county_approved", "2022-03-31"), assigned("2022年3月")),
        ),
        Example(
            Text("安排只知三月，四月才入库", "Given in March, approved in April: surely before"),
            date(2022, 6, 1),
            (money(), step("county_approved", "2022-04-01"), assigned("2022年3月")),
            finds=("A",),
        ),
        Example(
            Text("安排已红字冲销", "The assignment has been reversed"),
            date(2022, 6, 1),
            (
                money(),
                assigned("2022-03-01"),
                fact("reversals", voucher="202203-1", occurred_on="2022-04-01", reason="未入库"),
            ),
        ),
        Example(
            Text(
                "重新入库当日又出库，先后不明", "Approved again and removed on one day: not known"
            ),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2022-02-10"),
                step("removed", "2022-02-10"),
                assigned("2022-03-01"),
            ),
        ),
        Example(
            Text("入库次日出库，再安排", "Removed the day after its approval, then given money"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2022-02-10"),
                step("removed", "2022-02-11"),
                assigned("2022-03-01"),
            ),
            finds=("A",),
        ),
        Example(
            Text("入库后的其他节点不是出库", "Later steps of its life are no removal"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2022-02-01"),
                step("project_approved", "2022-02-15"),
                assigned("2022-03-01"),
            ),
        ),
        Example(
            Text("同县两个项目，只有一个入库", "Two projects of one county: only one is approved"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2022-02-01"),
                assigned("2022-03-01"),
                assigned("2022-03-01", project_code="P2", external_reference="B"),
            ),
            finds=("B",),
        ),
        Example(
            Text("两县同编号的项目，只有一县入库", "Two counties, one code: only one is approved"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2022-02-01"),
                assigned("2022-03-01"),
                money(book=OTHER_COUNTY),
                assigned("2022-03-01", book=OTHER_COUNTY, external_reference="B"),
            ),
            finds=("B",),
        ),
        Example(
            Text("调减不适用", "A withdrawal: the rule does not apply"),
            date(2022, 6, 1),
            (
                money(),
                step("county_approved", "2022-02-01"),
                assigned("2022-03-01"),
                assigned("2022-03-02", direction="withdraw", external_reference="W"),
            ),
            not_applicable=1,
        ),
        Example(
            Text("2018 年安排的不适用", "Given money before the rule applies"),
            date(2022, 6, 1),
            (money(), assigned("2018-12-31")),
            not_applicable=1,
        ),
        Example(
            Text("2019 年 1 月 1 日安排的适用", "Given money on the first day it applies"),
            date(2022, 6, 1),
            (money(), assigned("2019-01-01")),
            finds=("A",),
        ),
    ),
)
