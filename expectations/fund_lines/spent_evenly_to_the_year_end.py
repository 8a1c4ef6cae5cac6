"""What is paid of a fund line in a year is not paid in a rush at its end: a lead, not a breach."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2023, 1, 1)
LINE, OTHER_LINE, OTHER_COUNTY = "衔接资金", "奖补资金", "990122"


def arrived(line: str = LINE, document: str = "文", **more: object) -> tuple[Fact, ...]:
    """A million yuan of a line, given to a project of its own."""
    return (
        fact("transfers", document_no=document, fund_line=line, amount=1_000_000, **more),
        fact(
            "assignments",
            project_code=f"P{document}",
            source_document=document,
            amount=900_000,
            **({"book": more["book"]} if "book" in more else {}),
        ),
    )


def paid(
    on: str, thousands: object, document: str = "文", year: int = 2022, **more: object
) -> Fact:
    """So many thousand yuan paid of it on a day of a year."""
    cells: dict[str, object] = {
        "project_code": f"P{document}",
        "source_document": document,
        "occurred_on": f"{year}-{on}",
        "amount": Decimal(str(thousands)) * 1000,
    }
    return fact("disbursements", **(cells | more))


def judged(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = (), **more: int) -> Example:
    """An example on the first day of 2023."""
    return Example(Text(zh, en), AS_OF, facts, finds, **more)


#: Four payments by November that come to sixty thousand yuan; and to a fen less.
EARLIER = (*arrived(), paid("05-10", 14), paid("07-11", 15), paid("10-12", 15), paid("11-30", 16))
ROUND = (*EARLIER[:-1], paid("11-30", "15.99999"))
#: Whose account it is in the year's last days matters: of the first three it does.
UNITS = {
    "D": ("示范县财政局", "public_unit"),
    "C": ("示范镇财政所", "public_unit"),
    "U": ("示范乡政府基建账户", "public_unit"),
    "E": ("示范乡政府招待所公司", "enterprise"),
    "S": ("示范县医院", "public_unit"),
}
OWN = tuple(
    fact("payees", payee_code=code, name=name, kind=kind) for code, (name, kind) in UNITS.items()
)


def evenly(document: str, on: str, payee: str) -> tuple[Fact, ...]:
    """A line of which five payments are made by June, and a small one to somebody on a day."""
    return (
        fact("projects", project_code=f"P{document}", responsible_unit="示范乡政府"),
        *arrived(f"资金{document}", document),
        *(paid(f"0{number}-15", 20, document) for number in range(4, 9)),
        paid(on, "0.001", document, payee_code=payee, payee_name=UNITS[payee][0]),
    )


RULE = Rule(
    code="DP-14",
    version=1,
    title=Text("年末突击支付（线索）", "A rush of payments at the year's end (a lead)"),
    severity=Severity.NOTICE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "审计方法：按 6 月 30 日、9 月 30 日、10 月 31 日检查支出进度，看年末是否突击支付",
                "Audit method: spending is looked at on 30 June, 30 September and 31 October, and "
                "whether it rushes at the year's end",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 12, 31),
    in_force_note=Text(
        "没有法定起点；从第一个完整使用现行办法的年度（2018 年）起检查。",
        "No law sets a first day; the first year looked at is 2018.",
    ),
    limits=Text(
        "只是线索，不是问题：年末到账的资金、跨年施工的工程，年末付款可以是正当的。"
        "年度结束后按资金名称检查上一年度，付款太少、金额太小的不看。最后十日把钱付到本单位或财政所账户的，"
        "比例不高也列出，更严重；按收款单位名称认定，和 DP-09 相同。",
        "A lead, not a breach: money that arrived late and works that go on over the winter are "
        "properly paid then. Each line is looked at once its year has ended; where few payments or "
        "little money were paid it is not. What went to the unit's own account or a finance "
        "office's in the last ten days is named whatever its share, and graver; it is told by the "
        "payee's name, as DP-09 tells it.",
    ),
    subject="fund_line",
    parameters=(
        Parameter(
            "percent_of_december",
            Decimal(40),
            Text("12 月支付占全年的百分比上限", "Most per cent of the year paid in December"),
            own=True,
        ),
        Parameter(
            "percent_of_last_days",
            Decimal(20),
            Text("最后十日支付占全年的百分比上限", "Most per cent paid in its last ten days"),
            own=True,
        ),
        Parameter(
            "least_payments",
            5,
            Text("全年至少付款笔数", "Payments of the year, at least"),
            own=True,
        ),
        Parameter(
            "least_amount",
            Decimal(100_000),
            Text("全年至少付款金额（元）", "Yuan paid in the year, at least"),
            own=True,
        ),
    ),
    population="""
        SELECT
            line.book_id,
            line.fund_line_id AS subject_id,
            ended.year_end_on AS happened_on,
            coalesce(
                spent.payments >= scope.least_payments AND spent.amount >= scope.least_amount,
                FALSE
            ) AS applicable,
            ended.measured_year,
            line.name AS fund_line_name,
            spent.payments,
            spent.amount,
            spent.december_amount,
            spent.last_days_amount,
            spent.own_amount
        FROM facts.fund_line AS line
        INNER JOIN scope ON line.book_id = scope.book_id
        CROSS JOIN (
            SELECT
                CAST(date_trunc('year', {as_of}) AS date) - 1 AS year_end_on,
                extract(YEAR FROM {as_of}) - 1 AS measured_year
        ) AS ended
        LEFT JOIN (
            SELECT
                part.book_id,
                part.fund_line_id,
                part.measured_year,
                count(*) AS payments,
                sum(part.amount) AS amount,
                sum(CASE WHEN part.month_number = 12 THEN part.amount ELSE 0 END)
                    AS december_amount,
                sum(
                    CASE
                        WHEN part.month_number = 12 AND part.day_number > 21 THEN part.amount
                        ELSE 0
                    END
                ) AS last_days_amount,
                sum(
                    CASE
                        WHEN part.month_number = 12 AND part.day_number > 21 AND part.to_own
                            THEN part.amount
                        ELSE 0
                    END
                ) AS own_amount
            FROM (
                SELECT
                    source.book_id,
                    source.fund_line_id,
                    paid.amount,
                    extract(YEAR FROM paid.occurred_on) AS measured_year,
                    extract(MONTH FROM paid.occurred_on) AS month_number,
                    extract(DAY FROM paid.occurred_on) AS day_number,
                    payee.name LIKE '%财政局%'
                    OR payee.name LIKE '%财政所%'
                    OR (
                        payee.kind NOT IN ('enterprise', 'cooperative', 'village_collective')
                        AND coalesce(starts_with(payee.name, project.responsible_unit), FALSE)
                    ) AS to_own
                FROM facts.disbursement AS paid
                INNER JOIN facts.source AS source
                    ON paid.book_id = source.book_id AND paid.source_id = source.source_id
                INNER JOIN facts.project AS project
                    ON paid.book_id = project.book_id AND paid.project_id = project.project_id
                INNER JOIN facts.payee AS payee
                    ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
                WHERE source.in_budget
            ) AS part
            GROUP BY part.book_id, part.fund_line_id, part.measured_year
        ) AS spent
            ON line.book_id = spent.book_id
            AND line.fund_line_id = spent.fund_line_id
            AND ended.measured_year = spent.measured_year
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.december_amount AS amount_at_issue,
            subject.happened_on AS due_on,
            CASE WHEN subject.own_amount > 0 THEN 3 ELSE 2 END AS severity,
            subject.measured_year,
            subject.fund_line_name,
            subject.payments,
            subject.amount AS paid_amount,
            round(subject.december_amount * 100.00 / subject.amount, 2) AS december_percent,
            subject.last_days_amount,
            round(subject.last_days_amount * 100.00 / subject.amount, 2) AS last_days_percent,
            subject.own_amount AS own_account_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        WHERE subject.december_amount * 100 > subject.amount * scope.percent_of_december
            OR subject.last_days_amount * 100 > subject.amount * scope.percent_of_last_days
            OR subject.own_amount > 0
    """,
    sentence=Text(
        "线索：{book} {measured_year} 年从{fund_line_name}付款 {payments} 笔共 {paid_amount} 元，"
        "12 月付 {amount_at_issue} 元（{december_percent}%），最后十日付 {last_days_amount} 元"
        "（{last_days_percent}%），其中付到本单位、财政所账户 {own_account_amount} 元。",
        "A lead, not a breach: in {measured_year} {book} made {payments} payments of "
        "{fund_line_name}, {paid_amount} yuan in all, {amount_at_issue} of it in December "
        "({december_percent} %) and {last_days_amount} in the last ten days "
        "({last_days_percent} %); {own_account_amount} yuan of these to its own accounts.",
    ),
    advice=Text(
        "查 12 月付款的进度单、验收单和收款账户：工程没到进度、钱付到单位自己账户的，是以拨作支。",
        "See progress, acceptance and accounts of December's payments: where works were not that "
        "far, or the money went to the unit's own account, it was moved and not spent.",
    ),
    examples=(
        judged(
            "12 月正好 40%，最后十日正好 20%",
            "Exactly 40 % in December, 20 % of it in the last ten days",
            *EARLIER,
            paid("12-21", 20),
            paid("12-22", 20),
        ),
        judged(
            "12 月超过一分；正好五笔、十万元",
            "A fen more in December; just five payments and 100,000 yuan",
            *ROUND,
            paid("12-01", "40.00001"),
            finds=(LINE,),
        ),
        judged(
            "最后十日超过一分",
            "A fen more in the last ten days",
            *ROUND,
            paid("06-01", 1),
            paid("12-21", 19),
            paid("12-22", "20.00001"),
            finds=(LINE,),
        ),
        judged(
            "最后十日付到财政局、财政所或本单位的账户；付给企业的、十日之前付的不算",
            "To a finance office's or the unit's own account in the last ten days; not to an "
            "enterprise, nor before",
            *OWN,
            *evenly("局", "12-22", "D"),
            *evenly("所", "12-31", "C"),
            *evenly("本", "12-30", "U"),
            *evenly("企", "12-30", "E"),
            *evenly("前", "12-21", "C"),
            *evenly("别", "12-30", "S"),
            finds=("资金局", "资金所", "资金本"),
        ),
        judged(
            "四笔不看；不到十万元的不看；两年分开",
            "Four payments, or less than 100,000 yuan, are not looked at; nor are years together",
            *arrived(),
            *(paid(day, 30, year=2021) for day in ("12-29", "12-30")),
            *(paid(day, 30) for day in ("12-26", "12-27", "12-28", "12-29")),
            *arrived(OTHER_LINE, "二"),
            *(paid(day, "19.99999", "二") for day in ("12-01", "12-26", "12-27", "12-28", "12-29")),
            paid("12-31", 30, "二", 2021),
            paid("01-01", 30, "二", 2023),
            not_applicable=2,
        ),
        Example(
            Text("12 月 31 日，当年未完，看上一年", "On 31 December the year before counts"),
            date(2022, 12, 31),
            (*EARLIER, paid("12-30", 90)),
            not_applicable=1,
        ),
        judged(
            "两项资金，只有一项突击",
            "Two lines: one rushes",
            *arrived(),
            *(paid("12-30", 20 + number) for number in range(5)),
            *arrived(OTHER_LINE, "二"),
            *(paid("06-30", 20 + number, "二") for number in range(5)),
            finds=(LINE,),
        ),
        judged(
            "两县同名资金，只有一县够五笔",
            "Two counties, one line: one has five payments",
            *arrived(),
            *(paid("12-30", 20 + number) for number in range(5)),
            *arrived(book=OTHER_COUNTY),
            *(paid("12-30", 30 + number, book=OTHER_COUNTY) for number in range(4)),
            finds=(LINE,),
        ),
        judged(
            "红字冲销后不超过",
            "Once one is reversed it is not too much",
            *EARLIER,
            paid("12-30", 90),
            fact("reversals", voucher="202212-1", occurred_on="2022-12-31", reason="记错"),
        ),
        judged(
            "不是预算资金的不适用",
            "What is not budget money: not applicable",
            fact("donations", donation_code="捐", amount=500_000, donor="示范企业"),
            fact("assignments", project_code="P捐", source_document="捐", amount=500_000),
            *(paid("12-30", 20 + number, "捐") for number in range(5)),
            not_applicable=1,
        ),
        Example(
            Text("2017 年的不适用", "2017: not applicable"),
            date(2018, 12, 30),
            (
                *arrived(occurred_on="2017-03-01"),
                *(paid("12-30", 20 + number, year=2017) for number in range(5)),
            ),
            not_applicable=1,
        ),
    ),
)
