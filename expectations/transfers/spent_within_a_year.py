"""Money that arrived is paid out or passed on within a year; what lies two years is graver."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

COUNTY, OTHER_COUNTY, PROVINCE = "990121", "990122", "990000"
DOCUMENT = "省财农〔2021〕13号"
#: The money arrives on 1 March 2021.
DAY_365, DAY_366 = date(2022, 3, 1), date(2022, 3, 2)
DAY_730, DAY_731 = date(2023, 3, 1), date(2023, 3, 2)


def arrived(**more: object) -> Fact:
    """100 yuan that the county received on 1 March 2021."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "amount": 100,
        "occurred_on": "2021-03-01",
        "external_reference": "R",
    }
    return fact("transfers", **(cells | more))


def assigned(amount: int) -> Fact:
    """Some of it given to a project."""
    return fact(
        "assignments",
        project_code="P",
        source_document=DOCUMENT,
        amount=amount,
        occurred_on="2021-04-01",
    )


def paid(amount: object, on: object = "2021-05-01") -> Fact:
    """A payment of it, named after its amount."""
    return fact(
        "disbursements",
        external_reference=f"Z{amount}",
        project_code="P",
        source_document=DOCUMENT,
        amount=amount,
        occurred_on=on,
    )


def returned(on: str) -> Fact:
    """One fen of the payment of 100 yuan comes back."""
    return fact("refunds", payment_reference="Z100", kind="returned", amount="0.01", occurred_on=on)


def year_end(**more: object) -> Fact:
    """All of it leaves the source at the end of the year."""
    return fact("take_backs", source_document=DOCUMENT, occurred_on="2021-12-31", **more)


def added() -> Fact:
    """50 yuan more, from 1 June 2021."""
    return fact(
        "transfer_adjustments", transfer_document=DOCUMENT, amount=50, occurred_on="2021-06-01"
    )


def passes(zh: str, en: str, as_of: date, *facts: Fact) -> Example:
    """An example in which the money that arrived is not named."""
    return Example(Text(zh, en), as_of, (arrived(), *facts))


def found(zh: str, en: str, as_of: date, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, (arrived(), *facts), finds=("R",))


RULE = Rule(
    code="BT-13",
    version=2,
    title=Text("资金闲置", "Idle funds"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "审计实践：审计署 2017 年第 6 号公告（158 个县）报告资金闲置 19.54 亿元，"
                "其中 6.23 亿元闲置 2 年以上",
                "Audit practice: the National Audit Office's announcement 6 of 2017 (158 counties) "
                "reports 1.954 billion idle, of it 623 million for 2 years or more",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计实践：2018 年对 145 个县的审计报告闲置 1 年以上 6.7 亿元、2 年以上 2.23 亿元",
                "Audit practice: the 2018 audit of 145 counties reports 670 million idle for 1 "
                "year or more and 223 million for 2 years or more",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    in_force_note=Text(
        "闲置一年、两年是审计报告的口径，不是法条规定的期限；自现行《预算法》施行之日起适用。",
        "One and two years are how audits report, not terms of a law; applied from the day of the "
        "present Budget Law.",
    ),
    limits=Text(
        "已安排到项目但尚未支付的、付出后退回的，仍算闲置；已下达给下级的，算到下级；"
        "已收回的不算。结转不重新起算，"
        "从最初收到之日算；期初余额从原到达日期算；追加的从追加之日算。捐赠、"
        "平台贷款和投资收益不在此列。"
        "文件只写到月或年的，从最晚可能的一天起算。",
        "Money assigned to a project and not yet paid, or paid and returned, is idle; money issued "
        "below counts there, what was taken back is gone. What was carried over, or there at "
        "opening, is as old as when it first arrived, an addition as its own day. Gifts, loans of "
        "platforms and returns are not meant. Where a document names only a month or year, its "
        "last day counts.",
    ),
    subject="source",
    parameters=(
        Parameter(
            "days_idle",
            365,
            Text("闲置超过多少日列为“1 年以上”", "Idle for more days than this: over 1 year"),
        ),
        Parameter(
            "days_long_idle",
            730,
            Text("闲置超过多少日列为“2 年以上”", "Idle for more days than this: over 2 years"),
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.first_occurred_on AS happened_on,
            source.in_budget
            AND (NOT book.partial OR moved.source_id IS NOT NULL) AS applicable,
            source.document_no,
            source.fund_line_name,
            source.amount,
            source.first_occurred_on AS occurred_on
        FROM facts.source AS source
        INNER JOIN facts.book AS book ON source.book_id = book.book_id
        LEFT JOIN (SELECT DISTINCT book_id, source_id FROM facts.source_use) AS moved
            ON source.book_id = moved.book_id AND source.source_id = moved.source_id
    """,
    breach="""
        SELECT
            idle.book_id,
            idle.subject_id,
            idle.amount AS amount_at_issue,
            idle.due_on,
            CASE WHEN idle.long_amount > 0 THEN 3 ELSE 2 END AS severity,
            CASE WHEN idle.long_amount > 0 THEN 2 ELSE 1 END AS idle_years,
            idle.document_no, idle.fund_line_name, idle.received_on, idle.received_amount,
            idle.spent_amount
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.document_no, subject.fund_line_name,
                subject.occurred_on AS received_on,
                subject.amount AS received_amount,
                subject.occurred_on + scope.days_idle AS due_on,
                coalesce(gone.amount, 0) AS spent_amount,
                -- What was added since is not as old as the rest.
                subject.amount - coalesce(gone.amount, 0) - coalesce(added.amount, 0) AS amount,
                CASE
                    WHEN subject.occurred_on + scope.days_long_idle < {as_of}
                        THEN subject.amount - coalesce(gone.amount, 0)
                            - coalesce(added.long_amount, 0)
                    ELSE 0
                END AS long_amount
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN (
                SELECT book_id, source_id, sum(amount) AS amount
                FROM facts.source_use
                GROUP BY book_id, source_id
            ) AS gone
                ON subject.book_id = gone.book_id AND subject.subject_id = gone.source_id
            LEFT JOIN (
                SELECT
                    part.book_id, part.source_id,
                    sum(part.amount) FILTER (
                        WHERE part.occurred_on + scope.days_idle >= {as_of}
                    ) AS amount,
                    sum(part.amount) AS long_amount
                FROM facts.source_arrival AS part
                INNER JOIN scope ON part.book_id = scope.book_id
                WHERE part.adjusting AND part.amount > 0
                    AND part.occurred_on + scope.days_long_idle >= {as_of}
                GROUP BY part.book_id, part.source_id
            ) AS added
                ON subject.book_id = added.book_id AND subject.subject_id = added.source_id
        ) AS idle
        WHERE idle.due_on < {as_of} AND idle.amount > 0
    """,
    sentence=Text(
        "{book}于 {received_on} 收到“{document_no}”{fund_line_name} {received_amount} 元，"
        "已支付（扣除退回）、下达和收回 {spent_amount} 元，{amount_at_issue} 元闲置 "
        "{idle_years} 年以上。",
        "{book} received {received_amount} yuan ({fund_line_name}, {document_no}) on "
        "{received_on}; {spent_amount} was paid and not returned, issued or taken back, "
        "{amount_at_issue} has lain idle for over {idle_years} year(s).",
    ),
    advice=Text(
        "查明闲置在哪个环节（未安排、未开工、未报账），是否应按《预算法》第四十二条收回。",
        "Find the stage at which it lies (not assigned, not begun, not claimed) and whether it is "
        "to be taken back under art. 42 of the Budget Law.",
    ),
    examples=(
        passes("满 365 日当天仍未支付，未超过", "Unspent on day 365: not over a year", DAY_365),
        found("第 366 日仍未支付", "Unspent on day 366", DAY_366),
        passes("支付完的不算闲置", "All paid", DAY_366, assigned(100), paid(60), paid(40, DAY_366)),
        found("剩一分未支付", "One fen unspent", DAY_366, assigned(100), paid("99.99")),
        found("安排到项目但没有支付", "Assigned to a project and not paid", DAY_366, assigned(100)),
        found(
            "检查日以后才支付",
            "Paid after the day of the run",
            DAY_366,
            assigned(100),
            paid(100, "2022-03-03"),
        ),
        found(
            "支付后又红字冲销",
            "Paid, and the payment reversed",
            DAY_366,
            assigned(100),
            paid(100),
            fact("reversals", voucher="202105-1", occurred_on="2021-06-01", reason="账号写错退回"),
        ),
        found("满 730 日当天：仍是 1 年以上", "On day 730 it is still over one year", DAY_730),
        found(
            "第 731 日：2 年以上，更严重", "On day 731 it is over two years, and graver", DAY_731
        ),
        Example(
            Text("省级已全部下达，由下级计算", "A province that issued all of it is done"),
            DAY_366,
            (
                arrived(book=PROVINCE, counterparty="000000"),
                fact(
                    "transfers",
                    book=PROVINCE,
                    direction="issued",
                    document_no="省财农〔2021〕14号",
                    source_document=DOCUMENT,
                    counterparty=COUNTY,
                    amount=100,
                    occurred_on="2021-03-20",
                ),
            ),
        ),
        found(
            "付出后由收款人退回",
            "Paid, and returned by the payee",
            DAY_366,
            assigned(100),
            paid(100),
            returned("2021-06-01"),
        ),
        passes("满一年前收回", "Taken back within the year", DAY_366, year_end()),
        Example(
            Text("结转不重新起算，原来源不再算", "Carried over: as old as before, counted once"),
            DAY_731,
            (arrived(), year_end(kind="carry_over", external_reference="C")),
            finds=("carry_over|C",),
        ),
        passes(
            "追加的另起算，满 365 日当天",
            "An addition has its own day: day 365 of it",
            date(2022, 6, 1),
            *(assigned(100), paid(100), added()),
        ),
        found(
            "追加第 366 日仍未支付",
            "Day 366 of the addition",
            date(2022, 6, 2),
            *(assigned(100), paid(100), added()),
        ),
        Example(
            Text("两县同文号，只有一县闲置", "Two counties, one document: only one lies idle"),
            DAY_366,
            (
                *(arrived(), assigned(100), paid(100)),
                arrived(book=OTHER_COUNTY, external_reference="R2"),
            ),
            finds=("R2",),
        ),
        Example(
            Text("只知三月收到：从三月底起算", "Received in March: counted from its last day"),
            date(2022, 3, 31),
            (arrived(occurred_on="2021年3月"),),
        ),
        Example(
            Text("只知三月收到：三月底起已超过一年", "Received in March: surely over a year"),
            date(2022, 4, 1),
            (arrived(occurred_on="2021年3月"),),
            finds=("R",),
        ),
        Example(
            Text("捐赠资金不适用", "A donation: the rule does not apply"),
            DAY_731,
            (fact("donations", occurred_on="2021-03-01"),),
            not_applicable=1,
        ),
        Example(
            Text("2015 年以前收到的不适用", "Received before the rule applies"),
            DAY_731,
            (arrived(occurred_on="2014-12-31"),),
            not_applicable=1,
        ),
        Example(
            Text("2015 年 1 月 1 日收到的适用", "Received on the first day it applies"),
            DAY_731,
            (arrived(occurred_on="2015-01-01"),),
            finds=("R",),
        ),
    ),
)
