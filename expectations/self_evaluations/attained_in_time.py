"""What a project's self-evaluation says was attained is enough, and was in time."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"


def attained(percent: object = 100, kind: str = "quantity", **more: object) -> Fact:
    """An indicator of the project, of which so much was attained."""
    cells: dict[str, object] = {
        "level": "project",
        "project_code": "P",
        "indicator": "里程",
        "indicator_kind": kind,
        "attained_percent": percent,
    }
    return fact("self_evaluations", **(cells | more))


def in_time(on: str, **more: object) -> Fact:
    """A time of the project: due on 30 September, done on a day or never."""
    return attained("", "timeliness", target_on="2022-09-30", attained_on=on, **more)


def judged(zh: str, en: str, *facts: Fact, found: bool = False) -> Example:
    """An example in the year after."""
    return Example(Text(zh, en), date(2023, 6, 1), facts, finds=(NAMED,) if found else ())


NAMED = "2022|project|P|里程"


RULE = Rule(
    code="PF-03",
    version=1,
    title=Text("绩效目标未实现", "Performance target missed"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2018〕35号：对照绩效目标开展绩效评价",
                "State Council General Office 2018 No. 35: what was done is evaluated against the "
                "targets",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法》第五十七条第三款：各级政府、各部门、各单位应当对预算支出情况开展绩效评价",
                "Budget Law art. 57 (3): governments, departments and units evaluate what their "
                "spending achieved",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "完成率 80%：分析口径，无法律效力",
                "80 % attained: a yardstick of ours without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国办发〔2018〕35号的成文日期未核实，自次年 1 月 1 日起适用。",
        "The day of 2018 No. 35 is not confirmed; applied from 1 January of the next year.",
    ),
    limits=Text(
        "只看自评填的数：数量、质量指标的完成率，时效指标的应完成日期和实际完成日期（没有完成的，"
        "报送之日已过应完成日期的算超期）。成本、效益、满意度指标不检查，自评是否属实不检查。",
        "By what the self-evaluation says: the share attained of quantity and quality, the days of "
        "times (what was not done is late where it was due before the report). Cost, benefit and "
        "satisfaction are left out, and whether it is true.",
    ),
    subject="self_evaluation",
    parameters=(
        Parameter(
            "percent_least",
            Decimal(80),
            Text("数量、质量指标完成率至少百分之几", "Per cent of quantity and quality"),
            own=True,
        ),
    ),
    population="""
        SELECT
            evaluation.book_id,
            evaluation.self_evaluation_id AS subject_id,
            evaluation.submitted_on AS happened_on,
            (
                evaluation.indicator_kind IN ('quantity', 'quality')
                AND evaluation.attained_percent IS NOT NULL
            )
            OR (
                evaluation.indicator_kind = 'timeliness' AND evaluation.target_on IS NOT NULL
            ) AS applicable,
            evaluation.evaluated_year,
            evaluation.project_id,
            evaluation.unit,
            evaluation.indicator,
            evaluation.indicator_kind,
            evaluation.target,
            evaluation.attained,
            evaluation.attained_percent,
            evaluation.target_on,
            evaluation.attained_on
        FROM facts.self_evaluation AS evaluation
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            project.approved_total AS amount_at_issue,
            subject.target_on AS due_on,
            subject.evaluated_year,
            project.project_code,
            coalesce(project.name, subject.unit) AS project_name,
            subject.indicator,
            subject.target,
            subject.attained,
            subject.attained_percent,
            subject.attained_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        WHERE (
                subject.indicator_kind <> 'timeliness'
                AND subject.attained_percent < scope.percent_least
            )
            OR (
                subject.indicator_kind = 'timeliness'
                AND coalesce(subject.attained_on, subject.happened_on) > subject.target_on
            )
    """,
    sentence=Text(
        "{evaluated_year} 年度自评：{project_code} {project_name} 的指标“{indicator}”目标 {target}"
        "，实际 {attained}，完成率 {attained_percent}%；应于 {due_on} 完成，实际 {attained_on}。",
        "Self-evaluation of {evaluated_year}: {project_code} {project_name}, {indicator}: target "
        "{target}, attained {attained} ({attained_percent} %); due on {due_on}, done on "
        "{attained_on}.",
    ),
    advice=Text(
        "查明没有完成的原因，是否按程序调整了目标，资金是否已经付完。",
        "Find out why, whether the target was changed by the procedure, and whether all was paid.",
    ),
    examples=(
        judged("完成率恰好 80%", "Exactly 80 %", attained(80)),
        judged("完成率 79.99%", "79.99 %", attained("79.99"), found=True),
        judged("质量指标 79.99%", "Quality at 79.99 %", attained("79.99", "quality"), found=True),
        judged("当日完成", "Done on the day", in_time("2022-09-30")),
        judged("次日完成", "Done the day after", in_time("2022-10-01"), found=True),
        judged("报送时还没有完成", "Not done when it was handed in", in_time(""), found=True),
        judged(
            "报送之日即应完成之日",
            "Handed in on the day it is due",
            in_time("", submitted_on="2022-09-30"),
        ),
        judged(
            "应完成次日报送，还没有完成",
            "Handed in the day after it was due, not done",
            in_time("", submitted_on="2022-10-01"),
            fact("projects", project_code="P2"),
            found=True,
        ),
        judged(
            "按时完成，不看完成率",
            "Done in time: its share is not asked",
            in_time("2022-09-30", attained_percent=10),
        ),
        judged(
            "数量指标，不看日期",
            "Of a quantity its days are not asked",
            attained(80, target_on="2022-09-30", attained_on="2022-12-01"),
        ),
        judged(
            "部门自评没有项目",
            "A department's has no project",
            attained(80, level="department", project_code="", unit="示范局"),
            attained(10),
            found=True,
        ),
        Example(
            Text("部门自评的指标未实现", "A department's own target"),
            date(2023, 6, 1),
            (attained(10, level="department", project_code="", unit="示范局"),),
            finds=("2022|department|示范局|里程",),
        ),
        judged(
            "两县同编号，只有一县未实现",
            "Two counties, one code: one missed its target",
            attained(90),
            attained(10, book=OTHER_COUNTY),
            found=True,
        ),
        Example(
            Text("成本指标、没有数的指标不适用", "Costs, and what has no figure: not applicable"),
            date(2023, 6, 1),
            (
                attained(10, "cost"),
                attained("", indicator="二"),
                attained(10, "timeliness", indicator="三"),
            ),
            not_applicable=3,
        ),
        Example(
            Text("检查日以后报送的不看", "Handed in after the day of the run"),
            date(2023, 1, 31),
            (attained(10),),
        ),
        Example(
            Text("2018 年报送的不适用", "Handed in before the rule applies"),
            date(2023, 6, 1),
            (attained(10, evaluated_year=2017, submitted_on="2018-12-31"),),
            not_applicable=1,
        ),
    ),
)
