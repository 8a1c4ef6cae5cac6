"""A county refreshes its project library in the last quarter, for the year that comes."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

COUNTY, OTHER_COUNTY, CITY = "990121", "990122", "990100"


def step(on: str, name: str = "county_approved", code: str = "P", **more: object) -> Fact:
    """A step of a project on a day."""
    cells: dict[str, object] = {"project_code": code, "step": name, "occurred_on": on}
    return fact("project_steps", **(cells | more))


def refreshed(zh: str, en: str, as_of: date, *facts: Fact) -> Example:
    """A library begun in 2021 that was refreshed in the autumn of 2022."""
    return Example(Text(zh, en), as_of, (step("2021-11-05"), *facts))


def forgotten(zh: str, en: str, as_of: date, *facts: Fact) -> Example:
    """One that was not."""
    return Example(Text(zh, en), as_of, (step("2021-11-05"), *facts), finds=(COUNTY,))


RULE = Rule(
    code="PL-13",
    version=1,
    title=Text("项目库未按年更新", "Project library not refreshed for the year"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕10号的安徽实施办法：项目库每年第四季度动态调整",
                "Anhui's measure on State Council Poverty Office 2018 No. 10: the library is "
                "adjusted in the fourth quarter of every year",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕10号的成文日期未核实，自次年 1 月 1 日起适用。",
        "The day of 2018 No. 10 is not confirmed; applied from 1 January of the next year.",
    ),
    limits=Text(
        "查上一年第四季度县级项目库有没有新审定入库、退回、调整、出库或取消的项目；一个也没有的才报。"
        "第四季度以前还没有项目库的县不检查。依据是一省的实施办法，其他省规定别的季度的，按本省办法核实。",
        "Whether in the fourth quarter of the year before anything was approved into the county's "
        "library, returned, adjusted, removed or cancelled. Counties that had no library before "
        "that quarter are left out. It follows one province's measure; others may name another "
        "quarter.",
    ),
    rests_on_absence=True,
    subject="book",
    population="""
        SELECT
            book.book_id,
            book.book_id AS subject_id,
            ended.year_end_on AS happened_on,
            book.level = 'county'
            AND library.first_entered_on < ended.quarter_begin_on AS applicable,
            ended.quarter_begin_on,
            library.refreshed_on
        FROM facts.book AS book
        CROSS JOIN (
            SELECT
                latest.year_end_on,
                CAST(date_trunc('quarter', latest.year_end_on) AS date) AS quarter_begin_on
            FROM (SELECT CAST(date_trunc('year', {as_of}) AS date) - 1 AS year_end_on) AS latest
        ) AS ended
        LEFT JOIN (
            SELECT
                step.book_id,
                min(CASE WHEN step.step = 'county_approved' THEN step.occurred_on END)
                    AS first_entered_on,
                max(step.occurred_on) AS refreshed_on
            FROM facts.project_step AS step
            WHERE step.step IN ('county_approved', 'returned', 'adjusted', 'removed', 'cancelled')
                AND step.occurred_on < CAST(date_trunc('year', {as_of}) AS date)
            GROUP BY step.book_id
        ) AS library ON book.book_id = library.book_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(NULL AS NUMERIC(18, 2)) AS amount_at_issue,
            subject.happened_on AS due_on,
            extract(YEAR FROM subject.happened_on) AS measured_year,
            subject.refreshed_on
        FROM subject
        WHERE subject.refreshed_on < subject.quarter_begin_on
    """,
    sentence=Text(
        "{book} {measured_year} 年第四季度没有更新项目库：到 {due_on} 没有审定入库、调整或出库的"
        "项目（最近一次：{refreshed_on}）。",
        "{book} did not refresh its project library in the fourth quarter of {measured_year}: by "
        "{due_on} nothing was approved, adjusted or removed (last: {refreshed_on}).",
    ),
    advice=Text(
        "调阅第四季度项目库调整的会议记录和公告；已调整只是没有登记的，补登后排除。",
        "Ask for the minutes and the announcement of the adjustment; where it was only not "
        "entered, enter it and dismiss.",
    ),
    examples=(
        refreshed(
            "10 月 1 日审定入库",
            "Approved on 1 October",
            date(2023, 1, 1),
            step("2022-10-01", code="P2"),
        ),
        refreshed(
            "12 月 31 日调整",
            "Adjusted on 31 December",
            date(2023, 6, 1),
            step("2022-12-31", "adjusted"),
        ),
        refreshed(
            "第四季度出库的也算",
            "A removal is a refresh too",
            date(2023, 6, 1),
            step("2022-11-01", "removed"),
        ),
        forgotten(
            "9 月 30 日入库，第四季度没有",
            "Approved on 30 September, nothing after",
            date(2023, 6, 1),
            step("2022-09-30", code="P2"),
        ),
        forgotten(
            "次年 1 月 1 日才调整",
            "Adjusted on 1 January of the next year",
            date(2023, 6, 1),
            step("2023-01-01", "adjusted"),
        ),
        forgotten(
            "开工不算更新项目库",
            "A start is no refresh of the library",
            date(2023, 1, 1),
            step("2022-11-01", "started"),
        ),
        Example(
            Text("12 月 31 日，第四季度未完，看上一年", "On 31 December the year before counts"),
            date(2022, 12, 31),
            (step("2021-09-30"), step("2021-10-08", code="P2")),
        ),
        forgotten(
            "隔年才更新：上一年第四季度没有",
            "Refreshed two years later, not in the autumn between",
            date(2023, 12, 31),
            step("2023-11-05", code="P2"),
        ),
        Example(
            Text("两县，只有一县没有更新", "Two counties: one did not refresh its library"),
            date(2023, 6, 1),
            (
                *(step("2021-11-05"), step("2022-11-05", code="P2")),
                step("2021-11-05", book=OTHER_COUNTY),
            ),
            finds=(OTHER_COUNTY,),
        ),
        Example(
            Text("第四季度才建库的不适用", "A library begun in that quarter: not applicable"),
            date(2022, 6, 1),
            (step("2021-10-01"),),
            not_applicable=1,
        ),
        Example(
            Text("9 月 30 日建库的适用", "A library begun on 30 September"),
            date(2022, 6, 1),
            (step("2021-09-30"),),
            finds=(COUNTY,),
        ),
        Example(
            Text("市级账簿、没有项目库的县不适用", "A city, and a county without a library"),
            date(2023, 6, 1),
            (step("2021-11-05", book=CITY), fact("transfers")),
            not_applicable=2,
        ),
        Example(
            Text("只有未入库的申报不适用", "Proposals alone make no library"),
            date(2023, 6, 1),
            (step("2021-05-05", "returned"),),
            not_applicable=1,
        ),
        Example(
            Text("2018 年第四季度不适用", "The last quarter of 2018: before the rule applies"),
            date(2019, 12, 31),
            (step("2018-03-01"),),
            not_applicable=1,
        ),
        Example(
            Text("2019 年第四季度适用", "The last quarter of 2019: it applies"),
            date(2020, 1, 1),
            (step("2018-03-01"),),
            finds=(COUNTY,),
        ),
    ),
)
