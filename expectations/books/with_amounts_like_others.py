"""The amounts of many payments begin as amounts do, and are not rounder than other books'."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

COUNTY, OTHER_COUNTY = "990121", "990122"
HOUSEHOLD = fact("payees", payee_code="甲", name="甲户", kind="farm_household")
AS_OF = date(2022, 12, 31)
MANY = 300


def money(book: str = COUNTY) -> tuple[Fact, ...]:
    """Enough for a project to pay all of it."""
    given: dict[str, object] = {"book": book, "amount": 10**9, "occurred_on": "2022-01-05"}
    return (
        fact("appropriations", document_no="大额", **given),
        fact("assignments", project_code="P", source_document="大额", **given),
    )


def alike(count: int = MANY, **more: object) -> tuple[Fact, ...]:
    """Payments that all begin with 47."""
    cells: dict[str, object] = {"project_code": "P", "batch_no": "批"} | more
    return tuple(fact("disbursements", amount=47_001 + each, **cells) for each in range(count))


def spread(rounded: int = 0, book: str = COUNTY) -> tuple[Fact, ...]:
    """300 payments that begin as amounts do; so many of them in round thousands.

    Each is 0.8 per cent more than the one before; none is round by chance.
    """
    cells: dict[str, object] = {"book": book, "project_code": "P", "batch_no": "批"}
    amounts = [int(10 ** (4 + each / MANY)) for each in range(MANY)]
    return money(book) + tuple(
        fact(
            "disbursements",
            amount=each // 1000 * 1000 if number < rounded else f"{each}.50",
            **cells,
        )
        for number, each in enumerate(amounts)
    )


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no book is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the county is named, once."""
    return Example(Text(zh, en), AS_OF, facts, finds=(COUNTY,))


RULE = Rule(
    code="AC-11",
    version=2,
    title=Text("金额分布异常（线索）", "Amounts of an unusual pattern (a lead)"),
    severity=Severity.TIP,
    tier="P3",
    basis=(
        Basis(
            Text(
                "审计分析方法（本福特定律、整千数比例），只用来找线索，没有法律依据",
                "A method of audit (Benford's law, the share of round thousands), to find leads; "
                "no law asks for it",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "没有施行日；与多数规则一样从 2018 年起。",
        "There is no such day; from 2018 on, as most rules.",
    ),
    limits=Text(
        "只是线索，不是问题。付给农户和个人的不算：补贴按标准发放，金额本来就相同。"
        "不足三百笔的账簿不看。笔数少时前两位数字的分布本来就会偏离，超出偶然偏离的部分才计入。"
        "整千数比例与同级各账簿的中位数比较；只有一个账簿时不能比较。",
        "A lead, not a breach. Payments to households and persons do not count: subsidies have "
        "fixed rates. Books with fewer than 300 payments are not looked at. Few payments stray "
        "from the law by chance; only what is beyond that counts. The share of round thousands is "
        "compared with the median of the books of that level; one book alone is compared with "
        "nothing.",
    ),
    subject="book",
    parameters=(
        Parameter(
            "payments_from", MANY, Text("自多少笔支付起", "From how many payments"), own=True
        ),
        Parameter(
            "deviation_limit",
            Decimal("0.0022"),
            Text(
                "前两位数字平均偏离的限度（偶然偏离之外）",
                "Mean deviation of the first two digits, beyond chance",
            ),
            own=True,
        ),
        Parameter(
            "chance_deviation",
            Decimal("0.0794"),
            Text(
                "偶然的平均偏离：此数除以笔数的平方根",
                "Mean deviation by chance: this over the root of the number of payments",
            ),
            own=True,
        ),
        Parameter(
            "round_multiple",
            Decimal(3),
            Text("整千数比例超过中位数多少倍", "Round thousands: how many medians"),
            own=True,
        ),
        Parameter(
            "round_from",
            Decimal("0.1"),
            Text("整千数比例自多少起", "Round thousands: from what share"),
            own=True,
        ),
    ),
    population="""
        SELECT
            book.book_id,
            book.book_id AS subject_id,
            {as_of} AS happened_on,
            counted.payments IS NOT NULL
            AND counted.payments >= scope.payments_from AS applicable,
            book.level,
            counted.payments,
            counted.amount,
            counted.deviation,
            round(
                counted.round_payments / CAST(counted.payments AS NUMERIC(18, 2)), 4
            ) AS round_share,
            round(
                scope.chance_deviation
                * round(1.00 / sqrt(CAST(counted.payments AS NUMERIC(18, 2))), 6), 6
            ) AS chance
        FROM facts.book AS book
        INNER JOIN scope ON book.book_id = scope.book_id
        LEFT JOIN (
            SELECT
                beginning.book_id,
                max(beginning.payments_of_book) AS payments,
                CAST(sum(beginning.round_payments) AS BIGINT) AS round_payments,
                sum(beginning.amount) AS amount,
                round(
                    (
                        sum(abs(beginning.share - beginning.expected))
                        + 1.00 - sum(beginning.expected)
                    ) / 90.00, 6
                ) AS deviation
            FROM (
                SELECT
                    grouped.book_id,
                    grouped.round_payments,
                    grouped.amount,
                    grouped.payments_of_book,
                    round(
                        grouped.payments / CAST(grouped.payments_of_book AS NUMERIC(18, 2)), 6
                    ) AS share,
                    round(ln(1 + round(1.00 / grouped.digits, 9)) * 0.434294482, 6) AS expected
                FROM (
                    SELECT
                        first_two.book_id,
                        first_two.digits,
                        count(*) AS payments,
                        count(CASE WHEN mod(first_two.amount, 1000) = 0 THEN 1 END)
                            AS round_payments,
                        sum(first_two.amount) AS amount,
                        CAST(
                            sum(count(*)) OVER (PARTITION BY first_two.book_id) AS BIGINT
                        ) AS payments_of_book
                    FROM (
                        SELECT
                            payment.book_id,
                            payment.amount,
                            CAST(
                                left(CAST(CAST(payment.amount * 100 AS BIGINT) AS VARCHAR), 2)
                                AS INTEGER
                            ) AS digits
                        FROM facts.disbursement AS payment
                        INNER JOIN facts.payee AS payee
                            ON payment.book_id = payee.book_id
                            AND payment.payee_id = payee.payee_id
                        WHERE payee.kind NOT IN (
                                'registered_household', 'farm_household', 'person'
                            )
                    ) AS first_two
                    GROUP BY first_two.book_id, first_two.digits
                ) AS grouped
            ) AS beginning
            GROUP BY beginning.book_id
        ) AS counted ON book.book_id = counted.book_id
    """,
    breach="""
        SELECT
            compared.book_id,
            compared.subject_id,
            compared.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            compared.payments,
            compared.deviation,
            compared.chance,
            round(compared.round_share * 100, 2) AS round_percent,
            round(compared.peer_share * 100, 2) AS peer_percent
        FROM (
            SELECT
                placed.*,
                min(CASE WHEN placed.place >= 0.5 THEN placed.round_share END)
                    OVER (PARTITION BY placed.level) AS peer_share
            FROM (
                SELECT
                    subject.*,
                    cume_dist() OVER (
                        PARTITION BY subject.level ORDER BY subject.round_share
                    ) AS place
                FROM subject
            ) AS placed
        ) AS compared
        INNER JOIN scope ON compared.book_id = scope.book_id
        WHERE compared.deviation > scope.deviation_limit + compared.chance
            OR (
                compared.round_share > scope.round_multiple * compared.peer_share
                AND compared.round_share >= scope.round_from
            )
    """,
    sentence=Text(
        "线索：{book}付给单位的 {payments} 笔支付（共 {amount_at_issue} 元），前两位数字平均偏离 "
        "{deviation}（偶然偏离约 {chance}），整千数占 {round_percent}%，"
        "同级中位数 {peer_percent}%。这不是问题，只提示抽查。",
        "A lead, not a breach: of {book}'s {payments} payments to units ({amount_at_issue} yuan) "
        "the first two digits deviate by {deviation} (about {chance} by chance), and "
        "{round_percent} per cent are round thousands (median of its level: "
        "{peer_percent} per cent).",
    ),
    advice=Text(
        "把出现过多的金额列出来抽查：是否按限额拆分、按定额估报，单据是否真实。",
        "List the amounts that come too often and look at some: were they split below a limit, or "
        "estimated, and are their papers real?",
    ),
    examples=(
        passes(
            "付给单位的分布正常；付给农户的都以 47 开头，不算",
            "Those to units are as amounts are; 200 to a household begin alike and do not count",
            *(*spread(), HOUSEHOLD),
            *alike(200, payee_code="甲", payee_name="甲户"),
            not_applicable=0,
        ),
        found("三百笔都以 47 开头", "All 300 begin with 47", *money(), *alike()),
        passes(
            "付给单位的二百九十九笔，不适用",
            "With 299 to units the rule does not apply",
            *(HOUSEHOLD, *money(), *alike(299), *alike(2, payee_code="甲", payee_name="甲户")),
            # Another county's first payee is a company.
            *money(OTHER_COUNTY),
            fact("payees", payee_code="乙", name="乙公司", kind="enterprise", book=OTHER_COUNTY),
            fact("projects", project_code="P", book="990100"),
            not_applicable=3,
        ),
        found(
            "整千数恰占一成，同级另一县没有",
            "Exactly a tenth are round thousands, and none of another county's",
            *(*spread(30), *spread(book=OTHER_COUNTY)),
        ),
        passes(
            "整千数不到一成",
            "Fewer than a tenth are round thousands",
            *(*spread(29), *spread(book=OTHER_COUNTY)),
        ),
        passes(
            "整千数恰为中位数的三倍",
            "Three times as many as the median",
            *(*spread(90), *spread(30, book=OTHER_COUNTY)),
        ),
        passes(
            "三县中两县有整千数",
            "Two of three counties have round thousands",
            *(*spread(90), *spread(90, book=OTHER_COUNTY), *spread(book="990123")),
        ),
    ),
)
