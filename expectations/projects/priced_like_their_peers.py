"""A project costs no far more a unit than others of its kind, county and year."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: The costs a kilometre of eight roads: their median is 100, the median distance from it 3, so
#: that 109 is as far as it goes.
EIGHT = (91, 97, 97, 99, 101, 103, 103)


def road(
    code: str, cost: object, on: str = "2022-01-10", book: str = "990121", **more: object
) -> tuple[Fact, Fact]:
    """Two kilometres at so much each, in the library since a day."""
    cells: dict[str, object] = {
        "project_code": code,
        "book": book,
        "category": "village_infrastructure",
        "scale_quantity": 2,
        "scale_unit": "公里",
        "approved_total": Decimal(str(cost)) * 2,
        "project_year": 2022,
    }
    return (
        fact("projects", **(cells | more)),
        fact("project_steps", book=book, project_code=code, occurred_on=on),
    )


def peers(costs: tuple[object, ...] = EIGHT, book: str = "990121") -> tuple[Fact, ...]:
    """Roads of these costs."""
    return tuple(
        row for number, cost in enumerate(costs) for row in road(f"R{number}", cost, book=book)
    )


def judged(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """An example on the first of June 2022."""
    return Example(Text(zh, en), date(2022, 6, 1), facts, finds=finds)


RULE = Rule(
    code="PF-05",
    version=1,
    title=Text("单价异常", "Unusual unit cost"),
    severity=Severity.NOTICE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《预算法》第十二条：各级预算应当遵循勤俭节约、讲求绩效的原则",
                "Budget Law art. 12: budgets keep to thrift and performance",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "中位数加 3 倍绝对中位差：分析口径，无法律效力",
                "The median plus 3 median absolute deviations: a yardstick of ours without legal "
                "force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "分析口径；与项目库规则一同自 2019 年起适用。",
        "A yardstick; applied from 2019 with the rules on project libraries.",
    ),
    limits=Text(
        "这是线索，不是结论：同一县、同一年度、同一类别、同一计量单位的入库项目不少于 8 个才比较，"
        "单价按总投资除以规模数量。地形、材料、标准不同都会影响单价。账上没有本省造价标准，不与标准比较。",
        "A lead, not a breach: compared where at least 8 projects of a county, year, category and "
        "unit are in the library, by the approved total over the scale. Ground, material and "
        "standard all move it. No province's standard is on record to compare with.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "peers_least", 8, Text("同类项目至少多少个才比较", "At least so many peers"), own=True
        ),
        Parameter(
            "deviations",
            Decimal(3),
            Text("超过中位数多少倍绝对中位差", "Deviations above the median"),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            entered.approved_on AS happened_on,
            entered.approved_on IS NOT NULL
            AND project.category IS NOT NULL
            AND project.project_year IS NOT NULL
            AND project.scale_unit IS NOT NULL
            AND project.scale_quantity IS NOT NULL
            AND project.approved_total IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.category,
            project.project_year,
            project.scale_quantity,
            project.scale_unit,
            project.approved_total,
            round(project.approved_total / CAST(project.scale_quantity AS NUMERIC(18, 3)), 2)
                AS unit_cost
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
        WITH placed AS (
            SELECT
                subject.*,
                row_number() OVER (
                    PARTITION BY book_id, category, project_year, scale_unit ORDER BY unit_cost
                ) AS place,
                count(*) OVER (
                    PARTITION BY book_id, category, project_year, scale_unit
                ) AS peers
            FROM subject
        ),
        -- The one in the middle, or the mean of the two.
        compared AS (
            SELECT
                placed.*,
                round(
                    sum(
                        CASE WHEN place * 2 BETWEEN peers AND peers + 2 THEN unit_cost ELSE 0 END
                    ) OVER (PARTITION BY book_id, category, project_year, scale_unit)
                    / CAST(2 - mod(peers, 2) AS NUMERIC(18, 2)),
                    2
                ) AS median
            FROM placed
        ),
        apart AS (
            SELECT
                compared.*,
                abs(unit_cost - median) AS distance,
                row_number() OVER (
                    PARTITION BY book_id, category, project_year, scale_unit
                    ORDER BY abs(unit_cost - median)
                ) AS place_apart
            FROM compared
        ),
        measured AS (
            SELECT
                apart.*,
                round(
                    sum(
                        CASE
                            WHEN place_apart * 2 BETWEEN peers AND peers + 2 THEN distance
                            ELSE 0
                        END
                    ) OVER (PARTITION BY book_id, category, project_year, scale_unit)
                    / CAST(2 - mod(peers, 2) AS NUMERIC(18, 2)),
                    2
                ) AS deviation
            FROM apart
        )
        SELECT
            measured.book_id,
            measured.subject_id,
            round((measured.unit_cost - measured.median) * measured.scale_quantity, 2)
                AS amount_at_issue,
            measured.happened_on AS due_on,
            measured.project_code,
            measured.project_name,
            measured.approved_total,
            measured.scale_quantity,
            measured.scale_unit,
            measured.unit_cost,
            measured.median AS median_cost,
            measured.deviation AS median_deviation,
            measured.peers AS peer_count
        FROM measured
        INNER JOIN scope ON measured.book_id = scope.book_id
        WHERE measured.peers >= scope.peers_least
            AND measured.unit_cost > measured.median + scope.deviations * measured.deviation
    """,
    sentence=Text(
        "线索：项目 {project_code} {project_name} 总投资 {approved_total} 元，规模 "
        "{scale_quantity} {scale_unit}，单价 {unit_cost} 元；本县当年同类 {peer_count} 个项目单价"
        "中位数 {median_cost} 元，绝对中位差 {median_deviation} 元。",
        "A lead, not a breach: project {project_code} {project_name} costs {approved_total} yuan "
        "for {scale_quantity} {scale_unit}, {unit_cost} a unit; the median of the county's "
        "{peer_count} projects of its kind that year is {median_cost}, their median deviation "
        "{median_deviation}.",
    ),
    advice=Text(
        "比对施工图、工程量清单和标准；先看规模数量填得对不对。",
        "Compare drawings, bills of quantities and standards; see first whether the scale is "
        "right.",
    ),
    examples=(
        judged("恰好等于界限", "Exactly as far as it goes", *peers(), *road("P", 109)),
        judged("超出界限一分", "A fen beyond", *peers(), *road("P", "109.01"), finds=("P",)),
        judged("低得多的不报", "Far cheaper is none of this", *peers(), *road("P", 1)),
        judged(
            "同类只有 7 个，不比较", "Seven peers are too few", *peers(EIGHT[1:]), *road("P", 999)
        ),
        judged(
            "九个：取中间一个，恰好等于界限",
            "Nine, the one in the middle: exactly as far",
            *peers((*EIGHT, 100)),
            *road("P", 109),
        ),
        judged(
            "九个，超出界限一分",
            "Nine, a fen beyond",
            *peers((*EIGHT, 100)),
            *road("P", "109.01"),
            finds=("P",),
        ),
        judged(
            "别的县、单位、年度、类别不算同类",
            "Another county, unit, year or category is no peer",
            *peers(EIGHT[1:]),
            *road("P", 999),
            *road("P1", 98, book=OTHER_COUNTY),
            *road("P2", 98, scale_unit="米"),
            *road("P3", 98, project_year=2021),
            *road("P4", 98, category="industry"),
        ),
        judged(
            "两县同编号的项目，只有一县偏高",
            "Two counties, one code: one is dear",
            *peers(),
            *road("P", 100),
            *peers(book=OTHER_COUNTY),
            *road("P", 999, book=OTHER_COUNTY),
            finds=("P",),
        ),
        Example(
            Text("没有规模的、没有入库的不适用", "No scale, or not in the library: not applicable"),
            date(2022, 1, 10),
            (
                *(*peers(), *road("P", 109, scale_quantity=""), *road("P2", 999, "2022-01-11")),
                fact("projects", project_code="P3"),
            ),
            not_applicable=3,
        ),
        Example(
            Text("两县编号相同，一县没有入库", "Two counties alike: one is not in the library"),
            date(2022, 6, 1),
            (road("P", 100)[0], *road("P", 100, book=OTHER_COUNTY)),
            not_applicable=1,
        ),
        Example(
            Text("2018 年入库的不适用", "In the library before the rule applies"),
            date(2022, 6, 1),
            (*peers(), *road("P", 999, "2018-12-31")),
            not_applicable=1,
        ),
    ),
)
