"""Cases of money that goes into the payer's own account: DP-09."""

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import account_number, credit_code
from demonstrations.made_up.payments import Payee, pay
from ledger.language import Text

TO_WHOM_IT_IS_DUE = Text(
    "国库集中支付付给最终收款人，不转到本单位、下属单位和财政所的账户",
    "The treasury pays whoever is due the money, not the unit's own account or a finance office",
)
PREFIX = "9944"
NOT_FOR_WAGES = Text("扶贫资金不得用于工资", "Money for ending poverty pays no wages")


def unit(scene: Scene, name: str) -> Payee:
    """A public unit of that name with an account of its own."""
    scene.book.numbers["unit account"] += 1
    serial = scene.book.numbers["unit account"]
    payee = Payee(
        scene.book.number("ALD"),
        name,
        "public_unit",
        credit_code(scene.book.code, 700_000 + serial),
        account_number(PREFIX, scene.book.code, serial),
    )
    payee.register(scene.book)
    return payee


def paid(scene: Scene, suffix: str, *, zero_balance: bool = False, **more: object) -> str:
    """A payment to the unit of a project, or to whoever is called so after it; its number."""
    fen = scene.fen()
    project, source = scene.funded(fen)
    payee = unit(scene, f"{project.unit}{suffix}")
    if zero_balance:
        scene.book.write(
            "listed_accounts",
            listed_by="unit",
            origin=payee.name,
            as_of=scene.day(6, 10),
            holder=payee.name,
            account=payee.account,
            account_kind="预算单位零余额账户",
            opened_on=scene.day(1, 5),
            balance="0",
        )
    return pay(project, payee, fen, scene.day(6, 8), source, **more)


def to_itself(scene: Scene) -> None:
    """DP-09, planted: the unit itself; one below it; a township's finance office."""
    itself = paid(scene, "")
    scene.plant(itself, Text("转到责任单位自己的账户", "The unit's own account"), TO_WHOM_IT_IS_DUE)
    below = paid(scene, "服务站")
    scene.plant(below, Text("转到下属单位", "To one below it"), TO_WHOM_IT_IS_DUE)
    fen = scene.fen()
    project, source = scene.funded(fen)
    office = unit(scene, f"{scene.book.name}示范镇财政所{scene.reference()}")
    sent = pay(project, office, fen, scene.day(6, 8), source)
    scene.plant(sent, Text("转到镇财政所", "To a township's finance office"), TO_WHOM_IT_IS_DUE)


def to_others(scene: Scene) -> None:
    """DP-09, spared: wages; a zero-balance account; another unit."""
    wages = paid(scene, "", economic_class="30101")
    scene.spare(wages, Text("工资福利支出", "Wages"), TO_WHOM_IT_IS_DUE)
    # Of money for ending poverty they are forbidden all the same.
    paid_wages = Text("付工资", "Wages paid")
    scene.truth.plant("DP-11", scene.book.code, wages, paid_wages, NOT_FOR_WAGES)
    zero = paid(scene, "", zero_balance=True)
    scene.spare(zero, Text("清单上是零余额账户", "A zero-balance account"), TO_WHOM_IT_IS_DUE)
    fen = scene.fen()
    project, source = scene.funded(fen)
    other = unit(scene, f"{scene.book.name}示范水务中心{scene.reference()}")
    bought = pay(project, other, fen, scene.day(6, 8), source)
    scene.spare(bought, Text("付给别的单位", "To another unit"), TO_WHOM_IT_IS_DUE)


CASES = (("DP-09", to_itself), ("DP-09", to_others))
