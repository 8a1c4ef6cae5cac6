"""Paired aid that was given is on record with who received it, as aid and with the same amount."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

CITY, COUNTY, OTHER_COUNTY = "990100", "990121", "990122"
DOCUMENT = "协作〔2022〕5号"
DAY_30, DAY_31 = date(2022, 3, 31), date(2022, 4, 1)
AS_OF = date(2022, 6, 1)


def given(reference: str = "I", **more: object) -> tuple[Fact, Fact]:
    """100 yuan of aid that the city gave to the county on 1 March 2022, and its money."""
    cells: dict[str, object] = {
        "book": CITY,
        "direction": "issued",
        "kind": "paired_aid",
        "document_no": DOCUMENT,
        "source_document": f"预算{reference}",
        "counterparty": COUNTY,
        "amount": 100,
        "occurred_on": "2022-03-01",
        "external_reference": reference,
    }
    money = fact(
        "appropriations", book=CITY, document_no=f"预算{reference}", occurred_on="2018-01-02"
    )
    return money, fact("transfers", **(cells | more))


def received(**more: object) -> Fact:
    """The county's receipt of it."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "kind": "paired_aid",
        "counterparty": CITY,
        "document_no": DOCUMENT,
        "amount": 100,
        "occurred_on": DAY_30,
    }
    return fact("transfers", **(cells | more))


def opened(book: str = COUNTY) -> Fact:
    """Some other money of a county: its book is kept here."""
    return fact("appropriations", book=book, occurred_on="2022-01-01")


def passes(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the aid is not named."""
    return Example(Text(zh, en), AS_OF, facts)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("I",))


RULE = Rule(
    code="PA-04",
    version=1,
    title=Text("帮扶资金未入账或不符", "Paired aid missing or different at the other end"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第十二条、第十三条：无隶属关系政府之间的无偿援助属转移性收支",
                "Implementing Regulation of the Budget Law arts. 12, 13: gratuitous aid between "
                "governments neither of which is above the other is transfer revenue and "
                "expenditure",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第二十二条：帮扶紧盯建档立卡贫困人口",
                "Hebei rules art. 22: aid is aimed at the registered poor",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    limits=Text(
        "只从给出方查起：接收方登记了而给出方没有登记的，不检查；"
        "帮扶项目是否落到建档立卡户和贫困村，"
        "也不检查。接收方的账不在本系统的不检查，只有部分资料的不查漏记。"
        "金额比较双方最初登记的数，追加、"
        "追减不比较。同一文号、同一行的几笔合计比较。",
        "Tested from the giver's side only: not what the receiver alone has on record, nor whether "
        "aid projects reach registered households or villages. Not tested where the receiver keeps "
        "no book here; of a partial book nothing is taken for missing. First amounts are compared, "
        "without later adjustments, and those of one line of a document together.",
    ),
    subject="transfer_issue",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("自给出之日起的日历日数", "Calendar days from the day it was given"),
            own=True,
        ),
    ),
    population="""
        SELECT
            transfer.book_id,
            transfer.transfer_issue_id AS subject_id,
            transfer.issued_on AS happened_on,
            transfer.kind = 'paired_aid' AND recipient.book_id IS NOT NULL AS applicable,
            recipient.division_name AS recipient_name,
            recipient.partial,
            transfer.document_no,
            transfer.issued_on,
            transfer.issued_original_amount AS issued_amount,
            transfer.received_kind,
            transfer.received_on,
            transfer.received_original_amount AS received_amount
        FROM facts.transfer AS transfer
        LEFT JOIN facts.book AS recipient ON transfer.recipient_book_id = recipient.book_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CASE
                WHEN subject.received_amount <> subject.issued_amount
                    THEN abs(subject.issued_amount - subject.received_amount)
                ELSE subject.issued_amount
            END AS amount_at_issue,
            subject.issued_on + scope.days_allowed AS due_on,
            CASE
                WHEN subject.received_kind IS NULL THEN '没有登记'
                WHEN subject.received_amount <> subject.issued_amount THEN '金额不同'
                ELSE '没有登记为对口帮扶'
            END AS differs_zh,
            CASE
                WHEN subject.received_kind IS NULL THEN 'it is not on record'
                WHEN subject.received_amount <> subject.issued_amount THEN 'the amount differs'
                ELSE 'it is not on record as paired aid'
            END AS differs_en,
            subject.recipient_name,
            subject.document_no,
            subject.issued_on,
            subject.issued_amount,
            subject.received_on,
            coalesce(subject.received_amount, 0) AS received_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        WHERE subject.received_amount <> subject.issued_amount
            OR subject.received_kind NOT IN ('paired_aid', 'opening')
            OR (
                subject.received_kind IS NULL
                AND NOT subject.partial
                AND subject.issued_on + scope.days_allowed < {as_of}
            )
    """,
    sentence=Text(
        "{book}于 {issued_on} 以“{document_no}”给{recipient_name}帮扶资金 {issued_amount} 元，"
        "对方{differs_zh}：登记日期 {received_on}，{received_amount} 元（应在 {due_on} 前登记）。",
        "{book} gave {recipient_name} {issued_amount} yuan of paired aid ({document_no}) on "
        "{issued_on}; there {differs_en}: {received_amount} yuan, on {received_on} (to be on "
        "record by {due_on}).",
    ),
    advice=Text(
        "与接收方核对文号、金额和到账；钱到了没有入账的，查进了哪个账户。",
        "Compare document, amount and cash with the receiver; where the money came and is not on "
        "record, find the account that it went to.",
    ),
    examples=(
        passes("双方一致", "Both ends agree", *given(), received()),
        Example(
            Text("第 30 日尚未登记，期限未过", "Not on record on day 30"),
            DAY_30,
            (*given(), opened()),
            not_applicable=0,
        ),
        Example(
            Text("第 31 日仍未登记", "Not on record on day 31"),
            DAY_31,
            (*given(), opened()),
            finds=("I",),
        ),
        found("少记一分", "One fen less", *given(), received(amount="99.99")),
        found("多记一分", "One fen more", *given(), received(amount="100.01")),
        found("登记成转移支付", "On record as a transfer", *given(), received(kind="transfer")),
        found(
            "登记后冲销",
            "The receipt was reversed",
            *(*given(), received(cash_on="")),
            fact("reversals", book=COUNTY, voucher="202203-1", occurred_on="2022-04-01"),
        ),
        passes(
            "给出的已冲销",
            "What was given was reversed",
            *(*given(), opened()),
            fact("reversals", book=CITY, voucher="202203-1", occurred_on="2022-04-01"),
        ),
        found(
            "检查日以后才登记",
            "On record after the day of the run",
            *(*given(), opened(), received(occurred_on="2022-06-02")),
        ),
        passes(
            "两笔同文号同一行，合计一致",
            "Two of one line, received together",
            *(*given(amount=40), *given("J", amount=60), received()),
        ),
        found(
            "同号文件是别县收到的",
            "Another county received under that document",
            *(*given(), opened(), received(book=OTHER_COUNTY)),
        ),
        Example(
            Text("给两县，只有一县登记", "Given to two counties, one has it on record"),
            AS_OF,
            (
                *(*given(), received(), *given("I2", counterparty=OTHER_COUNTY)),
                opened(OTHER_COUNTY),
            ),
            finds=("I2",),
        ),
        passes(
            "期初登记的帮扶资金",
            "In the receiver's opening balances",
            *given(),
            fact(
                "opening_balances",
                book=COUNTY,
                occurred_on="2022-05-01",
                arrived_on="2022-03-10",
                document_no=DOCUMENT,
                counterparty=CITY,
                amount=100,
                available_amount=100,
            ),
        ),
        Example(
            Text("只知三月给出：从三月底起算", "Given in March: counted from its last day"),
            date(2022, 4, 30),
            (*given(occurred_on="2022年3月"), opened()),
        ),
        Example(
            Text("接收方的账不在本系统", "The receiver keeps no book here"),
            AS_OF,
            given(),
            not_applicable=1,
        ),
        Example(
            Text("转移支付不适用", "A transfer: the rule does not apply"),
            AS_OF,
            (*given(kind="transfer"), opened()),
            not_applicable=1,
        ),
        found(
            "2020 年 10 月 1 日给出的适用", "In force", *given(occurred_on="2020-10-01"), opened()
        ),
        Example(
            Text("前一日给出的不适用", "The day before"),
            AS_OF,
            (*given(occurred_on="2020-09-30"), opened()),
            not_applicable=1,
        ),
    ),
)
