"""What a household was approved, was paid and says it received are the same."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
PERSON, SOMEBODY_ELSE = "990121197001011018", "990121197001011034"
#: Sixty days after 30 June, and the day after.
DAY_60, DAY_61 = date(2022, 8, 29), date(2022, 8, 30)


def due(confirmed: object = "", **more: object) -> Fact:
    """100 yuan for June, due by 30 June; the household may have said what it got by 10 July."""
    cells: dict[str, object] = {
        "entitlement_code": "Q",
        "project_code": "P",
        "household_code": "H",
        "period_from": "2022-06-01",
        "approved_amount": 100,
        "approved_on": "2022-05-20",
        "due_on": "2022-06-30",
        "confirmed_amount": confirmed,
        "confirmed_on": "" if confirmed == "" else "2022-07-10",
    }
    return fact("entitlements", **(cells | more))


def home(**more: object) -> Fact:
    """The household's only person."""
    return fact("households", **({"household_code": "H", "identity": PERSON} | more))


def paid(amount: object = 100, **more: object) -> Fact:
    """June's subsidy, paid to that person."""
    cells: dict[str, object] = {
        "project_code": "P",
        "identity": PERSON,
        "amount": amount,
        "occurred_on": "2022-06-20",
        "period_from": "2022-06-01",
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, as_of: date = AS_OF, left: int = 0) -> Example:
    """An example in which nothing is named."""
    return Example(Text(zh, en), as_of, (home(), *facts), not_applicable=left)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the entry of the list is."""
    return Example(Text(zh, en), as_of, (home(), *facts), finds=("Q",), not_applicable=0)


RULE = Rule(
    code="BN-13",
    version=1,
    title=Text("少付、截留补贴", "Subsidy underpaid or skimmed"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条（二）：截留、挪用财政资金",
                "Regulation on Penalties for Fiscal Violations art. 6(2): public money withheld "
                "or diverted",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《刑法》第三百八十二条、第三百八十四条：贪污、挪用公款",
                "Criminal Law arts. 382, 384: embezzlement and misuse of public money",
            ),
            confirmed=True,
        ),
        Basis(Text("六十日由本系统设定", "The sixty days are ours"), confirmed=False),
    ),
    in_force_from=date(2011, 1, 8),
    limits=Text(
        "只查到户发放清单上的户。实发是同一项目、同一所属期付给该户的合计（退票已扣）；该户在同一项目还有没写"
        "所属期的支付的，对不上，不查。少发的，到期六十日后才列；一笔没发的见 BN-12。农户确认的，"
        "只与确认之日为止付的相比。多发后已退回的仍会列出。农户记错、把别的补贴算在内的也会列出，先入户核实。",
        "Only households on the list. Paid is all that the household got of that project and "
        "period, less what bounced; where the project also paid it something of no period nothing "
        "is compared. Too little is named sixty days after it was due; nothing at all is BN-12. "
        "What it confirmed is compared with what was paid by that day. What was paid too much and "
        "came back is named all the same. Households err, or count another subsidy: ask first.",
    ),
    subject="entitlement",
    parameters=(
        Parameter(
            "days_allowed",
            60,
            Text("发放到期日后的日历日数", "Calendar days after the day it was due"),
            own=True,
        ),
    ),
    population="""
        SELECT
            due.book_id,
            due.entitlement_id AS subject_id,
            due.approved_on AS happened_on,
            coalesce(paid.certain, due.confirmed_amount > 0, FALSE) AS applicable,
            due.entitlement_code,
            due.project_id,
            due.household_id,
            due.period_from,
            due.approved_amount,
            due.due_on AS pay_by_on,
            due.confirmed_amount,
            due.confirmed_on,
            paid.amount AS paid_amount,
            coalesce(paid.by_then_amount, 0) AS by_then_amount
        FROM facts.entitlement AS due
        LEFT JOIN (
            SELECT
                entitled.book_id, entitled.entitlement_id, sum(payment.amount) AS amount,
                sum(
                    CASE
                        WHEN payment.occurred_on <= entitled.confirmed_on THEN payment.amount
                        ELSE 0
                    END
                ) AS by_then_amount,
                bool_and(payment.certain) AS certain
            FROM facts.entitlement AS entitled
            INNER JOIN facts.entitlement_payment AS payment
                ON entitled.book_id = payment.book_id
                AND entitled.entitlement_id = payment.entitlement_id
            GROUP BY entitled.book_id, entitled.entitlement_id
        ) AS paid
            ON due.book_id = paid.book_id AND due.entitlement_id = paid.entitlement_id
    """,
    breach="""
        SELECT
            differing.book_id,
            differing.subject_id,
            greatest(differing.approval_gap, differing.confirmation_gap) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            differing.entitlement_code,
            household.household_code,
            differing.period_from,
            differing.approved_amount,
            differing.paid_amount,
            differing.confirmed_on,
            differing.confirmed_amount,
            differing.by_then_amount
        FROM (
            SELECT
                subject.*,
                CASE
                    WHEN subject.paid_amount > subject.approved_amount
                        OR subject.pay_by_on + scope.days_allowed < {as_of}
                        THEN abs(subject.paid_amount - subject.approved_amount)
                END AS approval_gap,
                abs(subject.by_then_amount - subject.confirmed_amount) AS confirmation_gap
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS differing
        INNER JOIN facts.household AS household
            ON differing.book_id = household.book_id
            AND differing.household_id = household.household_id
        WHERE greatest(differing.approval_gap, differing.confirmation_gap) > 0
    """,
    sentence=Text(
        "{book}到户发放清单 {entitlement_code}：户 {household_code} 自 {period_from} 起的补贴，"
        "审批 {approved_amount} 元，实发 {paid_amount} 元；农户 {confirmed_on} 确认收到 "
        "{confirmed_amount} 元，到那天实发 {by_then_amount} 元。相差 {amount_at_issue} 元。",
        "{book}, entry {entitlement_code}: household {household_code}, period from {period_from}: "
        "{approved_amount} yuan were approved and {paid_amount} paid; on {confirmed_on} it "
        "confirmed {confirmed_amount}, when {by_then_amount} had been paid. They differ by "
        "{amount_at_issue}.",
    ),
    advice=Text(
        "核对审批清单、银行代发明细和农户存折，入户问清；确有截留的，按程序移送。",
        "Compare the approved list, the bank's file and the household's passbook, and ask at home; "
        "what was skimmed is handed on as the procedure has it.",
    ),
    examples=(
        passes("三方一致", "All three are the same", due(100), paid()),
        found("到期六十日后仍少一分", "A fen short on day 61", due(), paid("99.99"), as_of=DAY_61),
        passes("第六十日，还可补发", "On day 60 the rest may come", due(), paid(40), as_of=DAY_60),
        found("多发一分", "A fen too much", due(), paid("100.01"), as_of=DAY_60),
        found("农户少收一分", "The household got a fen less", due("99.99"), paid(), as_of=DAY_60),
        found("农户说多收一分", "It says a fen more", due("100.01"), paid()),
        passes(
            "确认当日付的算，之后补发的不算",
            "Paid on the day of the answer counts; the rest came after it",
            due(60),
            paid(20),
            paid(40, occurred_on="2022-07-10"),
            paid(40, occurred_on="2022-07-11"),
        ),
        found("农户收到，账上没付", "It got money that is not on record", due(1)),
        passes("一笔没付：不适用", "Nothing was paid", due(), left=1),
        passes("农户说没收到：不适用", "It got nothing, nothing was paid", due(0), left=1),
        passes(
            "还有没写所属期的支付：不适用",
            "A payment of no period may be of this one",
            due(),
            paid(60),
            paid(30, period_from=""),
            left=1,
        ),
        found(
            "两户，只有一户少发",
            "Two households: one was paid too little",
            due(),
            paid(90),
            home(household_code="H2", identity=SOMEBODY_ELSE),
            due(100, entitlement_code="Q2", household_code="H2"),
            paid(identity=SOMEBODY_ELSE),
        ),
        found(
            "两县同样的一户，只有一县少发",
            "The very same in two counties: one paid too little",
            due(),
            paid(90),
            home(book=OTHER_COUNTY),
            due(entitlement_code="Q2", book=OTHER_COUNTY),
            paid(book=OTHER_COUNTY),
        ),
        found("2011 年 1 月 8 日起", "In force", due(approved_on="2011-01-08"), paid(90)),
        passes(
            "前一日审批的：不适用",
            "The day before",
            due(approved_on="2011-01-07"),
            paid(90),
            left=1,
        ),
    ),
)
