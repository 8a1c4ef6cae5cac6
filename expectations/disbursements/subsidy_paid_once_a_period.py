"""Nobody is paid one subsidy twice for the same time."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
PERSON, SOMEBODY_ELSE = "990121197001011018", "990121197001011034"


def paid(reference: str, on: str = "2022-06-10", **more: object) -> Fact:
    """June's subsidy of one project, paid to the person."""
    cells: dict[str, object] = {
        "book": "990121",
        "project_code": "P",
        "external_reference": reference,
        "identity": PERSON,
        "occurred_on": on,
        "period_from": "2022-06-01",
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def passes(zh: str, en: str, facts: tuple[Fact, ...], not_applicable: int = 0) -> Example:
    """An example in which no payment is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, facts: tuple[Fact, ...], *finds: str) -> Example:
    """An example in which the later payments are."""
    return Example(Text(zh, en), AS_OF, facts, finds=finds, not_applicable=0)


RULE = Rule(
    code="BN-09",
    version=1,
    title=Text("同一补贴同一时段重复享受", "One subsidy paid twice for the same time"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条（一）：以虚报、冒领等手段骗取财政资金",
                "Regulation on Penalties for Fiscal Violations art. 6(1): public money got by "
                "false reports or in another's name",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计实务：比对补贴发放数据，查重复领取",
                "Audit practice: subsidies are compared to find what was drawn twice",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2011, 1, 8),
    limits=Text(
        "只查以一卡通发放、有证件号码、填了补贴所属期的支付；一个项目算一项补贴，不跨账簿比对。"
        "互相排斥的不同补贴、一人在两户重复登记的，这里不查。",
        "Only one-card payments to payees with an ID number that state their period; a project "
        "counts as one subsidy, and books are not compared. Different subsidies that exclude each "
        "other, and persons registered in two households, are not examined here.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.method = 'one_card' AND paid.period_from IS NOT NULL
                AND payee.identity_hash IS NOT NULL AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.amount,
            paid.period_from,
            paid.reissue_of,
            coalesce(paid.payee_name, payee.name) AS payee_name,
            payee.identity_hash,
            payee.identity_masked
        FROM facts.disbursement AS paid
        INNER JOIN facts.payee AS payee
            ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
    """,
    breach="""
        SELECT
            drawn.book_id,
            drawn.subject_id,
            drawn.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            drawn.external_reference,
            drawn.payee_name,
            drawn.identity_masked,
            drawn.period_from,
            drawn.happened_on AS paid_on,
            drawn.first_reference,
            drawn.first_paid_on
        FROM (
            SELECT
                subject.*,
                row_number() OVER drawing AS turn,
                first_value(subject.external_reference) OVER drawing AS first_reference,
                first_value(subject.happened_on) OVER drawing AS first_paid_on
            FROM subject
            WHERE subject.reissue_of IS NULL
            WINDOW drawing AS (
                PARTITION BY
                    subject.book_id, subject.project_id, subject.identity_hash,
                    subject.period_from
                ORDER BY subject.happened_on, subject.external_reference
            )
        ) AS drawn
        WHERE drawn.turn > 1
    """,
    sentence=Text(
        "{book}于 {paid_on} 又支付 {payee_name}（{identity_masked}）{amount_at_issue} 元"
        "（{external_reference}），与 {first_paid_on} 的 {first_reference} 是同一项目、"
        "同一所属期（自 {period_from} 起）的补贴。",
        "{book} paid {payee_name} ({identity_masked}) {amount_at_issue} yuan once more on "
        "{paid_on} ({external_reference}): the same project and period (from {period_from}) as "
        "{first_reference} of {first_paid_on}.",
    ),
    advice=Text(
        "先看是不是补差、分次发放；确属重复的，查发放名册，追回多付的。",
        "First see whether it makes up a difference or pays in parts; what was paid twice is "
        "recovered, after a look at the rosters.",
    ),
    examples=(
        found("同一所属期两笔", "Twice for June", (paid("Y"), paid("Z", "2022-06-20")), "Z"),
        found("同一天两笔", "Twice on one day", (paid("Y"), paid("Z")), "Z"),
        found(
            "同一所属期三笔",
            "Three times",
            (paid("X"), paid("Y", "2022-06-11"), paid("Z", "2022-06-12")),
            "Y",
            "Z",
        ),
        passes("只有一笔", "Once", (paid("Z"),)),
        passes("不同月份", "Two months", (paid("Y"), paid("Z", period_from="2022-07-01"))),
        passes("不同项目", "Two projects", (paid("Y"), paid("Z", project_code="Q"))),
        passes("两个人", "Two persons", (paid("Y"), paid("Z", identity=SOMEBODY_ELSE))),
        passes("两个县", "Two counties", (paid("Y"), paid("Z", book="990122"))),
        passes(
            "没有填所属期：不适用",
            "No period stated",
            (paid("Y", period_from=""), paid("Z", period_from="")),
            2,
        ),
        passes(
            "没有证件号码：不适用",
            "No ID number",
            (paid("Y", identity=""), paid("Z", identity="")),
            2,
        ),
        passes(
            "一笔是转账，不是一卡通",
            "One of them by bank transfer",
            (paid("Y"), paid("Z", method="transfer")),
            1,
        ),
        passes(
            "第一笔已冲销",
            "The first was reversed",
            (
                paid("Y"),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-11"),
                paid("Z", "2022-06-20"),
            ),
        ),
        passes(
            "部分退票后补发",
            "A part that bounced is paid again",
            (
                paid("Y", amount="100"),
                fact(
                    "refunds",
                    payment_reference="Y",
                    kind="bounced",
                    occurred_on="2022-06-15",
                    amount="40",
                ),
                paid("Z", "2022-06-20", amount="40", reissue_of="Y"),
            ),
        ),
        found(
            "2011 年 1 月 8 日起",
            "From the first day",
            (paid("Y", "2011-01-08"), paid("Z", "2011-01-09")),
            "Z",
        ),
        passes(
            "第一笔在前一日：不适用",
            "The first one the day before",
            (paid("Y", "2011-01-07"), paid("Z", "2011-01-08")),
            1,
        ),
    ),
)
