"""A payment that the bank sent back is made again within ten working days."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

#: Ten working days after Wednesday 1 June 2022, with the Dragon Boat holiday on 3 June.
LAST_DAY = date(2022, 6, 16)
DAY_AFTER = date(2022, 6, 17)
OTHER_COUNTY = "990122"


def paid(reference: str = "Z", on: str = "2022-05-30", **more: object) -> Fact:
    """A payment of 100 yuan."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": reference,
        "amount": 100,
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


def bounced(reference: str = "T", of: str = "Z", **more: object) -> Fact:
    """It comes back on 1 June 2022."""
    cells: dict[str, object] = {
        "external_reference": reference,
        "payment_reference": of,
        "kind": "bounced",
        "amount": 100,
        "occurred_on": "2022-06-01",
        "reason": "账号不符",
    }
    return fact("refunds", **(cells | more))


def example(
    zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = (), as_of: date = DAY_AFTER
) -> Example:
    """What is seen of a payment that bounced."""
    return Example(Text(zh, en), as_of, facts, finds=finds)


RULE = Rule(
    code="DP-17",
    version=1,
    title=Text("退票未处理", "Bounced payments not made again"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第六十六条（国库办理资金拨付）；“一卡通”发放中退票应及时重发，"
                "10 个工作日为自定",
                "Implementing Regulation of the Budget Law art. 66; what bounces in one-card "
                "payment is paid again soon: the ten working days are our own",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    rests_on_absence=True,
    limits=Text(
        "只认注明原支付编号的重发。重发又被退回的，前后两笔退票都会列出。不再支付而收回的，由核实的人说明。",
        "Only a payment that names the one it stands for counts. Where that bounces as well, both "
        "are named. Money that is not paid after all, and taken back, is for who verifies to say.",
    ),
    subject="refund",
    parameters=(
        Parameter(
            "working_days_allowed",
            10,
            Text("退票后多少个工作日内重发", "Working days in which it is made again"),
            own=True,
        ),
    ),
    population="""
        SELECT
            refund.book_id,
            refund.refund_id AS subject_id,
            refund.occurred_on AS happened_on,
            refund.kind = 'bounced' AND due.day IS NOT NULL AS applicable,
            refund.external_reference,
            refund.payment_reference,
            refund.payee_name,
            refund.amount,
            refund.reason,
            due.day AS reissue_by
        FROM facts.refund AS refund
        INNER JOIN scope ON refund.book_id = scope.book_id
        LEFT JOIN facts.working_day AS bounced ON refund.occurred_on = bounced.day
        LEFT JOIN facts.working_day AS due
            ON bounced.working_ordinal + scope.working_days_allowed = due.working_ordinal
            AND due.is_working
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            least(
                subject.amount, back.bounced_amount - coalesce(again.reissued_amount, 0.00)
            ) AS amount_at_issue,
            subject.reissue_by AS due_on,
            subject.external_reference,
            subject.payment_reference,
            subject.payee_name,
            subject.happened_on AS bounced_on,
            subject.amount AS bounced_amount,
            coalesce(again.reissued_amount, 0.00) AS reissued_amount,
            subject.reason
        FROM subject
        INNER JOIN (
            SELECT book_id, payment_reference, sum(amount) AS bounced_amount
            FROM facts.refund
            WHERE kind = 'bounced'
            GROUP BY book_id, payment_reference
        ) AS back
            ON subject.book_id = back.book_id
            AND subject.payment_reference = back.payment_reference
        LEFT JOIN (
            SELECT book_id, reissue_of, sum(amount) AS reissued_amount
            FROM facts.disbursement
            GROUP BY book_id, reissue_of
        ) AS again
            ON subject.book_id = again.book_id AND subject.payment_reference = again.reissue_of
        WHERE subject.reissue_by < {as_of}
            AND back.bounced_amount > coalesce(again.reissued_amount, 0.00)
    """,
    sentence=Text(
        "{book}付给 {payee_name} 的 {payment_reference} 于 {bounced_on} 退票 {bounced_amount} 元"
        "（{reason}），应在 {due_on} 前重发，至今还有 {amount_at_issue} 元没有重发。",
        "{book}: {payment_reference} to {payee_name} bounced on {bounced_on} ({bounced_amount} "
        "yuan, {reason}); it was to be paid again by {due_on}, and {amount_at_issue} yuan still "
        "are not.",
    ),
    advice=Text(
        "核对收款人账号更正了没有、钱还在不在零余额或国库账户；不再发放的，看收回的手续。",
        "See whether the payee's account was corrected and where the money lies; if it will not be "
        "paid, see how it was taken back.",
    ),
    examples=(
        example("第十个工作日当天", "On the tenth working day", paid(), bounced(), as_of=LAST_DAY),
        example(
            "第十个工作日已过，没有重发",
            "The tenth working day is over, and it was not made again",
            paid(),
            bounced(),
            finds=("T",),
        ),
        example(
            "已重发",
            "It was made again",
            paid(),
            bounced(),
            paid("Z2", "2022-06-10", reissue_of="Z"),
        ),
        example(
            "只重发了一部分",
            "Only a part was made again",
            paid(),
            bounced(),
            paid("Z2", "2022-06-10", reissue_of="Z", amount="99.99"),
            finds=("T",),
        ),
        example(
            "另一笔支付没有注明是重发",
            "Another payment that does not say it stands for this one",
            paid(),
            bounced(),
            paid("Z2", "2022-06-10"),
            finds=("T",),
        ),
        example(
            "重发的又被退回",
            "What was made again bounced as well",
            paid(),
            bounced(),
            paid("Z2", "2022-06-02", reissue_of="Z"),
            bounced("T2", "Z2", occurred_on="2022-06-17"),
            finds=("T",),
        ),
        example(
            "两笔都被退回，只重发一笔",
            "Two bounced, one was made again",
            paid(),
            bounced(),
            paid("Y"),
            bounced("S", "Y"),
            paid("Z2", "2022-06-10", reissue_of="Z"),
            finds=("S",),
        ),
        example(
            "一笔分两次退回，重发一次",
            "One payment came back in two parts, of which one was paid again",
            paid(),
            bounced(amount=40),
            bounced("T2", amount=60),
            paid("Z2", "2022-06-10", reissue_of="Z", amount=60),
            finds=("T", "T2"),
        ),
        example(
            "收款人退回的不是退票",
            "What the payee gave back did not bounce",
            paid(),
            bounced(kind="returned"),
            as_of=date(2022, 12, 31),
        ),
        example(
            "退票登记已红字冲销",
            "The record of it was reversed",
            paid(),
            bounced(),
            fact("reversals", voucher="202206-1", occurred_on="2022-06-10"),
        ),
        example(
            "两县同编号，只有一县重发",
            "Two counties with the same numbers: one paid again",
            paid(),
            bounced(),
            paid(book=OTHER_COUNTY),
            bounced("T3", book=OTHER_COUNTY),
            paid("Z2", "2022-06-10", reissue_of="Z"),
            finds=("T3",),
        ),
        example(
            "期限的最后一天是星期五",
            "The last day is a Friday",
            paid(),
            bounced(occurred_on="2022-06-02"),
            as_of=date(2022, 6, 21),
            finds=("T",),
        ),
        Example(
            Text("2020 年 9 月 30 日退票的不适用", "Bounced the day before the rule applies"),
            DAY_AFTER,
            (paid(on="2020-09-28"), bounced(occurred_on="2020-09-30")),
            not_applicable=1,
        ),
        Example(
            Text("2020 年 10 月 1 日退票的适用", "Bounced on the first day it applies"),
            DAY_AFTER,
            (paid(on="2020-09-28"), bounced(occurred_on="2020-10-01")),
            finds=("T",),
            not_applicable=0,
        ),
    ),
)
