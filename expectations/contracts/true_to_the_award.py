"""A contract is signed with whom it was awarded to, for what it was awarded at."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"


def contract(**more: object) -> Fact:
    """A contract of 1,000 yuan that was awarded so."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "supplier_name": "示范收款人",
        "amount": 1000,
        "awarded_to": "示范收款人",
        "award_amount": 1000,
    }
    return fact("contracts", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False) -> Example:
    """What is seen of the contract at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, ("H",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, facts, not_applicable=1)


RULE = Rule(
    code="PC-05",
    version=1,
    title=Text("合同与中标不一致", "A contract that is not what was awarded"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《招标投标法》第四十六条、第五十九条：按照招标文件和中标人的投标文件订立合同，"
                "不得再行订立背离合同实质性内容的其他协议",
                "Tender Law arts. 46 and 59: the contract follows the invitation and the winning "
                "bid; no other agreement departs from its substance",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《招标投标法实施条例》第五十七条：合同的标的、价款、质量、履行期限等主要条款"
                "应当与招标文件和中标人的投标文件的内容一致",
                "Regulation on the Tender Law art. 57: object, price, quality and term of the "
                "contract agree with the invitation and the winning bid",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 12, 28),
    in_force_note=Text(
        "核对的是 2017 年 12 月 27 日修正的《招标投标法》，自次日起适用，按合同签订日期计。",
        "What was read is the Tender Law as amended on 27 December 2017; applied from the next "
        "day, by the day of signing.",
    ),
    limits=Text(
        "比较签订时的金额，不计以后的补充和调减；不比较标的、质量和工期。登记了中标人或中标金额的才查。"
        "名称按字面比较：企业改名、联合体中标的，核实后排除。期初以前签订、原金额不在账上的不适用。",
        "The amount at signing is compared, without later supplements and reductions; object, "
        "quality and term are not. Only where the winner or the award is on record. Names are "
        "compared as written: exclude renamed companies and consortia. Contracts of before an "
        "opening, whose first amount is not on record, are left out.",
    ),
    subject="contract",
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            signed.amount IS NOT NULL
            AND (contract.award_amount IS NOT NULL OR contract.awarded_to IS NOT NULL)
                AS applicable,
            contract.contract_code,
            contract.payee_id,
            contract.signed_on,
            contract.awarded_to,
            contract.award_amount,
            signed.amount AS original_amount
        FROM facts.contract AS contract
        LEFT JOIN (
            SELECT book_id, contract_id, sum(amount) AS amount
            FROM facts.commitment
            WHERE kind = 'contract'
            GROUP BY book_id, contract_id
        ) AS signed
            ON contract.book_id = signed.book_id AND contract.contract_id = signed.contract_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            abs(subject.original_amount - coalesce(subject.award_amount, 0)) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.contract_code,
            subject.signed_on,
            subject.awarded_to,
            payee.name AS supplier_name,
            subject.award_amount,
            subject.original_amount
        FROM subject
        INNER JOIN facts.payee AS payee
            ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        WHERE subject.original_amount <> subject.award_amount
            OR payee.name <> subject.awarded_to
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（{signed_on} 签订）与中标不一致：中标人 {awarded_to}、"
        "中标金额 {award_amount} 元；合同供应商 {supplier_name}、合同金额 {original_amount} 元。",
        "{book}: contract {contract_code} of {signed_on} is not what was awarded: the award went "
        "to {awarded_to} at {award_amount} yuan, the contract to {supplier_name} at "
        "{original_amount}.",
    ),
    advice=Text(
        "对照中标通知书和合同原件，查明差异的原因和批准手续。",
        "Compare the notice of award with the contract, and find the reason and its approval.",
    ),
    examples=(
        example("一致", "As awarded", contract()),
        example("合同多一分", "A fen above the award", contract(amount="1000.01"), finds=True),
        example("合同少一分", "A fen below the award", contract(amount="999.99"), finds=True),
        example(
            "合同签给了别人", "Signed with another", contract(awarded_to="别的公司"), finds=True
        ),
        example("只登记了中标金额", "Only the amount is on record", contract(awarded_to="")),
        example("只登记了中标人", "Only the winner is on record", contract(award_amount="")),
        example(
            "签给了别人，中标金额没有登记",
            "Signed with another, and no amount on record",
            contract(awarded_to="别的公司", award_amount=""),
            finds=True,
        ),
        example(
            "以后的补充不算",
            "A later supplement does not count",
            contract(),
            fact("contract_changes", contract_code="H", amount=100),
        ),
        example(
            "两笔来源合计等于中标金额",
            "Two sources that together are the award",
            fact("transfers", document_no="甲", occurred_on="2022-03-01"),
            fact("transfers", document_no="乙", occurred_on="2022-03-01"),
            fact("assignments", project_code="P", source_document="甲"),
            fact("assignments", project_code="P", source_document="乙"),
            contract(amount=400, source_document="甲"),
            contract(amount=600, source_document="乙"),
        ),
        Example(
            Text("两县同编号的合同，一县不一致", "Two counties, one code: one is not as awarded"),
            AS_OF,
            (
                contract(award_amount=900),
                contract(contract_code="H2", supplier_name="乙", awarded_to="乙"),
                contract(book=OTHER_COUNTY, supplier_name="丙", awarded_to="丙"),
                contract(book=OTHER_COUNTY, contract_code="H2", amount=1001, award_amount=1001),
            ),
            finds=("H",),
        ),
        left_out(
            "没有登记中标结果",
            "No award on record",
            contract(award_amount="", awarded_to=""),
        ),
        left_out(
            "合同已红字冲销",
            "The contract was reversed",
            contract(award_amount=900),
            fact("reversals", voucher="202204-1", occurred_on="2022-07-01"),
        ),
        left_out(
            "2017 年 12 月 27 日签订的不适用",
            "Signed the day before the rule applies",
            contract(signed_on="2017-12-27", award_amount=900),
        ),
        example(
            "2017 年 12 月 28 日签订的适用",
            "Signed on the first day it applies",
            contract(signed_on="2017-12-28", award_amount=900),
            finds=True,
        ),
    ),
)
