"""What a helping place pledged has arrived thirty days after it was due."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

HELPER, OTHER_HELPER, COUNTY, OTHER_COUNTY = "990100", "990000", "990121", "990122"
AS_OF = date(2022, 12, 31)
DAY_30, DAY_31 = date(2022, 7, 30), date(2022, 7, 31)


def pledged(**more: object) -> Fact:
    """100 yuan, agreed on 1 January 2022, due by 30 June."""
    cells: dict[str, object] = {
        "pairing_code": "J",
        "helper_division": HELPER,
        "starts_on": "2022-01-01",
        "pledged_amount": 100,
        "due_on": "2022-06-30",
    }
    return fact("aid_pairings", **(cells | more))


def received(amount: object = 100, on: object = "2022-06-30", **more: object) -> Fact:
    """Aid of the helper that arrived."""
    cells: dict[str, object] = {
        "kind": "paired_aid",
        "counterparty": HELPER,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("transfers", **(cells | more))


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which the pledge is not named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, facts, finds=("J",))


RULE = Rule(
    code="PA-02",
    version=1,
    title=Text("协议资金未到位", "Pledged aid not arrived"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第二十二条：推动建立精准对接机制，注重帮扶成效；承担帮扶任务的"
                "地区应根据财力增长情况，逐步增加帮扶投入",
                "Hebei rules of March 2017 art. 22: the two sides match needs with means and look "
                "to results; who helps increases what it gives as its means grow",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "广东省脱贫攻坚责任制实施细则（粤办发〔2017〕8号）第十八条：帮扶市和被帮扶市整合用好资源，"
                "注重帮扶成效",
                "Guangdong rules (2017 no. 8) art. 18: helping and helped cities pool and use "
                "their means well and look to results",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 4, 1),
    in_force_note=Text(
        "两省细则 2017 年 3 月印发，自印发之日起施行；自次月 1 日起适用。",
        "Both provinces' rules were issued in March 2017 and in force at once; applied from the "
        "next month.",
    ),
    limits=Text(
        "只看登记了约定资金、到位日期和帮扶方区划的结对关系。结对之日起、到位日期后三十日内从该地区收到的对口"
        "帮扶资金（含期初登记的）都算到位，不分是哪份协议的；按收到指标算，不看库款何时到。只知到月的，按最早"
        "可能的一天算。单位的捐款、实物和派人不在此列。",
        "Only pairings with a pledge, its day and the helper's division. All paired aid from that "
        "division (openings among it) from the day of the pairing to thirty days after the pledge "
        "was due counts, whichever agreement it was for; by when it was on record as received, "
        "not by its cash; of a month the first day counts. Gifts of units, goods and people sent "
        "are not meant.",
    ),
    rests_on_absence=True,
    subject="aid_pairing",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("约定到位日期后的日历日数", "Calendar days after the pledge was due"),
            own=True,
        ),
    ),
    population="""
        SELECT
            pairing.book_id,
            pairing.aid_pairing_id AS subject_id,
            pairing.starts_on AS happened_on,
            pairing.pledged_amount IS NOT NULL AS applicable,
            pairing.pairing_code,
            pairing.document_no,
            pairing.helper,
            pairing.helper_division_id,
            pairing.helped_name,
            pairing.starts_on,
            pairing.due_on AS pledge_due_on,
            pairing.pledged_amount
        FROM facts.aid_pairing AS pairing
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.pledged_amount - coalesce(arrived.amount, 0) AS amount_at_issue,
            subject.pledge_due_on + scope.days_allowed AS due_on,
            subject.pairing_code,
            subject.document_no,
            subject.helper,
            subject.helped_name,
            subject.starts_on,
            subject.pledge_due_on,
            subject.pledged_amount,
            coalesce(arrived.amount, 0) AS received_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT pledge.book_id, pledge.subject_id, sum(source.amount) AS amount
            FROM subject AS pledge
            INNER JOIN scope ON pledge.book_id = scope.book_id
            INNER JOIN facts.source AS source
                ON pledge.book_id = source.book_id
                AND pledge.helper_division_id = source.issuer_division_id
                AND source.kind IN ('paired_aid', 'opening')
                AND source.occurred_on >= pledge.starts_on
                AND source.earliest_on <= pledge.pledge_due_on + scope.days_allowed
            GROUP BY pledge.book_id, pledge.subject_id
        ) AS arrived
            ON subject.book_id = arrived.book_id AND subject.subject_id = arrived.subject_id
        WHERE subject.pledge_due_on + scope.days_allowed < {as_of}
            AND (arrived.amount IS NULL OR arrived.amount < subject.pledged_amount)
    """,
    sentence=Text(
        "{book}与{helper}的结对 {pairing_code}（{document_no}）约定 {pledge_due_on} 前给"
        "{helped_name}帮扶资金 {pledged_amount} 元，到 {due_on} 收到 {received_amount} 元，"
        "差 {amount_at_issue} 元。",
        "{book}: by pairing {pairing_code} ({document_no}) {helper} pledged {pledged_amount} yuan "
        "to {helped_name} by {pledge_due_on}; {received_amount} had arrived by {due_on}, "
        "{amount_at_issue} had not.",
    ),
    advice=Text(
        "与帮扶方核对拨付文件；已到账未登记的补登记，协议改了的登记新的金额和日期，未拨的催拨。",
        "Compare with the helper's documents; enter what arrived, the new sum and day where the "
        "agreement was changed, and ask for what was not paid.",
    ),
    examples=(
        passes("按期到位", "Arrived when due", pledged(), received()),
        found("没有到位", "Nothing arrived", pledged()),
        passes("第 30 日到位", "Arrived on day 30", pledged(), received(on=DAY_30)),
        found("第 31 日才到位", "Arrived on day 31", pledged(), received(on=DAY_31)),
        found("差一分", "A fen short", pledged(), received("99.99")),
        passes("分两次到齐", "In two parts", pledged(), received(40), received(60, DAY_30)),
        passes(
            "第 30 日，期限未过",
            "On day 30 the term runs",
            pledged(),
            as_of=DAY_30,
            not_applicable=0,
        ),
        found("第 31 日", "On day 31", pledged(), as_of=DAY_31),
        passes("结对当日收到", "On the day of the pairing", pledged(), received(on="2022-01-01")),
        found("结对以前收到的", "Before the pairing", pledged(), received(on="2021-12-31")),
        passes(
            "只知七月收到，可能在期限内",
            "In July, perhaps in time",
            *(pledged(), received(on="2022年7月")),
        ),
        found("别的地区给的", "From another place", pledged(), received(counterparty=OTHER_HELPER)),
        found("是转移支付，不是帮扶", "A transfer", pledged(), received(kind="transfer")),
        found("别县收到的", "Another county's", pledged(), received(book=OTHER_COUNTY)),
        found(
            "两县各有一份，只有一县没有到位",
            "Two counties, one pledge each: only one has not arrived",
            *(pledged(), received(counterparty=OTHER_HELPER)),
            pledged(book=OTHER_COUNTY, pairing_code="J2"),
            received(book=OTHER_COUNTY),
        ),
        found(
            "同县两份协议，只有一份没有到位",
            "Of two pledges of one county one has not arrived",
            pledged(),
            pledged(pairing_code="J2", helper_division=OTHER_HELPER),
            received(counterparty=OTHER_HELPER),
        ),
        passes(
            "期初登记的帮扶资金",
            "In the opening balances",
            pledged(),
            fact(
                "opening_balances",
                occurred_on="2022-08-01",
                arrived_on="2022-06-30",
                counterparty=HELPER,
                amount=100,
                available_amount=100,
            ),
        ),
        passes(
            "没有约定资金，不适用",
            "Without a pledge: the rule does not apply",
            pledged(pledged_amount="", due_on=""),
            not_applicable=1,
        ),
        found("2017 年 4 月 1 日结对的适用", "In force", pledged(starts_on="2017-04-01")),
        passes(
            "前一日结对的不适用",
            "The day before",
            pledged(starts_on="2017-03-31"),
            not_applicable=1,
        ),
    ),
)
