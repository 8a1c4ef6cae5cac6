"""A project is posted in its township, village or site before it starts and after it is done."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
#: The 20th working day after 1 July 2022.
DAY_20, DAY_21 = date(2022, 7, 29), date(2022, 7, 30)


def step(name: str, on: str, **more: object) -> Fact:
    """A step of the project."""
    cells: dict[str, object] = {"project_code": "P", "step": name, "occurred_on": on}
    return fact("project_steps", **(cells | more))


def posted(kind: str, on: object, **more: object) -> Fact:
    """A posting on the village's board."""
    cells: dict[str, object] = {
        "kind": kind,
        "level": "village",
        "channel": "village_board",
        "project_code": "P",
        "starts_on": on,
    }
    return fact("notices", **(cells | more))


BEFORE = posted("before_start", "2022-02-15")
DONE = (BEFORE, step("started", "2022-03-01"), step("finished", "2022-07-01"))

RULE = Rule(
    code="DS-04",
    version=2,
    title=Text("镇村两级未公示", "Not posted in township or village"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府信息公开条例》第二十一条：乡（镇）政府根据本地实际主动公开政府信息",
                "Regulation on Open Government Information art. 21: townships publish unasked",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第十七条、粤办发〔2017〕8号第十六条：建立扶贫资金项目"
                "信息公开制度",
                "Hebei rules art. 17, Guangdong 2017 no. 8 art. 16: funds and projects are made "
                "public",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "国开办发〔2018〕11号：乡镇、村在项目实施前和完成后公示（原文第一至三部分未取得）",
                "State Council poverty office 2018 no. 11: posted in townships and villages before "
                "the start and after completion (parts 1-3 of the text not obtained)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕10号、11号的印发日期未核实，从次年 1 月 1 日起适用",
        "The days that 2018 nos. 10 and 11 were issued are not confirmed: applied from the "
        "following 1 January",
    ),
    limits=Text(
        "开工当日公示的视为实施前。没有开工、竣工等节点的项目不检查；完成日落在尚无工作日历的年份的，"
        "不检查完成后公示。入库前的村公示、乡镇公示是另一回事。不看照片和公示内容。",
        "Posted on the day of the start counts as before it. Projects without a start or a finish "
        "on record are not examined, nor is the second posting where the year has no calendar of "
        "working days. The postings before entry into the library are another matter. Photos and "
        "contents are not looked at.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "working_days_after_completion",
            20,
            Text(
                "完成后多少个工作日内公示（参照政府信息公开条例第二十六条）",
                "Working days after completion (by analogy with art. 26 of the Regulation)",
            ),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            coalesce(stage.completed_on, stage.started_on) AS happened_on,
            stage.book_id IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.place,
            project.responsible_unit,
            project.approved_total,
            stage.started_on,
            stage.completed_on,
            due.day AS completion_due_on
        FROM facts.project AS project
        INNER JOIN scope ON project.book_id = scope.book_id
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                min(occurred_on) AS started_on,
                min(CASE WHEN step <> 'started' THEN occurred_on END) AS completed_on
            FROM facts.project_step
            WHERE step IN ('started', 'finished', 'accepted', 'settled', 'handed_over')
            GROUP BY book_id, project_id
        ) AS stage
            ON project.book_id = stage.book_id AND project.project_id = stage.project_id
        LEFT JOIN facts.working_day AS done ON stage.completed_on = done.day
        LEFT JOIN facts.working_day AS due
            ON done.working_ordinal + scope.working_days_after_completion = due.working_ordinal
            AND due.is_working
    """,
    breach="""
        SELECT
            missing.book_id,
            missing.subject_id,
            coalesce(missing.approved_total, 0) AS amount_at_issue,
            CASE WHEN missing.before_start THEN missing.started_on ELSE missing.completion_due_on
            END AS due_on,
            missing.project_code,
            missing.project_name,
            missing.place,
            missing.responsible_unit,
            missing.started_on,
            missing.before_on AS posted_before_on,
            missing.completed_on,
            missing.after_on AS posted_after_on
        FROM (
            SELECT
                subject.*,
                posted.before_on,
                posted.after_on,
                -- What started before the rule was in force owes the second posting only.
                subject.started_on >= DATE '2019-01-01'
                AND subject.started_on < {as_of}
                AND (posted.before_on IS NULL OR posted.before_on > subject.started_on)
                    AS before_start,
                subject.completion_due_on < {as_of}
                AND (posted.after_on IS NULL OR posted.after_on < subject.completed_on)
                    AS after_completion
            FROM subject
            LEFT JOIN (
                SELECT
                    book_id,
                    project_id,
                    min(CASE WHEN kind = 'before_start' THEN starts_on END) AS before_on,
                    max(CASE WHEN kind = 'after_completion' THEN starts_on END) AS after_on
                FROM facts.notice
                WHERE kind IN ('before_start', 'after_completion')
                    AND starts_on <= {as_of}
                    AND (
                        level IN ('township', 'village')
                        OR channel IN ('township_board', 'village_board', 'project_site')
                    )
                GROUP BY book_id, project_id
            ) AS posted
                ON subject.book_id = posted.book_id AND subject.subject_id = posted.project_id
        ) AS missing
        WHERE missing.before_start OR missing.after_completion
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name}（{place}，责任单位 {responsible_unit}）："
        "{started_on} 开工，镇村实施前公示日 {posted_before_on}；{completed_on} 完成，镇村完成后"
        "公示日 {posted_after_on}。最早应在 {due_on} 前公示的没有公示。",
        "{book}: project {project_code} {project_name} ({place}, {responsible_unit}) started on "
        "{started_on}, posted in the township or village before it on {posted_before_on}; done on "
        "{completed_on}, posted after it on {posted_after_on}. The first posting missed was due "
        "by {due_on}.",
    ),
    advice=Text(
        "到乡镇、村和项目现场看公告栏和存档照片；公示过而没有登记的补登，没有公示的补公示。",
        "See the boards of the township, the village and the site and the photos on file; enter "
        "what was posted, post what was not.",
    ),
    examples=(
        Example(
            Text("开工当日公示", "Posted on the day of the start"),
            AS_OF,
            (step("started", "2022-03-01"), posted("before_start", "2022-03-01")),
            not_applicable=0,
        ),
        Example(
            Text("开工次日才公示", "Posted the day after the start"),
            AS_OF,
            (step("started", "2022-03-01"), posted("before_start", "2022-03-02")),
            finds=("P",),
        ),
        Example(
            Text("只在县政府网站公开", "On the county's website only"),
            AS_OF,
            (
                step("started", "2022-03-01"),
                posted("before_start", "2022-02-15", level="county", channel="government_website"),
            ),
            finds=("P",),
        ),
        Example(
            Text("前后都公示了", "Posted before and after"),
            AS_OF,
            (
                BEFORE,
                step("started", "2022-03-01"),
                step("finished", "2022-07-01"),
                posted("after_completion", DAY_20, level="county", channel="project_site"),
            ),
        ),
        Example(
            Text("完成后第 20 个工作日尚未公示，期限未过", "Not yet on working day 20"),
            DAY_20,
            (BEFORE, step("started", "2022-03-01"), step("finished", "2022-07-01")),
        ),
        Example(
            Text("次日仍未公示", "Still not the day after"),
            DAY_21,
            (BEFORE, step("started", "2022-03-01"), step("finished", "2022-07-01")),
            finds=("P",),
        ),
        Example(
            Text("“完成后”的公示早于竣工", "“After completion”, but before the finish"),
            AS_OF,
            (
                BEFORE,
                step("started", "2022-03-01"),
                step("finished", "2022-07-01"),
                posted("after_completion", "2022-06-30"),
            ),
            finds=("P",),
        ),
        Example(
            Text("尚未开工的项目不适用", "Not started: the rule does not apply"),
            AS_OF,
            (step("planned", "2022-01-10"),),
            not_applicable=1,
        ),
        Example(
            Text("公示的是别县同号的项目", "Another county's project of that code was posted"),
            AS_OF,
            (
                step("started", "2022-03-01"),
                posted("before_start", "2022-02-15", book="990122"),
            ),
            finds=("P",),
        ),
        Example(
            Text("完成当日公示", "Posted on the day it was finished"),
            AS_OF,
            (*DONE, posted("after_completion", "2022-07-01")),
        ),
        Example(
            Text("检查当日才公示", "Posted on the day of the run"),
            DAY_21,
            (*DONE, posted("after_completion", DAY_21)),
        ),
        Example(
            Text("检查次日的公示不算", "Posted the day after the run"),
            DAY_21,
            (*DONE, posted("after_completion", "2022-07-31")),
            finds=("P",),
        ),
        Example(
            Text("星期日完成，期限从星期一起算", "Finished on a Sunday"),
            DAY_21,
            (BEFORE, step("started", "2022-03-01"), step("finished", "2022-07-03")),
            finds=("P",),
        ),
        Example(
            Text("检查当日开工，当日还可公示", "Started on the day of the run"),
            date(2022, 3, 1),
            (step("started", "2022-03-01"),),
        ),
        Example(
            Text("检查前一日开工，没有公示", "Started the day before the run"),
            date(2022, 3, 2),
            (step("started", "2022-03-01"),),
            finds=("P",),
        ),
        Example(
            Text("同县两个项目，只有一个公示了", "Two projects of a county, one was posted"),
            AS_OF,
            (
                *(step("started", "2022-03-01"), fact("projects", project_code="R")),
                step("started", "2022-03-01", project_code="Q"),
                posted("before_start", "2022-02-15", project_code="Q"),
            ),
            finds=("P",),
            not_applicable=1,
        ),
        Example(
            Text("两县各一个项目，别县的公示了", "One in each of two counties, the other's posted"),
            AS_OF,
            (
                step("started", "2022-03-01"),
                step("started", "2022-03-01", book="990122", project_code="Q"),
                posted("before_start", "2022-02-15", book="990122", project_code="Q"),
            ),
            finds=("P",),
        ),
        Example(
            Text("别县的项目没有开工", "Another county's project has not started"),
            AS_OF,
            (
                step("started", "2022-03-01"),
                fact("projects", book="990122", project_code="Q"),
            ),
            finds=("P",),
            not_applicable=1,
        ),
        Example(
            Text("2019 年以前开工，之后完成：只看完成后", "Started before 2019, done after"),
            AS_OF,
            (
                step("started", "2018-12-31"),
                step("finished", "2022-07-01"),
                posted("after_completion", "2022-07-05"),
            ),
        ),
        Example(
            Text("2019 年 1 月 1 日开工的适用", "Started on the day the rule came into force"),
            AS_OF,
            (step("started", "2019-01-01"),),
            finds=("P",),
        ),
        Example(
            Text("前一日开工的不适用", "Started the day before"),
            AS_OF,
            (step("started", "2018-12-31"),),
            not_applicable=1,
        ),
    ),
)
