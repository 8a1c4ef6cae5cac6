"""Cases of payments in good order and not: DP-01, DP-02, DP-03, DP-08 and DP-10."""

import datetime as dt

from demonstrations.made_up.awards import awarded
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import Payee, pay
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

ASSIGNED_FIRST = Text(
    "支付时项目可用的安排应足够",
    "Enough must have been assigned to the project by the day of payment",
)
APPROVED_FIRST = Text(
    "先批后付，审批人有权批这么多",
    "Approval comes before payment, by somebody who may approve that much",
)
RETAINED = Text(
    "结算之前付款不得超过合同扣除质保金",
    "Before settlement no more is paid than the contract less its retention",
)
CASH_LIMIT = Text(
    "现金支付限 1000 元以下，向个人收购农副产品和差旅费除外，不得提现",
    "Cash is for up to 1,000 yuan, farm produce and travel of persons excepted; none is withdrawn",
)
#: The most that may be paid in cash, in fen.
CASH_MOST = 100_000


def paid_before_assigned(scene: Scene) -> None:
    """DP-01, planted: the day before; and more than was assigned so far."""
    fen = scene.fen()
    source = scene.money(2 * fen)
    project, short = scene.project(), scene.project()
    assigned_on = scene.day(3, 20)
    scene.fund(project, fen, source, assigned_on=assigned_on)
    early = scene.spend(project, fen, source, assigned_on - days(1))
    scene.plant(early, Text("安排的前一日支付", "Paid the day before"), ASSIGNED_FIRST)
    short.record["approved_total"] = fen
    scene.fund(short, fen - 1, source, assigned_on=assigned_on)
    beyond = scene.spend(short, fen, source, scene.day(6, 3))
    added_on = scene.day(6, 4)
    short.assign(1, added_on, source, published_on=added_on + days(2))
    scene.plant(
        beyond,
        Text("超出安排一分，次日补安排", "One fen too much; assigned the day after"),
        ASSIGNED_FIRST,
    )


def paid_on_the_day_of_assignment(scene: Scene) -> None:
    """DP-01, spared: paid on that very day, all of it; and before the law."""
    fen = scene.fen()
    project, old = scene.project(), scene.project(dt.date(2013, 10, 10))
    source = scene.money(fen)
    assigned_on = scene.day(3, 8)
    scene.fund(project, fen, source, assigned_on=assigned_on)
    exact = scene.spend(project, fen, source, assigned_on)
    scene.spare(exact, Text("安排当日全部支付", "All paid on the day"), ASSIGNED_FIRST)
    old_source = scene.money(fen, on=dt.date(2014, 2, 10))
    scene.fund(old, fen, old_source, assigned_on=dt.date(2014, 3, 12))
    before = scene.spend(old, fen, old_source, dt.date(2014, 3, 11))
    scene.spare(
        before, Text("2015 年以前先付后安排", "The day before, before the law"), ASSIGNED_FIRST
    )


def paid_before_approval(scene: Scene) -> None:
    """DP-02, planted: before the request's approval, before the project's, beyond the limit."""
    fen = scene.fen()
    project, source = scene.funded(2 * fen)
    on = scene.day(6, 8)
    early = pay(project, scene.company(), fen, on, source, approved_on=on + days(1))
    scene.plant(early, Text("支付次日才审批", "Approved the day after"), APPROVED_FIRST)
    beyond = pay(project, scene.company(), fen, on, source, approval_limit=fen - 1)
    scene.plant(beyond, Text("超出审批权限一分", "One fen above the limit"), APPROVED_FIRST)

    unapproved = scene.project()
    unapproved.step("project_approved", on + days(1))
    unapproved_source = scene.money(fen)
    scene.fund(unapproved, fen, unapproved_source)
    hasty = scene.spend(unapproved, fen, unapproved_source, on)
    after = Text("支付次日项目才批复", "The project was approved the day after")
    scene.plant(hasty, after, APPROVED_FIRST)
    scene.truth.plant("PL-07", scene.book.code, unapproved.code, after, APPROVED_FIRST)


def paid_on_the_day_of_approval(scene: Scene) -> None:
    """DP-02, spared: approved on the day itself, exactly up to the limit."""
    fen = scene.fen()
    on = scene.day(6, 8)
    project = scene.project()
    project.step("project_approved", on)
    source = scene.money(2 * fen, on=on - days(20))
    scene.fund(project, 2 * fen, source, assigned_on=on)
    same_day = pay(project, scene.company(), fen, on, source, approved_on=on)
    scene.spare(same_day, Text("当日审批当日支付", "Approved on the day"), APPROVED_FIRST)
    limit = pay(project, scene.company(), fen, on, source, approval_limit=fen)
    scene.spare(limit, Text("恰好等于审批权限", "Exactly the limit"), APPROVED_FIRST)


def contract(
    scene: Scene, project: Project, supplier: Payee, fen: int, source: str, **more: object
) -> str:
    """A contract of the project with 5 % retained; returns its code."""
    code = scene.book.number("ALHT", 3)
    signed_on = scene.day(3, 14)
    cells: dict[str, object] = {
        "contract_code": code,
        "project_code": project.code,
        "supplier_name": supplier.name,
        "supplier_identity": supplier.identity,
        "kind": "goods",
        "procurement_method": "询价",
        "signed_on": signed_on,
        "amount": fen,
        **awarded(supplier.name, fen, signed_on),
        "retention_percent": 5,
        "source_document": source,
    }
    scene.book.write("contracts", **(cells | more))
    return code


def paid_into_the_retention(scene: Scene) -> None:
    """DP-03, planted: one fen of the retention paid before settlement."""
    fen = scene.fen() // 2000 * 2000
    project, source = scene.funded(fen)
    supplier = scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on)
    retained = fen * 5 // 100
    pay(project, supplier, fen // 2, scene.day(4, 6), source, contract_code=code)
    rest = fen - retained - fen // 2 + 1
    pay(project, supplier, rest, settled_on - days(1), source, contract_code=code)
    pay(project, supplier, retained - 1, settled_on + days(9), source, contract_code=code)
    scene.plant(
        code, Text("结算前一日动用质保金一分", "One fen of the retention, the day before"), RETAINED
    )


def paid_up_to_the_retention(scene: Scene) -> None:
    """DP-03, spared: exactly the contract less its retention; and all of it once settled."""
    fen = scene.fen() // 2000 * 2000
    project, source = scene.funded(fen)
    supplier = scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on)
    retained = fen * 5 // 100
    pay(project, supplier, fen - retained, settled_on - days(1), source, contract_code=code)
    pay(project, supplier, retained, settled_on, source, contract_code=code)
    scene.spare(
        code,
        Text("付到质保金为止，结算当日付清", "Paid up to the retention, the rest once settled"),
        RETAINED,
    )


def paid_in_cash(scene: Scene) -> None:
    """DP-08, planted: a fen above the limit, to a company and to a person; and a withdrawal."""
    fen = CASH_MOST + 1
    project, source = scene.funded(3 * fen)
    on = scene.day(6, 8)
    person = scene.payee(scene.somebody())
    for payee, purpose, what in (
        (scene.company(), None, Text("向单位付现金超一分", "A fen above, to a company")),
        (person, "other", Text("向个人付现金超一分", "A fen above, to a person")),
        (scene.company(), "withdrawal", Text("提取现金", "Cash withdrawn")),
    ):
        cash = pay(project, payee, fen, on, source, method="cash", cash_purpose=purpose)
        scene.plant(cash, what, CASH_LIMIT)
    scene.suspect(project)


def paid_in_cash_up_to_the_limit(scene: Scene) -> None:
    """DP-08, spared: exactly 1,000 yuan; farm produce; travel; the same sum by bank transfer."""
    project, source = scene.funded(2 * CASH_MOST + 3 * CASH_MOST * 5)
    on = scene.day(6, 8)
    supplier = scene.company()
    code = contract(scene, project, supplier, CASH_MOST * 5, source, retention_percent=None)
    for payee, fen, more, what in (
        (scene.company(), CASH_MOST, {}, Text("恰好 1000 元", "Exactly 1,000 yuan")),
        (
            scene.payee(scene.somebody()), CASH_MOST, {"cash_purpose": "other"},
            Text("向个人恰好 1000 元", "Exactly 1,000 yuan, to a person"),
        ),
        (
            scene.payee(scene.somebody()), CASH_MOST * 5, {"cash_purpose": "farm_produce"},
            Text("向个人收购农副产品", "Farm produce of a person"),
        ),
        (
            scene.payee(scene.somebody(), "person"), CASH_MOST * 5, {"cash_purpose": "travel"},
            Text("个人差旅费", "A person's travel"),
        ),
        (
            supplier, CASH_MOST * 5, {"method": "transfer", "contract_code": code},
            Text("不是现金", "Not in cash"),
        ),
    ):  # fmt: skip
        cells: dict[str, object] = {"method": "cash", **more}
        cash = pay(project, payee, fen, on, source, **cells)
        scene.spare(cash, what, CASH_LIMIT)


CASES = (
    ("DP-01", paid_before_assigned),
    ("DP-01", paid_on_the_day_of_assignment),
    ("DP-02", paid_before_approval),
    ("DP-02", paid_on_the_day_of_approval),
    ("DP-03", paid_into_the_retention),
    ("DP-03", paid_up_to_the_retention),
    ("DP-08", paid_in_cash),
    ("DP-08", paid_in_cash_up_to_the_limit),
)
