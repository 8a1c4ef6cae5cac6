"""Cases of what households are due, and what they get of it: BN-10, BN-12, BN-13."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import UNIT, entitle, pay
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

SUBSIDY = ("生态护林员补贴", "public_posts")
#: Days after the day it was due.
TERM = 60
STANDARD = Text("补贴按标准乘数量发放", "A subsidy is its standard times the quantity")

WHEN_DUE = Text("应享受的补贴六十日内发到户", "What a household is due is paid within sixty days")
IN_FULL = Text(
    "审批、实发、农户确认的金额一致", "Approved, paid and confirmed by the household are the same"
)


def due_to(
    scene: Scene,
    project: Project,
    source: str,
    on: Day,
    fen: int,
    *parts: int,
    **more: object,
) -> str:
    """What a new household is due from the month of a day, a part a month; its code."""
    who = scene.somebody()
    household = scene.household(who)
    code = entitle(scene.book, project.code, household, fen, on, **more)
    payee = scene.payee(who, household=household)
    for number, part in enumerate(parts):
        pay(
            project, payee, part, on + days(number), source, method="one_card",
            period_from=on.replace(day=1, month=on.month + number),
        )  # fmt: skip
    return code


def above_the_standard(scene: Scene) -> None:
    """BN-10, planted: a fen above, approved and paid. Spared: exactly; no standard on the list."""
    on, fen = scene.day(6, 8), 40 * UNIT
    project, source = scene.funded(3 * fen + 2, SUBSIDY)
    for above, more, what, keep in (
        (1, {}, Text("多一分", "A fen above"), scene.plant),
        (0, {}, Text("恰好按标准", "Exactly the standard"), scene.spare),
        (1, {"standard_amount": None}, Text("没有标准", "No standard"), scene.spare),
    ):
        amount = fen + above
        code = due_to(scene, project, source, on, amount, amount, **more)
        keep(code, what, STANDARD)


def never_paid(scene: Scene) -> None:
    """BN-12, planted: never paid; on day 61. Spared: on day 60; paid late."""
    on, fen = scene.day(6, 8), 30 * UNIT
    project, source = scene.funded(fen, SUBSIDY)
    early = on - days(100)
    for due_on, paid, what, keep in (
        (on, (), Text("一直没发", "Never paid"), scene.plant),
        (AS_OF - days(TERM + 1), (), Text("第 61 日", "On day 61"), scene.plant),
        (AS_OF - days(TERM), (), Text("第 60 日，期限未过", "On day 60"), scene.spare),
        (early, (fen,), Text("迟发", "Paid late"), scene.spare),
    ):
        begun = {"approved_on": min(due_on, on) - days(9), "due_on": due_on}
        keep(due_to(scene, project, source, on, fen, *paid, **begun), what, WHEN_DUE)


def underpaid(scene: Scene) -> None:
    """BN-13, planted: a fen short; the household got less. Spared: in full; the term runs."""
    on, fen = scene.day(6, 8), 50 * UNIT
    project, source = scene.funded(4 * fen - 1 - 20 * UNIT, SUBSIDY)
    asked_on = on + days(9)
    got = {"confirmed_amount": fen, "confirmed_on": asked_on}
    monthly = got | {"period_until": on.replace(day=28, month=on.month + 1)}
    less = got | {"confirmed_amount": fen - 1}
    running = {"due_on": max(AS_OF - days(TERM), on)}
    for parts, more, what, keep in (
        ((fen - 1,), {}, Text("少发一分", "A fen short"), scene.plant),
        ((fen,), less, Text("农户少收一分", "The household got a fen less"), scene.plant),
        ((20 * UNIT, 30 * UNIT), monthly, Text("按月发足", "In full, by months"), scene.spare),
        ((30 * UNIT,), running, Text("期限未过", "The term runs"), scene.spare),
    ):
        keep(due_to(scene, project, source, on, fen, *parts, **more), what, IN_FULL)


CASES = (
    ("BN-10", above_the_standard),
    ("BN-12", never_paid),
    ("BN-13", underpaid),
)
