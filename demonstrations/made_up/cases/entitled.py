"""Cases of what households are due, and what they get of it: BN-10."""

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import UNIT, entitle, pay
from ledger.language import Text

SUBSIDY = ("生态护林员补贴", "public_posts")
STANDARD = Text("补贴按标准乘数量发放", "A subsidy is its standard times the quantity")


def above_the_standard(scene: Scene) -> None:
    """BN-10, planted: a fen above, approved and paid. Spared: exactly; no standard on the list."""
    on, fen = scene.day(6, 8), 40 * UNIT
    project, source = scene.funded(3 * fen + 2, SUBSIDY)
    for above, more, what, keep in (
        (1, {}, Text("多一分", "A fen above"), scene.plant),
        (0, {}, Text("恰好按标准", "Exactly the standard"), scene.spare),
        (1, {"standard_amount": None}, Text("没有标准", "No standard"), scene.spare),
    ):
        who = scene.somebody()
        household = scene.household(who)
        amount = fen + above
        code = entitle(scene.book, project.code, household, amount, on, **more)
        payee = scene.payee(who, household=household)
        pay(project, payee, amount, on, source, method="one_card", period_from=on.replace(day=1))
        keep(code, what, STANDARD)


CASES = (("BN-10", above_the_standard),)
