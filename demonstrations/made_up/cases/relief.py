"""Cases of relief shared equally, drawn twice by a split household, or given by need: BN-14."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from ledger.language import Text

SUBSIDY = ("临时生活补助", "social_security")
BY_NEED = Text(
    "按需要的补助不应全村各户一样多", "What is given by need is not the same for a whole village"
)

ONE_HOUSE = Text(
    "一户不应在发钱前不久拆成两户，两户都领",
    "A household is not split shortly before money is given, so that both get it",
)
HOUSE = "二组 12 号"


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


def split(
    scene: Scene,
    on: Day | str,
    address: str = HOUSE,
    *,
    old_paid: bool = True,
    moved: bool = False,
) -> str:
    """Relief of a household that was split from another, and of that other; the project's code.

    Whoever is paid for the old one `moved` to the new one where that is said.
    """
    fen = scene.subsidy()
    project, source = scene.funded(3 * fen if old_paid or moved else 2 * fen, SUBSIDY)
    village = f"示范{project.code}村"
    old, new = scene.somebody(), scene.somebody()
    first = scene.household(old, village=village, address=HOUSE)
    of_new = (old, new) if moved else (new,)
    second = scene.household(
        *of_new, village=village, address=address, split_from=first, split_on=on
    )
    paid_on = scene.day(6, 8)
    pay(project, scene.payee(new, household=second), 2 * fen, paid_on, source, method="one_card")
    if old_paid or moved:
        payee = scene.payee(old, household=second if moved else first)
        pay(project, payee, fen, paid_on, source, method="one_card")
    return project.code


def split_to_get_more(scene: Scene) -> None:
    """BN-14, planted: split weeks before both are paid; in May, as far as one knows."""
    plain = split(scene, scene.day(4, 20), address="二组12号")
    scene.plant(plain, Text("分户不久，两户都领", "Split weeks before, both paid"), ONE_HOUSE)
    by_month = split(scene, f"{scene.year}年5月")
    what = Text("只知五月分户，两户都领", "Split in May, both paid")
    scene.plant(by_month, what, ONE_HOUSE)


def split_long_ago_or_elsewhere(scene: Scene) -> None:
    """BN-14, spared: long ago, a house of their own, one paid only, all moved; in a year's time."""
    last_year = scene.year - 1
    lately = scene.day(4, 20)
    for code, what in (
        (split(scene, scene.day(6, 8).replace(year=last_year)), Text("一年前分户", "A year ago")),
        (split(scene, lately, "二组 13 号"), Text("住在另一处", "Another house")),
        (split(scene, lately, old_paid=False), Text("只有新户领", "Only the new one was paid")),
        (split(scene, lately, moved=True), Text("原户的人转入新户", "All paid are of the new one")),
        (split(scene, f"{scene.year}年6月"), Text("领到之月分户", "Split in the month of payment")),
    ):
        scene.spare(code, what, ONE_HOUSE)


CASES = (
    ("BN-14", shared_equally),
    ("BN-14", given_by_need),
    ("BN-14", split_to_get_more),
    ("BN-14", split_long_ago_or_elsewhere),
)
