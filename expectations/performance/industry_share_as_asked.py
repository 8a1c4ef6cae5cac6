"""Of the central money that a county gave to projects in a year, industry has its share."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

LINE, DOCUMENT, OTHER_COUNTY = "中央财政衔接推进乡村振兴补助资金", "中央〔2021〕1号", "990122"


def arrived(**more: object) -> Fact:
    """1,000 yuan of the line."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "fund_line": LINE,
        "fund_level": "central",
        "occurred_on": "2020-12-20",
    }
    return fact("transfers", **(cells | more))


def given(
    year: int, industry: object, works: object, on: str = "03-02", **more: object
) -> tuple[Fact, ...]:
    """Money given to an industry project and to a road in a year, on a day of it."""
    cells: dict[str, object] = {"source_document": DOCUMENT, "occurred_on": f"{year}-{on}"}
    return tuple(
        fact("assignments", project_code=code, amount=amount, **(cells | more))
        for code, amount in (("I", industry), ("W", works))
        if amount
    )


def projects(**more: object) -> tuple[Fact, Fact]:
    """An industry project and a road."""
    return (
        fact("projects", project_code="I", category="industry", **more),
        fact("projects", project_code="W", category="village_infrastructure", **more),
    )


def share(year: int, enough: int) -> tuple[Example, Example]:
    """A year's share just reached, and one fen short of it."""
    as_of, left = date(year + 1, 1, 1), 100 - enough
    fen = Decimal("0.01")
    return (
        Example(
            Text(f"{year} 年恰好 {enough}%", f"Exactly {enough} % in {year}"),
            as_of,
            (arrived(), *projects(), *given(year, enough, left)),
        ),
        Example(
            Text(f"{year} 年差一分", f"A fen short in {year}"),
            as_of,
            (arrived(), *projects(), *given(year, enough - fen, left + fen)),
            finds=(LINE,),
        ),
    )


RULE = Rule(
    code="PF-04",
    version=1,
    title=Text("产业占比不足", "Industry's share too small"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "财农〔2021〕19号：衔接资金重点支持产业，占比逐年提高；"
                "2021 年不低于 50%、2023 年不低于 60% 未见原文",
                "MoF 2021 No. 19: the money supports industry first, with a share that rises every "
                "year; 50 % in 2021 and 60 % in 2023 were not seen in their sources",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "2022 年：内蒙古要求不低于 55%，且不低于上年",
                "2022: Inner Mongolia asks for 55 %, and not less than the year before",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2021, 3, 1),
    in_force_note=Text(
        "财农〔2021〕19号自 2021 年 3 月起；日未核实，第一次在 2021 年底量。",
        "MoF 2021 No. 19 is of March 2021 (day not confirmed); first measured at the end of 2021.",
    ),
    limits=Text(
        "年度结束后量：当年从中央衔接资金（级次为中央、名称含“衔接”）安排到项目的净额中，产业项目占多少。"
        "没有填类别的项目算作产业。比例由各省逐年规定，应按本省通知设参数；要求按全省合计的，"
        "单县不足只作提示。",
        "Measured when a year has ended: of what was given to projects, net, from central lines "
        "named 衔接, how much went to industry; a project without a category counts as industry. "
        "Provinces set the share every year: set the parameters by their notices. Where it is "
        "asked of the province as a whole, one county short of it is no more than a hint.",
    ),
    subject="fund_line",
    parameters=(
        Parameter("percent_2021", Decimal(50), Text("2021 年应达到的百分比", "Per cent in 2021")),
        Parameter("percent_2022", Decimal(55), Text("2022 年应达到的百分比", "Per cent in 2022")),
        Parameter(
            "percent_2023", Decimal(60), Text("2023 年起应达到的百分比", "Per cent from 2023 on")
        ),
    ),
    population="""
        SELECT
            line.book_id,
            line.fund_line_id AS subject_id,
            ended.year_end_on AS happened_on,
            line.level = 'central' AND line.name LIKE '%衔接%' AND given.amount > 0 AS applicable,
            ended.measured_year,
            line.name AS fund_line_name,
            given.amount,
            given.industry_amount
        FROM facts.fund_line AS line
        CROSS JOIN (
            SELECT
                CAST(date_trunc('year', {as_of}) AS date) - 1 AS year_end_on,
                extract(YEAR FROM {as_of}) - 1 AS measured_year
        ) AS ended
        LEFT JOIN (
            SELECT
                source.book_id,
                source.fund_line_id,
                extract(YEAR FROM part.occurred_on) AS measured_year,
                sum(part.amount) AS amount,
                sum(
                    CASE
                        WHEN coalesce(project.category, 'industry') = 'industry' THEN part.amount
                        ELSE 0
                    END
                ) AS industry_amount
            FROM facts.assignment AS part
            INNER JOIN facts.source AS source
                ON part.book_id = source.book_id AND part.source_id = source.source_id
            INNER JOIN facts.project AS project
                ON part.book_id = project.book_id AND part.project_id = project.project_id
            GROUP BY
                source.book_id, source.fund_line_id, extract(YEAR FROM part.occurred_on)
        ) AS given
            ON line.book_id = given.book_id
            AND line.fund_line_id = given.fund_line_id
            AND ended.measured_year = given.measured_year
    """,
    breach="""
        SELECT
            asked.book_id,
            asked.subject_id,
            round(asked.amount * asked.percent / 100.00, 2) - asked.industry_amount
                AS amount_at_issue,
            asked.happened_on AS due_on,
            asked.measured_year,
            asked.fund_line_name,
            asked.amount AS given_amount,
            asked.industry_amount,
            round(asked.industry_amount * 100.00 / asked.amount, 2) AS industry_percent,
            asked.percent AS required_share_percent
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.happened_on, subject.measured_year,
                subject.fund_line_name, subject.amount, subject.industry_amount,
                CASE
                    WHEN subject.measured_year >= 2023 THEN scope.percent_2023
                    WHEN subject.measured_year >= 2022 THEN scope.percent_2022
                    ELSE scope.percent_2021
                END AS percent
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS asked
        WHERE asked.industry_amount * 100 < asked.amount * asked.percent
    """,
    sentence=Text(
        "{book} {measured_year} 年从{fund_line_name}安排到项目 {given_amount} 元，其中产业项目 "
        "{industry_amount} 元，占 {industry_percent}%，应不低于 {required_share_percent}%，"
        "差 {amount_at_issue} 元。",
        "In {measured_year} {book} gave projects {given_amount} yuan of {fund_line_name}, of it "
        "{industry_amount} to industry: {industry_percent} % where {required_share_percent} % was "
        "asked, {amount_at_issue} yuan short.",
    ),
    advice=Text(
        "核对本省当年通知的比例和口径（产业配套基础设施算不算产业），再看项目类别填得对不对。",
        "Check the share and the terms of the province's notice of that year (whether works that "
        "serve industry count), then the projects' categories.",
    ),
    examples=(
        *share(2021, 50),
        *share(2022, 55),
        *share(2023, 60),
        Example(
            Text("2023 年以后照 2023 年的比例", "After 2023 its share goes on"),
            date(2025, 6, 1),
            (arrived(), *projects(), *given(2024, 59, 41)),
            finds=(LINE,),
        ),
        Example(
            Text("12 月 31 日，当年未完，看上一年", "On 31 December the year before counts"),
            date(2023, 12, 31),
            (arrived(), *projects(), *given(2022, 60, 40), *given(2023, 1, 99)),
        ),
        Example(
            Text("两年分开算", "Two years are measured apart"),
            date(2024, 1, 1),
            (
                *(arrived(), *projects(), *given(2022, 90, 10, "12-31")),
                *given(2023, 40, 60, "12-31"),
            ),
            finds=(LINE,),
        ),
        Example(
            Text("调出以后再算比例", "What was withdrawn does not count"),
            date(2023, 1, 1),
            (
                *(arrived(), *projects(), *given(2022, 60, 60, "01-01")),
                *given(2022, None, 20, "05-01", direction="withdraw"),
            ),
        ),
        Example(
            Text("没有填类别的算产业", "A project without a category counts as industry"),
            date(2023, 1, 1),
            (arrived(), *given(2022, 60, 40)),
        ),
        Example(
            Text("两县同名资金，只有一县不足；各算各的", "Two counties, one line: one is short"),
            date(2023, 1, 1),
            (
                *(arrived(), *projects(), *given(2022, 60, 40)),
                *(arrived(book=OTHER_COUNTY), *projects(book=OTHER_COUNTY)[::-1]),
                *given(2022, 40, 60, book=OTHER_COUNTY),
            ),
            finds=(LINE,),
        ),
        Example(
            Text("省级资金、别的中央资金不适用", "Other levels, other lines: not applicable"),
            date(2023, 1, 1),
            (
                *(arrived(fund_level="province"), *projects(), *given(2022, 1, 99)),
                arrived(document_no="水", fund_line="中央水利发展资金"),
                *given(2022, 1, 99, "04-01", source_document="水"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("两种资金，只有衔接资金不足", "Two lines: the other's money does not help"),
            date(2023, 1, 1),
            (
                *(arrived(), *projects(), *given(2022, 1, 99)),
                arrived(document_no="水", fund_line="中央水利发展资金"),
                *given(2022, 900, 1, "04-01", source_document="水"),
            ),
            finds=(LINE,),
            not_applicable=1,
        ),
        Example(
            Text("当年只安排了一元，没有产业", "One yuan given that year, none to industry"),
            date(2023, 1, 1),
            (arrived(), *projects(), *given(2022, None, 1)),
            finds=(LINE,),
        ),
        Example(
            Text("当年安排的全部调出，不适用", "All withdrawn again: not applicable"),
            date(2023, 1, 1),
            (
                *(arrived(), *projects(), *given(2022, None, 1)),
                *given(2022, None, 1, "05-01", direction="withdraw"),
            ),
            not_applicable=1,
        ),
        Example(
            Text("当年没有安排的不适用", "Nothing given that year: not applicable"),
            date(2023, 1, 1),
            (arrived(), *projects(), *given(2021, 1, 99)),
            not_applicable=1,
        ),
        Example(
            Text("2020 年底不适用", "The end of 2020: before the rule applies"),
            date(2021, 12, 31),
            (arrived(occurred_on="2020-01-05"), *projects(), *given(2020, 1, 99)),
            not_applicable=1,
        ),
    ),
)
