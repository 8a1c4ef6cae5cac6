"""What a place gives to those it helps grows as its own means do."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

HELPER, OTHER_HELPER = "990100", "990000"
AS_OF = date(2022, 6, 1)


def aid(year: int, amount: object, **more: object) -> Fact:
    """What the helper's budget of a year gives to those it helps."""
    cells = {"book": HELPER, "kind": "aid", "fiscal_year": year, "amount": amount}
    return fact("budget_lines", **(cells | more))


def revenue(year: int, amount: object, **more: object) -> Fact:
    """What it takes in."""
    return aid(year, amount, kind="revenue", **more)


def grown(before: object = 1000, now: object = 1100) -> tuple[Fact, Fact]:
    """Revenue that grows by a tenth, unless said otherwise."""
    return revenue(2021, before), revenue(2022, now)


RULE = Rule(
    code="PA-01",
    version=1,
    title=Text("帮扶投入未随财力增长", "Aid that does not grow with means"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第二十二条：承担帮扶任务的地区应根据财力增长情况，"
                "逐步增加帮扶投入",
                "Hebei rules of March 2017 art. 22: who helps increases what it gives as its means "
                "grow",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "细则 2017 年 3 月印发，自第一个完整的预算年度起适用。",
        "The rules are of March 2017; applied from the first whole budget year.",
    ),
    limits=Text(
        "只比帮扶方“本级预算”里登记的对口帮扶支出和一般公共预算收入；两年的数缺一个就不比，收入没有"
        "增长的年度不比。增幅低于收入增幅只作提示，细则没有定比例。人员、物资等不在预算里的帮扶不计。",
        "Compared are the registered budget lines of the helper: aid, and general revenue. Where "
        "one of the figures of two years is missing, or revenue did not grow, nothing is. Growth "
        "below that of revenue is a tip, the rules give no share. Help outside the budget, such as "
        "people and goods, does not count.",
    ),
    subject="budget_year",
    population="""
        SELECT
            year.book_id,
            year.budget_year_id AS subject_id,
            year.starts_on AS happened_on,
            year.aid_amount > 0
            AND coalesce(earlier.aid_amount > 0 AND earlier.revenue_amount > 0, FALSE)
            AND year.revenue_amount > earlier.revenue_amount AS applicable,
            year.fiscal_year,
            year.aid_amount,
            year.revenue_amount,
            earlier.aid_amount AS earlier_amount,
            earlier.revenue_amount AS earlier_revenue_amount
        FROM facts.budget_year AS year
        LEFT JOIN facts.budget_year AS earlier
            ON year.book_id = earlier.book_id AND year.fiscal_year = earlier.fiscal_year + 1
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.aid_amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            CASE WHEN subject.aid_amount <= subject.earlier_amount THEN 2 ELSE 1 END AS severity,
            subject.fiscal_year,
            subject.earlier_amount AS last_year_amount,
            round(
                (subject.aid_amount - subject.earlier_amount) * 100.00 / subject.earlier_amount, 2
            ) AS growth_percent,
            round(
                (subject.revenue_amount - subject.earlier_revenue_amount) * 100.00
                / subject.earlier_revenue_amount,
                2
            ) AS revenue_growth_percent
        FROM subject
        WHERE subject.aid_amount * subject.earlier_revenue_amount
            < subject.earlier_amount * subject.revenue_amount
    """,
    sentence=Text(
        "{book} {fiscal_year} 年安排对口帮扶 {amount_at_issue} 元，上年 {last_year_amount} 元，"
        "增幅 {growth_percent}%；同期一般公共预算收入增幅 {revenue_growth_percent}%。",
        "In its budget of {fiscal_year} {book} gives {amount_at_issue} yuan to those it helps, "
        "the year before it was {last_year_amount}: growth of {growth_percent} %; its revenue "
        "grew by {revenue_growth_percent} %.",
    ),
    advice=Text(
        "核对两年的口径，问清协议有没有变化；人员和物资的帮扶另行说明。",
        "See whether both figures mean the same and whether the agreement changed; help by people "
        "and goods is to be told apart.",
    ),
    examples=(
        Example(
            Text("与上年相同，收入增长", "The same as before, while revenue grew"),
            AS_OF,
            (aid(2021, 100), aid(2022, 100), *grown()),
            ("2022",),
        ),
        Example(
            Text("与收入同幅增长", "Grown as revenue has"),
            AS_OF,
            (aid(2021, 100), aid(2022, 110), *grown()),
        ),
        Example(
            Text("收入多增一分", "Revenue grew by a fen more"),
            AS_OF,
            (aid(2021, 100), aid(2022, 110), *grown(now="1100.01")),
            ("2022",),
        ),
        Example(
            Text("帮扶减少，收入只增一分", "Less aid, while revenue grew by a fen"),
            AS_OF,
            (aid(2021, 100), aid(2022, "99.99"), *grown(now="1000.01")),
            ("2022",),
        ),
        Example(
            Text("收入没有增长的不适用", "Revenue that did not grow"),
            AS_OF,
            (aid(2021, 100), aid(2022, 90), *grown(now=1000)),
            not_applicable=2,
        ),
        Example(
            Text("上年收入没有登记的不适用", "No revenue on record for the year before"),
            AS_OF,
            (aid(2021, 100), aid(2022, 90), revenue(2022, 1100)),
            not_applicable=2,
        ),
        Example(
            Text("上年都只有一元，也比", "A yuan of each the year before is compared"),
            AS_OF,
            (aid(2021, 1), aid(2022, 1), *grown(1, 2)),
            ("2022",),
        ),
        Example(
            Text("两个帮扶方，只有一个没有增长", "Two helpers: one has not grown"),
            AS_OF,
            (
                *(aid(2021, 100), aid(2022, 110), *grown()),
                *(aid(2021, 200, book=OTHER_HELPER), aid(2022, 205, book=OTHER_HELPER)),
                *(revenue(2021, 10, book=OTHER_HELPER), revenue(2022, 11, book=OTHER_HELPER)),
            ),
            ("2022",),
        ),
        Example(
            Text("上年没有帮扶的不适用", "No aid the year before"),
            AS_OF,
            (aid(2022, 100), *grown()),
            not_applicable=2,
        ),
        Example(
            Text("隔一年的、当年没有的不比", "A year in between, or nothing now: not compared"),
            AS_OF,
            (aid(2019, 100), aid(2021, 50), revenue(2019, 10), revenue(2021, 11), *grown()[1:]),
            not_applicable=3,
        ),
        Example(
            Text("2017 年不适用", "Before the first whole year"),
            AS_OF,
            (aid(2016, 100), aid(2017, 90), revenue(2016, 1000), revenue(2017, 1100)),
            not_applicable=2,
        ),
    ),
)
