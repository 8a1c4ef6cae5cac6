"""What a unit put right is not found with it again within two years."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2024, 12, 31)
#: The first finding is closed on 1 April 2022.
DAY_730, DAY_731 = "2024-03-31", "2024-04-01"


def first(**more: object) -> tuple[Fact, Fact]:
    """A finding that was closed."""
    code = more.get("finding_code", "F")
    book = {"book": more["book"]} if "book" in more else {}
    return (
        fact("findings", **more),
        fact("rectifications", finding_code=code, step="closed", **book),
    )


def again(on: str = "2023-06-30", **more: object) -> Fact:
    """A later one."""
    cells: dict[str, object] = {"finding_code": "N", "reported_on": on}
    return fact("findings", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which no finding is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, finds: str = "N") -> Example:
    """An example in which one is."""
    return Example(Text(zh, en), AS_OF, facts, finds=(finds,))


RULE = Rule(
    code="GV-04",
    version=1,
    title=Text("屡审屡犯", "Found again"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《审计法》第五十二条：被审计单位应当整改审计查出的问题，整改情况作为考核、任免、奖惩的重要参考",
                "Audit Law art. 52: what was found is put right, and how counts when leaders are "
                "assessed",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2022, 1, 1),
    in_force_note=Text(
        "按后一份审计报告的日期，自 2021 年修正的《审计法》施行之日起适用；"
        "24 个月（730 日）是我们的口径。",
        "By the day of the later report, from the day of the Audit Law as amended in 2021; 24 "
        "months (730 days) are our measure.",
    ),
    limits=Text(
        "问题类别和责任单位写法完全相同才算；同一单位换了名称、同类问题写法不同的，查不出来。"
        "前一次没有销号的，见 GV-02。后一份报告查的是整改以前的事的，会被列出，由人排除。",
        "Only where problem and unit are written alike; a unit under another name or a problem in "
        "other words is not seen. What was not closed before GV-02 names. A later report about "
        "what happened before the closing is named, and people rule it out.",
    ),
    subject="finding",
    parameters=(
        Parameter(
            "days_apart",
            730,
            Text("销号后多少日内再查出", "Found again within this many days of the closing"),
            own=True,
        ),
    ),
    population="""
        SELECT
            finding.book_id,
            finding.finding_id AS subject_id,
            finding.reported_on AS happened_on,
            TRUE AS applicable,
            finding.external_reference,
            finding.report_number,
            finding.problem,
            finding.responsible_unit,
            finding.amount
        FROM facts.finding AS finding
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            min(subject.amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            min(subject.external_reference) AS finding_code,
            min(subject.report_number) AS report_number,
            min(subject.problem) AS problem,
            min(subject.responsible_unit) AS responsible_unit,
            min(subject.happened_on) AS reported_on,
            max(earlier.closed_on) AS closed_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.finding AS earlier
            ON
                subject.book_id = earlier.book_id
                AND subject.problem = earlier.problem
                AND subject.responsible_unit = earlier.responsible_unit
                AND subject.happened_on > earlier.closed_on
                AND subject.happened_on <= earlier.closed_on + scope.days_apart
        GROUP BY subject.book_id, subject.subject_id
    """,
    sentence=Text(
        "{book}：{responsible_unit} 的“{problem}”于 {closed_on} 销号，"
        "{report_number}（{reported_on}，{finding_code}）又查出同类问题。",
        "{book}: {problem} of {responsible_unit} was closed on {closed_on}, and {report_number} of "
        "{reported_on} ({finding_code}) finds it again.",
    ),
    advice=Text(
        "比较前后两次的事实和时间；确属再犯的，查制度上的原因，按规定从严处理。",
        "Compare facts and dates of both; where it did recur, look for the cause in how the unit "
        "works.",
    ),
    examples=(
        found("销号后再查出", "Found again after it was closed", *first(), again()),
        found("第 730 日", "On day 730", *first(), again(DAY_730)),
        passes("第 731 日", "On day 731", *first(), again(DAY_731)),
        found("销号次日", "The day after the closing", *first(), again("2022-04-02")),
        passes("销号当日", "The day of the closing", *first(), again("2022-04-01")),
        passes("前一次没有销号", "The earlier one is open", fact("findings"), again()),
        passes("别的问题", "Another problem", *first(), again(problem="DP-02")),
        passes("别的单位", "Another unit", *first(), again(responsible_unit="另一单位")),
        passes(
            "别县的同名单位",
            "A unit of that name in another county",
            *first(book=OTHER_COUNTY),
            again(),
        ),
        found(
            "先后两次，只列一次",
            "Twice before: named once",
            *(*first(), *first(finding_code="E"), again()),
        ),
        passes(
            "2022 年以前的报告不适用",
            "A report before 2022: not applicable",
            fact("findings", reported_on="2021-03-01"),
            fact("rectifications", step="closed", occurred_on="2021-06-01"),
            again("2021-12-31"),
            not_applicable=2,
        ),
        found(
            "2022 年 1 月 1 日的报告适用",
            "On the first day",
            fact("findings", reported_on="2021-03-01"),
            fact("rectifications", step="closed", occurred_on="2021-06-01"),
            again("2022-01-01"),
        ),
    ),
)
