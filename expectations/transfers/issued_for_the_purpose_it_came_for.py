"""Special money is issued on under the fund line it came by, unless the change was approved."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

PROVINCE, COUNTY, OTHER_PROVINCE_BOOK = "990000", "990121", "990100"
UPPER, OTHER_UPPER = "财农〔2022〕7号", "财农〔2022〕8号"
AS_OF = date(2022, 6, 1)
ISSUED_ON = "2022-03-10"


def money(**more: object) -> Fact:
    """1,000 yuan of a fund line that the province received."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "counterparty": "000000",
        "document_no": UPPER,
        "fund_line": "衔接资金",
        "integrable": "是",
        "occurred_on": "2015-01-01",
    }
    return fact("transfers", **(cells | more))


def issued(**more: object) -> Fact:
    """100 yuan of it, issued to the county under another line."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "issued",
        "document_no": "省财农〔2022〕7号",
        "source_document": UPPER,
        "counterparty": COUNTY,
        "fund_line": "农田建设资金",
        "amount": 100,
        "occurred_on": ISSUED_ON,
        "external_reference": "I",
    }
    return fact("transfers", **(cells | more))


def plan(**more: object) -> Fact:
    """A plan that pools 100 yuan of the money."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "item_kind": "pooled",
        "source_document": UPPER,
        "amount": 100,
        "approved_on": ISSUED_ON,
    }
    return fact("integration_plans", **(cells | more))


def approved(on: str) -> Fact:
    """The same, with a change of purpose that was approved on a day."""
    return issued(change_document="省政改〔2022〕1号", changed_on=on)


def passes(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the issue is not named."""
    return Example(Text(zh, en), AS_OF, (money(), *facts))


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, (money(), *facts), finds=("I",))


RULE = Rule(
    code="BT-07",
    version=1,
    title=Text("擅自改变专项用途", "Special money issued under another fund line"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第六十三条、第七十二条：不得擅自改变预算支出的用途，"
                "预算资金确需调剂使用的按规定办理；第九十三条（五）：改变预算支出用途的法律责任",
                "Budget Law arts. 63 and 72: the use of budgeted money is not changed at will; "
                "art. 93(5): liability for doing so",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条：违反规定使用、骗取财政资金等行为",
                "Regulation on Penalties for Fiscal Violations art. 6: misuse of fiscal money",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "只比较下达文件与其来源的资金名称：名称写法不同也会对不上，先排除写法问题；用途是自由文字，"
        "只列出供人比较。一般性转移支付、对口帮扶和债券转贷不检查；下达当日或以前已纳入整合方案、"
        "或有批准改变用途的文件的不报。改变后是否仍属允许的用途，要看批准文件。",
        "What is compared is the fund line of the issue with that of its source: another spelling "
        "does not match either, rule that out first. Purposes are free words and are only shown. "
        "General transfers, paired aid and bond money are not examined. Money that a plan had "
        "pooled, or whose change was approved, by that day is in order; whether the new use is "
        "allowed the document must tell.",
    ),
    subject="transfer_issue",
    population="""
        SELECT
            issue.book_id,
            issue.transfer_issue_id AS subject_id,
            issue.occurred_on AS happened_on,
            coalesce(issue.transfer_type, 'special') = 'special' AS applicable,
            issue.source_id,
            issue.amount,
            issue.document_no,
            issue.recipient_division_id,
            issue.recipient_name,
            issue.fund_line_name,
            issue.purpose,
            issue.changed_on
        FROM facts.transfer_issue AS issue
        WHERE issue.kind = 'transfer'
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.document_no,
            subject.happened_on AS issued_on,
            coalesce(recipient.name, subject.recipient_name) AS recipient_name,
            subject.fund_line_name,
            subject.purpose,
            source.document_no AS source_document,
            source.fund_line_name AS source_fund_line_name,
            source.purpose AS source_purpose,
            subject.changed_on
        FROM subject
        INNER JOIN facts.source AS source
            ON subject.book_id = source.book_id AND subject.source_id = source.source_id
        LEFT JOIN facts.division AS recipient
            ON subject.recipient_division_id = recipient.division_id
        LEFT JOIN (
            SELECT book_id, source_id, min(occurred_on) AS pooled_on
            FROM facts.integration
            WHERE direction = 'into_pool'
            GROUP BY book_id, source_id
        ) AS pooled
            ON subject.book_id = pooled.book_id AND subject.source_id = pooled.source_id
        WHERE subject.fund_line_name <> source.fund_line_name
            AND coalesce(subject.changed_on > subject.happened_on, TRUE)
            AND coalesce(pooled.pooled_on > subject.happened_on, TRUE)
    """,
    sentence=Text(
        "{book}于 {issued_on} 以“{document_no}”向{recipient_name}下达“{fund_line_name}” "
        "{amount_at_issue} 元（用途 {purpose}），"
        "来源“{source_document}”却是“{source_fund_line_name}”"
        "（用途 {source_purpose}），当日没有整合方案或批准改变用途的文件。",
        "On {issued_on} {book} issued {amount_at_issue} yuan to {recipient_name} by "
        "{document_no} as "
        "{fund_line_name} (purpose {purpose}); its source {source_document} is "
        "{source_fund_line_name} (purpose {source_purpose}), and no plan or approval of the change "
        "was there that day.",
    ),
    advice=Text(
        "先核对两份文件的资金名称是否只是写法不同；确属调剂的，补登批准文件。",
        "First see whether the names only differ in spelling; where the use was changed, enter the "
        "document that approved it.",
    ),
    examples=(
        found("下达的资金名称与来源不同", "Issued under another fund line", issued()),
        passes("资金名称相同", "The same line", issued(fund_line="衔接资金")),
        passes("当日批准改变", "The change approved that day", approved(ISSUED_ON)),
        found("次日才批准", "The change approved a day later", approved("2022-03-11")),
        passes("当日纳入整合方案", "Pooled by a plan of that day", plan(), issued()),
        found(
            "次日才纳入整合方案",
            "Pooled only a day later",
            plan(approved_on="2022-03-11"),
            issued(),
        ),
        Example(
            Text("另一笔资金的整合方案不算", "A plan that pools other money"),
            AS_OF,
            (
                *(money(), money(document_no=OTHER_UPPER)),
                *(plan(source_document=OTHER_UPPER), issued()),
            ),
            finds=("I",),
        ),
        Example(
            Text("两本账同文号，只有一本纳入方案", "Two books, one document: one had it pooled"),
            AS_OF,
            (
                *(money(), plan(), issued()),
                money(book=OTHER_PROVINCE_BOOK, counterparty=PROVINCE),
                issued(book=OTHER_PROVINCE_BOOK, external_reference="I2"),
            ),
            finds=("I2",),
        ),
        found(
            "接收方只写名称的也报",
            "To a group of places that is only named",
            issued(counterparty="", counterparty_name="各县"),
        ),
        passes(
            "下达后又红字冲销",
            "The issue was reversed",
            issued(cash_on=""),
            fact("reversals", book=PROVINCE, voucher="202203-1", occurred_on="2022-04-01"),
        ),
        Example(
            Text("一般性转移支付、债券转贷不适用", "A general transfer, and bond money lent on"),
            AS_OF,
            (
                money(),
                issued(transfer_type="general"),
                issued(kind="bond", external_reference="I2", document_no="债1号"),
            ),
            not_applicable=1,
        ),
        Example(
            Text("2015 年以前下达的不适用", "Issued before it was in force"),
            AS_OF,
            (money(occurred_on="2014-01-01"), issued(occurred_on="2014-12-31")),
            not_applicable=1,
        ),
    ),
)
