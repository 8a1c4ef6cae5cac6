"""A payment comes after its project and its request are approved, within the approver's limit."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def approved(on: str, **more: object) -> Fact:
    """The project was approved for implementation."""
    cells: dict[str, object] = {"project_code": "P", "step": "project_approved", "occurred_on": on}
    return fact("project_steps", **(cells | more))


def paid(on: str, **more: object) -> Fact:
    """100 yuan paid for the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": "Z",
        "amount": 100,
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


RULE = Rule(
    code="DP-02",
    version=2,
    title=Text("审批前支付", "Paid before approval"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第五十七条（二）：按照规定的预算级次和程序拨付，即根据用款单位的"
                "申请、审定的用款计划和规定的拨付程序拨付资金",
                "Implementing Regulation of the Budget Law art. 57(2): paid by the prescribed "
                "procedure, on the unit's request and the approved plan",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计法》第二十五条（2024 年文本）、第二十七条（2017 年文本）：内部会计监督，"
                "经济业务审批人员的职责权限应当明确",
                "Accounting Law art. 25 (text of 2024), art. 27 (text of 2017): internal control; "
                "the powers of those who approve are laid down",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 11, 5),
    limits=Text(
        "项目批复日、申请审批日、审批权限在账上都没有的，无从比较，不检查。批量发放按每笔金额"
        "与审批权限比较，不按批次合计。",
        "Where none of the three is on record (approval of the project, of the request, the "
        "approver's limit) there is nothing to compare. In a batch each payment is compared with "
        "the limit, not their sum.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            approval.approved_on IS NOT NULL
            OR paid.approved_on IS NOT NULL
            OR paid.approval_limit IS NOT NULL AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.amount,
            paid.occurred_on AS paid_on,
            approval.approved_on AS project_approved_on,
            paid.approved_on AS request_approved_on,
            paid.approved_by,
            paid.approval_limit
        FROM facts.disbursement AS paid
        LEFT JOIN (
            SELECT book_id, project_id, min(occurred_on) AS approved_on
            FROM facts.project_step
            WHERE step = 'project_approved'
            GROUP BY book_id, project_id
        ) AS approval
            ON paid.book_id = approval.book_id AND paid.project_id = approval.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.paid_on AS due_on,
            subject.external_reference,
            project.project_code,
            project.name AS project_name,
            subject.paid_on,
            subject.amount AS paid_amount,
            subject.project_approved_on,
            subject.request_approved_on,
            subject.approved_by,
            subject.approval_limit AS approval_limit_amount
        FROM subject
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        WHERE subject.paid_on < subject.project_approved_on
            OR subject.paid_on < subject.request_approved_on
            OR subject.amount > subject.approval_limit
    """,
    sentence=Text(
        "{book}于 {paid_on} 支付 {paid_amount} 元（{external_reference}，项目 {project_code} "
        "{project_name}）。项目批复日 {project_approved_on}，支付申请审批日 {request_approved_on}，"
        "审批人权限 {approval_limit_amount} 元：支付早于审批，或者超出审批人的权限。",
        "{book} paid {paid_amount} yuan on {paid_on} ({external_reference}, project "
        "{project_code} {project_name}). Project approved on {project_approved_on}, request on "
        "{request_approved_on}, approver's limit {approval_limit_amount}: paid before an approval "
        "or beyond the limit.",
    ),
    advice=Text(
        "核对批复文件、支付申请的签批日期和签批人权限；先付款后补批的，查明由谁决定付款。",
        "Check the approval, the day and the hand that signed the request; where it was signed "
        "afterwards, find out who decided to pay.",
    ),
    examples=(
        Example(
            Text("项目批复当日支付", "Paid on the day the project was approved"),
            AS_OF,
            (approved("2022-05-10"), paid("2022-05-10")),
        ),
        Example(
            Text("项目批复前一日支付", "Paid the day before the project was approved"),
            AS_OF,
            (approved("2022-05-10"), paid("2022-05-09")),
            finds=("Z",),
        ),
        Example(
            Text("有过两次批复的，按第一次", "Approved twice: the first counts"),
            AS_OF,
            (approved("2022-05-10"), approved("2022-09-01"), paid("2022-06-01")),
        ),
        Example(
            Text("申请审批当日支付", "Paid on the day the request was approved"),
            AS_OF,
            (paid("2022-05-09", approved_on="2022-05-09"),),
        ),
        Example(
            Text("申请审批前一日支付", "Paid the day before the request was approved"),
            AS_OF,
            (approved("2022-01-10"), paid("2022-05-08", approved_on="2022-05-09")),
            finds=("Z",),
        ),
        Example(
            Text("金额等于审批权限", "Exactly the approver's limit"),
            AS_OF,
            (paid("2022-05-09", approved_on="2022-05-09", approval_limit=100),),
        ),
        Example(
            Text("超出审批权限一分钱", "One fen above the approver's limit"),
            AS_OF,
            (paid("2022-05-09", approved_on="2022-05-09", approval_limit="99.99"),),
            finds=("Z",),
        ),
        Example(
            Text("只有审批权限在账上，超出一分", "Only the limit is on record: one fen above it"),
            AS_OF,
            (paid("2022-05-09", approval_limit="99.99"),),
            finds=("Z",),
        ),
        Example(
            Text(
                "只有审批日在账上，前一日支付", "Only the request's approval: paid the day before"
            ),
            AS_OF,
            (paid("2022-05-08", approved_on="2022-05-09"),),
            finds=("Z",),
        ),
        Example(
            Text(
                "同一个县两个项目各按各的批复", "Two projects of one county, approved on two days"
            ),
            AS_OF,
            (
                approved("2022-05-10"),
                paid("2022-05-10"),
                approved("2022-06-10", project_code="P2"),
                paid("2022-06-09", project_code="P2", external_reference="Z2"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("账上没有审批资料", "No approval on record: nothing to compare"),
            AS_OF,
            (paid("2022-05-09"),),
            not_applicable=1,
        ),
        Example(
            Text("已冲销的支付", "The payment was reversed"),
            AS_OF,
            (
                approved("2022-05-10"),
                paid("2022-05-09"),
                fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
            ),
            not_applicable=0,
        ),
        Example(
            Text("冲销之前看，支付还在", "Before the reversal the payment stood"),
            date(2022, 5, 31),
            (
                approved("2022-05-10"),
                paid("2022-05-09"),
                fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("两个县编号相同的项目各算各的", "Two counties' projects of one code are two"),
            AS_OF,
            (
                approved("2022-05-10"),
                paid("2022-05-10"),
                approved("2022-05-11", book="990122"),
                paid("2022-05-10", book="990122", external_reference="Z2"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("2017 年 11 月 5 日的支付适用", "Paid on the day the rule came into force"),
            AS_OF,
            (approved("2018-01-01"), paid("2017-11-05")),
            finds=("Z",),
        ),
        Example(
            Text("前一日的支付不适用", "Paid the day before the rule came into force"),
            AS_OF,
            (approved("2018-01-01"), paid("2017-11-04")),
            not_applicable=1,
        ),
    ),
)
