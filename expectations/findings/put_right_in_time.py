"""A finding is closed by the day that the audit report says."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: Reported on 1 March 2022.
DAY_60, DAY_61 = date(2022, 4, 30), date(2022, 5, 1)


def finding(**more: object) -> Fact:
    """Something to put right."""
    return fact("findings", **more)


def closed(on: str = "2022-04-20", **more: object) -> Fact:
    """It is closed."""
    return fact("rectifications", **({"step": "closed", "occurred_on": on} | more))


def passes(
    zh: str, en: str, as_of: date, *facts: Fact, not_applicable: int | None = None
) -> Example:
    """An example in which no finding is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, as_of: date, *facts: Fact, finds: str = "F") -> Example:
    """An example in which one is."""
    return Example(Text(zh, en), as_of, facts, finds=(finds,))


RULE = Rule(
    code="GV-02",
    version=1,
    title=Text("整改逾期", "Rectification overdue"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《审计法》第五十二条：被审计单位应当按照规定时间整改审计查出的问题",
                "Audit Law art. 52: the audited unit puts right what was found in the time set",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《审计法实施条例》第五十四条：被审计单位应当按照规定期限和要求执行审计决定",
                "Audit Law Regulation art. 54: audit decisions are carried out by the day they say",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2022, 1, 1),
    in_force_note=Text(
        "按审计报告日期，自 2021 年修正的《审计法》施行之日起适用；更早的报告不查。"
        "报告没有规定期限的按 60 日，"
        "是我们的口径。",
        "By the day of the report, from the day of the Audit Law as amended in 2021. Where the "
        "report sets no day 60 days are our measure.",
    ),
    limits=Text(
        "只看登记了的审计发现有没有销号；逾期后才销号的，销号之日起不再列出。没有规定期限的持续整改不查。"
        "经同意延期的，没有登记，会被列出，由人排除。整改是否真实，见 GV-03。",
        "Only whether what was entered is closed; what was closed late is named until that day. "
        "Continuing rectification without a day is not tested. Extensions are not on record: what "
        "had one is named, and people rule it out. Whether it is true, GV-03 asks.",
    ),
    rests_on_absence=True,
    subject="finding",
    parameters=(
        Parameter(
            "days_allowed",
            60,
            Text("报告没有规定期限的，多少日内整改", "Days where the report sets none"),
            own=True,
        ),
    ),
    population="""
        SELECT
            finding.book_id,
            finding.finding_id AS subject_id,
            finding.reported_on AS happened_on,
            finding.manner <> 'continuing' OR finding.due_on IS NOT NULL AS applicable,
            finding.external_reference,
            finding.report_number,
            finding.problem,
            finding.responsible_unit,
            finding.amount,
            finding.due_on,
            finding.closed_on
        FROM facts.finding AS finding
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            coalesce(subject.due_on, subject.happened_on + scope.days_allowed) AS due_on,
            subject.external_reference AS finding_code,
            subject.report_number,
            subject.problem,
            subject.responsible_unit,
            subject.happened_on AS reported_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        WHERE subject.closed_on IS NULL
            AND coalesce(subject.due_on, subject.happened_on + scope.days_allowed) < {as_of}
    """,
    sentence=Text(
        "{book}：{report_number}（{reported_on}）要求 {responsible_unit} 整改的“{problem}”"
        "（{finding_code}）应于 {due_on} 前整改，至今没有销号。",
        "{book}: {report_number} of {reported_on} asks {responsible_unit} to put right {problem} "
        "({finding_code}) by {due_on}; it is not closed.",
    ),
    advice=Text(
        "已经整改的，补登措施和销号；没有整改的，查原因，按规定督办。",
        "If it was put right enter the measures and the closing; if not, ask why and press for it.",
    ),
    examples=(
        passes("没有规定期限：第 60 日", "No day set: day 60", DAY_60, finding()),
        found("没有规定期限：第 61 日", "No day set: day 61", DAY_61, finding()),
        passes("期限的最后一日", "The last day", date(2022, 3, 31), finding(due_on="2022-03-31")),
        found("期限过后一日", "A day past it", date(2022, 4, 1), finding(due_on="2022-03-31")),
        passes("已销号", "Closed", DAY_61, finding(), closed()),
        passes(
            "逾期后销号的不再列出",
            "Closed late: no longer named",
            DAY_61,
            finding(),
            closed("2022-05-01"),
        ),
        found(
            "检查日以后才销号",
            "Closed after the day of the run",
            DAY_61,
            finding(),
            closed("2022-05-02"),
        ),
        found(
            "只有措施，没有销号",
            "Measures, not closed",
            DAY_61,
            finding(),
            fact("rectifications", occurred_on="2022-04-20"),
        ),
        passes(
            "持续整改没有规定期限，不适用",
            "Continuing, no day set: not applicable",
            DAY_61,
            finding(manner="continuing"),
            not_applicable=1,
        ),
        found(
            "持续整改的期限已过",
            "Continuing, past its day",
            DAY_61,
            finding(manner="continuing", due_on="2022-04-30"),
        ),
        found(
            "两县编号相同，只有一县销号",
            "Two counties with one number: one closed it",
            DAY_61,
            *(finding(), closed(), finding(book=OTHER_COUNTY, finding_code="F2")),
            *(finding(finding_code="F2"), closed(finding_code="F2")),
            finds="F2",
        ),
        found(
            "2022 年 1 月 1 日的报告适用",
            "On the first day",
            DAY_61,
            finding(reported_on="2022-01-01"),
        ),
        passes(
            "前一日的报告不适用",
            "The day before",
            DAY_61,
            finding(reported_on="2021-12-31"),
            not_applicable=1,
        ),
    ),
)
