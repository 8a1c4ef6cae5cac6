"""Of what a fund line brought this year, each month end has at least its due share paid."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

LINE, DOCUMENT = "衔接资金", "省财农〔2022〕11号"
CITY, OTHER_COUNTY, PROVINCE = "990100", "990122", "990000"


def arrived(**more: object) -> Fact:
    """12,000 yuan of the line that the county received on 5 January 2022."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "fund_line": LINE,
        "amount": 12_000,
        "occurred_on": "2022-01-05",
    }
    return fact("transfers", **(cells | more))


def paid(amount: object, on: str) -> tuple[Fact, Fact]:
    """Some of it assigned and paid."""
    project = {"project_code": f"P{on}", "source_document": DOCUMENT, "amount": amount}
    return (
        fact("assignments", occurred_on="2022-01-06", **project),
        fact("disbursements", occurred_on=on, external_reference=f"Z{on}", **project),
    )


def returned(on: str) -> Fact:
    """One fen comes back of what was paid on 1 June."""
    return fact(
        "refunds",
        payment_reference="Z2022-06-01",
        kind="returned",
        amount="0.01",
        occurred_on=on,
    )


def measured(zh: str, en: str, as_of: date, on: str, enough: int) -> tuple[Example, Example]:
    """The share that is due at a month's end just paid, and one fen less."""
    return (
        Example(Text(f"{zh}，恰好", f"{en}, exactly"), as_of, (arrived(), *paid(enough, on))),
        Example(
            Text(f"{zh}，差一分", f"{en}, one fen short"),
            as_of,
            (arrived(), *paid(Decimal(enough) - Decimal("0.01"), on)),
            finds=(LINE,),
        ),
    )


def percent(name: str, default: int, zh: str, en: str, *, own: bool = False) -> Parameter:
    """A share of what was received, in per cent."""
    return Parameter(name, Decimal(default), Text(zh, en), own=own)


RULE = Rule(
    code="PF-01",
    version=3,
    title=Text("支出进度低于时序或节点", "Expenditure below schedule"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第六十条：合理安排支出进度",
                "Implementing Regulation of the Budget Law art. 60: the pace of expenditure is "
                "to be arranged reasonably",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "财政部逐年通知的支出进度节点：6 月底 50%、9 月底 75%、11 月底 90%、年底 100%；"
                "只在二手来源见到 9 月底 75%，其余未见原文",
                "Nodes of the yearly notices of the Ministry of Finance: 50 % by the end of June, "
                "75 % September, 90 % November, 100 % December; only the 75 % was seen, in a "
                "secondary source, the others in none",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "时序进度（月份/12）减 15 个百分点：分析口径，无法律效力",
                "Month/12 less 15 points: a yardstick of ours without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "节点逐年下文，各年文件未取得；自扶贫资金动态监控推行的 2018 年起适用。",
        "The nodes come by yearly notices that are not at hand; applied from 2018, the year in "
        "which the monitoring of these funds began.",
    ),
    limits=Text(
        "在每月最后一日量：当年到该日收到的资金，到该日支付了多少；下达下级的算作支出。查县级账簿和"
        "没有县级的市；捐赠、平台贷款和投资收益除外。年底才到的、追加的也照比例要求；收回、结转的没有支付。"
        "上年结转资金由 BT-13 检查。文件只写到月或年的，从最晚可能的一天算收到。",
        "Measured at the end of each month: of what came in that year up to the day, how much was "
        "paid by then; money issued below counts as paid. Books of counties, and of cities without "
        "them; no gifts, loans of platforms or returns. Money that comes late is held to the same "
        "shares; what was taken back was not paid; what was carried over is for BT-13. A receipt "
        "counts from the last day it can be.",
    ),
    rests_on_absence=True,
    subject="fund_line",
    parameters=(
        percent("percent_june", 50, "6 月底应达到的百分比", "Per cent due by the end of June"),
        percent("percent_september", 75, "9 月底应达到的百分比", "Per cent due by September"),
        percent("percent_november", 90, "11 月底应达到的百分比", "Per cent due by November"),
        percent("percent_december", 100, "年底应达到的百分比", "Per cent due by December"),
        percent(
            "points_behind", 15, "可落后时序的百分点", "Points it may be behind month/12", own=True
        ),
    ),
    population="""
        SELECT
            line.book_id,
            line.fund_line_id AS subject_id,
            measured.month_end_on AS happened_on,
            (book.level = 'county' OR (book.level = 'city' AND below.parent_id IS NULL))
            AND sum(moved.arrived) > 0 AS applicable,
            line.name AS fund_line_name,
            measured.month_end_on,
            measured.months,
            sum(moved.arrived) AS amount,
            sum(moved.gone) AS paid_amount
        FROM facts.fund_line AS line
        INNER JOIN facts.book AS book ON line.book_id = book.book_id
        LEFT JOIN (
            SELECT DISTINCT parent_id FROM facts.division WHERE level = 'county'
        ) AS below ON book.division_id = below.parent_id
        CROSS JOIN (
            SELECT
                latest.month_end_on,
                CAST(extract(MONTH FROM latest.month_end_on) AS INTEGER) AS months,
                CAST(date_trunc('year', latest.month_end_on) AS DATE) AS year_begin_on
            FROM (SELECT CAST(date_trunc('month', {as_of}) AS DATE) - 1 AS month_end_on) AS latest
        ) AS measured
        LEFT JOIN (
            SELECT
                source.book_id,
                source.fund_line_id,
                source.first_occurred_on,
                flow.occurred_on,
                flow.arrived,
                flow.gone
            FROM facts.source AS source
            INNER JOIN (
                SELECT book_id, source_id, occurred_on, amount AS arrived, 0 AS gone
                FROM facts.source_arrival
                UNION ALL
                SELECT book_id, source_id, occurred_on, 0 AS arrived, amount AS gone
                FROM facts.source_use
                WHERE kind IN ('disbursed', 'issued')
            ) AS flow
                ON source.book_id = flow.book_id AND source.source_id = flow.source_id
            WHERE source.in_budget AND source.kind <> 'carry_over'
        ) AS moved
            ON line.book_id = moved.book_id
            AND line.fund_line_id = moved.fund_line_id
            AND moved.first_occurred_on >= measured.year_begin_on
            AND moved.occurred_on <= measured.month_end_on
        GROUP BY
            line.book_id, line.fund_line_id, line.name, book.level, below.parent_id,
            measured.months, measured.month_end_on
    """,
    breach="""
        SELECT
            due.book_id,
            due.subject_id,
            round(due.amount * due.twelfths / 1200.00, 2) - due.paid_amount AS amount_at_issue,
            due.month_end_on AS due_on,
            due.fund_line_name,
            due.amount AS received_amount,
            due.paid_amount,
            round(due.paid_amount * 100.00 / due.amount, 2) AS paid_percent,
            round(due.twelfths / 12.00, 2) AS required_percent
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.month_end_on, subject.fund_line_name,
                subject.amount, subject.paid_amount,
                greatest(
                    subject.months * 100 - scope.points_behind * 12,
                    CASE
                        WHEN subject.months = 12 THEN scope.percent_december
                        WHEN subject.months >= 11 THEN scope.percent_november
                        WHEN subject.months >= 9 THEN scope.percent_september
                        WHEN subject.months >= 6 THEN scope.percent_june
                    END * 12
                ) AS twelfths
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS due
        WHERE due.paid_amount * 1200 < due.amount * due.twelfths
    """,
    sentence=Text(
        "到 {due_on}，{book}{fund_line_name}当年收到 {received_amount} 元，已支付 "
        "{paid_amount} 元，进度 {paid_percent}%，应不低于 {required_percent}%，"
        "差 {amount_at_issue} 元。",
        "By {due_on} {book} had received {received_amount} yuan of {fund_line_name} this year and "
        "paid {paid_amount}: {paid_percent} % where at least {required_percent} % was due, "
        "{amount_at_issue} yuan short.",
    ),
    advice=Text(
        "查明慢在哪个环节；资金到得晚、按合同节点支付的，说明后可排除。",
        "Find the stage that is slow; money that came late or is paid by the stages of a contract "
        "may be dismissed with that reason.",
    ),
    examples=(
        *measured("6 月底 50%", "50 % by June", date(2022, 7, 1), "2022-06-30", 6000),
        *measured("9 月底 75%", "75 % by September", date(2022, 10, 1), "2022-09-30", 9000),
        *measured("11 月底 90%", "90 % by November", date(2022, 12, 1), "2022-11-30", 10_800),
        *measured("年底 100%", "100 % by December", date(2023, 1, 1), "2022-12-31", 12_000),
        *measured(
            "年底 100%，次年一月", "In January after", date(2023, 1, 31), "2022-12-31", 12_000
        ),
        *measured("10 月底 75%", "75 % by October", date(2022, 11, 1), "2022-10-31", 9000),
        *measured("8/12 减 15 点", "8/12 less 15 points", date(2022, 9, 1), "2022-08-31", 6200),
        *measured("5/12 减 15 点", "5/12 less 15 points", date(2022, 6, 1), "2022-05-31", 3200),
        Example(
            Text("7 月 1 日才付的不算 6 月底的", "Paid on 1 July: not by the end of June"),
            date(2022, 7, 1),
            (arrived(), *paid(6000, "2022-07-01")),
            finds=(LINE,),
        ),
        Example(
            Text("6 月 30 日尚未过完，只看 5 月底", "On 30 June only the end of May has passed"),
            date(2022, 6, 30),
            (arrived(), *paid(3200, "2022-05-31")),
        ),
        Example(
            Text("支付已红字冲销，不算支付", "A reversed payment is none"),
            date(2022, 7, 1),
            (
                arrived(),
                *paid(6000, "2022-06-01"),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-20", reason="退回"),
            ),
            finds=(LINE,),
        ),
        Example(
            Text("付出后退回的，不算支付", "What was paid and returned is not spent"),
            date(2022, 7, 1),
            (
                arrived(),
                *paid(6000, "2022-06-01"),
                returned("2022-06-20"),
            ),
            finds=(LINE,),
        ),
        Example(
            Text("7 月才退回的，6 月底算支付", "Returned in July: spent by the end of June"),
            date(2022, 7, 31),
            (
                arrived(),
                *paid(6000, "2022-06-01"),
                returned("2022-07-01"),
            ),
        ),
        Example(
            Text("两县同名资金，各算各的", "Two counties, one line: each by itself"),
            date(2022, 7, 1),
            (
                arrived(),
                *paid(6000, "2022-06-30"),
                arrived(book=OTHER_COUNTY),
                # Its money then stands at the same place of its log.
                fact("projects", book=OTHER_COUNTY, project_code="Q"),
            ),
            finds=(LINE,),
        ),
        Example(
            Text("一笔付清，另一笔没有付", "Two documents: one paid in full, one not"),
            date(2022, 7, 1),
            (arrived(), *paid(12_000, "2022-06-30"), arrived(document_no="另", amount=12_001)),
            finds=(LINE,),
        ),
        Example(
            Text("两条资金，一条付清", "Two lines: one is paid in full"),
            date(2022, 7, 1),
            (
                *(arrived(), *paid(12_000, "2022-06-30")),
                arrived(document_no="另", fund_line="另一资金", amount=1),
            ),
            finds=("另一资金",),
        ),
        Example(
            Text("没有县的市适用", "A city without counties: it applies"),
            date(2022, 7, 1),
            (arrived(book="990300"),),
            finds=(LINE,),
        ),
        Example(
            Text("1 月 1 日收到的算当年", "Received on 1 January: this year's"),
            date(2022, 7, 1),
            (arrived(occurred_on="2022-01-01"),),
            finds=(LINE,),
        ),
        Example(
            Text("6 月 30 日收到的算，7 月 1 日的不算", "Received on 30 June, and on 1 July"),
            date(2022, 7, 2),
            (
                arrived(occurred_on="2022-06-30"),
                arrived(document_no="另", fund_line="另一资金", occurred_on="2022-07-01"),
            ),
            finds=(LINE,),
            not_applicable=1,
        ),
        Example(
            Text("收到后全部收回，不适用", "All recalled: the rule does not apply"),
            date(2022, 7, 1),
            (
                arrived(),
                fact(
                    "transfer_adjustments",
                    kind="recall",
                    transfer_document=DOCUMENT,
                    occurred_on="2022-06-30",
                    amount=12_000,
                ),
            ),
            not_applicable=1,
        ),
        Example(
            Text("只知 2022 年收到：年底以前不算", "Received in 2022, no day: not before December"),
            date(2022, 12, 31),
            (arrived(occurred_on="2022年"),),
            not_applicable=1,
        ),
        Example(
            Text("市级下面有县，不适用", "A city with counties below it: the rule does not apply"),
            date(2022, 7, 1),
            (arrived(book=CITY),),
            not_applicable=1,
        ),
        Example(
            Text("上年收到的资金不适用", "Money of the year before: the rule does not apply"),
            date(2022, 7, 1),
            (arrived(occurred_on="2021-12-31"),),
            not_applicable=1,
        ),
        Example(
            Text("捐赠资金不适用", "A donation: the rule does not apply"),
            date(2022, 7, 1),
            (fact("donations", occurred_on="2022-01-05"),),
            not_applicable=1,
        ),
        Example(
            Text("2017 年底不适用", "The end of 2017: before the rule applies"),
            date(2018, 1, 31),
            (arrived(occurred_on="2017-01-05"),),
            not_applicable=1,
        ),
        Example(
            Text("2018 年 2 月底适用", "The end of February 2018: it applies"),
            date(2018, 3, 1),
            (arrived(occurred_on="2018-01-05"),),
            finds=(LINE,),
        ),
    ),
)
