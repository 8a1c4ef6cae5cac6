"""Who is paid as a registered household had entered the register by then."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
COUNTY, OTHER_COUNTY = "990121", "990122"
PERSON, SOMEBODY_ELSE = "990121197001011018", "990121197001011034"


def registered(on: str = "2016-01-01", **more: object) -> Fact:
    """The person in the register."""
    cells: dict[str, object] = {"book": COUNTY, "identity": PERSON, "registered_on": on}
    return fact("households", **(cells | more))


def payee(kind: str = "registered_household", **more: object) -> Fact:
    """The person as a payee."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "payee_code": "A",
        "kind": kind,
        "identity": PERSON,
    }
    return fact("payees", **(cells | more))


def paid(on: str = "2022-06-10", **more: object) -> Fact:
    """What the payee is paid."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "project_code": "P",
        "external_reference": "Z",
        "payee_code": "A",
        "occurred_on": on,
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def passes(zh: str, en: str, facts: tuple[Fact, ...], not_applicable: int = 0) -> Example:
    """An example in which the payment is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, facts: tuple[Fact, ...]) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Z",), not_applicable=0)


OTHERS = registered(identity=SOMEBODY_ELSE, household_code="H9")

RULE = Rule(
    code="BN-01",
    version=1,
    title=Text("非建档立卡对象享受", "Paid as registered, but not in the register"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条（一）：以虚报、冒领等手段骗取财政资金；第十四条",
                "Regulation on Penalties for Fiscal Violations art. 6(1): public money got by "
                "false reports or in another's name; art. 14",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "广东、河北脱贫攻坚责任制实施细则：扶真贫、真扶贫",
                "The responsibility rules of Guangdong and Hebei: help goes to the truly poor",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2014, 1, 1),
    in_force_note=Text("建档立卡自 2014 年开始", "Registration began in 2014"),
    rests_on_absence=True,
    limits=Text(
        "只查收款人类型为“建档立卡户”、有证件号码的支付；账簿里没有农户表的不查。脱贫后仍享受政策"
        "的不算，所以退出日期以后的支付不列出；被清退的要另行核对。",
        "Only payments to payees of the kind registered household with an ID number, in books that "
        "have a register. Who has risen from poverty keeps the benefits, so payments after the day "
        "of exit are not named; who was struck off is to be checked apart.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            payee.kind = 'registered_household' AND payee.identity_hash IS NOT NULL
                AND kept.book_id IS NOT NULL AS applicable,
            paid.external_reference,
            paid.amount,
            coalesce(paid.payee_name, payee.name) AS payee_name,
            payee.identity_hash,
            payee.identity_masked
        FROM facts.disbursement AS paid
        INNER JOIN facts.payee AS payee
            ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
        LEFT JOIN (SELECT DISTINCT book_id FROM facts.household) AS kept
            ON paid.book_id = kept.book_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            person.registered_on AS due_on,
            subject.external_reference,
            subject.payee_name,
            subject.identity_masked,
            subject.happened_on AS paid_on
        FROM subject
        LEFT JOIN (
            SELECT book_id, identity_hash, min(registered_on) AS registered_on
            FROM facts.person
            GROUP BY book_id, identity_hash
        ) AS person
            ON subject.book_id = person.book_id AND subject.identity_hash = person.identity_hash
        WHERE person.registered_on IS NULL OR person.registered_on > subject.happened_on
    """,
    sentence=Text(
        "{book}于 {paid_on} 按建档立卡户支付 {payee_name}（{identity_masked}）{amount_at_issue} 元"
        "（{external_reference}），当日农户表里没有此人（纳入日期 {due_on}）。",
        "{book} paid {payee_name} ({identity_masked}) {amount_at_issue} yuan on {paid_on} as a "
        "registered household ({external_reference}), who was not in the register that day "
        "(entered on {due_on}).",
    ),
    advice=Text(
        "先核对身份证号是否登记有误、农户表是否齐全；确实不在册的，查名单是谁报的、钱付给了谁。",
        "First check the ID number and whether the register is complete; where the person is not "
        "in it, ask who drew up the roster and whom the money reached.",
    ),
    examples=(
        passes("在册", "In the register", (registered(), payee(), paid())),
        found("不在册", "Not in the register", (OTHERS, payee(), paid())),
        passes("纳入当日支付", "On the day of entry", (registered("2022-06-10"), payee(), paid())),
        found("纳入前一日支付", "The day before", (registered("2022-06-11"), payee(), paid())),
        passes(
            "脱贫后支付：政策继续享受",
            "After the exit: the benefits go on",
            (registered(exited_on="2020-12-31"), payee(), paid()),
        ),
        passes(
            "分户前后都在册",
            "In two households, one after the other",
            (registered(), registered("2022-08-01", household_code="H2"), payee(), paid()),
        ),
        passes(
            "收款人是一般农户：不适用",
            "A farm household: not applicable",
            (OTHERS, payee("farm_household"), paid()),
            1,
        ),
        passes("没有证件号码：不适用", "No ID number", (OTHERS, payee(identity=""), paid()), 1),
        passes("没有农户表：不适用", "No register", (payee(), paid()), 1),
        passes(
            "只有别县有农户表：不适用",
            "Only another county has a register",
            (registered(book=OTHER_COUNTY), payee(), paid()),
            1,
        ),
        found(
            "只在别县在册",
            "In another county's register only",
            (registered(book=OTHER_COUNTY), OTHERS, payee(), paid()),
        ),
        Example(
            Text("两县各有编号相同的收款人", "Two counties with a payee of the same code"),
            AS_OF,
            (
                registered(book=OTHER_COUNTY),
                OTHERS,
                payee(),
                paid(),
                payee(book=OTHER_COUNTY),
                paid(book=OTHER_COUNTY, external_reference="Y"),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        passes(
            "同县付给建档立卡户和企业",
            "Paid to a registered household and a firm",
            (
                registered(),
                payee(),
                paid(),
                payee("enterprise", payee_code="B", identity=""),
                paid(payee_code="B", external_reference="Y"),
            ),
            1,
        ),
        passes(
            "已冲销",
            "Reversed",
            (
                OTHERS,
                payee(),
                paid(),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-11"),
            ),
        ),
        found("2014 年 1 月 1 日的支付", "On the first day", (OTHERS, payee(), paid("2014-01-01"))),
        passes("前一日：不适用", "The day before", (OTHERS, payee(), paid("2013-12-31")), 1),
    ),
)
