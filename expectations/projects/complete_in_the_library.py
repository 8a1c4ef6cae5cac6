"""A project in the library has every element of its record filled in."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: A record with all its elements.
RECORD: dict[str, object] = {
    "name": "村内道路硬化项目",
    "category": "village_infrastructure",
    "nature": "new",
    "place": "第1村",
    "planned_start_on": "2022-04-01",
    "planned_finish_on": "2022-09-30",
    "responsible_unit": "示范交通运输局",
    "task": "硬化道路 2 公里",
    "approved_total": 1000,
    "funding": "财政资金",
    "beneficiaries": "第1村 210 户",
    "performance_target": "硬化道路 2 公里",
    "linkage": "吸纳务工",
}


def project(code: str = "P", on: str = "2022-01-10", **changed: object) -> tuple[Fact, Fact]:
    """A project approved into the library on a day, with something of its record changed."""
    cells = {"project_code": code} | RECORD | changed
    entered = {"project_code": code, "step": "county_approved", "occurred_on": on}
    if "book" in changed:
        entered["book"] = str(changed["book"])
    return fact("projects", **cells), fact("project_steps", **entered)


def lacking(*elements: str) -> tuple[Fact, ...]:
    """A project for each element, named after it, that lacks it."""
    return tuple(row for each in elements for row in project(each, **{each: ""}))


RULE = Rule(
    code="PL-02",
    version=1,
    title=Text("入库要素缺失", "Required elements missing in the library"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕10号的安徽实施办法：项目库应包括项目名称、类别、建设性质、实施地点、"
                "时间进度、责任单位、建设任务、资金规模和筹资方式、受益对象、绩效目标、"
                "群众参与和带贫减贫机制",
                "Anhui's measure on State Council Poverty Office 2018 No. 10: the library holds a "
                "project's name, category, nature, place, schedule, unit, task, total and funding, "
                "beneficiaries, target, and how the villagers take part and gain",
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
        "只查已审定入库的项目，看现在的记录有没有填，不看填得对不对。依据是一省的实施办法，其他省要素"
        "不同的，按本省办法核实。",
        "Only projects approved into the library: whether each element is filled in now, not "
        "whether it is right. It follows one province's measure; others may ask for less.",
    ),
    rests_on_absence=True,
    subject="project",
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            entered.approved_on AS happened_on,
            entered.approved_on IS NOT NULL AS applicable,
            project.project_code, project.name, project.category, project.nature,
            project.place, project.place_division_id, project.planned_start_on,
            project.planned_finish_on, project.responsible_unit, project.task,
            project.approved_total, project.funding, project.beneficiaries,
            project.performance_target, project.linkage
        FROM facts.project AS project
        LEFT JOIN (
            SELECT book_id, project_id, min(occurred_on) AS approved_on
            FROM facts.project_step
            WHERE step = 'county_approved'
            GROUP BY book_id, project_id
        ) AS entered
            ON project.book_id = entered.book_id AND project.project_id = entered.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.approved_total AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.project_code,
            subject.name AS project_name,
            concat_ws(
                '、',
                CASE WHEN subject.category IS NULL THEN '项目类别' END,
                CASE WHEN subject.nature IS NULL THEN '建设性质' END,
                CASE
                    WHEN subject.place IS NULL AND subject.place_division_id IS NULL
                        THEN '实施地点'
                END,
                CASE
                    WHEN subject.planned_start_on IS NULL OR subject.planned_finish_on IS NULL
                        THEN '时间进度'
                END,
                CASE WHEN subject.responsible_unit IS NULL THEN '责任单位' END,
                CASE WHEN subject.task IS NULL THEN '建设任务' END,
                CASE
                    WHEN subject.approved_total IS NULL OR subject.funding IS NULL
                        THEN '资金规模和筹资方式'
                END,
                CASE WHEN subject.beneficiaries IS NULL THEN '受益对象' END,
                CASE WHEN subject.performance_target IS NULL THEN '绩效目标' END,
                CASE WHEN subject.linkage IS NULL THEN '群众参与和带贫减贫机制' END
            ) AS not_given_zh,
            concat_ws(
                ', ',
                CASE WHEN subject.category IS NULL THEN 'category' END,
                CASE WHEN subject.nature IS NULL THEN 'nature' END,
                CASE
                    WHEN subject.place IS NULL AND subject.place_division_id IS NULL THEN 'place'
                END,
                CASE
                    WHEN subject.planned_start_on IS NULL OR subject.planned_finish_on IS NULL
                        THEN 'schedule'
                END,
                CASE WHEN subject.responsible_unit IS NULL THEN 'responsible unit' END,
                CASE WHEN subject.task IS NULL THEN 'task' END,
                CASE
                    WHEN subject.approved_total IS NULL OR subject.funding IS NULL
                        THEN 'total and funding'
                END,
                CASE WHEN subject.beneficiaries IS NULL THEN 'beneficiaries' END,
                CASE WHEN subject.performance_target IS NULL THEN 'performance target' END,
                CASE WHEN subject.linkage IS NULL THEN 'how the poor take part and gain' END
            ) AS not_given_en
        FROM subject
        WHERE
            subject.category IS NULL
            OR subject.nature IS NULL
            OR (subject.place IS NULL AND subject.place_division_id IS NULL)
            OR subject.planned_start_on IS NULL
            OR subject.planned_finish_on IS NULL
            OR subject.responsible_unit IS NULL
            OR subject.task IS NULL
            OR subject.approved_total IS NULL
            OR subject.funding IS NULL
            OR subject.beneficiaries IS NULL
            OR subject.performance_target IS NULL
            OR subject.linkage IS NULL
    """,
    sentence=Text(
        "项目 {project_code} {project_name} 于 {due_on} 审定入库，入库要素没有填：{not_given_zh}。",
        "Project {project_code} {project_name} was approved into the library on {due_on} without: "
        "{not_given_en}.",
    ),
    advice=Text(
        "请责任单位补填并附依据；补不出来的，查明当时如何论证、审定。",
        "Ask the responsible unit to fill it in with its grounds; where it cannot, find out how "
        "the project was appraised and approved.",
    ),
    examples=(
        Example(Text("要素齐全", "Every element is there"), date(2022, 6, 1), project()),
        Example(
            Text("各缺一项要素的项目", "One element missing in each project"),
            date(2022, 6, 1),
            (
                *lacking("category", "nature", "place", "planned_start_on", "planned_finish_on"),
                *lacking("responsible_unit", "task", "approved_total", "funding"),
                *lacking("beneficiaries", "performance_target", "linkage"),
            ),
            finds=tuple(each for each in RECORD if each != "name"),
        ),
        Example(
            Text("地点只填到乡镇的，算填了", "A place known by its township alone is given"),
            date(2022, 6, 1),
            project(place="", place_division="990121"),
        ),
        Example(
            Text("两县同编号的项目，只有一县缺要素", "Two counties, one code: one lacks something"),
            date(2022, 6, 1),
            (*project(), *project(book=OTHER_COUNTY, task="")),
            finds=("P",),
        ),
        Example(
            Text("还没有审定入库的不适用", "Not in the library yet: the rule does not apply"),
            date(2022, 1, 9),
            project(task=""),
            not_applicable=1,
        ),
        Example(
            Text("两个项目，只有一个入库", "Two projects, one of them in the library"),
            date(2022, 6, 1),
            (
                *project(),
                fact("projects", project_code="P2"),
                fact(
                    "project_steps",
                    project_code="P2",
                    step="village_proposed",
                    occurred_on="2021-12-01",
                ),
            ),
            not_applicable=1,
        ),
        Example(
            Text("2018 年入库的不适用", "Approved before the rule applies"),
            date(2022, 6, 1),
            project(on="2018-12-31", task=""),
            not_applicable=1,
        ),
        Example(
            Text("2019 年 1 月 1 日入库的适用", "Approved on the first day it applies"),
            date(2022, 6, 1),
            project(on="2019-01-01", task=""),
            finds=("P",),
        ),
    ),
)
