"""A project enters the library by every step of the procedure, in order, each posting run out."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: The procedure, and a project that kept to it: each step with its first and last day.
KEPT = {
    "village_resolved": ("2021-09-01", ""),
    "village_posted": ("2021-09-02", "2021-09-12"),
    "township_reviewed": ("2021-09-12", ""),
    "township_posted": ("2021-09-13", "2021-09-23"),
    "county_appraised": ("2021-10-08", ""),
    "county_approved": ("2021-11-01", ""),
    "county_announced": ("2021-11-02", ""),
}


def steps(
    without: str = "", book: str = "990121", code: str = "P", **moved: tuple[str, str]
) -> tuple[Fact, ...]:
    """The project's steps, without one of them or with other days."""
    return tuple(
        fact("project_steps", book=book, project_code=code, step=name, occurred_on=on, ends_on=end)
        for name, (on, end) in (KEPT | moved).items()
        if name != without
    )


def assigned(book: str = "990121", code: str = "P") -> tuple[Fact, Fact]:
    """One yuan given to the project."""
    return (
        fact("transfers", book=book, document_no="省财农〔2022〕1号"),
        given("assign", "2022-03-02", book=book, project_code=code),
    )


def given(direction: str, on: str, **more: object) -> Fact:
    """One yuan given to the project, or taken from it again."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": "省财农〔2022〕1号",
        "direction": direction,
        "amount": 1,
        "occurred_on": on,
    }
    return fact("assignments", **(cells | more))


RULE = Rule(
    code="PL-03",
    version=1,
    title=Text("入库程序不完整", "Entry into the library skipped or reversed a step"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕10号：入库前逐级公示；只读到该文第一部分，条目未核对",
                "State Council Poverty Office 2018 No. 10: posted at each level before entry (only "
                "its first part was read; article not checked)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "各地做法：申报、审核、论证、审定（二手来源）",
                "Later practice: proposed, reviewed, appraised, approved (secondary source)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "《村民委员会组织法》第二十四条：涉及村民利益的事项，经村民会议讨论决定方可办理，"
                "村民会议可以授权村民代表会议讨论决定",
                "Organic Law of Villagers' Committees art. 24: matters of the villagers' interest "
                "are decided by their assembly, or their representatives where it lets them",
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
        "只查已审定入库的项目；未入库先安排资金的由 PL-01 检查。县公告没有期限，项目有了后续节点或"
        "资金仍无公告的才报。公示没有填结束日期的，只比较开始日期；公示够不够天数另有规则。"
        "账上没有申报层级，乡镇、县直接申报的项目没有村级步骤，核实后排除。",
        "Only projects that were approved into the library; money given outside it is for PL-01. "
        "The county's announcement has no term: it is missed once the project has a later step or "
        "money. Of a posting without a last day only the first is compared; its length is for "
        "other rules. Who proposed is not on record: a project of a township or county has no "
        "village steps and is to be dismissed.",
    ),
    subject="project",
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            entered.approved_on AS happened_on,
            entered.approved_on IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            entered.approved_on,
            entered.going_on
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                max(CASE WHEN step = 'county_approved' THEN occurred_on END) AS approved_on,
                max(
                    CASE
                        WHEN step IN (
                            'planned', 'project_approved', 'started', 'finished', 'accepted',
                            'settled', 'handed_over'
                        ) THEN 1
                        ELSE 0
                    END
                ) AS going_on
            FROM facts.project_step
            GROUP BY book_id, project_id
        ) AS entered
            ON project.book_id = entered.book_id AND project.project_id = entered.project_id
    """,
    breach="""
        SELECT
            compared.book_id,
            compared.subject_id,
            max(compared.assigned_amount) AS amount_at_issue,
            compared.approved_on AS due_on,
            compared.project_code,
            compared.project_name,
            string_agg(CASE WHEN compared.missing THEN compared.name_zh END, '、'
                ORDER BY compared.turn) AS missing_zh,
            string_agg(CASE WHEN compared.missing THEN compared.name_en END, ', '
                ORDER BY compared.turn) AS missing_en,
            string_agg(CASE WHEN compared.early THEN compared.name_zh END, '、'
                ORDER BY compared.turn) AS early_zh,
            string_agg(CASE WHEN compared.early THEN compared.name_en END, ', '
                ORDER BY compared.turn) AS early_en
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.project_code, subject.project_name,
                subject.approved_on, asked.turn, asked.name_zh, asked.name_en,
                money.amount AS assigned_amount,
                done.project_id IS NULL
                AND (asked.turn < 7 OR subject.going_on = 1 OR money.amount > 0) AS missing,
                coalesce(
                    done.last_begun_on < max(done.first_ended_on) OVER (
                        PARTITION BY subject.book_id, subject.subject_id
                        ORDER BY asked.turn
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                    ),
                    FALSE
                ) AS early
            FROM subject
            CROSS JOIN (
                VALUES
                (1, 'village_resolved', '村民代表大会决议', 'village resolution'),
                (2, 'village_posted', '村公示', 'village posting'),
                (3, 'township_reviewed', '乡镇审核', 'township review'),
                (4, 'township_posted', '乡镇公示', 'township posting'),
                (5, 'county_appraised', '县论证', 'county appraisal'),
                (6, 'county_approved', '县审定入库', 'county approval'),
                (7, 'county_announced', '县公告', 'county announcement')
            ) AS asked (turn, step, name_zh, name_en)
            LEFT JOIN (
                SELECT
                    book_id, project_id, step,
                    max(occurred_on) AS last_begun_on,
                    min(coalesce(ends_on, occurred_on)) AS first_ended_on
                FROM facts.project_step
                GROUP BY book_id, project_id, step
            ) AS done
                ON subject.book_id = done.book_id
                AND subject.subject_id = done.project_id
                AND asked.step = done.step
            LEFT JOIN (
                SELECT book_id, project_id, sum(amount) AS amount
                FROM facts.assignment
                GROUP BY book_id, project_id
            ) AS money
                ON subject.book_id = money.book_id AND subject.subject_id = money.project_id
        ) AS compared
        WHERE compared.missing OR compared.early
        GROUP BY
            compared.book_id, compared.subject_id, compared.approved_on, compared.project_code,
            compared.project_name
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name} 于 {due_on} 审定入库；"
        "缺少的步骤：{missing_zh}；早于前一步骤或公示未满的步骤：{early_zh}。",
        "{book} approved project {project_code} {project_name} into the library on {due_on}; steps "
        "missing: {missing_en}; steps before the one they follow, or before its posting ended: "
        "{early_en}.",
    ),
    advice=Text(
        "调阅会议记录、公示照片和审定文件；先排除漏填节点和乡镇、县直接申报的项目。",
        "Ask for minutes, photographs of the postings and the approval; rule out steps that were "
        "only not entered, and projects that a township or county proposed.",
    ),
    examples=(
        Example(
            Text("各步骤齐全，依次办理", "Every step, in order"),
            date(2022, 6, 1),
            (*steps(), *assigned()),
        ),
        Example(
            Text("缺乡镇公示", "The township's posting is missing"),
            date(2022, 6, 1),
            steps(without="township_posted"),
            finds=("P",),
        ),
        Example(
            Text("公示最后一日审核", "Reviewed on the posting's last day"),
            date(2022, 6, 1),
            steps(village_posted=("2021-09-02", "2021-09-12")),
        ),
        Example(
            Text("公示结束前一日审核", "Reviewed the day before the posting ended"),
            date(2022, 6, 1),
            steps(village_posted=("2021-09-02", "2021-09-13")),
            finds=("P",),
        ),
        Example(
            Text("先审定、后论证", "Approved before it was appraised"),
            date(2022, 6, 1),
            steps(county_appraised=("2021-11-02", "")),
            finds=("P",),
        ),
        Example(
            Text("论证、审定同一天", "Appraised and approved on one day"),
            date(2022, 6, 1),
            steps(county_appraised=("2021-11-01", "")),
        ),
        Example(
            Text("尚未公告，也没有后续节点和资金", "Not announced yet, and nothing has followed"),
            date(2022, 6, 1),
            steps(without="county_announced"),
        ),
        Example(
            Text("未公告就安排了资金", "Given money without an announcement"),
            date(2022, 6, 1),
            (*steps(without="county_announced"), *assigned()),
            finds=("P",),
        ),
        Example(
            Text("未公告就开工", "Started without an announcement"),
            date(2022, 6, 1),
            steps(without="county_announced", started=("2022-04-01", "")),
            finds=("P",),
        ),
        Example(
            Text("两县同编号的项目，只有一县缺步骤", "Two counties, one code: one skipped a step"),
            date(2022, 6, 1),
            (*steps(), *steps(without="village_posted", book=OTHER_COUNTY)),
            finds=("P",),
        ),
        Example(
            Text(
                "同县另一项目步骤齐全、有资金，只有缺步骤的报出",
                "Another project of the county has every step and money: one is named",
            ),
            date(2022, 6, 1),
            (
                *steps(without="county_announced"),
                *(*steps(code="Q"), *assigned(code="Q")),
                *steps(without="village_posted", code="R"),
            ),
            finds=("R",),
        ),
        Example(
            Text(
                "未公告、安排后又收回的不报；别县同编号、有资金的报出",
                "Not announced, money given and taken again; another county's kept it",
            ),
            date(2022, 6, 1),
            (
                *(*steps(without="county_announced"), *assigned()),
                given("withdraw", "2022-03-03", document_no="收回"),
                *steps(without="county_announced", book=OTHER_COUNTY),
                *assigned(book=OTHER_COUNTY),
            ),
            finds=("P",),
        ),
        Example(
            Text("没有任何节点的不适用", "Without any step: the rule does not apply"),
            date(2022, 6, 1),
            (fact("projects", project_code="P"),),
            not_applicable=1,
        ),
        Example(
            Text("尚未审定入库的不适用", "Not in the library yet: the rule does not apply"),
            date(2021, 10, 9),
            steps(),
            not_applicable=1,
        ),
        Example(
            Text("2018 年入库的不适用", "Approved before the rule applies"),
            date(2022, 6, 1),
            steps(county_approved=("2018-12-31", "")),
            not_applicable=1,
        ),
        Example(
            Text("2019 年 1 月 1 日入库的适用", "Approved on the first day it applies"),
            date(2022, 6, 1),
            steps(county_approved=("2019-01-01", "")),
            finds=("P",),
        ),
    ),
)
