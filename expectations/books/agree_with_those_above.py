"""What a county has received from above is what those above have sent it, at every month's end."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

PROVINCE, CITY, COUNTY, OTHER_COUNTY = "990000", "990100", "990121", "990122"
AS_OF = date(2022, 12, 31)


def sent(amount: object = 100, to: str = COUNTY, **more: object) -> Fact:
    """A grant that the province booked on 10 May 2022, exported on 5 June."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "account_code": "5011",
        "account_name": "补助支出",
        "debit": amount,
        "counterparty": to,
    }
    return fact("journal_lines", **(cells | more))


def got(amount: object = 100, by: str = COUNTY, **more: object) -> Fact:
    """A grant that the county booked."""
    cells: dict[str, object] = {
        "book": by,
        "account_code": "4011",
        "account_name": "补助收入",
        "credit": amount,
        "counterparty": PROVINCE,
    }
    return fact("journal_lines", **(cells | more))


def both(on: str, got_on: str, exported_on: str, amount: object = 100) -> tuple[Fact, ...]:
    """Sent and received in another month, exported by both."""
    period = on[:7].replace("-", "")
    return (
        sent(period=period, occurred_on=on, exported_on=exported_on),
        got(amount, period=period, occurred_on=got_on, exported_on=exported_on),
    )


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which the county is not named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the county is named, once."""
    return Example(Text(zh, en), as_of, facts, finds=(COUNTY,))


RULE = Rule(
    code="AC-06",
    version=1,
    title=Text("上下级对账不符", "Books of two levels do not agree"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第六十七条：按月、按年核对预算收入的收纳以及库款拨付情况",
                "Implementing Regulation of the Budget Law art. 67: accounts are compared by month "
                "and by year, payments of treasury money among them",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第八十三条、第八十七条：年度终了时清理核实往来款项，"
                "上下级财政办理结算",
                "The same arts. 83, 87: at the end of the year dealings are cleared, and levels "
                "settle with each other",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "在途十日是本系统的疑点标准，没有法律效力",
                "Ten days in transit are a mark of ours, without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    limits=Text(
        "比较上下级总会计账套导出的凭证：当年累计的补助支出（补助费用、补助预算支出）与下级的补助收入"
        "（补助预算收入），与下级往来和与上级往来，截至双方都已导出的最后一个月末。"
        "月末前十日内上级拨出的视为在途。往来区划没有填、一方没有导出这类科目的，不比较；"
        "逐笔漏记、错记见 BT-05。摘要写明结转的分录不计。",
        "Compared are vouchers exported by both levels: this year's grants given and received, and "
        "their dealings, up to the last end of a month that both have exported. What was sent in "
        "the last ten days of it is in transit. Lines without the other's division, and pairs of "
        "which one side has no such account, are not compared; BT-05 looks at each document. "
        "Lines that say they close the year are left out.",
    ),
    subject="book",
    parameters=(
        Parameter(
            "days_in_transit",
            10,
            Text("月末前多少日历日内拨出的视为在途", "Calendar days in transit at a month's end"),
            own=True,
        ),
    ),
    population="""
        SELECT
            book.book_id,
            book.book_id AS subject_id,
            {as_of} AS happened_on,
            kept.book_id IS NOT NULL AS applicable
        FROM facts.book AS book
        LEFT JOIN (
            SELECT DISTINCT book_id
            FROM facts.journal_line
        ) AS kept ON book.book_id = kept.book_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            sum(abs(compared.sent - compared.received)) AS amount_at_issue,
            max(compared.month_end_on) AS due_on,
            max(compared.month_end_on) AS compared_on,
            sum(compared.sent) AS sent_amount,
            sum(compared.received) AS received_amount
        FROM subject
        INNER JOIN (
            SELECT
                moved.upper_book_id,
                moved.lower_book_id,
                moved.kind,
                moved.month_end_on,
                sum(moved.sent) AS sent,
                sum(moved.received) AS received,
                sum(
                    CASE
                        WHEN moved.occurred_on + scope.days_in_transit < moved.month_end_on
                            THEN moved.sent
                        ELSE 0
                    END
                ) AS arrived
            FROM (
                SELECT
                    booked.*,
                    CAST(
                        date_trunc(
                            'month',
                            least(
                                max(booked.sent_known_on) OVER pair,
                                max(booked.received_known_on) OVER pair
                            )
                        ) AS DATE
                    ) - 1 AS month_end_on,
                    max(booked.sent_known_on) OVER pair AS upper_known_on,
                    max(booked.received_known_on) OVER pair AS lower_known_on
                FROM (
                    SELECT
                        line.book_id AS upper_book_id,
                        other.book_id AS lower_book_id,
                        replace(replace(line.account_name, '费用', ''), '支出', '') AS kind,
                        line.occurred_on,
                        line.debit - line.credit AS sent,
                        0 AS received,
                        line.exported_on AS sent_known_on,
                        CAST(NULL AS DATE) AS received_known_on
                    FROM facts.journal_line AS line
                    INNER JOIN facts.book AS other
                        ON line.counterparty_division_id = other.division_id
                    WHERE line.is_current
                        AND line.account_name IN (
                            '补助支出', '补助费用', '补助预算支出', '与下级往来'
                        )
                        AND coalesce(line.summary, '') NOT LIKE '%结转%'
                    UNION ALL
                    SELECT
                        other.book_id AS upper_book_id,
                        line.book_id AS lower_book_id,
                        replace(replace(line.account_name, '上级', '下级'), '收入', '') AS kind,
                        line.occurred_on,
                        0 AS sent,
                        line.credit - line.debit AS received,
                        CAST(NULL AS DATE) AS sent_known_on,
                        line.exported_on AS received_known_on
                    FROM facts.journal_line AS line
                    INNER JOIN facts.book AS other
                        ON line.counterparty_division_id = other.division_id
                    WHERE line.is_current
                        AND line.account_name IN ('补助收入', '补助预算收入', '与上级往来')
                        AND coalesce(line.summary, '') NOT LIKE '%结转%'
                ) AS booked
                WINDOW pair AS (
                    PARTITION BY booked.upper_book_id, booked.lower_book_id, booked.kind
                )
            ) AS moved
            INNER JOIN scope ON moved.lower_book_id = scope.book_id
            WHERE moved.upper_known_on IS NOT NULL
                AND moved.lower_known_on IS NOT NULL
                AND moved.occurred_on <= moved.month_end_on
                AND extract(YEAR FROM moved.occurred_on) = extract(YEAR FROM moved.month_end_on)
            GROUP BY
                moved.upper_book_id, moved.lower_book_id, moved.kind, moved.month_end_on
        ) AS compared ON subject.book_id = compared.lower_book_id
        WHERE compared.received > compared.sent OR compared.received < compared.arrived
        GROUP BY subject.book_id, subject.subject_id
    """,
    sentence=Text(
        "截至 {compared_on}，上级账上当年拨给{book}的补助和往来 {sent_amount} 元，"
        "{book}账上收到 {received_amount} 元，相差 {amount_at_issue} 元，超出在途。",
        "By {compared_on} those above have booked {sent_amount} yuan of grants and "
        "dealings with {book} this year, and {book} {received_amount} yuan: {amount_at_issue} yuan "
        "apart, more than is in transit.",
    ),
    advice=Text(
        "双方按指标文号逐笔勾对，查明漏记、错记在哪一方，再补记或更正。",
        "Compare both sides document by document, find out which has it wrong, and correct it.",
    ),
    examples=(
        passes(
            "双方相符；另一县没有导出，不适用",
            "They agree; a county without an export",
            *(sent(), got(), fact("projects", project_code="P", book=OTHER_COUNTY)),
            not_applicable=1,
        ),
        found("下级少记一分", "A fen less below", sent(), got("99.99")),
        found("下级多记一分", "A fen more below", sent(), got("100.01")),
        passes(
            "月末前第十日拨出，在途",
            "Sent ten days before the end of the month: in transit",
            *(sent(), got(), sent(7, voucher_number=2, occurred_on="2022-05-21")),
        ),
        found(
            "月末前第十一日拨出，未收到",
            "Sent eleven days before and not received",
            *(sent(), got(), sent(7, voucher_number=2, occurred_on="2022-05-20")),
        ),
        found(
            "月末当日多收",
            "More was received on the last day",
            *(sent(), got(), got(7, voucher_number=2, occurred_on="2022-05-31")),
        ),
        passes(
            "次月的不比较",
            "The next month is not compared",
            *(sent(), got(), got(7, voucher_number=2, period=202206, occurred_on="2022-06-01")),
        ),
        passes(
            "上级后来才导出，按下级的月份",
            "The level above was exported later",
            *(sent(), got()),
            sent(7, period=202206, occurred_on="2022-06-10", exported_on="2022-07-05"),
        ),
        passes(
            "下级后来才导出，按上级的月份",
            "The level below was exported later",
            *(sent(), got()),
            got(7, period=202206, occurred_on="2022-06-10", exported_on="2022-07-05"),
        ),
        passes(
            "往年的不算",
            "Of another year",
            *(sent(), got(), sent(7, period=202112, occurred_on="2021-12-31")),
        ),
        passes(
            "元旦拨出，次日收到",
            "Sent on New Year's Day, received the day after",
            *both("2022-01-01", "2022-01-02", "2022-02-05"),
        ),
        found(
            "十二月末未收到",
            "Not received by the end of December",
            *both("2021-12-10", "2021-12-10", "2022-01-05", 90),
        ),
        passes("下级没有这类科目", "Nothing of the kind below", sent(), not_applicable=0),
        passes("上级没有这类科目", "Nothing of the kind above", got(), not_applicable=0),
        passes(
            "年终结转的分录不算",
            "Lines that close the year",
            *(sent(), got(), got("", voucher_number=2, debit=100, summary="年终结转")),
            sent("", voucher_number=2, credit=90, summary="结转补助支出"),
        ),
        found("红字收回，下级没有记", "Taken back in red", sent(), got(), sent(-7, line_number=2)),
        found(
            "补助相符，往来不符",
            "Grants agree, dealings do not",
            *(sent(), got(), sent(50, account_name="与下级往来", line_number=2)),
            got(40, account_name="与上级往来", line_number=2),
        ),
        passes(
            "补助费用、补助预算支出各对各的",
            "The two charts since 2023, each with its own",
            *(sent(account_name="补助费用"), got()),
            *(sent(line_number=2, account_name="补助预算支出"),),
            got(line_number=2, account_name="补助预算收入"),
        ),
        found(
            "省里的与市里的分开比；另一县相符",
            "Province and city each by itself; another county agrees",
            *(sent(), got(90), sent(book=CITY), got(110, counterparty=CITY, line_number=2)),
            *(sent(to=OTHER_COUNTY, line_number=2), got(by=OTHER_COUNTY)),
        ),
        found(
            "以最后一次导出为准",
            "By the last export",
            *(sent(), got(), got(90, exported_on="2022-06-20")),
        ),
        passes(
            "检查日之后导出的不看",
            "Exported after the day of the run",
            *(sent(), got(), got(90, exported_on="2022-06-20")),
            as_of=date(2022, 6, 19),
        ),
        passes(
            "2020 年 9 月 30 日的检查不适用",
            "Before the regulation",
            *both("2020-05-10", "2020-05-10", "2020-06-05", 90),
            as_of=date(2020, 9, 30),
            not_applicable=2,
        ),
    ),
)
