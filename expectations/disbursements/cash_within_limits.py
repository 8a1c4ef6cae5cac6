"""Cash is paid only below the settlement threshold, or to persons for produce and travel."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def payee(kind: str, **more: object) -> Fact:
    """Somebody who is paid."""
    cells: dict[str, object] = {"payee_code": "S", "name": "示范收款人", "kind": kind}
    return fact("payees", **(cells | more))


def paid(amount: object, **more: object) -> Fact:
    """A cash payment to that payee."""
    cells: dict[str, object] = {
        "project_code": "P",
        "payee_code": "S",
        "external_reference": "Z",
        "method": "cash",
        "amount": amount,
    }
    return fact("disbursements", **(cells | more))


RULE = Rule(
    code="DP-08",
    version=2,
    title=Text("现金支付超范围", "Cash beyond its limits"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《现金管理暂行条例》第三条：开户单位之间的经济往来，除规定范围外应当转账结算；"
                "第五条：向个人收购农副产品的价款、差旅费、结算起点以下的零星支出等可以使用现金，"
                "结算起点定为 1000 元；第六条：付给个人超过限额的部分不得用现金",
                "Interim Regulation on Cash art. 3: units settle by transfer; art. 5: cash for "
                "produce bought from persons, travel, and sundries below 1,000 yuan; art. 6: what "
                "a person is paid above that is not paid in cash",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(1988, 10, 1),
    limits=Text(
        "逐笔比较，不把同一天的几笔现金合并；经开户银行审核同意全额付现的，账上没有资料，不排除。"
        "收款人类型不明的农副产品收购和差旅费不算命中。",
        "Payment by payment: several on one day are not added up. Leave of the bank to pay all in "
        "cash is not on record and not allowed for. Produce and travel paid to a payee of unknown "
        "kind are passed over.",
    ),
    subject="disbursement",
    parameters=(
        Parameter(
            "settlement_threshold",
            Decimal(1000),
            Text("结算起点（元）", "The settlement threshold, in yuan"),
        ),
    ),
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.method = 'cash' AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.payee_id,
            paid.payee_name,
            paid.purpose,
            paid.occurred_on AS paid_on,
            paid.amount,
            coalesce(paid.cash_purpose, 'other') AS cash_purpose
        FROM facts.disbursement AS paid
    """,
    breach="""
        SELECT
            cash.book_id,
            cash.subject_id,
            CASE
                WHEN cash.cash_purpose = 'withdrawal' OR cash.to_unit THEN cash.amount
                ELSE cash.amount - scope.settlement_threshold
            END AS amount_at_issue,
            cash.paid_on AS due_on,
            cash.external_reference,
            project.project_code,
            project.name AS project_name,
            cash.payee_name,
            cash.paid_on,
            cash.amount AS paid_amount,
            cash.purpose,
            scope.settlement_threshold AS threshold_amount,
            CASE
                WHEN cash.cash_purpose = 'withdrawal' THEN '从资金账户提取现金'
                WHEN cash.to_unit THEN '付给单位的超过结算起点，应当转账'
                ELSE '付给个人的超过限额部分，应当转账'
            END AS reason_zh,
            CASE
                WHEN cash.cash_purpose = 'withdrawal' THEN 'cash was withdrawn from the account'
                WHEN cash.to_unit THEN 'units are paid by transfer above the threshold'
                ELSE 'what a person gets above the limit is paid by transfer'
            END AS reason_en
        FROM (
            SELECT
                subject.book_id,
                subject.subject_id,
                subject.external_reference,
                subject.project_id,
                subject.paid_on,
                subject.amount,
                subject.purpose,
                subject.cash_purpose,
                coalesce(subject.payee_name, payee.name) AS payee_name,
                coalesce(payee.kind, 'other') IN (
                    'enterprise', 'cooperative', 'public_unit', 'village_collective'
                ) AS to_unit
            FROM subject
            LEFT JOIN facts.payee AS payee
                ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        ) AS cash
        INNER JOIN scope ON cash.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON cash.book_id = project.book_id AND cash.project_id = project.project_id
        WHERE cash.cash_purpose = 'withdrawal'
            OR (
                cash.amount > scope.settlement_threshold
                AND (cash.to_unit OR cash.cash_purpose = 'other')
            )
    """,
    sentence=Text(
        "{book}于 {paid_on} 以现金支付 {paid_amount} 元给{payee_name}（{external_reference}，项目 "
        "{project_code} {project_name}，摘要：{purpose}）：{reason_zh}。"
        "结算起点 {threshold_amount} 元，涉及 {amount_at_issue} 元。",
        "{book} paid {paid_amount} yuan in cash to {payee_name} on {paid_on} "
        "({external_reference}, project {project_code} {project_name}, for: {purpose}): "
        "{reason_en}. The threshold is {threshold_amount}; {amount_at_issue} is at issue.",
    ),
    advice=Text(
        "查看现金付款凭证和收款人签收，核实钱是否真正付给了收款人；有银行审核同意的，附上依据。",
        "See the cash voucher and the payee's signature, and whether the money reached the payee; "
        "where the bank agreed to cash, attach its paper.",
    ),
    examples=(
        Example(
            Text("付给单位，等于结算起点", "To a unit, exactly the threshold"),
            AS_OF,
            (payee("enterprise"), paid(1000)),
        ),
        Example(
            Text("付给单位，超过结算起点一分钱", "To a unit, one fen above the threshold"),
            AS_OF,
            (payee("enterprise"), paid("1000.01")),
            finds=("Z",),
        ),
        Example(
            Text("付给个人，等于限额", "To a person, exactly the limit"),
            AS_OF,
            (payee("farm_household"), paid(1000)),
        ),
        Example(
            Text("付给个人，超过限额一分钱", "To a person, one fen above the limit"),
            AS_OF,
            (payee("farm_household"), paid("1000.01", cash_purpose="other")),
            finds=("Z",),
        ),
        Example(
            Text("收款人类型不明的也不得超过", "A payee of unknown kind, above the limit"),
            AS_OF,
            (payee("other"), paid("1000.01")),
            finds=("Z",),
        ),
        Example(
            Text("向农户收购农副产品", "Produce bought from a farm household"),
            AS_OF,
            (payee("farm_household"), paid(5000, cash_purpose="farm_produce")),
        ),
        Example(
            Text("付给个人的差旅费", "A person's travel"),
            AS_OF,
            (payee("person"), paid(3000, cash_purpose="travel")),
        ),
        Example(
            Text("向合作社收购农副产品", "Produce bought from a cooperative"),
            AS_OF,
            (payee("cooperative"), paid("1000.01", cash_purpose="farm_produce")),
            finds=("Z",),
        ),
        Example(
            Text("提现一元", "One yuan withdrawn"),
            AS_OF,
            (payee("person"), paid(1, cash_purpose="withdrawal")),
            finds=("Z",),
        ),
        Example(
            Text(
                "同县两个项目付给个人和单位", "A person and a unit, paid by one county's projects"
            ),
            AS_OF,
            (
                payee("person"),
                payee("enterprise", payee_code="S2", name="示范公司"),
                paid(3000, cash_purpose="travel"),
                paid(
                    3000,
                    cash_purpose="travel",
                    project_code="P2",
                    payee_code="S2",
                    external_reference="Z2",
                ),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("两个县各付各的收款人", "Two counties pay a person and a unit of one code"),
            AS_OF,
            (
                payee("person"),
                paid(3000, cash_purpose="travel"),
                payee("enterprise", book="990122"),
                paid(3000, cash_purpose="travel", book="990122", external_reference="Z2"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("转账支付不适用", "Paid by transfer: the rule does not apply"),
            AS_OF,
            (payee("enterprise"), paid(5000, method="transfer")),
            not_applicable=1,
        ),
        Example(
            Text("已冲销的现金支付", "The cash payment was reversed"),
            AS_OF,
            (
                payee("enterprise"),
                paid(5000, occurred_on="2022-05-01"),
                fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
            ),
            not_applicable=0,
        ),
        Example(
            Text("1988 年 10 月 1 日的支付适用", "Paid on the day the rule came into force"),
            AS_OF,
            (payee("enterprise"), paid(5000, occurred_on="1988-10-01")),
            finds=("Z",),
        ),
        Example(
            Text("前一日的支付不适用", "Paid the day before"),
            AS_OF,
            (payee("enterprise"), paid(5000, occurred_on="1988-09-30")),
            not_applicable=1,
        ),
    ),
)
