"""What a bank says was given is on record as a gift within ten days."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)
DAY_10, DAY_11 = date(2022, 5, 11), date(2022, 5, 12)


def credited(**more: object) -> Fact:
    """100 yuan that the bank took in on 1 May 2022."""
    cells: dict[str, object] = {
        "line_reference": "L",
        "direction": "in",
        "counterparty_name": "示范企业",
        "purpose": "爱心捐款",
    }
    return fact("statement_lines", **(cells | more))


def gift(**more: object) -> Fact:
    """A gift of 100 yuan on the day that the bank took it in."""
    cells: dict[str, object] = {"donation_code": "J", "occurred_on": "2022-05-01", "amount": 100}
    return fact("donations", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which the line is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("L",))


EARLIER = gift(donation_code="K", donor="示范企业", occurred_on="2021-01-01", amount=70)
PLAIN = credited(purpose="往来款")

RULE = Rule(
    code="SF-03",
    version=1,
    title=Text("捐赠收入未入账", "Gift not on record"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《公益事业捐赠法》第十六条：受赠人接受捐赠后，应当出具合法、有效的收据，将受赠财产"
                "登记造册，妥善保管；第十九条：建立健全财务会计制度",
                "Law on Donations for Public Welfare art. 16: the donee gives a valid receipt, "
                "registers what was given and keeps it safe; art. 19: it keeps accounts",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计法》第十六条：各项经济业务事项应当在依法设置的会计账簿上统一登记、核算，"
                "不得私设会计账簿",
                "Accounting Law art. 16: everything is entered in the lawful books; there are no "
                "private ones",
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
        "只看已导入的对账单：摘要写有捐赠、捐款，或付款人是本账簿登记过的捐赠人的收入。前后十日内登记有"
        "同额的捐赠（或平台贷款、投资收益）的，视为已入账；同期两笔同额而只登记一笔的查不出来。捐赠票据和捐赠"
        "物资不检查。登记过的捐赠人付来的也可能不是捐赠，由人判断。",
        "Only imported statements are looked at: what came in whose purpose speaks of a gift, or "
        "from somebody on record in the book as a donor. A gift (or loan, or return) of the same "
        "amount on record within ten days is enough; two of one amount of which one is on record "
        "are not told apart. Receipts and goods are not examined. What a "
        "known donor pays need not be a gift: people decide.",
    ),
    rests_on_absence=True,
    subject="statement_line",
    parameters=(
        Parameter(
            "days_allowed",
            10,
            Text("捐赠登记与到账相差的日历日数", "Calendar days between the bank's day and ours"),
            own=True,
        ),
    ),
    population="""
        SELECT
            line.book_id,
            line.statement_line_id AS subject_id,
            line.occurred_on AS happened_on,
            line.direction = 'in'
            AND (
                line.purpose LIKE '%捐赠%' OR line.purpose LIKE '%捐款%'
                OR donor.donor IS NOT NULL
            ) AS applicable,
            line.line_reference,
            line.counterparty_name,
            line.purpose,
            line.amount,
            line.occurred_on
        FROM facts.statement_line AS line
        LEFT JOIN (SELECT DISTINCT book_id, donor FROM facts.donor_will) AS donor
            ON line.book_id = donor.book_id AND line.counterparty_name = donor.donor
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.occurred_on + scope.days_allowed AS due_on,
            subject.line_reference,
            subject.counterparty_name AS donor,
            subject.purpose,
            subject.occurred_on AS arrived_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT DISTINCT line.book_id, line.subject_id
            FROM subject AS line
            INNER JOIN scope ON line.book_id = scope.book_id
            INNER JOIN facts.source AS gift
                ON line.book_id = gift.book_id
                AND line.amount = gift.original_amount
                AND gift.kind IN ('donation', 'platform_loan', 'investment_return')
                AND gift.earliest_on <= line.occurred_on + scope.days_allowed
                AND gift.occurred_on >= line.occurred_on - scope.days_allowed
        ) AS recorded
            ON subject.book_id = recorded.book_id AND subject.subject_id = recorded.subject_id
        WHERE subject.occurred_on + scope.days_allowed < {as_of}
            AND recorded.subject_id IS NULL
    """,
    sentence=Text(
        "{book}的账户于 {arrived_on} 收到{donor}付来的 {amount_at_issue} 元（{line_reference}，"
        "摘要：{purpose}），像是捐赠；到 {due_on} 账上没有这笔捐赠的登记。",
        "{book}'s account took in {amount_at_issue} yuan from {donor} on {arrived_on} "
        "({line_reference}, purpose: {purpose}), which looks like a gift; by {due_on} none such "
        "is on record.",
    ),
    advice=Text(
        "问付款人和开户单位这笔钱是什么；是捐赠的补登并补开捐赠票据，不是的与账上核对。",
        "Ask the payer and the holder of the account what it is; enter a gift and give its "
        "receipt, match anything else with the books.",
    ),
    examples=(
        passes("当日登记捐赠", "On record that day", credited(), gift()),
        passes("第 10 日登记", "On day 10", credited(), gift(occurred_on=DAY_10)),
        found("第 11 日才登记", "On day 11", credited(), gift(occurred_on=DAY_11)),
        passes("先 10 日登记", "Ten days before", credited(), gift(occurred_on="2022-04-21")),
        found("先 11 日的另一笔", "Eleven days before", credited(), gift(occurred_on="2022-04-20")),
        Example(
            Text("第 10 日尚未登记，期限未过", "Not on record on day 10"),
            DAY_10,
            (credited(),),
            not_applicable=0,
        ),
        Example(
            Text("第 11 日仍未登记", "Not on record on day 11"), DAY_11, (credited(),), finds=("L",)
        ),
        found("少登记一分", "One fen less", credited(), gift(amount="99.99")),
        found("摘要写捐赠", "The purpose says donation", credited(purpose="定向捐赠")),
        found("付款人是登记过的捐赠人", "From a known donor", PLAIN, EARLIER),
        passes(
            "付款人不是捐赠人，摘要也没有写",
            "Not from a donor, and nothing speaks of a gift",
            PLAIN,
            gift(occurred_on="2021-01-01", amount=70),
            not_applicable=1,
        ),
        passes(
            "别县登记过的捐赠人不算",
            "A donor of another county's book",
            PLAIN,
            gift(book=OTHER_COUNTY, donor="示范企业", occurred_on="2021-01-01", amount=70),
            not_applicable=1,
        ),
        passes("付出的不适用", "Paid out", credited(direction="out"), not_applicable=1),
        passes(
            "捐赠人付来的是平台贷款",
            "What the donor paid was a loan",
            *(PLAIN, EARLIER),
            fact("other_sources", occurred_on="2022-05-01", amount=100),
        ),
        found("别县登记了同额捐赠", "Another county's gift", credited(), gift(book=OTHER_COUNTY)),
        found(
            "同日另一笔已登记，只有一笔没有",
            "Of two lines one is on record",
            *(credited(), credited(line_reference="L2", amount=70), gift(amount=70)),
        ),
        found(
            "两县各一笔，别县的已登记",
            "A line in each of two counties, the other's is on record",
            *(credited(), gift(amount=70)),
            *(credited(book=OTHER_COUNTY, line_reference="L2"), gift(book=OTHER_COUNTY)),
        ),
        found(
            "同额的是拨款，不是捐赠",
            "An appropriation of that amount",
            credited(),
            fact("appropriations", occurred_on="2022-05-01", amount=100),
        ),
        found(
            "登记后冲销",
            "Reversed",
            credited(),
            gift(cash_on=""),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
        ),
        passes(
            "只知五月登记，可能在期限内",
            "On record in May, no day: perhaps in time",
            credited(occurred_on="2022-05-02"),
            gift(occurred_on="2022年5月"),
        ),
        found("2000 年 7 月 1 日到账的适用", "In force", credited(occurred_on="2000-07-01")),
        passes("前一日不适用", "Not yet", credited(occurred_on="2000-06-30"), not_applicable=1),
    ),
)
