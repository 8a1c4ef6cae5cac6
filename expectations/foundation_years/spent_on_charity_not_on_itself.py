"""A foundation that may raise money spends enough on charity and not too much on itself."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2023, 12, 31)


def year(**more: object) -> Fact:
    """2022: 1,000 yuan spent, 700 on charity and 100 on management; 1,000 came in before."""
    cells: dict[str, object] = {
        "report_code": "J",
        "spending_amount": 1000,
        "charity_amount": 700,
        "management_amount": 100,
        "income_before_amount": 1000,
        "average_income_amount": 1000,
    }
    return fact("foundation_years", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which the year is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("J",))


LITTLE = {"charity_amount": "699.99"}

RULE = Rule(
    code="SF-06",
    version=1,
    title=Text("基金会管理费超限", "Foundation's overhead"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《慈善法》第六十条（2016 年）、第六十一条（2023 年）：具有公开募捐资格的基金会"
                "开展慈善活动的年度支出，不得低于上一年总收入的百分之七十或者前三年收入平均数额的百分之七十；"
                "年度管理费用不得超过当年总支出的百分之十",
                "Charity Law art. 60 (text of 2016), art. 61 (text of 2023): a foundation that may "
                "raise money from the public spends on charity no less than 70% of what it took in "
                "in the year before or of the average of three years, and on management no more "
                "than 10% of all that it spends",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2016, 9, 1),
    limits=Text(
        "只看登记了年度数字、有公开募捐资格的基金会；已报告民政部门并公开说明的特殊情况不检查。慈善活动支出低于"
        "上一年总收入和前三年平均收入两个数的规定比例才列出，缺一个数的不比较支出。捐赠协议对单项捐赠另有约定的，"
        "没有登记，可能误报。",
        "Only foundations with figures on record that may raise money; what was reported and "
        "explained to the public is not examined. Charity is too little only where it falls short "
        "of the share of both incomes, the last year's and the average; without one of them it is "
        "not compared. What an agreement says otherwise of a single gift is not on record, and may "
        "be named wrongly.",
    ),
    subject="foundation_year",
    parameters=(
        Parameter(
            "most_management_percent",
            Decimal(10),
            Text("管理费用占当年总支出的最高百分比", "Most of its spending on management, in %"),
        ),
        Parameter(
            "least_charity_percent",
            Decimal(70),
            Text("慈善活动支出占收入的最低百分比", "Least on charity of its income, in %"),
        ),
    ),
    population="""
        SELECT
            reported.book_id,
            reported.foundation_year_id AS subject_id,
            reported.ends_on AS happened_on,
            reported.may_raise AND reported.exemption IS NULL AS applicable,
            reported.foundation,
            reported.ends_on,
            reported.spending_amount,
            reported.charity_amount,
            reported.management_amount,
            reported.income_before_amount,
            reported.average_income_amount,
            reported.management_amount
            - reported.spending_amount * scope.most_management_percent * 0.01 AS above_amount,
            -- Where one income is not on record the least is not known, and not asked for.
            (reported.income_before_amount + reported.average_income_amount
                - abs(reported.income_before_amount - reported.average_income_amount))
            * scope.least_charity_percent * 0.005 - reported.charity_amount AS short_amount
        FROM facts.foundation_year AS reported
        INNER JOIN scope ON reported.book_id = scope.book_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(
                CASE
                    WHEN subject.above_amount > 0 THEN subject.above_amount
                    ELSE subject.short_amount
                END AS NUMERIC(18, 2)
            ) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.foundation,
            subject.ends_on,
            subject.spending_amount,
            subject.management_amount,
            subject.charity_amount,
            subject.income_before_amount,
            subject.average_income_amount,
            CASE
                WHEN subject.above_amount > 0 THEN '管理费用超过规定比例'
                ELSE '慈善活动支出不足'
            END AS differs_zh,
            CASE
                WHEN subject.above_amount > 0 THEN 'too much on management'
                ELSE 'too little on charity'
            END AS differs_en
        FROM subject
        WHERE subject.above_amount > 0 OR subject.short_amount > 0
    """,
    sentence=Text(
        "{book}登记的{foundation}截至 {ends_on} 的年度：总支出 {spending_amount} 元，管理费用 "
        "{management_amount} 元，慈善活动支出 {charity_amount} 元；上一年总收入 "
        "{income_before_amount} 元，前三年平均 {average_income_amount} 元。{differs_zh}，"
        "差 {amount_at_issue} 元。",
        "{book}: in the year to {ends_on} {foundation} spent {spending_amount} yuan, "
        "{management_amount} on management and {charity_amount} on charity; it took in "
        "{income_before_amount} the year before, {average_income_amount} on average: {differs_en}, "
        "by {amount_at_issue}.",
    ),
    advice=Text(
        "核对审计后的年度报告；有特殊情况的，看是否已报告民政部门并公开说明。",
        "Compare with the audited report; where there are reasons, see whether they were reported "
        "to the civil affairs office and explained to the public.",
    ),
    examples=(
        passes("恰好 10% 和 70%", "Exactly 10% and 70%", year(), not_applicable=0),
        found("管理费用多一分", "A fen more on management", year(management_amount="100.01")),
        found("慈善活动支出少一分", "A fen less on charity", year(**LITTLE)),
        passes(
            "低于上一年收入的 70%，不低于三年平均",
            "Enough by the average",
            year(**LITTLE, average_income_amount=900),
        ),
        passes(
            "低于三年平均的 70%，不低于上一年",
            "Enough by the year before",
            year(**LITTLE, income_before_amount=900),
        ),
        passes(
            "没有登记三年平均，不比较支出",
            "Without the average charity is not compared",
            year(**LITTLE, average_income_amount=""),
        ),
        found(
            "没有登记收入，仍比较管理费用",
            "Without income management is compared all the same",
            year(management_amount="100.01", income_before_amount="", average_income_amount=""),
        ),
        found(
            "两项都超",
            "Both",
            year(management_amount=200, charity_amount=600),
        ),
        passes(
            "没有公开募捐资格，不适用",
            "It may not raise money: the rule does not apply",
            year(management_amount=300, may_raise="否"),
            not_applicable=1,
        ),
        passes(
            "已报告并公开说明，不适用",
            "Reported and explained: the rule does not apply",
            year(management_amount=300, exemption="民函〔2023〕1号"),
            not_applicable=1,
        ),
        found(
            "两县各一份，只有一县超",
            "Two counties, only one is above",
            year(management_amount=101),
            year(book=OTHER_COUNTY, report_code="J2"),
        ),
        found("2016 年度适用", "In force", year(management_amount=101, ends_on="2016-09-01")),
        passes(
            "前一日截止的不适用",
            "The day before",
            year(management_amount=101, ends_on="2016-08-31"),
            not_applicable=1,
        ),
    ),
)
