"""What was built is in use whenever somebody looks, and for what it was built for."""

from datetime import date, timedelta

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

RUN = date(2023, 6, 1)
SEEN = date(2022, 6, 1)
DAY_89, DAY_90 = SEEN + timedelta(days=89), SEEN + timedelta(days=90)


def seen(how: str, on: object = SEEN, project: str = "P") -> Fact:
    """What somebody found who went to look at a project."""
    return fact("project_steps", project_code=project, step=f"seen_{how}", occurred_on=on)


#: Used for something else, and in use again before it was found idle.
RESTORED = (seen("in_other_use", "2022-05-01"), seen("in_use", "2022-05-31"))


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


RULE = Rule(
    code="PF-06",
    version=1,
    title=Text("建成后闲置或改变用途", "Built but idle, or used for something else"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "审计署 2017 年第 6 号公告（158 个贫困县）：189 个项目 1.41 亿元建成后改作他用、"
                "废弃或闲置",
                "National Audit Office notice 2017 No. 6 (158 counties): 189 projects of 141 "
                "million yuan were used for something else, abandoned or idle",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计署 2018 年扶贫审计结果（312 个县）：261 个项目 2.88 亿元闲置或未达预期",
                "National Audit Office, audit of 312 counties in 2018: 261 projects of 288 million "
                "yuan idle or short of what was expected",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 6, 23),
    in_force_note=Text(
        "自审计署公告见报之日起适用，按最近一次现场查看的日期计。",
        "From the day the notice was in the papers, by the day of the last look at the project.",
    ),
    limits=Text(
        "只查登记了现场查看的项目。闲置须两次查看、相隔达到天数，其间或其后看到在用的不报，同一天看到"
        "在用的也不报；季节性使用的核实后排除。一个项目有几处资产的，按项目登记，不分别判断。",
        "Only projects that somebody is on record to have looked at. Idle means two looks so far "
        "apart with none in between or since that found it in use, nor on the very day; seasonal "
        "use is to be dismissed. Where a project built several things, it is one all the same.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "idle_days",
            90,
            Text("两次看到闲置至少相隔几日", "Days between two looks that found it idle"),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            looked.last_seen_on AS happened_on,
            looked.last_seen_on IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.approved_total,
            looked.last_seen_on,
            looked.in_use_on
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                max(occurred_on) AS last_seen_on,
                max(CASE WHEN step = 'seen_in_use' THEN occurred_on END) AS in_use_on
            FROM facts.project_step
            WHERE step IN ('seen_in_use', 'seen_idle', 'seen_in_other_use')
            GROUP BY book_id, project_id
        ) AS looked
            ON project.book_id = looked.book_id AND project.project_id = looked.project_id
    """,
    breach="""
        SELECT
            unused.book_id,
            unused.subject_id,
            unused.approved_total AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            unused.project_code,
            unused.project_name,
            unused.in_use_on,
            unused.first_idle_on,
            unused.last_idle_on,
            unused.other_use_on
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.approved_total,
                subject.project_code, subject.project_name, subject.in_use_on,
                min(CASE WHEN step.step = 'seen_idle' THEN step.occurred_on END) AS first_idle_on,
                max(CASE WHEN step.step = 'seen_idle' THEN step.occurred_on END) AS last_idle_on,
                min(CASE WHEN step.step = 'seen_in_other_use' THEN step.occurred_on END)
                    AS other_use_on
            FROM subject
            INNER JOIN facts.project_step AS step
                ON subject.book_id = step.book_id AND subject.subject_id = step.project_id
            WHERE subject.in_use_on IS NULL OR step.occurred_on > subject.in_use_on
            GROUP BY
                subject.book_id, subject.subject_id, subject.approved_total,
                subject.project_code, subject.project_name, subject.in_use_on
        ) AS unused
        INNER JOIN scope ON unused.book_id = scope.book_id
        WHERE
            unused.other_use_on IS NOT NULL
            OR unused.last_idle_on >= unused.first_idle_on + scope.idle_days
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name}（{amount_at_issue} 元）建成后：看到闲置 "
        "{first_idle_on} 至 {last_idle_on}，看到改作他用 {other_use_on}；"
        "最近一次看到在用 {in_use_on}。",
        "{book}, project {project_code} {project_name} ({amount_at_issue} yuan): found idle from "
        "{first_idle_on} to {last_idle_on}, used for something else on {other_use_on}; last found "
        "in use {in_use_on}.",
    ),
    advice=Text(
        "再到现场查看，问清闲置或改用的原因、由谁同意，管护责任落实到谁；季节性使用的排除。",
        "Look again on site; ask why it is idle or used otherwise, who agreed and who keeps it up; "
        "rule out seasonal use.",
    ),
    examples=(
        Example(
            Text("两次看到闲置，相隔 90 日", "Found idle twice, 90 days apart"),
            RUN,
            (seen("idle"), seen("idle", DAY_90)),
            finds=("P",),
        ),
        Example(
            Text("两次看到闲置，相隔 89 日", "Found idle twice, 89 days apart"),
            RUN,
            (seen("idle"), seen("idle", DAY_89)),
        ),
        Example(
            Text("第二次查看在检查日以后", "The second look is after the day of the run"),
            DAY_89,
            (seen("idle"), seen("idle", DAY_90)),
        ),
        Example(
            Text("改作他用，看到一次即报", "Used for something else, found once"),
            RUN,
            (seen("in_other_use"),),
            finds=("P",),
        ),
        Example(
            Text("改作他用，后来恢复在用", "Used for something else, in use again since"),
            RUN,
            (seen("in_other_use"), seen("in_use", DAY_90)),
        ),
        Example(
            Text("两次闲置之间看到在用", "Found in use in between"),
            RUN,
            (seen("idle"), seen("in_use", DAY_89), seen("idle", DAY_90)),
        ),
        Example(
            Text("看到在用以后，两次闲置相隔 90 日", "In use at first, then idle for 90 days"),
            RUN,
            (seen("in_use", "2022-05-31"), seen("idle"), seen("idle", DAY_90)),
            finds=("P",),
        ),
        Example(
            Text("在用当日又登记闲置，先后不明", "Found in use and idle on one day"),
            RUN,
            (seen("in_use"), seen("idle"), seen("idle", DAY_90)),
        ),
        Example(
            Text("两县同编号的项目，只有一县闲置", "Two counties, one code: one stands idle"),
            RUN,
            (
                *(seen("idle"), seen("idle", DAY_90)),
                *elsewhere(*RESTORED, seen("idle")),
            ),
            finds=("P",),
        ),
        Example(
            Text("同县两个项目各看到一次闲置", "Two projects of one county, each found idle once"),
            RUN,
            (*RESTORED, seen("idle"), seen("idle", DAY_90, "Q")),
        ),
        Example(
            Text("没有现场查看的不适用", "Nobody has looked: the rule does not apply"),
            RUN,
            (fact("project_steps", project_code="P", step="handed_over", occurred_on=SEEN),),
            not_applicable=1,
        ),
        Example(
            Text("公告前一日查看的不适用", "Looked at the day before the notice"),
            RUN,
            (seen("in_other_use", "2017-06-22"),),
            not_applicable=1,
        ),
        Example(
            Text("公告当日查看的适用", "Looked at on the day of the notice"),
            RUN,
            (seen("in_other_use", "2017-06-23"),),
            finds=("P",),
        ),
    ),
)
