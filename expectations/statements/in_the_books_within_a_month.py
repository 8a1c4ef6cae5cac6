"""What treasury and bank say came in or went out is in the books within a month."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)
#: The line is of 1 May 2022.
DAY_30, DAY_31 = date(2022, 5, 31), date(2022, 6, 1)


def line(**more: object) -> Fact:
    """100 yuan that went out on 1 May by the bank's statement."""
    cells: dict[str, object] = {"line_reference": "L", "direction": "out"}
    return fact("statement_lines", **(cells | more))


def paid(on: object = "2022-05-01", **more: object) -> Fact:
    """A payment of 100 yuan by the books."""
    return fact("disbursements", project_code="P", occurred_on=on, **more)


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which the line is not named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, facts, finds=("L",))


RULE = Rule(
    code="AC-07",
    version=1,
    title=Text("账实不符", "Statement not in the books"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第十七条：定期将会计账簿记录与实物、款项及有关资料相互核对，"
                "保证账实相符",
                "Accounting Law art. 17: the books are regularly checked against things, money and "
                "papers, and agree with them",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第六十四条、第六十七条：国库收支报表和按月、按年核对库款",
                "Implementing Regulation of the Budget Law arts. 64, 67: reports of the treasury, "
                "and checking of treasury money every month and year",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2000, 7, 1),
    in_force_note=Text(
        "自 1999 年修订的《会计法》施行之日起适用。",
        "Applied from the day of the Accounting Law as revised in 1999.",
    ),
    limits=Text(
        "只看已导入的对账单明细：没有核对上，前后三十日内账上也没有同方向、"
        "同金额的收付（单笔或整张凭证合计）的，"
        "列为疑点。几笔合成一行的，先在对账页面核对。金额恰好相同的另一笔会被当成它，查不出来。"
        "账上有、"
        "对账单没有的，以及余额是否相符，见余额调节表，不在此列。",
        "Only imported lines: not matched, and without a movement of the same direction and amount "
        "(one, or a voucher together) in the books within thirty days either way. A line that is "
        "several is first matched on the page of reconciling. Another movement of the very amount "
        "passes for it. What the books have and the statement has not, and whether the balances "
        "agree, the reconciliation shows.",
    ),
    rests_on_absence=True,
    subject="statement_line",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("对账单与账上日期相差的日历日数", "Calendar days between statement and books"),
            own=True,
        ),
    ),
    population="""
        SELECT
            line.book_id,
            line.statement_line_id AS subject_id,
            line.occurred_on AS happened_on,
            NOT line.matched AS applicable,
            line.line_reference,
            line.direction,
            line.account_masked,
            line.counterparty_name,
            line.purpose,
            line.amount,
            line.occurred_on
        FROM facts.reconciled_line AS line
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.occurred_on + scope.days_allowed AS due_on,
            subject.line_reference,
            CASE subject.direction WHEN 'in' THEN '收到' ELSE '付出' END AS moved_zh,
            CASE subject.direction WHEN 'in' THEN 'took in' ELSE 'paid' END AS moved_en,
            subject.account_masked,
            subject.counterparty_name,
            subject.purpose,
            subject.occurred_on AS stated_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT DISTINCT line.book_id, line.subject_id
            FROM subject AS line
            INNER JOIN scope ON line.book_id = scope.book_id
            INNER JOIN (
                SELECT book_id, direction, amount, occurred_on
                FROM facts.treasury_movement
                WHERE reversed_on IS NULL
                UNION
                SELECT book_id, direction, sum(amount) AS amount, occurred_on
                FROM facts.treasury_movement
                WHERE reversed_on IS NULL
                GROUP BY book_id, direction, occurred_on, voucher_id
            ) AS moved
                ON line.book_id = moved.book_id
                AND line.direction = moved.direction
                AND line.amount = moved.amount
                AND moved.occurred_on >= line.occurred_on - scope.days_allowed
                AND moved.occurred_on <= line.occurred_on + scope.days_allowed
        ) AS known
            ON subject.book_id = known.book_id AND subject.subject_id = known.subject_id
        WHERE subject.occurred_on + scope.days_allowed < {as_of}
            AND known.subject_id IS NULL
    """,
    sentence=Text(
        "{book}的账户 {account_masked} 按对账单于 {stated_on} {moved_zh} {amount_at_issue} 元"
        "（{line_reference}，对方 {counterparty_name}，摘要：{purpose}），到 {due_on} 账上没有。",
        "{book}: by the statement, account {account_masked} {moved_en} {amount_at_issue} yuan on "
        "{stated_on} ({line_reference}, {counterparty_name}, purpose: {purpose}); by {due_on} the "
        "books have no such movement.",
    ),
    advice=Text(
        "先核对对账单；账上漏记的补记，几笔合成一行的在对账页面核对上，说不清的查付给了谁、"
        "由谁付来。",
        "Reconcile first; post what is missing, match by hand what is several together, and find "
        "out who was paid or who paid where nobody can say.",
    ),
    examples=(
        passes("账上当日有同额支付", "Paid that day by the books", line(), paid()),
        found("账上没有", "Not in the books", line()),
        passes("第 30 日入账", "In the books on day 30", line(), paid(DAY_30)),
        found("第 31 日才入账", "In the books on day 31", line(), paid(DAY_31)),
        passes("先 30 日入账", "Thirty days before", line(), paid("2022-04-01")),
        found("先 31 日的另一笔", "Thirty-one days before", line(), paid("2022-03-31")),
        passes("第 30 日，期限未过", "On day 30", line(), as_of=DAY_30, not_applicable=0),
        found("第 31 日仍未入账", "On day 31", line(), as_of=DAY_31),
        found("少记一分", "A fen less", line(), paid(amount="99.99")),
        found("账上是付出，对账单是收到", "It came in", line(direction="in"), paid()),
        passes(
            "一个批次两笔合计",
            "Two of a batch together",
            *(line(), paid(amount=40, batch_no="批"), paid(amount=60, batch_no="批")),
        ),
        passes(
            "批次中的一笔",
            "One of a batch",
            *(line(), paid(batch_no="批"), paid(amount=60, batch_no="批")),
        ),
        found(
            "两张凭证合计不算",
            "Two vouchers that come to it",
            *(line(), paid(amount=40), paid(amount=60)),
        ),
        found(
            "支付已冲销",
            "The payment was reversed",
            *(line(), paid()),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
        ),
        found(
            "批次支付已冲销",
            "A batch was reversed",
            *(line(), paid(amount=40, batch_no="批"), paid(amount=60, batch_no="批")),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
        ),
        found("别县的支付", "Another county's payment", line(), paid(book=OTHER_COUNTY)),
        found(
            "两县各一行，只有一县没有入账",
            "A line in each of two counties, one is not in the books",
            *(line(), paid(amount=1), line(book=OTHER_COUNTY, line_reference="L2")),
            paid(book=OTHER_COUNTY),
        ),
        found(
            "同日另一行已入账",
            "Another line of that day is in the books",
            *(line(), line(line_reference="L2", amount=70), paid(amount=70)),
        ),
        found("2000 年 7 月 1 日的适用", "In force", line(occurred_on="2000-07-01")),
        passes("前一日不适用", "Not yet", line(occurred_on="2000-06-30"), not_applicable=1),
    ),
)
