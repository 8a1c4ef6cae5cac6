"""A poverty county has a line for poverty work in its own budget every year."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY, CITY = "990122", "990100"
#: 120 days after 1 January 2022.
LAST_DAY, DAY_AFTER = date(2022, 5, 1), date(2022, 5, 2)


def revenue(**more: object) -> Fact:
    """What the county's budget of 2022 takes in."""
    return fact("budget_lines", **({"kind": "revenue"} | more))


def own(**more: object) -> Fact:
    """What it gives to poverty work."""
    return fact("budget_lines", **({"kind": "own_funds"} | more))


RULE = Rule(
    code="BT-10",
    version=1,
    title=Text("县级未列扶贫预算", "A county without a budget line of its own for poverty work"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《河北省脱贫攻坚责任制实施细则》第十六条：县级将财政扶贫资金列入年度财政预算，"
                "确保投入力度与脱贫攻坚任务相适应",
                "Hebei rules on responsibility for ending poverty art. 16: counties put poverty "
                "money "
                "in their yearly budgets, in keeping with the task",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法》第三十九条：预算编制应统筹兼顾，扶持革命老区、民族地区、边疆地区、"
                "贫困地区",
                "Budget Law art. 39: budgets provide for what helps poor areas",
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
        "只检查列在贫困县名单上的县，按名单的起止日期；"
        "看“本级预算”里当年有没有“本级安排的衔接资金”，不看够不够。"
        "账里既没有预算行、也没有资金到达的年度看不到。",
        "Only counties that the list of poverty counties names, by its dates; whether the year "
        "has a "
        "line of own poverty money counts, not whether it is enough. A year of which the book has "
        "neither budget lines nor money is not seen.",
    ),
    rests_on_absence=True,
    subject="budget_year",
    parameters=(
        Parameter(
            "days_into_year",
            120,
            Text("预算年度开始后多少日内应有", "Days into the year by which it is to be there"),
            own=True,
        ),
    ),
    population="""
        SELECT
            year.book_id,
            year.budget_year_id AS subject_id,
            year.starts_on AS happened_on,
            mark.division_id IS NOT NULL AS applicable,
            year.fiscal_year,
            year.own_amount,
            year.revenue_amount
        FROM facts.budget_year AS year
        INNER JOIN facts.book AS book ON year.book_id = book.book_id
        LEFT JOIN facts.division_mark AS mark
            ON book.division_id = mark.division_id
            AND mark.mark = 'poverty_county'
            AND mark.valid_from <= year.starts_on
            AND coalesce(mark.valid_to >= year.starts_on, TRUE)
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            CAST(0 AS NUMERIC(18, 2)) AS amount_at_issue,
            subject.happened_on + scope.days_into_year AS due_on,
            subject.fiscal_year,
            subject.revenue_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        WHERE subject.own_amount = 0
            AND subject.happened_on + scope.days_into_year < {as_of}
    """,
    sentence=Text(
        "{book} {fiscal_year} 年本级预算没有安排扶贫（衔接）资金（当年一般公共预算收入 "
        "{revenue_amount} 元），"
        "到 {due_on} 仍未登记。",
        "{book}'s own budget of {fiscal_year} gives nothing to poverty work (its revenue: "
        "{revenue_amount} yuan); nothing was on record by {due_on}.",
    ),
    advice=Text(
        "查人大批准的预算表；列在别的科目下的，补登“本级预算”并注明依据。",
        "See the budget as approved; where the money stands under another head, enter the line and "
        "say where it stands.",
    ),
    examples=(
        Example(
            Text("5 月 2 日仍没有本级资金", "None on 2 May"), DAY_AFTER, (revenue(),), ("2022",)
        ),
        Example(Text("5 月 1 日，期限未过", "On 1 May the term runs"), LAST_DAY, (revenue(),)),
        Example(Text("列了一元", "A yuan of its own"), DAY_AFTER, (revenue(), own(amount=1))),
        Example(
            Text("只有上级资金到达的年度", "A year in which only money from above arrived"),
            DAY_AFTER,
            (fact("transfers", occurred_on="2022-03-01"),),
            ("2022",),
        ),
        Example(
            Text("上年列了，当年没有", "There the year before, and not this year"),
            DAY_AFTER,
            (own(fiscal_year=2021), revenue()),
            ("2022",),
        ),
        Example(
            Text("两县，只有一县没有", "Two counties: one has none"),
            DAY_AFTER,
            (own(), revenue(book=OTHER_COUNTY)),
            ("2022",),
        ),
        Example(
            Text("不在贫困县名单上的不适用", "Not on the list of poverty counties"),
            DAY_AFTER,
            (revenue(book=CITY),),
            not_applicable=1,
        ),
        Example(
            Text("2017 年不适用", "Before the first whole year"),
            DAY_AFTER,
            (revenue(fiscal_year=2017),),
            not_applicable=1,
        ),
    ),
)
