"""What is owed is paid once: no invoice twice, no same amount to the same payee again soon."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
INVOICE = "00123456"


def paid(reference: str, on: str, **more: object) -> Fact:
    """500 yuan paid for the project, to the payee that all examples share."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": reference,
        "occurred_on": on,
        "amount": 500,
    }
    return fact("disbursements", **(cells | more))


def two_sources() -> tuple[Fact, ...]:
    """Money of two sources, 甲 and 乙, both assigned to the project."""
    return tuple(
        each
        for source in ("甲", "乙")
        for each in (
            fact("appropriations", document_no=source, occurred_on="2022-01-01"),
            fact("assignments", project_code="P", source_document=source),
        )
    )


RULE = Rule(
    code="DP-10",
    version=1,
    title=Text("重复支付", "Duplicate payment"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第五十七条：各级政府、各部门、各单位的支出必须按照预算执行，"
                "不得虚假列支",
                "Budget Law art. 57: expenditure follows the budget; none may be booked falsely",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "一张票据同一天从几笔来源分别支付给同一收款人，是一次支付，不算重复；补贴所属期不同的也"
        "不算。只由 0、“无”、斜线、横线组成的票据号视为没有票据号。不跨账簿比对。",
        "One invoice paid to one payee on one day from several sources is one payment, not two; "
        "payments for different subsidy periods are different payments. An invoice number of "
        "noughts, “无”, slashes and dashes only counts as none. Books are not compared.",
    ),
    subject="disbursement",
    parameters=(
        Parameter(
            "days_apart",
            30,
            Text(
                "收款人、金额、项目都相同的两笔支付，间隔不超过几日算命中",
                "Payments alike in payee, amount and project are a breach up to so many days apart",
            ),
            own=True,
        ),
    ),
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            TRUE AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.payee_id,
            paid.payee_name,
            paid.invoice_no,
            paid.amount,
            lag(paid.external_reference) OVER invoice AS invoice_reference,
            lag(paid.occurred_on) OVER invoice = paid.occurred_on
            AND lag(paid.payee_id) OVER invoice = paid.payee_id
            AND lag(paid.source_id) OVER invoice <> paid.source_id AS invoice_shared,
            lag(paid.external_reference) OVER alike AS alike_reference,
            lag(paid.occurred_on) OVER alike AS alike_on,
            lag(paid.occurred_on) OVER alike = paid.occurred_on
            AND lag(paid.source_id) OVER alike <> paid.source_id AS alike_shared
        FROM (
            SELECT
                book_id, disbursement_id, occurred_on, external_reference, project_id, payee_id,
                payee_name, source_id, period_from, amount,
                CASE WHEN translate(invoice_no, '0无/-', '') <> '' THEN invoice_no END
                    AS invoice_no
            FROM facts.disbursement
        ) AS paid
        WINDOW
            invoice AS (
                PARTITION BY paid.book_id, paid.invoice_no
                ORDER BY paid.occurred_on, paid.source_id, paid.disbursement_id
            ),
            alike AS (
                PARTITION BY
                    paid.book_id, paid.payee_id, paid.project_id, paid.amount, paid.period_from
                ORDER BY paid.occurred_on, paid.source_id, paid.disbursement_id
            )
    """,
    breach="""
        SELECT
            repeated.book_id,
            repeated.subject_id,
            repeated.amount AS amount_at_issue,
            repeated.happened_on AS due_on,
            repeated.external_reference,
            project.project_code,
            project.name AS project_name,
            coalesce(repeated.payee_name, payee.name) AS payee_name,
            repeated.happened_on AS paid_on,
            repeated.amount AS paid_amount,
            repeated.invoice_no,
            CASE
                WHEN repeated.by_invoice THEN repeated.invoice_reference
                ELSE repeated.alike_reference
            END AS earlier_reference,
            CASE
                WHEN NOT repeated.by_invoice THEN '收款人、金额、项目相同'
                WHEN NOT repeated.by_likeness THEN '票据号相同'
                ELSE '票据号、收款人、金额、项目都相同'
            END AS reason_zh,
            CASE
                WHEN NOT repeated.by_invoice THEN 'the same payee, amount and project'
                WHEN NOT repeated.by_likeness THEN 'the same invoice'
                ELSE 'the same invoice, payee, amount and project'
            END AS reason_en
        FROM (
            SELECT
                subject.*,
                subject.invoice_no IS NOT NULL
                AND subject.invoice_reference IS NOT NULL
                AND NOT subject.invoice_shared AS by_invoice,
                subject.alike_reference IS NOT NULL
                AND NOT subject.alike_shared
                AND subject.happened_on <= subject.alike_on + scope.days_apart AS by_likeness
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS repeated
        INNER JOIN facts.project AS project
            ON repeated.book_id = project.book_id AND repeated.project_id = project.project_id
        LEFT JOIN facts.payee AS payee
            ON repeated.book_id = payee.book_id AND repeated.payee_id = payee.payee_id
        WHERE repeated.by_invoice OR repeated.by_likeness
    """,
    sentence=Text(
        "{book}于 {paid_on} 支付 {paid_amount} 元给{payee_name}（{external_reference}，项目 "
        "{project_code} {project_name}，票据号 {invoice_no}），与此前的支付 {earlier_reference} "
        "{reason_zh}。",
        "{book} paid {paid_amount} yuan to {payee_name} on {paid_on} ({external_reference}, "
        "project {project_code} {project_name}, invoice {invoice_no}), after payment "
        "{earlier_reference} with {reason_en}.",
    ),
    advice=Text(
        "把两笔支付的票据原件、合同和验收资料放在一起核对；确属两次供货或分期付款的，附上依据。",
        "Lay the invoices, contracts and acceptance papers of both payments side by side; where "
        "they are two deliveries or instalments, attach what shows it.",
    ),
    examples=(
        Example(
            Text("同一张票据付了两次", "One invoice paid twice"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", invoice_no=INVOICE),
                paid("Z2", "2022-11-01", invoice_no=INVOICE, amount=400),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("同一张票据付给两个收款人", "One invoice paid to two payees"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", invoice_no=INVOICE),
                paid("Z2", "2022-03-01", invoice_no=INVOICE, payee_name="另一收款人"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("两张票据", "Two invoices"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", invoice_no=INVOICE),
                paid("Z2", "2022-11-01", invoice_no="00123457"),
            ),
        ),
        Example(
            Text("“无”不是票据号", "“无” is not an invoice number"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", invoice_no="无"),
                paid("Z2", "2022-11-01", invoice_no="无"),
            ),
        ),
        Example(
            Text("一张票据同一天从两笔来源支付", "One invoice, one day, two sources"),
            AS_OF,
            (
                *two_sources(),
                paid("Z1", "2022-03-01", invoice_no=INVOICE, source_document="甲"),
                paid("Z2", "2022-03-01", invoice_no=INVOICE, source_document="乙"),
            ),
        ),
        Example(
            Text("第 30 日又付同样一笔", "The same again on day 30"),
            AS_OF,
            (paid("Z1", "2022-03-01"), paid("Z2", "2022-03-31")),
            finds=("Z2",),
        ),
        Example(
            Text("第 31 日又付同样一笔", "The same again on day 31"),
            AS_OF,
            (paid("Z1", "2022-03-01"), paid("Z2", "2022-04-01")),
        ),
        Example(
            Text("同一天付了三次", "Three times on one day"),
            AS_OF,
            (paid("Z1", "2022-03-01"), paid("Z2", "2022-03-01"), paid("Z3", "2022-03-01")),
            finds=("Z2", "Z3"),
        ),
        Example(
            Text("同一天从两笔来源各付一半", "Half and half from two sources on one day"),
            AS_OF,
            (
                *two_sources(),
                paid("Z1", "2022-03-01", source_document="甲"),
                paid("Z2", "2022-03-01", source_document="乙"),
            ),
        ),
        Example(
            Text("金额差一分钱", "One fen apart"),
            AS_OF,
            (paid("Z1", "2022-03-01"), paid("Z2", "2022-03-02", amount="500.01")),
        ),
        Example(
            Text("另一个项目", "For another project"),
            AS_OF,
            (paid("Z1", "2022-03-01"), paid("Z2", "2022-03-02", project_code="P2")),
        ),
        Example(
            Text("两个月的补贴", "The subsidies of two months"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", period_from="2022-02-01"),
                paid("Z2", "2022-03-02", period_from="2022-03-01"),
            ),
        ),
        Example(
            Text("同一个月的补贴付了两次", "The subsidy of one month twice"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", period_from="2022-02-01"),
                paid("Z2", "2022-03-02", period_from="2022-02-01"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("第一笔已冲销，重新支付", "The first was reversed and paid anew"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", invoice_no=INVOICE),
                fact("reversals", voucher="202203-1", occurred_on="2022-03-02"),
                paid("Z2", "2022-03-03", invoice_no=INVOICE),
            ),
        ),
        Example(
            Text("另一个县的支付", "Another county's payment"),
            AS_OF,
            (
                paid("Z1", "2022-03-01", invoice_no=INVOICE),
                paid("Z2", "2022-03-01", invoice_no=INVOICE, book="990122"),
            ),
        ),
        Example(
            Text("后一笔在 2015 年 1 月 1 日", "The later one on 1 January 2015"),
            AS_OF,
            (paid("Z1", "2014-12-20"), paid("Z2", "2015-01-01")),
            finds=("Z2",),
            not_applicable=1,
        ),
        Example(
            Text("两笔都在 2015 年以前", "Both before 2015"),
            AS_OF,
            (paid("Z1", "2014-12-20"), paid("Z2", "2014-12-31")),
            not_applicable=2,
        ),
    ),
)
