"""Whoever asks for money, whoever checks it and whoever approves it are different people."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def claim(claimant: str = "甲", checked_by: str = "乙", **more: object) -> tuple[Fact, ...]:
    """A claim that was checked, and approved by 丙."""
    cells: dict[str, object] = {"claim_code": "B", "project_code": "P", "claimant": claimant}
    return (
        fact("claims", **(cells | more)),
        step("checked", checked_by, **more),
        step("approved", "丙", **more),
    )


def step(name: str, actor: str, **more: object) -> Fact:
    """What became of it, in the middle of April."""
    cells: dict[str, object] = {"claim_code": "B", "occurred_on": "2022-04-15"}
    kept = {
        key: value for key, value in more.items() if key in {"book", "claim_code", "occurred_on"}
    }
    return fact("claim_steps", step=name, actor=actor, **(cells | kept))


def paid(approved_by: str = "丁", **more: object) -> Fact:
    """The claim's payment."""
    cells: dict[str, object] = {
        "claim_code": "B",
        "project_code": "P",
        "external_reference": "Z",
        "amount": 100,
        "occurred_on": "2022-05-01",
        "approved_by": approved_by,
    }
    return fact("disbursements", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False) -> Example:
    """What is seen of the payment at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, ("Z",) if finds else (), not_applicable=0)


RULE = Rule(
    code="DP-13",
    version=1,
    title=Text("不相容岗位未分离", "Duties not separated"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》（2017 年修正）第二十七条（一）、第三十七条：记账人员与审批人员、"
                "经办人员、财物保管人员的职责权限应当明确，并相互分离、相互制约；出纳人员不得兼任稽核",
                "Accounting Law (as amended in 2017) arts. 27(1) and 37: bookkeepers, approvers, "
                "handlers and keepers are separated and check one another; cashiers do not audit",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计法》（2024 年修正）第二十五条、第三十五条",
                "Accounting Law (as amended in 2024) arts. 25 and 35",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 11, 5),
    limits=Text(
        "只查按报账申请支付的：申请人、审核人、批准人和支付审批人按姓名比较，写法不同的查不出，"
        "同名的可能是两个人。批准申请和审批支付属于同一职责，可以是一个人。在本系统制单、复核、记账的人入账时"
        "已经分开；出纳兼管账目没有登记，不查。",
        "Only payments of a claim. Who asked, checked, approved and signed the payment are "
        "compared by name: another spelling is missed, and two people may share a name. The "
        "approval of the claim and that of its payment are one duty. Who drafts, reviews and "
        "posts is kept apart when it is entered; what else a cashier does is not on record.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.claim_id IS NOT NULL AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.claim_id,
            paid.amount,
            paid.approved_by AS payment_approved_by
        FROM facts.disbursement AS paid
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.external_reference,
            project.project_code,
            project.name AS project_name,
            claim.claim_code,
            subject.happened_on AS paid_on,
            claim.claimant,
            checked.actor AS checked_by,
            approved.actor AS claim_approved_by,
            subject.payment_approved_by
        FROM subject
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN facts.claim AS claim
            ON subject.book_id = claim.book_id AND subject.claim_id = claim.claim_id
        INNER JOIN facts.claim_step AS checked
            ON subject.book_id = checked.book_id
            AND subject.claim_id = checked.claim_id
            AND checked.step = 'checked'
        INNER JOIN facts.claim_step AS approved
            ON subject.book_id = approved.book_id
            AND subject.claim_id = approved.claim_id
            AND approved.step = 'approved'
        WHERE checked.actor IN (claim.claimant, approved.actor, subject.payment_approved_by)
            OR claim.claimant IN (approved.actor, subject.payment_approved_by)
    """,
    sentence=Text(
        "{book}于 {paid_on} 支付 {amount_at_issue} 元（{external_reference}，报账 {claim_code}，"
        "项目 {project_code} {project_name}）：申请人 {claimant}，审核人 {checked_by}，"
        "批准人 {claim_approved_by}，支付审批人 {payment_approved_by}，有一人兼了两个岗位。",
        "{book} paid {amount_at_issue} yuan on {paid_on} ({external_reference}, claim "
        "{claim_code}, project {project_code} {project_name}): claimed by {claimant}, checked by "
        "{checked_by}, approved by {claim_approved_by}, payment approved by "
        "{payment_approved_by}: one of them had two duties.",
    ),
    advice=Text(
        "核对申请、审核、审批的签字原件；同名的，查是否同一个人；确是一人的，查内部控制制度和岗位分工。",
        "Look at the signatures on the claim and the approvals; where a name recurs, whether it "
        "is one person; where it is, at the unit's rules on who does what.",
    ),
    examples=(
        example("四个岗位四个人", "Four duties, four people", *claim(), paid()),
        example(
            "批准申请和审批支付是一个人",
            "One approves the claim and its payment",
            *claim(),
            paid("丙"),
        ),
        example("没有登记支付审批人", "Nobody signed the payment", *claim(), paid("")),
        example(
            "申请人自己审核", "The claimant checks it", *claim(claimant="乙"), paid(), finds=True
        ),
        example(
            "审核人自己批准", "The checker approves it", *claim(checked_by="丙"), paid(), finds=True
        ),
        example(
            "没有登记支付审批人，审核人自己批准",
            "The checker approves it, and nobody signed the payment",
            *claim(checked_by="丙"),
            paid(""),
            finds=True,
        ),
        example(
            "审核人审批支付", "The checker signs the payment", *claim(), paid("乙"), finds=True
        ),
        example(
            "申请人自己批准", "The claimant approves it", *claim(claimant="丙"), paid(), finds=True
        ),
        example(
            "申请人审批支付", "The claimant signs the payment", *claim(), paid("甲"), finds=True
        ),
        Example(
            Text("没有报账的支付不适用", "A payment without a claim"),
            AS_OF,
            (*claim(checked_by="丙"), paid("丙", claim_code="")),
            not_applicable=1,
        ),
        example(
            "支付已冲销",
            "The payment was reversed",
            *claim(checked_by="丙"),
            paid(),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
        ),
        Example(
            Text(
                "两县两份申请，只有一份审核人自己批准",
                "Two counties with two claims each: one is approved by its checker",
            ),
            AS_OF,
            (
                *claim(),
                paid(external_reference="Y"),
                *claim(checked_by="丙", claim_code="C", project_code="Q"),
                paid(claim_code="C", project_code="Q"),
                *claim(book="990122"),
                paid(book="990122", external_reference="X"),
                *claim(book="990122", claim_code="C", project_code="Q"),
                paid(book="990122", claim_code="C", project_code="Q", external_reference="W"),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        Example(
            Text("2017 年 11 月 4 日的支付不适用", "Paid the day before the rule applies"),
            AS_OF,
            (
                fact(
                    "claims",
                    claim_code="B",
                    project_code="P",
                    claimant="甲",
                    submitted_on="2017-10-01",
                ),
                step("checked", "丙", occurred_on="2017-10-02"),
                step("approved", "丙", occurred_on="2017-10-03"),
                paid(occurred_on="2017-11-04", amount=50),
                paid(occurred_on="2017-11-05", amount=50, external_reference="Y"),
            ),
            finds=("Y",),
            not_applicable=1,
        ),
    ),
)
