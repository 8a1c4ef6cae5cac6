"""Management fees of central poverty money stay within 1 % and pay for no running costs."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
CENTRAL = "衔接资金"


def received(
    document: str = "文", amount: object = 10_000, line: str = CENTRAL, **more: object
) -> Fact:
    """Central money that arrived in March 2022."""
    cells = {"fund_level": "central", "occurred_on": "2022-03-01"} | more
    return fact("transfers", document_no=document, fund_line=line, amount=amount, **cells)


def given(project: str = "F", document: str = "文", amount: object = 1000, **more: object) -> Fact:
    """Money of it given to a project."""
    return fact(
        "assignments", project_code=project, source_document=document, amount=amount, **more
    )


def paid(reference: str, amount: object, **more: object) -> Fact:
    """A management fee that was paid on 1 May 2022."""
    cells: dict[str, object] = {
        "project_code": "F",
        "source_document": "文",
        "external_reference": reference,
        "amount": amount,
    }
    return fact("disbursements", **(cells | more))


FEES = fact("projects", project_code="F", name="项目管理费", category="management_fee")
#: Ten thousand yuan arrived; its fees may come to a hundred.
GROUND = (FEES, received(), given())


def judged(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = (), **more: int) -> Example:
    """An example at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, finds, **more)


RULE = Rule(
    code="DP-12",
    version=1,
    title=Text("项目管理费超1%或用于行政开支", "Management fees above 1 %, or for running costs"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "财农〔2017〕8号、财农〔2021〕19号：县可按不超过 1% 的比例"
                "从中央专项扶贫（衔接）资金中列支项目管理费，用于项目前期设计、评审、招标、监理、验收等（条号未核对）",
                "MoF Agriculture 2017 No. 8 and 2021 No. 19: a county may take at most 1 % of the "
                "central money for managing projects: design, review, tenders, supervision, "
                "acceptance (articles not checked)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "公开的审计查出问题：项目管理费不得用于机构和人员开支",
                "Published audit findings: the fee is not for the office and its people",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "比例自 2017 年起施行；支出经济分类科目自 2018 年改用现行代码，本规则从 2018 年起检查。",
        "The share is of 2017; economic classes have had their present codes since 2018.",
    ),
    limits=Text(
        "只查中央级的扶贫、衔接资金。管理费按项目类别“项目管理费”认定；每个资金名称、每一年度分别计算，"
        "以当年到账（含追加、扣减）为基数，不含上年结转的，后来又到账的，疑点会消失。"
        "用途按支出经济分类看：工资福利（301）、办公费（30201）、差旅费（30211）、公务接待费（30217）；"
        "没有填科目的看不出用途。",
        "Only central money of poverty and follow-up lines. What is a fee is told by the project's "
        "category; each line and year is reckoned by itself, of what arrived in the year with its "
        "adjustments, without what was carried over: a flag goes when more arrives. What it was "
        "for is told by economic class: pay (301), office (30201), travel (30211), hospitality "
        "(30217); without a class it is not seen.",
    ),
    subject="disbursement",
    parameters=(
        Parameter(
            "percent_allowed",
            Decimal(1),
            Text("当年到账资金的百分比", "Per cent of the money of the year"),
        ),
    ),
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            source.in_budget
            AND source.fund_level = 'central'
            AND (
                source.fund_line_name LIKE '%扶贫%' OR source.fund_line_name LIKE '%衔接%'
            )
            AND coalesce(project.category = 'management_fee', FALSE) AS applicable,
            paid.external_reference,
            paid.economic_class,
            paid.amount,
            source.fund_line_id,
            source.fund_line_name,
            extract(YEAR FROM paid.occurred_on) AS fiscal_year
        FROM facts.disbursement AS paid
        INNER JOIN facts.source AS source
            ON paid.book_id = source.book_id AND paid.source_id = source.source_id
        INNER JOIN facts.project AS project
            ON paid.book_id = project.book_id AND paid.project_id = project.project_id
    """,
    breach="""
        SELECT
            fee.book_id,
            fee.subject_id,
            CASE
                WHEN fee.by_class THEN fee.amount
                ELSE least(fee.amount, fee.total_amount - fee.allowed_amount)
            END AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            fee.external_reference,
            fee.fund_line_name,
            fee.fiscal_year,
            fee.happened_on AS paid_on,
            coalesce(fee.economic_class, '未填') AS economic_class,
            fee.received_amount,
            fee.total_amount,
            fee.allowed_amount,
            CASE
                WHEN fee.by_class THEN '用于机构和人员开支'
                ELSE '累计超过比例'
            END AS reason_zh,
            CASE
                WHEN fee.by_class THEN 'it pays for the office and its people'
                ELSE 'together they are more than the share'
            END AS reason_en
        FROM (
            SELECT
                subject.*,
                coalesce(base.amount, 0) AS received_amount,
                round(coalesce(base.amount, 0) * scope.percent_allowed / 100.00, 2)
                    AS allowed_amount,
                sum(subject.amount) OVER (
                    PARTITION BY subject.book_id, subject.fund_line_id, subject.fiscal_year
                    ORDER BY subject.happened_on, subject.subject_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS total_amount,
                coalesce(
                    subject.economic_class LIKE '301%'
                    OR subject.economic_class IN ('30201', '30211', '30217'),
                    FALSE
                ) AS by_class
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN (
                SELECT
                    book_id, fund_line_id, extract(YEAR FROM occurred_on) AS fiscal_year,
                    sum(amount) AS amount
                FROM facts.source
                WHERE kind = 'transfer'
                GROUP BY book_id, fund_line_id, extract(YEAR FROM occurred_on)
            ) AS base
                ON subject.book_id = base.book_id
                AND subject.fund_line_id = base.fund_line_id
                AND subject.fiscal_year = base.fiscal_year
        ) AS fee
        WHERE fee.by_class OR fee.total_amount > fee.allowed_amount
    """,
    sentence=Text(
        "{book}于 {paid_on} 从{fund_line_name}列支项目管理费 {external_reference}"
        "（支出经济分类：{economic_class}）：{reason_zh}。"
        "{fiscal_year} 年该资金到账 {received_amount} 元，管理费最多 {allowed_amount} 元，"
        "到这一笔累计 {total_amount} 元，涉及 {amount_at_issue} 元。",
        "{book} paid {external_reference} on {paid_on} as a management fee of {fund_line_name} "
        "(economic class: {economic_class}): {reason_en}. {received_amount} yuan "
        "of it arrived in {fiscal_year}, fees may come to {allowed_amount}, and with this payment "
        "come to {total_amount}; at issue are {amount_at_issue} yuan.",
    ),
    advice=Text(
        "核对管理费的用途和合同；超比例或用于机构人员开支的退回，由本级预算安排。",
        "See what the fee was for and its contract; what is above the share or for running costs "
        "is returned and borne by the county's own budget.",
    ),
    examples=(
        judged("正好 1%", "Exactly 1 %", *GROUND, paid("Z1", 60), paid("Z2", 40)),
        judged(
            "多一分：只报超过的那一笔",
            "A fen more: the payment that exceeds is named",
            *GROUND,
            paid("Z1", 60, occurred_on="2022-05-02"),
            paid("Z2", "40.01", occurred_on="2022-05-03"),
            paid("Z3", "0.01", occurred_on="2022-05-04"),
            finds=("Z2", "Z3"),
        ),
        judged(
            "科目：机构和人员开支照报，委托业务费等不报",
            "Classes: running costs are named, what is bought for projects is not",
            *GROUND,
            *(
                paid(each, 1, economic_class=each)
                for each in ("30102", "30201", "30211", "30217", "30227", "30216", "302")
            ),
            finds=("30102", "30201", "30211", "30217"),
        ),
        judged(
            "当年追加算入基数，扣减扣除",
            "What was added in the year counts, what was deducted does not",
            *GROUND,
            received("文二", 5000),
            fact("transfer_adjustments", document_no="加", transfer_document="文", amount=1000),
            fact(
                "transfer_adjustments",
                document_no="减",
                transfer_document="文二",
                kind="reduction",
                amount=2000,
            ),
            paid("Z1", 140),
            paid("Z2", "0.01", occurred_on="2022-06-01"),
            finds=("Z2",),
        ),
        judged(
            "每年、每项资金、每个县分别计算",
            "Each year, line and county is reckoned by itself",
            FEES,
            received("文", 10_000, occurred_on="2021-03-01"),
            received("文二", 10_000),
            received("别", 10_000, "专项扶贫资金"),
            received("邻", 10_000, book="990122"),
            given(amount=500, occurred_on="2021-03-05"),
            given(document="文二", amount=500),
            given(document="别", amount=500),
            fact("projects", book="990122", project_code="F", category="management_fee"),
            given(document="邻", amount=500, book="990122"),
            paid("Z1", 100, occurred_on="2021-05-01"),
            paid("Z2", 100, source_document="文二"),
            paid("Z3", 100, source_document="别"),
            paid("Z4", 100, source_document="邻", book="990122"),
        ),
        judged(
            "当年没有到账，用的是上年的钱",
            "Nothing arrived in the year: last year's money was used",
            FEES,
            received(occurred_on="2021-03-01"),
            given(occurred_on="2021-03-05"),
            paid("Z", 1),
            finds=("Z",),
        ),
        judged(
            "超过的一笔已红字冲销",
            "What exceeded has been reversed",
            *GROUND,
            paid("Z", "100.01"),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01", reason="退回"),
        ),
        judged(
            "年底之后才付的，按当时能看到的算",
            "What is paid after the day of the run is not seen",
            *GROUND,
            paid("Z", "100.01", occurred_on="2023-01-01"),
        ),
        judged(
            "省级资金、其他资金和其他类别的项目不适用",
            "Provincial money, other money and other projects: the rule does not apply",
            FEES,
            received("省", fund_level="province", line="省级衔接资金"),
            received("别", line="一事一议资金"),
            received(),
            given(document="省"),
            given(document="别"),
            given("P"),
            paid("Z1", 500, source_document="省"),
            paid("Z2", 500, source_document="别"),
            paid("Z3", 500, project_code="P"),
            not_applicable=3,
        ),
        judged(
            "2017 年的、另一县用省级资金付的不适用",
            "What was paid before 2018, and by another county from provincial money",
            *(
                each
                for book, level in (("990121", "central"), ("990122", "province"))
                for each in (
                    fact("projects", book=book, project_code="F", category="management_fee"),
                    received(occurred_on="2017-03-01", book=book, fund_level=level),
                    given(occurred_on="2017-03-05", book=book),
                    paid("Z", 500, occurred_on="2017-12-31", book=book),
                )
            ),
            not_applicable=2,
        ),
    ),
)
