"""Projects that were paid for in a year, their departments and the county evaluate themselves."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

COUNTY, OTHER_COUNTY, UNIT = "990121", "990122", "示范交通运输局"
#: The 90th day after the end of 2022, and the day after it.
LAST_DAY, LATE = date(2023, 3, 31), date(2023, 4, 1)


def paid(
    code: str = "P", unit: str = UNIT, on: str = "2022-05-01", **more: str
) -> tuple[Fact, ...]:
    """A project of a department, paid for on a day."""
    return (
        fact("projects", project_code=code, responsible_unit=unit, **more),
        fact("disbursements", project_code=code, occurred_on=on, **more),
    )


def evaluated(level: str, on: str = "2023-02-01", **more: object) -> Fact:
    """A self-evaluation of 2022."""
    cells: dict[str, object] = {"level": level, "submitted_on": on}
    return fact("self_evaluations", **(cells | more))


def all_levels(on: str = "2023-02-01", **more: object) -> tuple[Fact, ...]:
    """The project, its department and the county evaluate themselves."""
    return (
        evaluated("project", on, project_code="P", **more),
        evaluated("department", on, unit=UNIT, **more),
        evaluated("county", on, **more),
    )


def judged(
    zh: str, en: str, *facts: Fact, as_of: date = LATE, finds: tuple[str, ...] = ()
) -> Example:
    """An example in which a project was paid for in 2022."""
    return Example(Text(zh, en), as_of, (*paid(), *facts), finds=finds)


RULE = Rule(
    code="PF-02",
    version=1,
    title=Text("绩效自评缺失", "Self-evaluation missing"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2018〕35号：项目实施单位、主管部门按年度开展绩效自评",
                "State Council General Office 2018 No. 35: projects and departments evaluate "
                "themselves every year",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "云南：项目、部门、县级三层自评",
                "Yunnan: three layers, projects, departments and the county",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "年度终了后 90 日：各地自定期限，未统一",
                "90 days after the year: the day is set locally",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国办发〔2018〕35号的成文日期未核实，自 2019 年度起适用。",
        "The day of 2018 No. 35 is not confirmed; applied from the year 2019.",
    ),
    limits=Text(
        "期限过后查上一年度：当年有支付的项目、这些项目的责任单位（部门）和县级，到期有没有"
        "报自评。责任单位名称与部门自评的单位写法不一致的会误报。不看自评内容。期限按本地通知设参数。",
        "Of the year before, once its term has run: whether every project that was paid for in it, "
        "its department and the county handed in a self-evaluation by then. A department that is "
        "written in two ways is missed. What it says is not tested; set the term by local notice.",
    ),
    rests_on_absence=True,
    subject="book",
    parameters=(
        Parameter(
            "days_allowed", 90, Text("年度终了后多少日内报自评", "Days after the year"), own=True
        ),
    ),
    population="""
        SELECT
            book.book_id,
            book.book_id AS subject_id,
            ended.year_end_on AS happened_on,
            book.level = 'county' AND spent.book_id IS NOT NULL AS applicable,
            ended.measured_year
        FROM facts.book AS book
        CROSS JOIN (
            SELECT
                CAST(date_trunc('year', {as_of}) AS date) - 1 AS year_end_on,
                extract(YEAR FROM {as_of}) - 1 AS measured_year
        ) AS ended
        LEFT JOIN (
            SELECT DISTINCT book_id, evaluated_year FROM facts.evaluation_duty
        ) AS spent
            ON book.book_id = spent.book_id AND ended.measured_year = spent.evaluated_year
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            sum(CASE WHEN duty.level = 'project' THEN duty.amount ELSE 0 END) AS amount_at_issue,
            subject.happened_on + scope.days_allowed AS due_on,
            subject.measured_year,
            sum(CASE WHEN duty.level = 'project' THEN 1 ELSE 0 END) AS projects_missing,
            string_agg(
                CASE WHEN duty.level = 'department' THEN duty.name END, '、' ORDER BY duty.name
            ) AS departments_missing,
            CASE WHEN sum(CASE WHEN duty.level = 'county' THEN 1 ELSE 0 END) > 0
                THEN '缺' ELSE '有' END AS county_level_zh,
            CASE WHEN sum(CASE WHEN duty.level = 'county' THEN 1 ELSE 0 END) > 0
                THEN 'missing' ELSE 'on record' END AS county_level_en
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.evaluation_duty AS duty
            ON subject.book_id = duty.book_id AND subject.measured_year = duty.evaluated_year
        WHERE coalesce(duty.submitted_on, {as_of}) > subject.happened_on + scope.days_allowed
        GROUP BY
            subject.book_id, subject.subject_id, subject.happened_on, scope.days_allowed,
            subject.measured_year
    """,
    sentence=Text(
        "到 {due_on}，{book} {measured_year} 年度没有报绩效自评的：项目 {projects_missing} 个"
        "（当年支付 {amount_at_issue} 元），部门：{departments_missing}，"
        "县级自评：{county_level_zh}。",
        "By {due_on} {book} had no self-evaluation of {measured_year} from {projects_missing} "
        "projects ({amount_at_issue} yuan paid that year) and from departments: "
        "{departments_missing}; the county's own: {county_level_en}.",
    ),
    advice=Text(
        "催报缺的自评；已经开展只是没有登记的，补登后排除。",
        "Ask for what is missing; where it was only not entered, enter it and dismiss.",
    ),
    examples=(
        judged("三层都在第 90 日报送", "All three on the 90th day", *all_levels("2023-03-31")),
        judged("都没有报", "None of them", finds=(COUNTY,)),
        judged("第 90 日当天还没有报", "On the 90th day the term still runs", as_of=LAST_DAY),
        judged(
            "县级第 91 日才报",
            "The county's own on day 91",
            *all_levels()[:2],
            evaluated("county", "2023-04-01"),
            finds=(COUNTY,),
        ),
        judged("缺项目自评", "The project's is missing", *all_levels()[1:], finds=(COUNTY,)),
        judged("缺部门自评", "The department's is missing", *all_levels()[::2], finds=(COUNTY,)),
        judged("缺县级自评", "The county's is missing", *all_levels()[:2], finds=(COUNTY,)),
        judged(
            "另一个部门报的不算",
            "Another department's does not count",
            *all_levels()[::2],
            evaluated("department", unit="示范水利局"),
            finds=(COUNTY,),
        ),
        judged(
            "报的是上一年的",
            "What was handed in is of the year before",
            *all_levels(evaluated_year=2021),
            finds=(COUNTY,),
        ),
        judged(
            "两个项目，一个没有自评",
            "Two projects, one without",
            *all_levels(),
            *paid("P2", on="2022-12-31"),
            finds=(COUNTY,),
        ),
        judged(
            "另一个项目次年才支付，不要求",
            "The other was paid for in the next year",
            *all_levels(),
            *paid("P2", on="2023-01-01"),
        ),
        judged(
            "两县，只有一县没有自评",
            "Two counties, one without",
            *all_levels(),
            *paid(book=OTHER_COUNTY),
            finds=(OTHER_COUNTY,),
        ),
        Example(
            Text(
                "市级账簿、当年没有支付的县不适用", "A city; a county that paid nothing that year"
            ),
            LATE,
            (*paid(book="990100"), *paid(on="2021-05-01")),
            not_applicable=2,
        ),
        Example(
            Text("2018 年度不适用", "The year 2018: before the rule applies"),
            date(2019, 12, 31),
            paid(on="2018-05-01"),
            not_applicable=1,
        ),
        Example(
            Text("2019 年度适用", "The year 2019: it applies"),
            date(2020, 12, 31),
            paid(on="2019-05-01"),
            finds=(COUNTY,),
        ),
    ),
)
