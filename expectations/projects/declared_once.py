"""What is built in a village is declared once, not again under another fund line."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: 21 characters, 20 pairs of neighbours.
TASK = "硬化第一村民小组至村委会水泥路面宽三米长百"
LINES = {"衔接": "省财农〔2022〕1号", "一事一议": "省财农〔2022〕2号"}


def money(book: str = "990121") -> tuple[Fact, ...]:
    """Two fund lines."""
    return tuple(
        fact("transfers", book=book, document_no=number, fund_line=line, occurred_on="2021-01-05")
        for line, number in LINES.items()
    )


def project(
    code: str, on: str, line: str = "衔接", book: str = "990121", **more: object
) -> tuple[Fact, ...]:
    """A road in the library since a day, with 100 yuan of a line, or of none."""
    cells: dict[str, object] = {
        "book": book,
        "project_code": code,
        "category": "village_infrastructure",
        "place": "第1村",
        "task": TASK,
    }
    return (
        fact("projects", **(cells | more)),
        fact("project_steps", book=book, project_code=code, occurred_on=on),
        *(
            fact(
                "assignments",
                book=book,
                project_code=code,
                source_document=LINES[each],
                amount=100,
                occurred_on="2021-01-06",
            )
            for each in line.split()
        ),
    )


FIRST = project("A", "2021-02-01")


def pair(zh: str, en: str, *second: Fact, found: bool = False) -> Example:
    """A road and a second one."""
    return Example(
        Text(zh, en),
        date(2023, 6, 1),
        (*money(), *FIRST, *second),
        finds=("B",) if found else (),
    )


RULE = Rule(
    code="PL-05",
    version=1,
    title=Text("重复申报", "The same project declared twice"),
    severity=Severity.HIGH,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《河南省扶贫开发条例》第四十二条：同一项目不得重复申报（他省参照）",
                "Henan's Regulation on Poverty Alleviation art. 42: a project is not declared "
                "twice (a model elsewhere)",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条第（一）项、第十四条第（一）项：以虚报、冒领等手段"
                "骗取财政资金",
                "Regulation on Penalties for Fiscal Offences arts. 6 (1) and 14 (1): obtaining "
                "money by false declarations",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "相似 85%、相隔 24 个月：分析口径，无法律效力",
                "85 % alike within 24 months: a yardstick of ours without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "与项目库规则一同自 2019 年起适用。", "Applied from 2019 with the rules on libraries."
    ),
    limits=Text(
        "这是线索，不是结论：同一县、同一地点、同一类别、24 个月内先后入库、没有共同资金名称的两个"
        "项目，建设任务（没有填的用名称）相同的字对达到 85% 就报后登记的一个。续建项目不报。"
        "账上没有地块坐标，不比较位置；分段、分期的，核实后排除。",
        "A lead, not a breach: two projects of a county, place and category that entered the "
        "library within 24 months and share no fund line, whose tasks (else names) share 85 % of "
        "their pairs of characters; the one registered later is named. Continued works are left "
        "out. No geometry is on record; sections and stages are to be dismissed.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "days_apart", 730, Text("先后入库相隔不超过多少日", "Entered within days"), own=True
        ),
        Parameter(
            "percent_alike", 85, Text("相似达到百分之几", "Per cent of pairs shared"), own=True
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            entered.approved_on AS happened_on,
            entered.approved_on IS NOT NULL
            AND given.project_id IS NOT NULL
            AND project.category IS NOT NULL
            AND project.place IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.category,
            project.place,
            project.place_division_id,
            project.nature,
            given.amount
        FROM facts.project AS project
        LEFT JOIN (
            SELECT book_id, project_id, min(occurred_on) AS approved_on
            FROM facts.project_step
            WHERE step = 'county_approved'
            GROUP BY book_id, project_id
        ) AS entered
            ON project.book_id = entered.book_id AND project.project_id = entered.project_id
        LEFT JOIN (
            SELECT book_id, project_id, sum(amount) AS amount
            FROM facts.assignment
            GROUP BY book_id, project_id
        ) AS given
            ON project.book_id = given.book_id AND project.project_id = given.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            max(subject.amount) AS amount_at_issue,
            max(subject.happened_on) AS due_on,
            max(subject.project_code) AS project_code,
            max(subject.project_name) AS project_name,
            max(subject.place) AS place,
            string_agg(earlier.project_code, '、' ORDER BY earlier.project_code) AS alike_codes,
            max(likeness.percent_alike) AS alike_percent
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project_likeness AS likeness
            ON subject.book_id = likeness.book_id AND subject.subject_id = likeness.project_id
        INNER JOIN subject AS earlier
            ON likeness.book_id = earlier.book_id AND likeness.other_id = earlier.subject_id
        WHERE likeness.percent_alike >= scope.percent_alike
            AND NOT likeness.shares_fund_line
            AND coalesce(subject.nature, 'new') <> 'continued'
            AND subject.happened_on <= earlier.happened_on + scope.days_apart
            AND earlier.happened_on <= subject.happened_on + scope.days_apart
        GROUP BY subject.book_id, subject.subject_id
    """,
    sentence=Text(
        "线索：{place}的项目 {project_code} {project_name}（{due_on} 入库，{amount_at_issue} 元）"
        "与 {alike_codes} 同类，建设任务 {alike_percent}% 相同，用的是另一种资金，疑似重复申报。",
        "A lead, not a breach: project {project_code} {project_name} in {place} (in the library "
        "since {due_on}, {amount_at_issue} yuan) is of the kind of {alike_codes}, its task "
        "{alike_percent} % the same, with money of another line: perhaps declared twice.",
    ),
    advice=Text(
        "现场看是不是两处工程，比对图纸、验收单和照片。",
        "See on the ground whether there are two works; compare drawings, acceptance and photos.",
    ),
    examples=(
        pair(
            "另一种资金，任务相同",
            "Another line, the same task",
            *project("B", "2022-02-01", "一事一议"),
            found=True,
        ),
        pair("同一种资金", "The same line", *project("B", "2022-02-01")),
        pair("两种资金都有", "Money of both lines", *project("B", "2022-02-01", "一事一议 衔接")),
        pair("相隔 730 日", "730 days apart", *project("B", "2023-02-01", "一事一议"), found=True),
        pair("相隔 731 日", "731 days apart", *project("B", "2023-02-02", "一事一议")),
        pair(
            "后登记的早入库 730 日",
            "Registered later, entered 730 days before",
            *project("B", "2019-02-02", "一事一议"),
            found=True,
        ),
        pair(
            "后登记的早入库 731 日",
            "Registered later, entered 731 days before",
            *project("B", "2019-02-01", "一事一议"),
        ),
        pair(
            "20 对中 17 对相同，恰好 85%",
            "17 of 20 pairs are 85 %",
            *project("B", "2022-02-01", "一事一议", task=TASK[:18] + "共高厚"),
            found=True,
        ),
        pair(
            "20 对中 16 对相同",
            "16 of 20 pairs",
            *project("B", "2022-02-01", "一事一议", task=TASK[:17] + "高共计厚"),
        ),
        pair("另一个村", "Another village", *project("B", "2022-02-01", "一事一议", place="第2村")),
        pair(
            "同名的村在另一个镇",
            "A village of that name elsewhere",
            *project("B", "2022-02-01", "一事一议", place_division="990121"),
        ),
        pair(
            "另一类项目",
            "Another category",
            *project("B", "2022-02-01", "一事一议", category="industry"),
        ),
        pair(
            "续建项目",
            "Continued works",
            *project("B", "2022-02-01", "一事一议", nature="continued"),
        ),
        Example(
            Text("两县同编号，只有一县用另一种资金", "Two counties, one code: one has other money"),
            date(2023, 6, 1),
            (
                *(*money(), *FIRST, *project("B", "2022-02-01", "一事一议")),
                *(*money(OTHER_COUNTY), *project("A", "2021-02-01", book=OTHER_COUNTY)),
                *project("B", "2022-02-01", book=OTHER_COUNTY),
            ),
            finds=("B",),
        ),
        Example(
            Text("与另一县的项目不比较", "What another county built is not compared"),
            date(2023, 6, 1),
            (
                *(*money(), *FIRST, *project("B", "2023-02-02", "一事一议")),
                *(*money(OTHER_COUNTY), *project("A", "2021-03-01", book=OTHER_COUNTY)),
            ),
        ),
        Example(
            Text("没有入库、没有资金、没有地点的不适用", "Not in the library; no money; no place"),
            date(2022, 6, 1),
            (
                *(*money(), *FIRST, *project("B", "2022-06-02"), *project("C", "2022-02-01", "")),
                *project("D", "2022-02-01", place=""),
                *project("A", "2022-02-01", "", OTHER_COUNTY),
            ),
            not_applicable=4,
        ),
        Example(
            Text("2018 年入库的不适用", "In the library before the rule applies"),
            date(2022, 6, 1),
            (*money(), *project("A", "2018-12-31"), *project("B", "2019-01-01", "一事一议")),
            not_applicable=1,
        ),
    ),
)
