"""An approved project starts in time and does not lie still until it is finished."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

APPROVED = "2022-03-01"
#: Ninety days after the approval.
DAY_90, DAY_91 = date(2022, 5, 30), date(2022, 5, 31)
STARTED = "2022-04-01"
#: A hundred and eighty days after the start.
DAY_180, DAY_181 = date(2022, 9, 28), date(2022, 9, 29)


def step(name: str, on: str, project: str = "P") -> Fact:
    """A step of a project's life."""
    return fact("project_steps", project_code=project, step=name, occurred_on=on)


def begun(on: str = STARTED, project: str = "P") -> tuple[Fact, Fact]:
    """A project that was approved and started."""
    return (step("project_approved", APPROVED, project), step("started", on, project))


def paid(on: str, project: str = "P") -> Fact:
    """A payment for it."""
    return fact("disbursements", project_code=project, occurred_on=on)


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


RULE = Rule(
    code="PL-09",
    version=1,
    title=Text("未按期开工或长期停滞", "Not started in time, or at a standstill"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕10号（完善县级脱贫攻坚项目库建设）：着力解决资金闲置；"
                "只读到该文第一部分，没有规定天数",
                "State Council Poverty Office 2018 No. 10 on county project libraries: so that "
                "money does not lie idle (only its first part was read; it names no days)",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕10号的成文日期未核实，自次年 1 月 1 日起适用。",
        "The day of 2018 No. 10 is not confirmed; applied from 1 January of the next year.",
    ),
    rests_on_absence=True,
    limits=Text(
        "只查填了“项目批复”节点的项目；已出库、取消的不查。开工后到竣工前，以最近一次开工、形象进度或"
        "支付记录为最近活动；迟开工的也报。季节性停工、不可抗力，核实后排除。",
        "Only projects with the step of approval; not those removed or cancelled. From start to "
        "finish, the latest of start, progress report and payment counts as activity; a late "
        "start is shown too. Seasonal stops and force majeure are to be dismissed.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "days_to_start", 90, Text("批复后几日内开工", "Days from approval to start"), own=True
        ),
        Parameter(
            "days_of_standstill",
            180,
            Text("开工后几日没有进度也没有支付即为停滞", "Days without progress and payment"),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            life.approved_on AS happened_on,
            life.approved_on IS NOT NULL AND life.given_up_on IS NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.approved_total,
            life.started_on,
            life.finished_on
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                min(CASE WHEN step = 'project_approved' THEN occurred_on END) AS approved_on,
                min(CASE WHEN step = 'started' THEN occurred_on END) AS started_on,
                min(CASE WHEN step = 'finished' THEN occurred_on END) AS finished_on,
                min(CASE WHEN step IN ('removed', 'cancelled') THEN occurred_on END)
                    AS given_up_on
            FROM facts.project_step
            GROUP BY book_id, project_id
        ) AS life
            ON project.book_id = life.book_id AND project.project_id = life.project_id
    """,
    breach="""
        SELECT
            timed.book_id,
            timed.subject_id,
            timed.approved_total AS amount_at_issue,
            CASE WHEN timed.is_late THEN timed.start_due_on ELSE timed.move_due_on END AS due_on,
            timed.project_code,
            timed.project_name,
            timed.approved_on,
            timed.start_due_on,
            timed.started_on,
            timed.last_active_on,
            timed.finished_on
        FROM (
            SELECT
                subject.book_id,
                subject.subject_id,
                subject.approved_total,
                subject.project_code,
                subject.project_name,
                subject.happened_on AS approved_on,
                subject.happened_on + scope.days_to_start AS start_due_on,
                subject.started_on,
                subject.finished_on,
                greatest(subject.started_on, activity.last_on) AS last_active_on,
                greatest(subject.started_on, activity.last_on) + scope.days_of_standstill
                    AS move_due_on,
                coalesce(subject.started_on, {as_of}) > subject.happened_on + scope.days_to_start
                    AS is_late
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN (
                SELECT entry.book_id, entry.project_id, max(entry.occurred_on) AS last_on
                FROM (
                    SELECT book_id, project_id, occurred_on FROM facts.progress_report
                    UNION ALL
                    SELECT book_id, project_id, occurred_on FROM facts.disbursement
                ) AS entry
                GROUP BY entry.book_id, entry.project_id
            ) AS activity
                ON subject.book_id = activity.book_id AND subject.subject_id = activity.project_id
        ) AS timed
        WHERE timed.is_late
            OR (
                timed.started_on IS NOT NULL
                AND timed.finished_on IS NULL
                AND timed.move_due_on < {as_of}
            )
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name} 于 {approved_on} 批复，"
        "应在 {start_due_on} 前开工，实际开工 {started_on}；"
        "最近一次进度或支付在 {last_active_on}，竣工 {finished_on}。",
        "{book}: project {project_code} {project_name}, approved on {approved_on}, was to start by "
        "{start_due_on} and started on {started_on}; last progress or payment {last_active_on}, "
        "finished {finished_on}.",
    ),
    advice=Text(
        "到现场看；没有开工的，查资金是否已经拨付、停在哪里；停工的，查原因和已付资金。",
        "Go and look. Where nothing was started, find out whether money was paid and where it "
        "lies; where works stopped, why, and what was paid by then.",
    ),
    examples=(
        Example(
            Text("第九十日尚未开工", "Not started on the ninetieth day"),
            DAY_90,
            (step("project_approved", APPROVED),),
        ),
        Example(
            Text("第九十一日仍未开工，有过支付也算", "Not on the ninety-first, though paid"),
            DAY_91,
            (step("project_approved", APPROVED), paid("2022-05-01")),
            finds=("P",),
        ),
        Example(
            Text("第九十日开工并竣工", "Started on the ninetieth day, and finished"),
            DAY_181,
            (*begun("2022-05-30"), step("finished", "2022-06-30")),
        ),
        Example(
            Text("第九十一日才开工，已竣工也报", "Started on the ninety-first, finished since"),
            DAY_181,
            (*begun("2022-05-31"), step("finished", "2022-06-30")),
            finds=("P",),
        ),
        Example(
            Text("开工后第一百八十日没有动静", "Still for a hundred and eighty days"),
            DAY_180,
            begun(),
        ),
        Example(
            Text("第一百八十一日仍没有动静", "Still for a hundred and eighty-one days"),
            DAY_181,
            begun(),
            finds=("P",),
        ),
        Example(
            Text("期间有过支付", "Paid in between"),
            DAY_181,
            (*begun(), paid("2022-04-02"), paid("2022-03-02")),
        ),
        Example(
            Text("期间有过形象进度", "Progress in between"),
            DAY_181,
            (
                *begun(),
                fact("contracts", project_code="P", contract_code="H"),
                fact(
                    "progress_reports",
                    project_code="P",
                    contract_code="H",
                    percent=40,
                    occurred_on="2022-04-02",
                ),
            ),
        ),
        Example(
            Text("支付在开工以前的不算活动", "A payment before the start is no activity"),
            DAY_181,
            (*begun(), paid("2022-03-02")),
            finds=("P",),
        ),
        Example(
            Text("停滞后已竣工", "Finished after a standstill"),
            DAY_181,
            (*begun(), step("finished", "2022-09-20")),
        ),
        Example(
            Text("两次开工的，从第一次算；两次批复也是", "Started and approved twice: the first"),
            DAY_181,
            (
                *begun("2022-05-30"),
                step("started", "2022-08-30"),
                step("finished", "2022-09-01"),
                step("finished", "2022-09-02"),
            ),
        ),
        Example(
            Text("别的项目和别的县的支付不算", "Payments of another project and another county"),
            DAY_181,
            (
                *begun(),
                *begun(project="Q"),
                paid("2022-09-01", "Q"),
                *elsewhere(*begun(), paid("2022-09-01")),
            ),
            finds=("P",),
        ),
        Example(
            Text("另一县同编号的项目没有开工", "The other county's was not begun"),
            DAY_91,
            (*begun(), *elsewhere(step("project_approved", APPROVED))),
            finds=("P",),
        ),
        Example(
            Text("未批复、已出库、已取消的不适用", "Not approved, removed or cancelled"),
            DAY_181,
            (
                fact("projects", project_code="O"),
                step("project_approved", APPROVED),
                step("removed", "2022-05-01"),
                step("project_approved", APPROVED, "Q"),
                step("cancelled", "2022-05-01", "Q"),
            ),
            not_applicable=3,
        ),
        Example(
            Text("2018 年批复的不适用", "Approved before the rule applies"),
            DAY_91,
            (step("project_approved", "2018-12-31"),),
            not_applicable=1,
        ),
        Example(
            Text("2019 年 1 月 1 日批复的适用", "Approved on the first day it applies"),
            DAY_91,
            (step("project_approved", "2019-01-01"),),
            finds=("P",),
        ),
    ),
)
