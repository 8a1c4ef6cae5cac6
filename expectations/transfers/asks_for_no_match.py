"""A special transfer asks for no matching money unless the State Council has said so."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

PROVINCE, COUNTY, CITY = "990000", "990121", "990100"
AS_OF = date(2022, 6, 1)


def issued(reference: str = "I", book: str = PROVINCE, **more: object) -> tuple[Fact, Fact]:
    """100 yuan issued to the county, asking for 30 more; and where it came from."""
    origin = {"book": book, "document_no": f"来源{reference}", "occurred_on": "2014-01-05"}
    cells: dict[str, object] = {
        "book": book,
        "direction": "issued",
        "document_no": f"省财农〔2022〕{reference}号",
        "source_document": f"来源{reference}",
        "counterparty": COUNTY,
        "amount": 100,
        "transfer_type": "special",
        "required_match": 30,
        "occurred_on": "2022-03-10",
        "external_reference": reference,
    }
    return fact("appropriations", **origin), fact("transfers", **(cells | more))


RULE = Rule(
    code="BT-08",
    version=1,
    title=Text("要求下级配套", "Matching money demanded of the level below"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第十六条第四款：上级政府在安排专项转移支付时，"
                "不得要求下级政府承担配套资金；"
                "按照国务院的规定应当由上下级政府共同承担的事项除外",
                "Budget Law art. 16(4): special transfers may not ask the level below for matching "
                "money, except for what both bear by a rule of the State Council",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "看下达方登记的配套要求；没有登记的看不出。类型没有写明的，按专项看；一般性转移支付、"
        "对口帮扶和债券转贷"
        "不检查。填了依据的不报，依据是否确为国务院规定由人核对。",
        "It goes by the demand that the issuer has entered; one that nobody entered is not seen. "
        "Where no type is given the transfer is taken for a special one; general transfers, paired "
        "aid and bond money are not examined. Where a ground is given nothing is said; whether it "
        "is a rule of the State Council is for people to see.",
    ),
    subject="transfer_issue",
    population="""
        SELECT
            issue.book_id,
            issue.transfer_issue_id AS subject_id,
            issue.occurred_on AS happened_on,
            coalesce(issue.transfer_type, 'special') = 'special' AS applicable,
            issue.document_no,
            issue.fund_line_name,
            issue.recipient_division_id,
            issue.recipient_name,
            issue.amount,
            issue.required_match,
            issue.match_ground
        FROM facts.transfer_issue AS issue
        WHERE issue.kind = 'transfer'
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.required_match AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.document_no,
            subject.fund_line_name,
            subject.happened_on AS issued_on,
            subject.amount AS issued_amount,
            coalesce(recipient.name, subject.recipient_name) AS recipient_name
        FROM subject
        LEFT JOIN facts.division AS recipient
            ON subject.recipient_division_id = recipient.division_id
        WHERE subject.required_match IS NOT NULL AND subject.match_ground IS NULL
    """,
    sentence=Text(
        "{book}于 {issued_on} 以“{document_no}”向{recipient_name}下达{fund_line_name} "
        "{issued_amount} 元，要求下级配套 {amount_at_issue} 元，没有登记国务院规定的依据。",
        "On {issued_on} {book} issued {issued_amount} yuan ({fund_line_name}, {document_no}) to "
        "{recipient_name} and asked for a match of {amount_at_issue}; no rule of the State Council "
        "is on record for it.",
    ),
    advice=Text(
        "找国务院关于共同承担的规定；有的补登“配套依据”，没有的由下达方改正文件。",
        "Look for the State Council's rule that both levels bear it, and enter it; without one the "
        "issuer puts its document right.",
    ),
    examples=(
        Example(Text("要求配套，没有依据", "A match without a ground"), AS_OF, issued(), ("I",)),
        Example(
            Text("国务院规定共同承担", "Both levels bear it by a rule of the State Council"),
            AS_OF,
            issued(match_ground="国办发〔2018〕6号"),
        ),
        Example(Text("没有要求配套", "No match asked for"), AS_OF, issued(required_match="")),
        Example(
            Text("类型没有写明，按专项看", "No type given: taken for a special one"),
            AS_OF,
            issued(transfer_type="", required_match="0.01"),
            ("I",),
        ),
        Example(
            Text("接收方只写名称的也报", "To a group of places that is only named"),
            AS_OF,
            issued(counterparty="", counterparty_name="各县"),
            ("I",),
        ),
        Example(
            Text("两本账各下达一笔，只有一笔要求配套", "Two books: one asks for a match"),
            AS_OF,
            (*issued(required_match=""), *issued("I2", CITY)),
            ("I2",),
        ),
        Example(
            Text("检查日以后下达的不看", "Issued after the day of the run"),
            AS_OF,
            issued(occurred_on="2022-06-02"),
        ),
        Example(
            Text("一般性转移支付、债券转贷不适用", "A general transfer, and bond money lent on"),
            AS_OF,
            (*issued(transfer_type="general"), *issued("I2", kind="bond")),
            not_applicable=1,
        ),
        Example(
            Text("2015 年以前下达的不适用", "Issued before the law was in force"),
            AS_OF,
            issued(occurred_on="2014-12-31"),
            not_applicable=1,
        ),
    ),
)
