"""What a household is due is paid within sixty days of the day it was due."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
PERSON, SOMEBODY_ELSE = "990121197001011018", "990121197001011034"
#: Sixty days after 30 June, and the day after.
DAY_60, DAY_61 = date(2022, 8, 29), date(2022, 8, 30)


def due(**more: object) -> Fact:
    """100 yuan for June, due by 30 June."""
    cells: dict[str, object] = {
        "entitlement_code": "Q",
        "project_code": "P",
        "household_code": "H",
        "period_from": "2022-06-01",
        "approved_amount": 100,
        "approved_on": "2022-05-20",
        "due_on": "2022-06-30",
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
    return Example(Text(zh, en), as_of, facts, not_applicable=left)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the entry of the list is."""
    return Example(Text(zh, en), as_of, facts, finds=("Q",), not_applicable=0)


RULE = Rule(
    code="BN-12",
    version=1,
    title=Text("应享未享", "Entitled but not paid"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "审计署扶贫审计查出的问题：贫困户应享受未享受补助",
                "Findings of the National Audit Office: poor households not paid what they were "
                "entitled to",
            ),
            confirmed=True,
        ),
        Basis(Text("六十日由本系统设定", "The sixty days are ours"), confirmed=False),
    ),
    in_force_from=date(2016, 1, 1),
    in_force_note=Text(
        "没有法定起始日，按发放到期日，自建档立卡数据完备的 2016 年起看。",
        "There is no day of a law; looked at from 2016, when the register was whole, by the day "
        "it was due.",
    ),
    limits=Text(
        "只查到户发放清单上的户；该列入清单而没有列入的，这里查不到。同一项目付给该户任何一人、"
        "属于该所属期或没写所属期的支付，都算已发，不管多少；农户确认收到钱的也不列。"
        "少发的见 BN-13。户的人已经去世、迁出、停发的，先看清单是否还应有这一行。",
        "Only households on the list; who should be on it and is not cannot be seen. Any payment "
        "of the project to anybody of the household counts, whatever its amount, if it is of that "
        "period or does not say its period; so does money that the household confirmed. What was "
        "paid too little is BN-13. Where persons died or moved away, see whether it is still due.",
    ),
    rests_on_absence=True,
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
            due.due_on AS happened_on,
            TRUE AS applicable,
            due.entitlement_code,
            due.project_id,
            due.household_id,
            due.period_from,
            due.approved_amount,
            due.due_on AS pay_by_on,
            coalesce(due.confirmed_amount, 0) AS confirmed_amount
        FROM facts.entitlement AS due
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.approved_amount AS amount_at_issue,
            subject.pay_by_on + scope.days_allowed AS due_on,
            subject.entitlement_code,
            project.project_code,
            household.household_code,
            subject.period_from,
            subject.pay_by_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN facts.household AS household
            ON subject.book_id = household.book_id
            AND subject.household_id = household.household_id
        LEFT JOIN (
            SELECT DISTINCT book_id, entitlement_id
            FROM facts.entitlement_payment
        ) AS paid
            ON subject.book_id = paid.book_id AND subject.subject_id = paid.entitlement_id
        WHERE subject.pay_by_on + scope.days_allowed < {as_of}
            AND subject.confirmed_amount = 0
            AND paid.entitlement_id IS NULL
    """,
    sentence=Text(
        "{book}到户发放清单 {entitlement_code}：户 {household_code} 应享受项目 {project_code} 自 "
        "{period_from} 起的补贴 {amount_at_issue} 元，应于 {pay_by_on} 前发放，"
        "到 {due_on} 没有支付记录。",
        "{book}, entry {entitlement_code}: household {household_code} was due {amount_at_issue} "
        "yuan of project {project_code} for the period from {period_from} by {pay_by_on}; no "
        "payment is on record by {due_on}.",
    ),
    advice=Text(
        "查发放批次和退票：漏发的补发，退票的改正账号后重发，已发未录的补录，不再符合条件的更正清单。",
        "Look at the batches and what bounced: pay what was missed, pay again what bounced, enter "
        "what was paid, and correct the list where it is no longer due.",
    ),
    examples=(
        passes("按期发放", "Paid when due", home(), due(), paid()),
        found("没有发放", "Not paid", home(), due()),
        passes("第 60 日，期限未过", "On day 60 the term runs", home(), due(), as_of=DAY_60),
        found("第 61 日", "On day 61", home(), due(), as_of=DAY_61),
        passes("迟了，但已发放", "Paid late", home(), due(), paid(occurred_on="2022-12-20")),
        passes(
            "没写所属期的支付也算", "A payment of no period", due(), home(), paid(period_from="")
        ),
        found(
            "只发了七月的、别的项目的、别户的；退票全额未补发",
            "July's, another project's, another household's; and it bounced",
            home(),
            due(),
            paid(period_from="2022-07-01"),
            paid(project_code="R"),
            paid(identity=SOMEBODY_ELSE),
            paid(external_reference="Z"),
            fact(
                "refunds",
                payment_reference="Z",
                kind="bounced",
                occurred_on="2022-06-25",
                amount=100,
            ),
        ),
        passes(
            "农户确认收到",
            "The household confirmed",
            due(confirmed_amount=100, confirmed_on="2022-08-01"),
        ),
        found(
            "农户确认一分没收到",
            "The household got nothing",
            due(confirmed_amount=0, confirmed_on="2022-08-01"),
        ),
        found(
            "两户，一户已发",
            "Two households: one was paid",
            home(),
            due(),
            home(household_code="H2", identity=SOMEBODY_ELSE),
            due(entitlement_code="Q2", household_code="H2"),
            paid(identity=SOMEBODY_ELSE),
        ),
        found(
            "两县同样的一户，另一县已发",
            "The very same in two counties: the other paid",
            home(),
            due(),
            paid(project_code="P", period_from="2022-07-01"),
            home(book=OTHER_COUNTY),
            due(entitlement_code="Q2", book=OTHER_COUNTY),
            paid(book=OTHER_COUNTY),
        ),
        found(
            "2016 年 1 月 1 日到期的适用",
            "In force",
            due(approved_on="2015-12-20", due_on="2016-01-01"),
        ),
        passes(
            "前一日到期的：不适用",
            "Due the day before",
            due(approved_on="2015-12-20", due_on="2015-12-31"),
            left=1,
        ),
    ),
)
