"""Transfers of the own budget are issued in time: general in 30 days, special in 60."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

PROVINCE, COUNTY, CITY = "990000", "990121", "990100"
#: The budget is approved on 20 January 2022.
DAY_30, DAY_31 = date(2022, 2, 19), date(2022, 2, 20)
DAY_60, DAY_61 = date(2022, 3, 21), date(2022, 3, 22)
AS_OF = date(2022, 6, 1)


def money(reference: str = "I", book: str = PROVINCE, **more: object) -> Fact:
    """1,000 yuan of the province's own budget."""
    cells: dict[str, object] = {
        "book": book,
        "document_no": f"省预〔2022〕{reference}号",
        "approved_on": "2022-01-20",
        "occurred_on": "2022-01-20",
    }
    return fact("appropriations", **(cells | more))


def issued(
    on: object, type_of_it: str = "special", reference: str = "I", book: str = PROVINCE,
    **more: object,
) -> Fact:  # fmt: skip
    """100 yuan of it issued to the county."""
    cells: dict[str, object] = {
        "book": book,
        "direction": "issued",
        "document_no": f"省财农〔2022〕{reference}号",
        "source_document": f"省预〔2022〕{reference}号",
        "counterparty": COUNTY,
        "amount": 100,
        "transfer_type": type_of_it,
        "occurred_on": on,
        "external_reference": reference,
    }
    return fact("transfers", **(cells | more))


def passes(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the issue is not named."""
    return Example(Text(zh, en), AS_OF, (money(), *facts))


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, (money(), *facts), finds=("I",))


RULE = Rule(
    code="BT-02",
    version=1,
    title=Text("本级安排的转移支付超期下达", "Late issue of transfers of the own budget"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第五十二条第二款、第四款："
                "县级以上地方各级预算安排对下级政府的一般性转移支付和"
                "专项转移支付，分别在本级人民代表大会批准预算后的三十日和六十日内正式下达",
                "Budget Law art. 52(2) and (4): from county level up, general and special "
                "transfers "
                "are issued within 30 and 60 days after the people's congress approved the budget",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "看已经下达的文件；还没有下达的，账里看不出哪些要下达，不检查。没有登记人大批准日期的、"
        "据实结算和突发事件的、"
        "结转下达的不检查。没有写明类型的按专项看。下达只写到月或年的，从最早可能的一天算。",
        "What was issued is examined; of what was not the books cannot tell what was meant to be. "
        "Not examined: money without the day of approval, what is settled by actuals or for "
        "emergencies, and what was carried over. Where no type is given the longer term holds; "
        "where only the month or year is known, the first day it can have been counts.",
    ),
    subject="transfer_issue",
    parameters=(
        Parameter(
            "days_general",
            30,
            Text("一般性转移支付的日历日数", "Calendar days for general transfers"),
        ),
        Parameter(
            "days_special",
            60,
            Text("专项转移支付的日历日数", "Calendar days for special transfers"),
        ),
    ),
    population="""
        SELECT
            issue.book_id,
            issue.transfer_issue_id AS subject_id,
            source.approved_on AS happened_on,
            source.approved_on IS NOT NULL AND issue.exemption IS NULL AS applicable,
            issue.transfer_type,
            issue.document_no,
            issue.fund_line_name,
            issue.recipient_division_id,
            issue.recipient_name,
            issue.amount,
            issue.earliest_on,
            issue.occurred_on
        FROM facts.transfer_issue AS issue
        INNER JOIN facts.source AS source
            ON issue.book_id = source.book_id AND issue.source_id = source.source_id
        WHERE issue.kind = 'transfer' AND source.kind = 'appropriation'
    """,
    breach="""
        SELECT
            late.book_id, late.subject_id,
            late.amount AS amount_at_issue,
            late.approved_on + late.days_allowed AS due_on,
            late.document_no, late.fund_line_name, late.approved_on,
            late.occurred_on AS issued_on,
            late.days_allowed,
            coalesce(recipient.name, late.recipient_name) AS recipient_name
        FROM (
            SELECT
                subject.*,
                subject.happened_on AS approved_on,
                CASE
                    WHEN subject.transfer_type = 'general' THEN scope.days_general
                    ELSE scope.days_special
                END AS days_allowed
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS late
        LEFT JOIN facts.division AS recipient
            ON late.recipient_division_id = recipient.division_id
        WHERE late.earliest_on > late.approved_on + late.days_allowed
    """,
    sentence=Text(
        "{book}的预算于 {approved_on} 批准，对{recipient_name}的“{document_no}”{fund_line_name} "
        "{amount_at_issue} 元应在 {days_allowed} 日内（{due_on} 前）下达，{issued_on} 才下达。",
        "{book}'s budget was approved on {approved_on}; {document_no} ({fund_line_name}, "
        "{amount_at_issue} yuan for {recipient_name}) was to be issued within {days_allowed} days, "
        "by {due_on}; it was on {issued_on}.",
    ),
    advice=Text(
        "核对人大批准日期和下达文件日期；年中调整预算安排的，登记调整方案的批准日期。",
        "Check the days of approval and of issue; of money from a budget change during the year, "
        "enter the day that change was approved.",
    ),
    examples=(
        passes("专项第 60 日下达", "Special, issued on day 60", issued(DAY_60)),
        found("专项第 61 日下达", "Special, issued on day 61", issued(DAY_61)),
        passes("一般性第 30 日下达", "General, issued on day 30", issued(DAY_30, "general")),
        found("一般性第 31 日下达", "General, issued on day 31", issued(DAY_31, "general")),
        passes("没有写明类型，按专项看", "No type: the longer term", issued(DAY_60, "")),
        passes("只知三月下达，可能在期限内", "Issued in March, no day known", issued("2022年3月")),
        found("只知四月下达，一定超过期限", "Issued in April, no day", issued("2022年4月")),
        Example(
            Text("两本账同文号，只有一本超期", "Two books, one document: one was late"),
            AS_OF,
            (
                *(money(), issued(DAY_60)),
                money(book=CITY, approved_on="2022-01-19"),
                issued(DAY_60, book=CITY, external_reference="I2"),
            ),
            finds=("I2",),
        ),
        Example(
            Text("一本账两笔，批准日期不同，只有一笔超期", "Two of a book, approved on other days"),
            AS_OF,
            (
                *(money(), issued(DAY_60)),
                money("I2", approved_on="2022-01-19"),
                issued(DAY_60, reference="I2"),
            ),
            finds=("I2",),
        ),
        found(
            "接收方只写名称的也报",
            "To a group of places that is only named",
            issued(DAY_61, counterparty="", counterparty_name="各县"),
        ),
        Example(
            Text("据实结算、没有批准日期的不适用", "Settled by actuals; no day of approval"),
            AS_OF,
            (
                *(money(), issued(DAY_61, exemption="settled_by_actuals")),
                *(money("I2", approved_on=""), issued(DAY_61, reference="I2")),
            ),
            not_applicable=2,
        ),
        Example(
            Text("上级的资金、债券转贷不看", "Money from above, and bond money lent on"),
            AS_OF,
            (
                *(money(), issued(DAY_61, kind="bond")),
                fact(
                    "transfers",
                    book=PROVINCE,
                    counterparty="000000",
                    document_no="省预〔2022〕I2号",
                ),
                issued(DAY_61, reference="I2"),
            ),
            not_applicable=0,
        ),
        Example(
            Text("2015 年以前批准的不适用", "Approved before the law was in force"),
            AS_OF,
            (money(approved_on="2014-12-31"), issued(DAY_61)),
            not_applicable=1,
        ),
    ),
)
