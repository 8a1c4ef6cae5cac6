"""Cases of who asks, checks and approves, and whose account is paid into: DP-06 and DP-13."""

from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

APART = Text(
    "申请、审核、审批由不同的人办理", "Claims are made, checked and approved by different people"
)
OWN_ACCOUNT = Text(
    "合同款付到合同方的账户，或者登记过的受让人、工资专户",
    "A contract is paid into its party's account, or that of a registered assignee",
)
#: Who approves a claim, and its payment.
APPROVER = "示范局长"


def claimed_and_paid(scene: Scene, claimant: str, checked_by: str, approved_by: str) -> str:
    """A claim that is checked, approved and paid; returns the payment's number."""
    fen = scene.fen()
    project, source = scene.funded(fen)
    code, paid_on = scene.reference(), scene.day(6, 8)
    scene.book.write(
        "claims",
        claim_code=code,
        project_code=project.code,
        claimant=claimant,
        amount=fen,
        submitted_on=paid_on - days(8),
        attachments=scene.book.fingerprint("报账资料", code),
    )
    for step, actor, before in (("checked", checked_by, 6), ("approved", APPROVER, 3)):
        scene.book.write(
            "claim_steps",
            claim_code=code,
            step=step,
            occurred_on=paid_on - days(before),
            actor=actor,
        )
    return pay(
        project,
        scene.company(),
        fen,
        paid_on,
        source,
        claim_code=code,
        approved_by=approved_by,
    )


def two_duties_of_one(scene: Scene) -> None:
    """DP-13, planted: who checks a claim approves it; who asks for it signs the payment."""
    for claimant, checked_by, approved_by, what in (
        ("示范经办员", APPROVER, APPROVER, Text("审核人自己批准", "Its checker approves it")),
        ("示范站长", "示范审核员", "示范站长", Text("申请人审批支付", "Its claimant signs")),
    ):
        scene.plant(claimed_and_paid(scene, claimant, checked_by, approved_by), what, APART)


def each_duty_of_another(scene: Scene) -> None:
    """DP-13, spared: three people; and four."""
    for approved_by, what in (
        (APPROVER, Text("批准申请和审批支付是一个人", "One approves claim and payment")),
        ("示范县长", Text("四个岗位四个人", "Four duties, four people")),
    ):
        scene.spare(claimed_and_paid(scene, "示范经办员", "示范审核员", approved_by), what, APART)


def paid_into(scene: Scene, *, of_another: bool, assigned: bool) -> str:
    """A settled contract paid into the supplier's account or another's; returns the payment."""
    fen = scene.fen()
    project, source = scene.funded(fen)
    supplier, other = scene.company(), scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on)
    if assigned:
        scene.book.write(
            "payee_substitutions",
            contract_code=code,
            kind="assignment_of_claim",
            occurred_on=settled_on,
            payee_code=other.code,
            payee_name=other.name,
            document_no=f"转让通知{code}",
        )
    account = other.account if of_another else supplier.account
    return pay(project, supplier, fen, settled_on, source, contract_code=code, account=account)


def into_the_account_of_another(scene: Scene) -> None:
    """DP-06, planted: the contractor's name, another company's account."""
    paid = paid_into(scene, of_another=True, assigned=False)
    scene.plant(paid, Text("户名是合同方，账户是别人的", "Another company's account"), OWN_ACCOUNT)


def into_the_account_of_the_party(scene: Scene) -> None:
    """DP-06, spared: the contractor's own account; that of whom the claim was assigned to."""
    for assigned, what in (
        (False, Text("合同方自己的账户", "The contractor's own account")),
        (True, Text("付款当日已转让给账户持有人", "Assigned to the holder on the day")),
    ):
        paid = paid_into(scene, of_another=assigned, assigned=assigned)
        scene.spare(paid, what, OWN_ACCOUNT)


CASES = (
    ("DP-06", into_the_account_of_another),
    ("DP-06", into_the_account_of_the_party),
    ("DP-13", two_duties_of_one),
    ("DP-13", each_duty_of_another),
)
