"""Cases of contracts: PC-06."""

from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from ledger.language import Text

WITHIN_A_TENTH = Text(
    "所有补充合同合计不超过原合同的百分之十",
    "All supplements together come to no more than a tenth of the original contract",
)


def supplemented(scene: Scene, supplements: tuple[int, ...], original: int) -> str:
    """A settled contract with supplements in May, all of it paid; returns its code."""
    fen = original + sum(supplements)
    project, source = scene.funded(fen)
    supplier = scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, original, source, settled_on=settled_on)
    for number, each in enumerate(supplements, 5):
        scene.book.write(
            "contract_changes",
            contract_code=code,
            kind="supplement",
            occurred_on=scene.day(5, number),
            amount=each,
            source_document=source,
            evidence="补充协议",
        )
    pay(project, supplier, fen, settled_on, source, contract_code=code)
    return code


def supplements_too_large(scene: Scene) -> None:
    """PC-06, planted: one fen above a tenth; and two supplements that are together."""
    for supplements, what in (
        ((100_001,), Text("超一成多一分", "One fen above a tenth")),
        ((60_000, 45_000), Text("两次补充合计超过一成", "Two that are above a tenth together")),
    ):
        scene.plant(supplemented(scene, supplements, 1_000_000), what, WITHIN_A_TENTH)


def supplements_within_a_tenth(scene: Scene) -> None:
    """PC-06, spared: exactly a tenth, in one and in two supplements."""
    for supplements, what in (
        ((100_000,), Text("正好一成", "Exactly a tenth")),
        ((60_000, 40_000), Text("两次补充合计正好一成", "Two that are a tenth together")),
    ):
        scene.spare(supplemented(scene, supplements, 1_000_000), what, WITHIN_A_TENTH)


CASES = (
    ("PC-06", supplements_too_large),
    ("PC-06", supplements_within_a_tenth),
)
