"""A payee has the name that the register has for the ID number."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
COUNTY, OTHER_COUNTY = "990121", "990122"
PERSON, SOMEBODY_ELSE = "990121197001011018", "990121197001011034"


def registered(name: str = "示范张三", **more: object) -> Fact:
    """The person in the register."""
    cells: dict[str, object] = {"book": COUNTY, "identity": PERSON, "name": name}
    return fact("households", **(cells | more))


def payee(name: str = "示范张三", **more: object) -> Fact:
    """The person as a payee."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "payee_code": "A",
        "kind": "person",
        "identity": PERSON,
        "name": name,
    }
    return fact("payees", **(cells | more))


def paid(on: str = "2022-06-10", **more: object) -> Fact:
    """What the payee is paid."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "project_code": "P",
        "external_reference": "Z",
        "payee_code": "A",
        "payee_name": "示范张三",
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


def passes(zh: str, en: str, facts: tuple[Fact, ...], not_applicable: int = 0) -> Example:
    """An example in which the payment is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, facts: tuple[Fact, ...]) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Z",), not_applicable=0)


RULE = Rule(
    code="BN-11",
    version=1,
    title=Text("身份信息不符", "Name and ID number do not agree"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "数据质量：姓名与身份证号一致，是其他比对的基础",
                "Data quality: all other comparisons rest on name and ID number",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2014, 1, 1),
    in_force_note=Text("建档立卡自 2014 年开始", "Registration began in 2014"),
    limits=Text(
        "校验位、出生日期不对的身份证号，导入时就退回，不会到这里。只与本账簿的农户表比姓名，"
        "不在册的不查；改过名的，任一在册姓名相符就不列出。银行退票时的户名不符另有退票记录。",
        "ID numbers whose check digit or date of birth is wrong are refused at import and do not "
        "come here. Names are compared with the book's own register only; who is not in it is not "
        "examined, and any name there will do. What banks send back is on record as a refund.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            person.first_name IS NOT NULL AS applicable,
            paid.external_reference,
            paid.amount,
            coalesce(paid.payee_name, payee.name) AS payee_name,
            payee.identity_masked,
            person.first_name,
            person.last_name
        FROM facts.disbursement AS paid
        INNER JOIN facts.payee AS payee
            ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
        LEFT JOIN (
            SELECT book_id, identity_hash, min(name) AS first_name, max(name) AS last_name
            FROM facts.person
            GROUP BY book_id, identity_hash
        ) AS person
            ON payee.book_id = person.book_id AND payee.identity_hash = person.identity_hash
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.external_reference,
            subject.payee_name,
            subject.identity_masked,
            subject.first_name AS listed_name,
            subject.happened_on AS paid_on
        FROM subject
        WHERE subject.payee_name NOT IN (subject.first_name, subject.last_name)
    """,
    sentence=Text(
        "{book}于 {paid_on} 支付 {payee_name} {amount_at_issue} 元（{external_reference}），"
        "所填身份证号 {identity_masked} 在农户表里是 {listed_name}。",
        "{book} paid {payee_name} {amount_at_issue} yuan on {paid_on} ({external_reference}); ID "
        "number {identity_masked} is {listed_name} in the register.",
    ),
    advice=Text(
        "核对身份证，改正收款人或农户表里写错的一处；由家人代领的，收款人应写本人。",
        "Compare with the ID card and correct whichever is wrong; where a relative draws it, the "
        "payee is still the person entitled.",
    ),
    examples=(
        passes("姓名相符", "The same name", (registered(), payee(), paid())),
        found("姓名不符", "Another name", (registered("示范李四"), payee(), paid())),
        passes(
            "与改名前后之一相符",
            "One of two names in the register",
            (
                registered("示范张三三", household_code="H1"),
                registered("示范张三", household_code="H2"),
                payee(),
                paid(),
            ),
        ),
        passes(
            "与后一个姓名相符",
            "The other of the two",
            (
                registered("示范张三三", household_code="H1"),
                registered("示范张三", household_code="H2"),
                payee("示范张三三"),
                paid(payee_name="示范张三三"),
            ),
        ),
        passes(
            "不在册：不适用",
            "Not in the register",
            (registered(identity=SOMEBODY_ELSE), payee(), paid()),
            1,
        ),
        passes(
            "没有证件号码：不适用",
            "No ID number",
            (registered("示范李四"), payee(identity=""), paid()),
            1,
        ),
        passes(
            "只在别县在册：不适用",
            "In another county's register only",
            (registered("示范李四", book=OTHER_COUNTY), payee(), paid()),
            1,
        ),
        Example(
            Text("两县编号相同的收款人，一县不符", "Two counties, the same code; one differs"),
            AS_OF,
            (
                registered("示范李四"),
                payee(),
                paid(),
                registered(book=OTHER_COUNTY),
                payee(book=OTHER_COUNTY),
                paid(book=OTHER_COUNTY, external_reference="Y"),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        Example(
            Text("两个收款人，一人不符", "Two payees, one differs"),
            AS_OF,
            (
                registered("示范李四"),
                payee(),
                paid(),
                registered("示范王五", identity=SOMEBODY_ELSE, household_code="H5"),
                payee("示范王五", payee_code="B", identity=SOMEBODY_ELSE),
                paid(payee_code="B", payee_name="示范王五", external_reference="Y"),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        passes(
            "已冲销",
            "Reversed",
            (
                registered("示范李四"),
                payee(),
                paid(),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-11"),
            ),
        ),
        found(
            "2014 年 1 月 1 日的支付",
            "On the first day",
            (registered("示范李四"), payee(), paid("2014-01-01")),
        ),
        passes(
            "前一日：不适用",
            "The day before",
            (registered("示范李四"), payee(), paid("2013-12-31")),
            1,
        ),
    ),
)
