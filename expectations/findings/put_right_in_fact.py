"""A finding is closed on evidence, its last re-check passed, and money recovered is in the bank."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)


def step(kind: str, on: str, **more: object) -> Fact:
    """A step of putting it right."""
    return fact("rectifications", **({"step": kind, "occurred_on": on} | more))


FINDING, CLOSED = fact("findings"), step("closed", "2022-05-10")
MEASURE = step("measure", "2022-04-01", evidence="整改报告")
SIGNED = step("closed", "2022-05-10", evidence="销号单")
SIGNED_2 = step("closed", "2022-05-10", evidence="销号单", finding_code="F2")
SIGNED_3 = step("closed", "2022-05-10", evidence="销号单", finding_code="F3", book=OTHER_COUNTY)
RECOVERED = step("recovered", "2022-04-20", amount="100", evidence="回单")


def statement(starts: str = "2022-04-01", ends: str = "2022-04-30", **more: object) -> Fact:
    """A statement of the treasury."""
    return fact("statements", starts_on=starts, ends_on=ends, **more)


def credit(on: str = "2022-04-20", amount: str = "100", **more: object) -> Fact:
    """Money that came in."""
    cells: dict[str, object] = {"direction": "in", "occurred_on": on, "amount": amount}
    return fact("statement_lines", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which no finding is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, finds: str = "F") -> Example:
    """An example in which one is."""
    return Example(Text(zh, en), AS_OF, facts, finds=(finds,))


#: Closed on evidence, with money said to be recovered.
MONEY = (FINDING, RECOVERED, CLOSED)

RULE = Rule(
    code="GV-03",
    version=1,
    title=Text("整改不实", "Closed, and not put right"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《审计法》第五十二条第三款：拒不整改或者整改时弄虚作假的，依法追究法律责任",
                "Audit Law art. 52(3): who does not put right what was found, or pretends to, is "
                "held to account",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2022, 1, 1),
    in_force_note=Text(
        "按审计报告日期，自 2021 年修正的《审计法》施行之日起适用。",
        "By the day of the report, from the day of the Audit Law as amended in 2021.",
    ),
    limits=Text(
        "只说登记的情况：销号时没有任何依据；最后一次复查未通过；收回的资金在对账单上前后若干日没有同金额的进账"
        "（首尾两天都要有对账单，同一天复查两次、以通过的为准）。资金分次、合并到账，或进了没有导入对账单的账户的，"
        "会被列出，由人排除。依据是否真实，不检查。",
        "Only what is on record: closed without any evidence; the last re-check failed; money said "
        "to be recovered without a credit of that amount where statements cover the first and "
        "last of some days around. Of two re-checks on a day the one that passed counts. "
        "Money that came in parts, together with other money or on an account without statements "
        "is named, and people rule it out. Whether evidence is true is not tested.",
    ),
    rests_on_absence=True,
    subject="finding",
    parameters=(
        Parameter(
            "days_apart",
            10,
            Text("收回日期与到账日期相差的日历日数", "Calendar days between recovery and credit"),
            own=True,
        ),
    ),
    population="""
        SELECT
            finding.book_id,
            finding.finding_id AS subject_id,
            finding.reported_on AS happened_on,
            finding.closed_on IS NOT NULL AS applicable,
            finding.external_reference,
            finding.report_number,
            finding.problem,
            finding.responsible_unit,
            finding.amount,
            finding.closed_on
        FROM facts.finding AS finding
    """,
    breach="""
        WITH told AS (
            SELECT
                subject.book_id,
                subject.subject_id,
                count(
                    CASE
                        WHEN step.occurred_on <= subject.closed_on THEN step.evidence
                    END
                ) AS paper_count,
                max(CASE step.step WHEN 'recheck_failed' THEN step.occurred_on END) AS failed_on,
                max(CASE step.step WHEN 'recheck_passed' THEN step.occurred_on END) AS passed_on
            FROM subject
            INNER JOIN facts.rectification AS step
                ON subject.book_id = step.book_id AND subject.subject_id = step.finding_id
            GROUP BY subject.book_id, subject.subject_id
        ),

        covered AS (
            SELECT DISTINCT
                step.book_id,
                step.finding_id,
                step.rectification_id,
                step.amount,
                step.occurred_on
            FROM facts.rectification AS step
            INNER JOIN scope ON step.book_id = scope.book_id
            INNER JOIN facts.statement AS earlier
                ON
                    step.book_id = earlier.book_id
                    AND step.occurred_on - scope.days_apart
                    BETWEEN earlier.starts_on AND earlier.ends_on
            INNER JOIN facts.statement AS later
                ON
                    step.book_id = later.book_id
                    AND step.occurred_on + scope.days_apart
                    BETWEEN later.starts_on AND later.ends_on
            WHERE step.step = 'recovered'
        ),

        missing AS (
            SELECT covered.book_id, covered.finding_id, sum(covered.amount) AS amount
            FROM covered
            INNER JOIN scope ON covered.book_id = scope.book_id
            LEFT JOIN facts.statement_line AS line
                ON
                    covered.book_id = line.book_id
                    AND covered.amount = line.amount
                    AND line.direction = 'in'
                    AND covered.occurred_on >= line.occurred_on - scope.days_apart
                    AND covered.occurred_on <= line.occurred_on + scope.days_apart
            WHERE line.statement_line_id IS NULL
            GROUP BY covered.book_id, covered.finding_id
        )

        SELECT
            subject.book_id,
            subject.subject_id,
            coalesce(missing.amount, subject.amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.external_reference AS finding_code,
            subject.report_number,
            subject.problem,
            subject.responsible_unit,
            subject.closed_on,
            told.paper_count,
            told.failed_on,
            missing.amount AS missing_amount
        FROM subject
        INNER JOIN told
            ON subject.book_id = told.book_id AND subject.subject_id = told.subject_id
        LEFT JOIN missing
            ON subject.book_id = missing.book_id AND subject.subject_id = missing.finding_id
        WHERE told.paper_count = 0
            OR told.failed_on > coalesce(told.passed_on, DATE '1900-01-01')
            OR missing.finding_id IS NOT NULL
    """,
    sentence=Text(
        "{book}：{responsible_unit} 的“{problem}”（{finding_code}，{report_number}）"
        "于 {closed_on} 销号，"
        "登记的依据 {paper_count} 份，复查未通过：{failed_on}，"
        "没有到账的收回资金：{missing_amount} 元。",
        "{book}: {problem} of {responsible_unit} ({finding_code}, {report_number}) was closed on "
        "{closed_on} on {paper_count} papers; re-check failed: {failed_on}; recovered and not in "
        "the bank: {missing_amount} yuan.",
    ),
    advice=Text(
        "查整改报告、凭证和银行回单；依据没有登记的补登；确属虚假整改的，按《审计法》第五十二条处理。",
        "See the report, vouchers and bank slips; enter evidence that was left out; where it was "
        "pretended, art. 52 of the Audit Law applies.",
    ),
    examples=(
        passes("凭依据销号", "Closed on evidence", FINDING, MEASURE, CLOSED),
        found("没有依据", "No evidence", FINDING, step("measure", "2022-04-01"), CLOSED),
        passes(
            "销号当日的依据",
            "Evidence of that day",
            FINDING,
            step("closed", "2022-05-10", evidence="单"),
        ),
        found(
            "依据在销号以后",
            "Evidence after the closing",
            *(FINDING, CLOSED, step("measure", "2022-05-11", evidence="报告")),
        ),
        found(
            "销号后复查未通过",
            "A re-check after the closing fails",
            *(FINDING, MEASURE, CLOSED, step("recheck_failed", "2022-06-10")),
        ),
        passes(
            "未通过后又通过",
            "Failed, then passed",
            *(FINDING, MEASURE, CLOSED, step("recheck_failed", "2022-06-10")),
            step("recheck_passed", "2022-06-11"),
        ),
        passes(
            "同日复查，以通过的为准",
            "Failed and passed on a day",
            *(FINDING, MEASURE, CLOSED, step("recheck_failed", "2022-06-10")),
            step("recheck_passed", "2022-06-10"),
        ),
        found(
            "通过后又未通过",
            "Passed, then failed",
            *(FINDING, MEASURE, CLOSED, step("recheck_passed", "2022-06-10")),
            step("recheck_failed", "2022-06-11"),
        ),
        passes(
            "没有销号，不适用",
            "Open: not applicable",
            *(FINDING, step("recheck_failed", "2022-06-10")),
            not_applicable=1,
        ),
        found("收回的钱没有到账", "Recovered, not in the bank", *MONEY, statement()),
        passes("收回的钱已到账", "Recovered and in the bank", *MONEY, statement(), credit()),
        passes(
            "前后第 10 日到账", "In the bank on day 10", *MONEY, statement(), credit("2022-04-30")
        ),
        passes(
            "早 10 日到账", "In the bank ten days before", *MONEY, statement(), credit("2022-04-10")
        ),
        found(
            "第 11 日到账",
            "In the bank on day 11",
            *(*MONEY, statement(), statement("2022-05-01", "2022-05-31"), credit("2022-05-01")),
        ),
        found("早 11 日到账", "Eleven days before", *MONEY, statement(), credit("2022-04-09")),
        found("差一分", "A fen less", *MONEY, statement(), credit(amount="99.99")),
        found("是付出不是进账", "Paid, not received", *MONEY, statement(), credit(direction="out")),
        passes("没有对账单", "No statement", *MONEY),
        passes(
            "对账单没有盖住后 10 日",
            "A statement that ends before",
            *MONEY,
            statement(ends="2022-04-29"),
        ),
        passes("对账单没有盖住前 10 日", "One that starts after", *MONEY, statement("2022-04-11")),
        found(
            "两份对账单各盖住一头的一日",
            "Two statements, each of which covers one end",
            *(*MONEY, statement(ends="2022-04-10"), statement("2022-04-30", "2022-05-31")),
        ),
        passes(
            "后一份对账单迟一日",
            "The later one starts a day too late",
            *(*MONEY, statement(ends="2022-04-10"), statement("2022-05-01", "2022-05-31")),
        ),
        passes(
            "前一份对账单早一日结束",
            "The earlier one ends a day too soon",
            *(*MONEY, statement(ends="2022-04-09"), statement("2022-04-30", "2022-05-31")),
        ),
        passes(
            "别县的对账单盖住前一头",
            "Another county's statement covers the first end",
            *(*MONEY, statement("2022-04-30", "2022-05-31"), statement(book=OTHER_COUNTY)),
        ),
        passes(
            "别县的对账单盖住后一头",
            "Another county's statement covers the last end",
            *(*MONEY, statement(ends="2022-04-10"), statement(book=OTHER_COUNTY)),
        ),
        found(
            "对账单正好盖住", "One that just covers", *MONEY, statement("2022-04-10", "2022-04-30")
        ),
        passes(
            "别县的对账单", "A statement of another county", *MONEY, statement(book=OTHER_COUNTY)
        ),
        found(
            "别县的进账",
            "A credit of another county",
            *(*MONEY, statement(), credit(book=OTHER_COUNTY)),
        ),
        found(
            "两县编号相同，一县没有依据",
            "Two counties with one number: one has no evidence",
            *(FINDING, MEASURE, CLOSED, fact("findings", book=OTHER_COUNTY, finding_code="F2")),
            step("closed", "2022-05-10", book=OTHER_COUNTY, finding_code="F2"),
            finds="F2",
        ),
        found(
            "两个问题，只有一个没有依据",
            "Two findings: one has no evidence",
            *(FINDING, MEASURE, CLOSED, fact("findings", finding_code="F2")),
            step("closed", "2022-05-10", finding_code="F2"),
            finds="F2",
        ),
        found(
            "两个问题和别县的问题，只有一个的钱没有到账",
            "Two findings, and one elsewhere: the money of one is missing",
            *(*MONEY, statement(), fact("findings", finding_code="F2"), SIGNED_2),
            # At the same place of its log.
            statement(book=OTHER_COUNTY),
            *(fact("findings", book=OTHER_COUNTY, finding_code="F3"), SIGNED_3),
        ),
        passes(
            "2022 年以前的报告不适用",
            "A report before 2022: not applicable",
            fact("findings", reported_on="2021-12-31"),
            CLOSED,
            not_applicable=1,
        ),
        found(
            "2022 年 1 月 1 日的报告适用",
            "On the first day",
            fact("findings", reported_on="2022-01-01"),
            CLOSED,
        ),
    ),
)
