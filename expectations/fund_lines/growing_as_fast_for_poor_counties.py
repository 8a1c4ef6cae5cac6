"""What a line that may be pooled gives to poor counties grows as fast as the whole line."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

PROVINCE, CITY, POOR, OTHER_PROVINCE_BOOK = "990000", "990100", "990121", "990100"
LINE = "农田建设资金"
#: The last whole year is 2022; it is compared with 2021.
AS_OF = date(2023, 1, 1)


def money(**more: object) -> Fact:
    """Money of a line that may be pooled, long ago."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "document_no": "省预〔2015〕1号",
        "fund_line": LINE,
        "integrable": "是",
        "amount": 100_000,
        "occurred_on": "2015-01-05",
    }
    return fact("appropriations", **(cells | more))


def issued(on: object, amount: object, to: str = POOR, **more: object) -> Fact:
    """Some of it issued."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "issued",
        "source_document": "省预〔2015〕1号",
        "counterparty": to,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("transfers", **(cells | more))


def shared(before: int, now: object, **more: object) -> tuple[Fact, ...]:
    """What a poor county had in either year, where all others together had 100 and 150."""
    return (
        *(issued("2021-01-01", before, POOR, **more), issued("2021-06-01", 100, CITY, **more)),
        *(issued("2022-12-31", now, POOR, **more), issued("2022-06-01", 150, CITY, **more)),
    )


RULE = Rule(
    code="IN-07",
    version=1,
    title=Text("分给贫困县的增幅低于平均", "Growth for poor counties below the line's own"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2016〕22号：纳入整合范围的各项资金，"
                "用于贫困县的增幅不低于该项资金的平均增幅",
                "国办发〔2016〕22号: of each line that may be pooled, what goes to poor counties "
                "grows "
                "no slower than the line on average",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2017, 1, 1),
    in_force_until=date(2025, 12, 31),
    in_force_note=Text(
        "文件 2016 年 4 月印发，自第一个完整的年度起适用；财农〔2021〕22号把整合政策延续到 2025 "
        "年。",
        "The document is of April 2016; applied from the first whole year. 财农〔2021〕22号 "
        "carries "
        "the policy on through 2025.",
    ),
    limits=Text(
        "比较检查日以前最近一个完整年度和它的上一年；贫困县按现在仍在名单上的算。经市转下达的，"
        "在省的账里算给市，"
        "在市的账里再比；下达给一批地方、没有写明区划的，不比；上年没有给贫困县的，不比。",
        "The last whole year before the day of the run is compared with the one before; the "
        "poor counties are those still on the list. What goes through a city is the city's in "
        "the province's "
        "book, and compared again in the city's own. Not compared: lines of which anything went "
        "to a "
        "group of places, or nothing to poor counties the year before.",
    ),
    subject="fund_line",
    population="""
        WITH shared AS (
            SELECT
                source.book_id,
                source.fund_line_id,
                extract(YEAR FROM issue.occurred_on) AS fiscal_year,
                sum(issue.amount) AS whole,
                sum(CASE WHEN mark.division_id IS NOT NULL THEN issue.amount ELSE 0 END) AS poor,
                count(*) - count(issue.recipient_division_id) AS nowhere
            FROM facts.transfer_issue AS issue
            INNER JOIN facts.source AS source
                ON issue.book_id = source.book_id AND issue.source_id = source.source_id
            LEFT JOIN facts.division_mark AS mark
                ON issue.recipient_division_id = mark.division_id
                AND mark.mark = 'poverty_county'
                AND mark.valid_to IS NULL
            WHERE issue.kind = 'transfer'
            GROUP BY
                source.book_id, source.fund_line_id, extract(YEAR FROM issue.occurred_on)
        )
        SELECT
            line.book_id,
            line.fund_line_id AS subject_id,
            CAST(
                date_trunc('year', CAST({as_of} AS TIMESTAMP)) - INTERVAL '1 year' AS DATE
            ) AS happened_on,
            coalesce(
                line.integrable AND earlier.poor > 0 AND earlier.nowhere = 0 AND latest.nowhere = 0,
                FALSE
            ) AS applicable,
            line.name AS fund_line_name,
            latest.fiscal_year,
            earlier.poor AS poor_before,
            latest.poor AS poor_now,
            earlier.whole AS whole_before,
            latest.whole AS whole_now
        FROM facts.fund_line AS line
        LEFT JOIN shared AS earlier
            ON line.book_id = earlier.book_id AND line.fund_line_id = earlier.fund_line_id
            AND earlier.fiscal_year = extract(YEAR FROM {as_of}) - 2
        LEFT JOIN shared AS latest
            ON line.book_id = latest.book_id AND line.fund_line_id = latest.fund_line_id
            AND latest.fiscal_year = extract(YEAR FROM {as_of}) - 1
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            round(subject.poor_before * subject.whole_now * 1.00 / subject.whole_before, 2)
            - subject.poor_now AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.fund_line_name,
            subject.fiscal_year,
            subject.poor_before,
            subject.poor_now,
            round(
                (subject.poor_now - subject.poor_before) * 100.00 / subject.poor_before, 2
            ) AS growth_percent,
            round(
                (subject.whole_now - subject.whole_before) * 100.00 / subject.whole_before, 2
            ) AS whole_growth_percent
        FROM subject
        WHERE subject.poor_now * subject.whole_before < subject.poor_before * subject.whole_now
    """,
    sentence=Text(
        "{book} {fiscal_year} 年“{fund_line_name}”下达贫困县 {poor_now} 元，上年 {poor_before} "
        "元，增幅 "
        "{growth_percent}%，低于该项资金的增幅 {whole_growth_percent}%，少 {amount_at_issue} 元。",
        "In {fiscal_year} {book} issued {poor_now} yuan of {fund_line_name} to poor counties, "
        "the year "
        "before {poor_before}: growth of {growth_percent} % where the line grew by "
        "{whole_growth_percent} %, {amount_at_issue} less.",
    ),
    advice=Text(
        "核对分配表；按因素分配、任务一次性变化的，由分配单位说明。",
        "See the table of the allocation; where factors or single tasks explain it, let the "
        "allocating office say so.",
    ),
    examples=(
        Example(
            Text("与该项资金同幅增长", "Grown as the line has"), AS_OF, (money(), *shared(100, 150))
        ),
        Example(Text("少增一分", "A fen less"), AS_OF, (money(), *shared(100, "149.99")), (LINE,)),
        Example(
            Text("检查日在年内，比较上两年", "In the middle of a year the two before are compared"),
            date(2023, 12, 31),
            (money(), *shared(100, 149), issued("2023-01-01", 1000)),
            (LINE,),
        ),
        Example(
            Text("更早年度的不比", "Earlier years are not compared"),
            AS_OF,
            (money(), *shared(100, 150), issued("2020-12-31", 100)),
        ),
        Example(
            Text("贫困县上年一元，当年没有", "A yuan the year before, nothing now"),
            AS_OF,
            (
                *(money(), issued("2021-01-01", 1), issued("2021-06-01", 99, CITY)),
                issued("2022-06-01", 150, CITY),
            ),
            (LINE,),
        ),
        Example(
            Text("两条资金，只有一条低于平均", "Two lines: one is below"),
            AS_OF,
            (
                *(money(), *shared(100, 150)),
                money(document_no="省预〔2015〕2号", fund_line="道路资金"),
                *shared(100, 149, source_document="省预〔2015〕2号"),
            ),
            ("道路资金",),
            not_applicable=0,
        ),
        Example(
            Text("两本账同名资金，只有一本低于平均", "Two books with one line: one is below"),
            AS_OF,
            (
                *(money(), *shared(100, 150)),
                money(book=CITY),
                issued("2021-01-01", 100, book=CITY),
                issued("2021-06-01", 100, "990000", book=CITY),
                issued("2022-12-31", 149, book=CITY),
                issued("2022-06-01", 150, "990000", book=CITY),
            ),
            (LINE,),
        ),
        Example(
            Text("不可整合的资金不适用", "A line that may not be pooled"),
            AS_OF,
            (money(integrable="否"), *shared(100, 149)),
            not_applicable=1,
        ),
        Example(
            Text("上年没有给贫困县；债券转贷不算", "Nothing before; bond money does not count"),
            AS_OF,
            (
                *(money(), issued("2021-06-01", 100, CITY), issued("2022-06-01", 150, CITY)),
                *(issued("2022-12-31", 1), issued("2021-06-01", 100, kind="bond")),
            ),
            not_applicable=1,
        ),
        Example(
            Text("只有上年或只有当年下达的不适用", "Issued in one of the two years only"),
            AS_OF,
            (
                *(money(), issued("2021-06-01", 100)),
                money(document_no="省预〔2015〕2号", fund_line="道路资金"),
                issued("2022-06-01", 100, source_document="省预〔2015〕2号"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("下达给一批地方的不适用", "Some of it went to a group of places"),
            AS_OF,
            (
                *(money(), *shared(100, 149)),
                issued("2022-06-01", 10, "", counterparty_name="各县"),
            ),
            not_applicable=1,
        ),
        Example(
            Text("2016 年与 2015 年不比", "2016 is before the first whole year"),
            date(2017, 6, 1),
            (
                money(),
                issued("2015-06-01", 100),
                issued("2016-06-01", 50),
                issued("2016-06-01", 99, CITY),
            ),
            not_applicable=1,
        ),
    ),
)
