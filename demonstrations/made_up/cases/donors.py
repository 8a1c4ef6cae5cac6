"""Cases of gifts that come back to their donors: SF-05."""

from demonstrations.made_up.cases.gifts import give
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from ledger.language import Text

NOT_BACK = Text("捐赠不得指定捐赠人自己受益", "A gift does not benefit its donor")


def paid_to_the_donor(scene: Scene) -> None:
    """SF-05, planted: the gift pays its donor. Spared: another; the donor from other money."""
    on = scene.day(6, 8)
    for to_donor, from_gift, what, keep in (
        (True, True, Text("付给捐赠人", "Paid to the donor"), scene.plant),
        (False, True, Text("付给别人", "Paid to another"), scene.spare),
        (True, False, Text("捐赠人承接本级资金", "The donor, from the county's own"), scene.spare),
    ):
        fen, project, donor = scene.fen(), scene.project(), scene.company()
        gift = give(scene, fen, donor=donor.name)
        other = scene.money(fen)
        payee = donor if to_donor else scene.company()
        used, left = (gift, other) if from_gift else (other, gift)
        scene.fund(project, fen, used)
        keep(pay(project, payee, fen, on, used), what, NOT_BACK)
        scene.use_up(fen, left)


CASES = (("SF-05", paid_to_the_donor),)
