"""Cases of relief that is shared equally, or given by need: BN-14."""

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from ledger.language import Text

SUBSIDY = ("临时生活补助", "social_security")
BY_NEED = Text(
    "按需要的补助不应全村各户一样多", "What is given by need is not the same for a whole village"
)


def give(scene: Scene, paid: int, more_to_last: int = 0, unpaid: int = 0) -> str:
    """Relief of some households of a village of their own, the same to each; its code."""
    fen = scene.subsidy()
    project, source = scene.funded(paid * fen + more_to_last, SUBSIDY)
    village = f"示范{project.code}村"
    for number in range(paid + unpaid):
        who = scene.somebody()
        household = scene.household(who, village=village)
        if number < paid:
            extra = more_to_last if number == paid - 1 else 0
            payee = scene.payee(who, household=household)
            pay(project, payee, fen + extra, scene.day(6, 8), source, method="one_card")
    return project.code


def shared_equally(scene: Scene) -> None:
    """BN-14, planted: the same to all five of a village, and to nine of ten."""
    scene.plant(give(scene, 5), Text("全村五户一样多", "The same to all five"), BY_NEED)
    nine = give(scene, 9, unpaid=1)
    scene.plant(nine, Text("十户中九户一样多", "The same to nine of ten"), BY_NEED)


def given_by_need(scene: Scene) -> None:
    """BN-14, spared: a fen more to one; four households; five of six."""
    for code, what in (
        (give(scene, 5, more_to_last=1), Text("一户多一分", "A fen more to one")),
        (give(scene, 4), Text("只有四户", "Four households only")),
        (give(scene, 5, unpaid=1), Text("六户中五户", "Five of six")),
    ):
        scene.spare(code, what, BY_NEED)


CASES = (
    ("BN-14", shared_equally),
    ("BN-14", given_by_need),
)
