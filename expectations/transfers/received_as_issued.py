"""A transfer issued is on record below within 10 days, with the same amount, line and purpose."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
UPPER_DOCUMENT, DOCUMENT = "财农〔2022〕5号", "省财农〔2022〕5号"
ISSUED_ON = "2022-03-01"
DAY_10, DAY_11 = date(2022, 3, 11), date(2022, 3, 12)
AS_OF = date(2022, 6, 1)


def issued(reference: str = "I", **more: object) -> tuple[Fact, Fact]:
    """100 yuan that the province issued to the county on 1 March 2022, and where it came from."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "issued",
        "document_no": DOCUMENT,
        "source_document": f"{UPPER_DOCUMENT}{reference}",
        "counterparty": COUNTY,
        "fund_line": "衔接资金",
        "amount": 100,
        "occurred_on": ISSUED_ON,
        "external_reference": reference,
    }
    origin = fact(
        "transfers",
        book=PROVINCE,
        counterparty="000000",
        document_no=f"{UPPER_DOCUMENT}{reference}",
        amount=1000,
        occurred_on="2018-01-02",
    )
    return origin, fact("transfers", **(cells | more))


def received(**more: object) -> Fact:
    """The county's receipt of it."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "counterparty": PROVINCE,
        "document_no": DOCUMENT,
        "fund_line": "衔接资金",
        "amount": 100,
        "occurred_on": DAY_10,
    }
    return fact("transfers", **(cells | more))


def recall(**more: object) -> Fact:
    """40 yuan of it called back."""
    cells: dict[str, object] = {"book": PROVINCE, "side": "issued", "amount": 40}
    return fact("transfer_adjustments", kind="recall", transfer_document=DOCUMENT, **(cells | more))


def recalled() -> Fact:
    """The county's entry of that."""
    return recall(book=COUNTY, side="received")


def passes(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the issue is not named."""
    return Example(Text(zh, en), AS_OF, facts)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("I",))


def opened() -> Fact:
    """Some other money of the county: its book is kept here."""
    return fact("appropriations", book=COUNTY, occurred_on="2022-01-01")


RULE = Rule(
    code="BT-05",
    version=3,
    title=Text("下级漏记或错记收入", "A receipt that is missing or different below"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第六十七条：在预算执行中按月、"
                "按年核对预算收入的收纳以及库款拨付情况",
                "Implementing Regulation of the Budget Law art. 67: accounts are compared by month "
                "and by year, payments of treasury money among them",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第八十三条：年度终了时清理核实全年预算收入、支出数据和往来款项",
                "The same art. 83: at the end of the year receipts, expenditure and the accounts "
                "between levels are cleared and verified",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    limits=Text(
        "接收地方的账不在本系统、或文件只写一批地方的，不检查；只有部分资料的，不查漏记。"
        "资金用途两边都写了才比较。同一文号、同一行分几笔下达的，合计起来与下级收到的合计比较；"
        "有追加、追减、收回的，按调整后的数比较，一方调整后的期限内另一方还没登记的，不报。",
        "Not tested where the recipient keeps no book here or the document names a group of "
        "places; of a book that is partial nothing is taken for missing. Purposes are compared "
        "only where both sides state one. Issues under one line of one document are compared "
        "together, with their adjustments; within the term of an adjustment amounts may differ.",
    ),
    subject="transfer_issue",
    parameters=(
        Parameter(
            "days_allowed",
            10,
            Text("自下达之日起的日历日数", "Calendar days from the day of issue"),
            own=True,
        ),
    ),
    population="""
        SELECT
            issue.book_id,
            issue.transfer_issue_id AS subject_id,
            issue.occurred_on AS happened_on,
            recipient.book_id IS NOT NULL AS applicable,
            issuer.division_id AS issuer_division_id,
            recipient.book_id AS recipient_book_id,
            recipient.division_name AS recipient_name,
            recipient.partial,
            issue.document_no, issue.document_line, issue.fund_line_name, issue.purpose,
            issue.occurred_on,
            issue.amount,
            sum(issue.amount) OVER line AS issued_amount,
            max(issue.adjusted_on) OVER line AS issue_adjusted_on
        FROM facts.transfer_issue AS issue
        INNER JOIN facts.book AS issuer ON issue.book_id = issuer.book_id
        LEFT JOIN facts.book AS recipient ON issue.recipient_division_id = recipient.division_id
        WHERE issue.kind = 'transfer'
        WINDOW line AS (
            PARTITION BY issue.book_id, issue.recipient_division_id, issue.document_no,
                issue.document_line
        )
    """,
    breach="""
        SELECT
            compared.book_id, compared.subject_id,
            CASE
                WHEN compared.receipts > 0 AND compared.received_amount <> compared.issued_amount
                    THEN abs(compared.issued_amount - compared.received_amount)
                ELSE compared.amount
            END AS amount_at_issue,
            compared.due_on,
            CASE
                WHEN compared.receipts = 0 THEN 'missing'
                WHEN compared.received_amount <> compared.issued_amount THEN 'amount'
                WHEN compared.other_fund_lines > 0 THEN 'fund_line'
                WHEN compared.other_purposes > 0 THEN 'purpose'
                ELSE 'late'
            END AS difference,
            compared.recipient_name, compared.document_no, compared.fund_line_name,
            compared.purpose,
            compared.occurred_on AS issued_on,
            compared.issued_amount,
            compared.received_on,
            coalesce(compared.received_amount, 0) AS received_amount,
            compared.received_fund_line_name, compared.received_purpose
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.recipient_name,
                subject.partial, subject.document_no, subject.fund_line_name,
                subject.purpose, subject.occurred_on, subject.amount, subject.issued_amount,
                subject.occurred_on + scope.days_allowed AS due_on,
                greatest(subject.issue_adjusted_on, max(receipt.adjusted_on)) + scope.days_allowed
                    AS adjusting_until_on,
                count(receipt.source_id) AS receipts,
                sum(receipt.amount) AS received_amount,
                min(receipt.earliest_on) AS received_earliest_on,
                min(receipt.occurred_on) AS received_on,
                min(receipt.fund_line_name) AS received_fund_line_name,
                min(receipt.purpose) AS received_purpose,
                count(CASE WHEN receipt.fund_line_name <> subject.fund_line_name THEN 1 END)
                    AS other_fund_lines,
                count(CASE WHEN receipt.purpose <> subject.purpose THEN 1 END) AS other_purposes
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN facts.source AS receipt
                ON subject.recipient_book_id = receipt.book_id
                AND subject.issuer_division_id = receipt.issuer_division_id
                AND subject.document_no = receipt.document_no
                AND subject.document_line = receipt.document_line
                AND receipt.kind IN ('transfer', 'opening')
            GROUP BY
                subject.book_id, subject.subject_id, subject.recipient_name, subject.document_no,
                subject.fund_line_name, subject.purpose, subject.occurred_on, subject.amount,
                subject.issued_amount, subject.issue_adjusted_on, subject.partial,
                scope.days_allowed
        ) AS compared
        WHERE (
                compared.receipts = 0 AND compared.issued_amount > 0 AND NOT compared.partial
                AND compared.due_on < {as_of}
            )
            OR (
                compared.received_amount <> compared.issued_amount
                AND coalesce(compared.adjusting_until_on < {as_of}, TRUE)
            )
            OR compared.other_fund_lines > 0
            OR compared.other_purposes > 0
            OR compared.received_earliest_on > compared.due_on
    """,
    sentence=Text(
        "{book}于 {issued_on} 向{recipient_name}下达“{document_no}”{fund_line_name} "
        "{issued_amount} 元，对方应在 {due_on} 前登记收到；现登记：{received_on}，"
        "{received_fund_line_name}，{received_amount} 元，用途 {received_purpose}。",
        "{book} issued {issued_amount} yuan ({fund_line_name}, {document_no}) to {recipient_name} "
        "on {issued_on}, to be on record there by {due_on}; on record: {received_on}, "
        "{received_fund_line_name}, {received_amount} yuan, purpose {received_purpose}.",
    ),
    advice=Text(
        "向下级核对收文登记；文号、行号写法不同也会对不上，先排除写法问题。",
        "Ask the level below for its register of documents; a number or line written another way "
        "does not match either: rule that out first.",
    ),
    examples=(
        passes(
            "第 10 日登记，各项一致", "On record on day 10, all the same", *issued(), received()
        ),
        found("第 11 日才登记", "On record on day 11", *issued(), received(occurred_on=DAY_11)),
        Example(
            Text("第 10 日尚未登记，期限未过", "Not on record on day 10: the term has not passed"),
            DAY_10,
            (*issued(), opened()),
        ),
        Example(
            Text("一元钱，第 11 日仍未登记", "One yuan, not on record on day 11"),
            DAY_11,
            (*issued(amount=1), opened()),
            finds=("I",),
        ),
        found("少记一分", "One fen less below", *issued(), received(amount="99.99")),
        found("资金名称不同", "Another fund line", *issued(), received(fund_line="农业资金")),
        found("用途不同", "Another purpose", *issued(purpose="产业"), received(purpose="道路")),
        passes("只有一边写了用途，不比较", "One purpose only", *issued(purpose="产业"), received()),
        found(
            "收回第 11 日，下级仍未登记",
            "Day 11 of a recall, still not below",
            *(*issued(), received(), recall(occurred_on="2022-05-21")),
        ),
        passes(
            "另一上级同文号的、另一文号的、另一行的，不比较",
            "One of another level above, another document, another line are not compared",
            *(*issued(), received(cash_on="")),
            received(
                counterparty="990100", fund_line="农业资金", external_reference="R2", cash_on=""
            ),
            received(document_no="省财农〔2022〕9号", fund_line="农业资金"),
            received(document_line=2, fund_line="农业资金", cash_on=""),
        ),
        passes(
            "两边都登记了收回",
            "Recalled on both sides",
            *(*issued(), received(), recall(), recalled()),
        ),
        passes(
            "收回第 10 日，下级未登记",
            "Day 10 of a recall, not below yet",
            *(*issued(), received(), recall(occurred_on="2022-05-22")),
        ),
        passes("没有登记就全部收回", "All recalled", *issued(), opened(), recall(amount=100)),
        passes(
            "下级只记到三月：可能在期限内",
            "Received in March, no day: it may have been in time",
            *(*issued(), received(occurred_on="2022年3月")),
        ),
        found(
            "下级记到四月：一定超过期限",
            "Received in April, no day: surely late",
            *(*issued(), received(occurred_on="2022年4月")),
        ),
        found(
            "收到后又红字冲销",
            "The receipt has been reversed",
            *(*issued(), received(cash_on="")),
            fact("reversals", book=COUNTY, voucher="202203-1", occurred_on="2022-04-01"),
        ),
        Example(
            Text("同一文号下达两县，只有一县登记", "Issued to two counties, one has recorded it"),
            AS_OF,
            (
                *(*issued("I1"), received(), *issued("I2", counterparty=OTHER_COUNTY)),
                fact("appropriations", book=OTHER_COUNTY),
            ),
            finds=("I2",),
        ),
        Example(
            Text("接收地方的账不在本系统", "The recipient keeps no book here"),
            AS_OF,
            issued(),
            not_applicable=1,
        ),
        Example(
            Text("2020 年 9 月 30 日下达的不适用", "Issued the day before it was in force"),
            AS_OF,
            (*issued(occurred_on="2020-09-30"), opened()),
            not_applicable=1,
        ),
        found(
            "2020 年 10 月 1 日下达的适用",
            "Issued on the day it came into force",
            *(*issued(occurred_on="2020-10-01"), opened()),
        ),
    ),
)
