"""A gift does not come back to its donor: nobody pays its giver from it."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)
DONOR, SOMEBODY = "示范爱心企业", "示范供应商"


def gift(code: str = "J", **more: object) -> tuple[Fact, Fact]:
    """1,000 yuan of the donor's, assigned to the project."""
    cells: dict[str, object] = {"donor": DONOR, "occurred_on": "2016-08-01", "donation_code": code}
    money = fact("donations", **(cells | more))
    book = {"book": money.cells["book"]} if "book" in money.cells else {}
    return money, fact("assignments", project_code="P", source_document=code, **book)


def paid(to: str = DONOR, **more: object) -> Fact:
    """100 yuan of it paid out."""
    cells: dict[str, object] = {
        "external_reference": "Z",
        "project_code": "P",
        "source_document": "J",
        "payee_name": to,
    }
    return fact("disbursements", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which the payment is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Z",))


RULE = Rule(
    code="SF-05",
    version=1,
    title=Text("捐赠人自己受益", "Gift paid to its donor"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《慈善法》第四十条：不得指定捐赠人的利害关系人作为受益人",
                "Charity Law art. 40: nobody close to the donor may be named as beneficiary",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《公益事业捐赠法》第四条：捐赠应当是自愿和无偿的",
                "Law on Donations for Public Welfare art. 4: gifts are voluntary and nothing is "
                "given for them",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2016, 9, 1),
    limits=Text(
        "只看用捐赠资金支付、收款人名称与这笔捐赠的捐赠人名称完全相同的；结转后再用的也算。捐赠人的亲属、关联企业"
        "没有名单，查不出来；同名的个人和经过采购中标的供应商会被列出，由人判断。政府部门受赠、下指标摊派没有"
        "登记，不检查。",
        "Only payments from a gift to a payee of the very name of its donor, also after the gift "
        "was carried over. There is no list of a donor's relatives and companies; persons of one "
        "name, and suppliers who won a tender, are named and people decide. Gifts to departments "
        "and gifts by quota are not on record and not tested.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            source.first_kind = 'donation' AS applicable,
            paid.external_reference,
            source.first_source_id,
            source.document_no,
            paid.payee_name,
            payee.name AS registered_name,
            paid.amount
        FROM facts.disbursement AS paid
        INNER JOIN facts.source AS source
            ON paid.book_id = source.book_id AND paid.source_id = source.source_id
        LEFT JOIN facts.payee AS payee
            ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.external_reference,
            subject.document_no AS donation_code,
            will.donor,
            subject.happened_on AS paid_on
        FROM subject
        INNER JOIN (
            SELECT DISTINCT book_id, source_id, donor
            FROM facts.donor_will
        ) AS will
            ON subject.book_id = will.book_id
            AND subject.first_source_id = will.source_id
            AND will.donor IN (subject.payee_name, subject.registered_name)
    """,
    sentence=Text(
        "{book}于 {paid_on} 从捐赠“{donation_code}”中支付 {amount_at_issue} 元"
        "（{external_reference}），收款人就是捐赠人{donor}。",
        "{book} paid {amount_at_issue} yuan out of gift {donation_code} on {paid_on} "
        "({external_reference}) to {donor}, who gave it.",
    ),
    advice=Text(
        "查捐赠协议有没有指定向捐赠人采购，价格和采购程序是否正当；同名不同人的，附说明。",
        "See whether the agreement asked for buying from the donor, and whether price and tender "
        "were proper; where two share a name, say so.",
    ),
    examples=(
        found("付给捐赠人", "Paid to the donor", *gift(), paid()),
        passes(
            "付给别人，捐赠人也是登记过的收款人",
            "Paid to somebody else; the donor is a payee on record too",
            *(*gift(), fact("payees", payee_code="S", name=DONOR), paid(SOMEBODY)),
        ),
        passes(
            "捐赠人承接了别的财政资金，不适用",
            "The donor is paid from other money: not applicable",
            *(*gift(), paid(project_code="Q", source_document="")),
            not_applicable=1,
        ),
        passes(
            "从另一人的捐赠中付给他",
            "The donor of one gift is paid from another",
            *(*gift("K"), *gift(donor="示范另一企业"), paid()),
        ),
        passes(
            "别县的同号捐赠",
            "A gift of that code in another county",
            *(*gift(donor="示范另一企业"), *gift(book=OTHER_COUNTY), paid()),
        ),
        found(
            "结转以后付给捐赠人",
            "After it was carried over",
            *gift(),
            fact(
                "take_backs",
                kind="carry_over",
                source_document="J",
                project_code="P",
                amount=1000,
                occurred_on="2022-04-01",
                new_document_no="K",
            ),
            fact("assignments", project_code="P", source_document="K", occurred_on="2022-04-02"),
            paid(source_document="K"),
        ),
        found(
            "按收款人编号支付，登记的名称是捐赠人",
            "By code, of a payee registered under that name",
            *gift(),
            fact("payees", payee_code="S", name=DONOR, kind="enterprise"),
            paid("供应商简称", payee_code="S"),
        ),
        found(
            "捐赠人同意变更过，只列一次",
            "With a consent of the donor's: named once",
            *gift(),
            fact("donations", donation_code="J", event="consent", donor=DONOR, amount=""),
            paid(),
        ),
        passes(
            "支付已冲销",
            "The payment was reversed",
            *(*gift(), paid()),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
        ),
        found(
            "两县各付一笔，只有一县付给捐赠人",
            "A payment in each of two counties: only one is to the donor",
            *(*gift(), paid()),
            *(*gift(book=OTHER_COUNTY, donor="示范另一企业"),),
            paid(book=OTHER_COUNTY, external_reference="Z2"),
        ),
        found("慈善法施行当日支付", "In force", *gift(), paid(occurred_on="2016-09-01")),
        passes(
            "前一日支付的不适用",
            "The day before",
            *(*gift(), paid(occurred_on="2016-08-31")),
            not_applicable=1,
        ),
    ),
)
