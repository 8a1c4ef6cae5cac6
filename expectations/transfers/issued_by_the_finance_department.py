"""Documents that issue transfers come from a finance department, not from another."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

PROVINCE, COUNTY, CITY = "990000", "990121", "990100"
AS_OF = date(2022, 6, 1)


def issued(reference: str = "I", book: str = PROVINCE, **more: object) -> tuple[Fact, Fact]:
    """100 yuan issued to the county by another department; and where it came from."""
    origin = {"book": book, "document_no": f"来源{reference}", "occurred_on": "2014-01-05"}
    cells: dict[str, object] = {
        "book": book,
        "direction": "issued",
        "document_no": f"省农〔2022〕{reference}号",
        "source_document": f"来源{reference}",
        "counterparty": COUNTY,
        "amount": 100,
        "issuer_kind": "other",
        "occurred_on": "2022-03-10",
        "external_reference": reference,
    }
    return fact("appropriations", **origin), fact("transfers", **(cells | more))


RULE = Rule(
    code="BT-09",
    version=1,
    title=Text("非财政部门下达转移支付", "A transfer issued by an office other than finance"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第五十九条：转移支付的预算下达和资金拨付由财政部门办理，"
                "其他部门和单位不得对下级政府部门和单位下达转移支付预算或者拨付转移支付资金",
                "Implementing Regulation of the Budget Law art. 59: transfers are issued and "
                "paid by "
                "finance departments; no other office may do so",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第九十四条（二）："
                "违反规定下达转移支付预算或者拨付转移支付资金的责任",
                "The same art. 94(2): liability for issuing or paying transfers otherwise",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    limits=Text(
        "看下达行登记的“下达单位类型”；没有登记的不检查。对口帮扶和债券转贷不检查。",
        "It goes by the kind of office that the issue was entered with; where none was, nothing is "
        "examined, nor paired aid and bond money.",
    ),
    subject="transfer_issue",
    population="""
        SELECT
            issue.book_id,
            issue.transfer_issue_id AS subject_id,
            issue.occurred_on AS happened_on,
            issue.issuer_kind IS NOT NULL AS applicable,
            issue.document_no,
            issue.fund_line_name,
            issue.recipient_division_id,
            issue.recipient_name,
            issue.amount,
            issue.issuer_kind
        FROM facts.transfer_issue AS issue
        WHERE issue.kind = 'transfer'
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.document_no,
            subject.fund_line_name,
            subject.happened_on AS issued_on,
            coalesce(recipient.name, subject.recipient_name) AS recipient_name
        FROM subject
        LEFT JOIN facts.division AS recipient
            ON subject.recipient_division_id = recipient.division_id
        WHERE subject.issuer_kind <> 'finance'
    """,
    sentence=Text(
        "“{document_no}”于 {issued_on} 向{recipient_name}下达{fund_line_name} {amount_at_issue} "
        "元，"
        "登记的下达单位不是财政部门（{book}）。",
        "{document_no} of {issued_on} issued {amount_at_issue} yuan ({fund_line_name}) to "
        "{recipient_name}; by the record it does not come from a finance department ({book}).",
    ),
    advice=Text(
        "核对文件落款；财政部门会同其他部门联合发文的，应登记为财政部门。",
        "See who signed the document; one that finance issued jointly with others is finance's.",
    ),
    examples=(
        Example(Text("其他部门下达", "Issued by another department"), AS_OF, issued(), ("I",)),
        Example(Text("财政部门下达", "Issued by finance"), AS_OF, issued(issuer_kind="finance")),
        Example(
            Text("接收方只写名称的也报", "To a group of places that is only named"),
            AS_OF,
            issued(counterparty="", counterparty_name="各县"),
            ("I",),
        ),
        Example(
            Text(
                "两本账各下达一笔，只有一笔由其他部门下达", "Two books: one by another department"
            ),
            AS_OF,
            (*issued(issuer_kind="finance"), *issued("I2", CITY)),
            ("I2",),
        ),
        Example(
            Text("检查日以后下达的不看", "Issued after the day of the run"),
            AS_OF,
            issued(occurred_on="2022-06-02"),
        ),
        Example(
            Text("没有登记类型的、债券转贷不适用", "No office on record; bond money lent on"),
            AS_OF,
            (*issued(issuer_kind=""), *issued("I2", kind="bond")),
            not_applicable=1,
        ),
        Example(
            Text("2020 年 9 月 30 日下达的不适用", "Issued the day before it was in force"),
            AS_OF,
            (*issued(occurred_on="2020-09-30"),),
            not_applicable=1,
        ),
        Example(
            Text("2020 年 10 月 1 日下达的适用", "Issued on the day it came into force"),
            AS_OF,
            (*issued(occurred_on="2020-10-01"),),
            ("I",),
        ),
    ),
)
