"""A lead: payments just below an approver's limit that together are above it."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def paid(
    reference: str = "Z", on: str = "2022-05-10", amount: object = 8000, **more: object
) -> Fact:
    """A payment by somebody who may approve up to 10,000 yuan."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": reference,
        "occurred_on": on,
        "amount": amount,
        "approval_limit": 10_000,
    }
    return fact("disbursements", **(cells | more))


FIRST = paid("Y", "2022-05-03")
SMALL = paid("Y", "2022-05-03", 4000, approval_limit=5000)


RULE = Rule(
    code="DP-15",
    version=1,
    title=Text("拆分付款规避审批（线索）", "Payments split below an approver's limit (a lead)"),
    severity=Severity.NOTICE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《会计法》第二十五条（一）（二）（2024 年文本）：审批人员的职责权限明确，"
                "重大经济业务的决策和执行相互监督、相互制约",
                "Accounting Law art. 25 (1) and (2) (text of 2024): powers to approve are laid "
                "down, and large matters are decided and carried out under mutual control",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 11, 5),
    limits=Text(
        "只比较同一项目、同一收款人前后相邻的两笔；没有填审批权限的、补发的不查。按合同分期付款、"
        "按月结算的，核实后排除。",
        "Compares a payment with the one before it, of the same project and payee; not those "
        "without an approver's limit, nor what is paid again. Instalments and monthly "
        "bills are to be dismissed.",
    ),
    subject="disbursement",
    parameters=(
        Parameter(
            "percent_of_limit",
            80,
            Text("单笔达到审批权限的百分之几以上", "Each at least so many per cent of the limit"),
            own=True,
        ),
        Parameter(
            "days_apart", 7, Text("相邻两笔相隔不超过几日", "At most so many days apart"), own=True
        ),
    ),
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.approval_limit IS NOT NULL AND paid.reissue_of IS NULL AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.payee_id,
            paid.payee_name,
            paid.amount,
            paid.approval_limit,
            paid.approved_by
        FROM facts.disbursement AS paid
    """,
    breach="""
        SELECT
            beside.book_id,
            beside.subject_id,
            beside.amount + beside.earlier_amount AS amount_at_issue,
            beside.paid_on AS due_on,
            beside.external_reference,
            project.project_code,
            project.name AS project_name,
            beside.payee_name,
            beside.paid_on,
            beside.amount AS paid_amount,
            beside.earlier_reference,
            beside.earlier_on,
            beside.earlier_amount,
            beside.approval_limit AS approval_limit_amount,
            beside.approved_by
        FROM (
            SELECT
                near.*,
                lag(near.external_reference) OVER in_turn AS earlier_reference,
                lag(near.paid_on) OVER in_turn AS earlier_on,
                lag(near.amount) OVER in_turn AS earlier_amount
            FROM (
                SELECT subject.*, subject.happened_on AS paid_on, scope.days_apart
                FROM subject
                INNER JOIN scope ON subject.book_id = scope.book_id
                WHERE subject.amount <= subject.approval_limit
                    AND subject.amount * 100 >= subject.approval_limit * scope.percent_of_limit
            ) AS near
            WINDOW in_turn AS (
                PARTITION BY near.book_id, near.project_id, near.payee_id
                ORDER BY near.paid_on, near.subject_id
            )
        ) AS beside
        INNER JOIN facts.project AS project
            ON beside.book_id = project.book_id AND beside.project_id = project.project_id
        WHERE beside.paid_on <= beside.earlier_on + beside.days_apart
            AND beside.amount + beside.earlier_amount > beside.approval_limit
    """,
    sentence=Text(
        "线索：{book}为项目 {project_code} {project_name} 向 {payee_name} 于 {earlier_on} 支付 "
        "{earlier_amount} 元（{earlier_reference}），又于 {paid_on} 支付 {paid_amount} 元"
        "（{external_reference}），都略低于审批权限 {approval_limit_amount} 元，合计 "
        "{amount_at_issue} 元则超出（审批人 {approved_by}）。只是疑点，不是结论。",
        "A lead, not a breach: {book} paid {payee_name} {earlier_amount} yuan on {earlier_on} "
        "({earlier_reference}) and {paid_amount} yuan on {paid_on} ({external_reference}) for "
        "project {project_code} {project_name}: each just within the limit of "
        "{approval_limit_amount} yuan of {approved_by}, together {amount_at_issue}.",
    ),
    advice=Text(
        "看两笔是不是同一份合同、同一次采购、同一张发票拆开的；问审批人为什么分两次批。",
        "See whether both come from one contract, one purchase or one invoice, and ask the "
        "approver why it was approved in two.",
    ),
    examples=(
        Example(
            Text("相隔七日，各为权限的八成", "Seven days apart, each four fifths of the limit"),
            AS_OF,
            (FIRST, paid()),
            finds=("Z",),
        ),
        Example(Text("相隔八日", "Eight days apart"), AS_OF, (FIRST, paid(on="2022-05-11"))),
        Example(
            Text("其中一笔不到八成，差一分", "One is a fen below four fifths"),
            AS_OF,
            (FIRST, paid(amount="7999.99")),
        ),
        Example(
            Text("前一笔恰好等于权限", "The first is exactly the limit"),
            AS_OF,
            (paid("Y", "2022-05-03", 10_000), paid()),
            finds=("Z",),
        ),
        Example(
            Text("本来就超出权限一分的，由 DP-02 检查", "A fen beyond the limit: DP-02 has it"),
            AS_OF,
            (paid("Y", "2022-05-03", "10000.01"), paid()),
        ),
        Example(
            Text("权限不同，合计恰好等于后一笔的权限", "Together exactly the second's limit"),
            AS_OF,
            (SMALL, paid(amount=16_000, approval_limit=20_000)),
        ),
        Example(
            Text("权限不同，合计超出后一笔的权限一分", "A fen beyond the second's limit"),
            AS_OF,
            (SMALL, paid(amount="16000.01", approval_limit=20_000)),
            finds=("Z",),
        ),
        Example(
            Text("连续三笔，后两笔都报", "Three in a row: the second and the third"),
            AS_OF,
            (
                FIRST,
                paid("Z", "2022-05-06", 8100),
                paid("A", "2022-05-10", 8200),
                paid("B", "2022-06-20", 8200, project_code="Q"),
                paid("C", "2022-06-20", 8200, book="990122"),
            ),
            finds=("A", "Z"),
        ),
        Example(
            Text("收款人、项目、县不同", "Of another payee, project or county"),
            AS_OF,
            (
                FIRST,
                paid(payee_name="示范乙"),
                paid("A", project_code="Q"),
                paid("B", book="990122"),
            ),
        ),
        Example(
            Text("没有填审批权限的、退票补发的不适用", "No limit on record, or paid again"),
            AS_OF,
            (
                FIRST,
                fact(
                    "refunds",
                    payment_reference="Y",
                    kind="bounced",
                    amount=8000,
                    occurred_on="2022-05-05",
                ),
                paid(reissue_of="Y"),
                paid("A", "2022-05-12", approval_limit=""),
            ),
            not_applicable=2,
        ),
        Example(
            Text("前一笔已冲销", "The first was reversed"),
            AS_OF,
            (FIRST, paid(), fact("reversals", voucher="202205-1", occurred_on="2022-05-09")),
        ),
        Example(
            Text("会计法 2017 年修改施行以前的不适用", "Before the Accounting Law of 2017"),
            AS_OF,
            (paid("Y", "2017-11-03"), paid(on="2017-11-04")),
            not_applicable=2,
        ),
        Example(
            Text("施行当日的适用", "On the day it came into force"),
            AS_OF,
            (paid("Y", "2017-11-05"), paid(on="2017-11-05", amount=8001)),
            finds=("Z",),
        ),
    ),
)
