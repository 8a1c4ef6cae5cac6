"""What a government puts into poverty work grows, and not slower than its revenue."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 6, 1)


def own(year: int, amount: object, **more: object) -> Fact:
    """What the county's budget of a year gives to poverty work."""
    return fact("budget_lines", fiscal_year=year, amount=amount, **more)


def revenue(year: int, amount: object, **more: object) -> Fact:
    """What it takes in."""
    return fact("budget_lines", kind="revenue", fiscal_year=year, amount=amount, **more)


RULE = Rule(
    code="BT-11",
    version=1,
    title=Text("投入未增长", "Own input that does not grow"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《河北省脱贫攻坚责任制实施细则》第五条：建立扶贫资金增长机制；第十六条：投入力度与"
                "脱贫攻坚任务相适应；《广东省脱贫攻坚责任制实施细则》第五条",
                "Hebei rules on responsibility for ending poverty art. 5: poverty money grows; "
                "art. 16: input in keeping with the task; Guangdong rules art. 5",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "财农〔2017〕115号绩效评价指标一：省本级投入增幅不低于中央对本省增幅得满分",
                "财农〔2017〕115号, indicator 1: full marks where own input grows as fast as "
                "what the "
                "centre gives",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "细则 2017 年 3 月印发，自第一个完整的预算年度起适用。",
        "The rules are of March 2017; applied from the first whole budget year.",
    ),
    limits=Text(
        "只比“本级预算”里登记的预算数；上年没有本级资金的不比，缺收入数的不与收入比。"
        "增幅低于收入增幅只作提示，"
        "没有法定比例。任务减少、一次性大额投入的年度之后下降，由人判断。",
        "Only the figures of the registered budget lines are compared; without own money in the "
        "year "
        "before nothing is, without both years' revenue not with that. Growth below that of "
        "revenue "
        "is a tip, no law gives a share. A fall after a year of one large outlay, or with less "
        "left "
        "to do, is for people to judge.",
    ),
    subject="budget_year",
    population="""
        SELECT
            year.book_id,
            year.budget_year_id AS subject_id,
            year.starts_on AS happened_on,
            year.own_amount > 0 AND coalesce(earlier.own_amount > 0, FALSE) AS applicable,
            year.fiscal_year,
            year.own_amount,
            year.revenue_amount,
            earlier.own_amount AS earlier_amount,
            earlier.revenue_amount AS earlier_revenue_amount
        FROM facts.budget_year AS year
        LEFT JOIN facts.budget_year AS earlier
            ON year.book_id = earlier.book_id AND year.fiscal_year = earlier.fiscal_year + 1
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.own_amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            CASE WHEN subject.own_amount <= subject.earlier_amount THEN 2 ELSE 1 END AS severity,
            subject.fiscal_year,
            subject.earlier_amount AS last_year_amount,
            round(
                (subject.own_amount - subject.earlier_amount) * 100.00 / subject.earlier_amount, 2
            ) AS growth_percent,
            CASE
                WHEN subject.earlier_revenue_amount > 0 AND subject.revenue_amount > 0
                    THEN round(
                        (subject.revenue_amount - subject.earlier_revenue_amount) * 100.00
                        / subject.earlier_revenue_amount,
                        2
                    )
            END AS revenue_growth_percent
        FROM subject
        WHERE subject.own_amount <= subject.earlier_amount
            OR (
                subject.earlier_revenue_amount > 0
                AND subject.own_amount * subject.earlier_revenue_amount
                < subject.earlier_amount * subject.revenue_amount
            )
    """,
    sentence=Text(
        "{book} {fiscal_year} 年本级安排 {amount_at_issue} 元，上年 {last_year_amount} 元，增幅 "
        "{growth_percent}%；同期一般公共预算收入增幅 {revenue_growth_percent}%。",
        "{book}'s own budget of {fiscal_year} gives {amount_at_issue} yuan, the year before it was "
        "{last_year_amount}: growth of {growth_percent} %; its revenue grew by "
        "{revenue_growth_percent} %.",
    ),
    advice=Text(
        "核对两年的预算数口径是否一致；减少的，说明任务或安排的变化。",
        "See whether both years' figures mean the same; where it fell, say what changed.",
    ),
    examples=(
        Example(
            Text("与上年相同", "The same as before"),
            AS_OF,
            (own(2021, 100), own(2022, 100)),
            ("2022",),
        ),
        Example(
            Text("比上年少一分", "A fen less than before"),
            AS_OF,
            (own(2021, 100), own(2022, "99.99")),
            ("2022",),
        ),
        Example(Text("比上年多一分", "A fen more"), AS_OF, (own(2021, 100), own(2022, "100.01"))),
        Example(
            Text("与收入同幅增长", "Grown as revenue has"),
            AS_OF,
            (own(2021, 100), own(2022, 110), revenue(2021, 1000), revenue(2022, 1100)),
        ),
        Example(
            Text("收入多增一分", "Revenue grew by a fen more"),
            AS_OF,
            (own(2021, 100), own(2022, 110), revenue(2021, 1000), revenue(2022, "1100.01")),
            ("2022",),
        ),
        Example(
            Text("上年收入没有登记，不与收入比", "No revenue on record for the year before"),
            AS_OF,
            (own(2021, 100), own(2022, 110), revenue(2022, 1100)),
        ),
        Example(
            Text("上年收入只有一元，也比", "A revenue of a yuan the year before is compared"),
            AS_OF,
            (own(2021, 100), own(2022, 110), revenue(2021, 1), revenue(2022, 2)),
            ("2022",),
        ),
        Example(
            Text("两县，只有一县没有增长", "Two counties: one has not grown"),
            AS_OF,
            (
                *(own(2021, 100), own(2022, 110)),
                *(own(2021, 120, book=OTHER_COUNTY), own(2022, 115, book=OTHER_COUNTY)),
            ),
            ("2022",),
        ),
        Example(
            Text("隔一年的不比", "A year in between without money: not compared"),
            AS_OF,
            (own(2020, 100), own(2022, 50)),
            not_applicable=2,
        ),
        Example(
            Text("上年或当年没有本级资金的不适用", "Nothing of its own before, or now"),
            AS_OF,
            (revenue(2020, 1000), own(2021, 1), revenue(2022, 1000)),
            not_applicable=3,
        ),
        Example(
            Text("上年只有一元，也比", "A yuan the year before is compared"),
            AS_OF,
            (own(2021, 1), own(2022, 1)),
            ("2022",),
            not_applicable=1,
        ),
        Example(
            Text("2017 年不适用", "Before the first whole year"),
            AS_OF,
            (own(2016, 100), own(2017, 90)),
            not_applicable=2,
        ),
    ),
)
