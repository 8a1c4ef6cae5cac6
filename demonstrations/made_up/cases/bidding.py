"""Cases of who bid in tenders and for how much: PC-09."""

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import account_number
from demonstrations.made_up.projects import days
from ledger.language import Text

STRANGERS = Text("各投标人互不相干，报价各不相同", "Bidders have nothing to do with each other")
PREFIX = "9922"
#: Prices of three bidders above the lowest, in fen: in no order, and at equal steps.
UNEVEN, EVEN = (0, 1_234_500, 2_011_300), (0, 500_000, 1_000_000)


class Opening:
    """A tender of a scene whose bidders, but for what is given, share nothing."""

    def __init__(self, scene: Scene, bidders: tuple[str, ...], later: int = 0) -> None:
        self.scene, self.bidders = scene, bidders
        self.opened_on = scene.day(3, 5) + days(later)
        self.code = scene.book.number("示范招标", 3)

    def write(
        self,
        above: tuple[int, ...] = UNEVEN,
        shared: dict[str, object] | None = None,
        *,
        decided: bool = True,
    ) -> str:
        """Its bids, the first of which wins; the last two share what is given. Its code."""
        scene, lowest = self.scene, self.scene.fen()
        for turn, (bidder, more) in enumerate(zip(self.bidders, above, strict=True)):
            scene.book.numbers["bid"] += 1
            serial = scene.book.numbers["bid"]
            cells: dict[str, object] = {
                "tender_code": self.code,
                "opened_on": self.opened_on,
                "bidder_name": bidder,
                "price": lowest + more,
                "won": (turn == 0) if decided else None,
                "responsible_identity": scene.somebody().identity,
                "phone": f"1380000{serial:04d}",
                "bond_account": account_number(PREFIX, scene.book.code, serial),
                "address": f"{scene.book.name}示范路{serial}号",
                "file_author": f"示范制作{serial}",
            }
            scene.book.write("bids", **(cells | (shared if shared and turn else {})))
        return self.code


def three(scene: Scene) -> tuple[str, ...]:
    """Three companies that nothing else speaks of."""
    names = []
    for _ in range(3):
        number = scene.book.number("示范投标", 3)
        names.append(f"{scene.book.name}{number}公司")
    return tuple(names)


def shared_by_two(scene: Scene) -> None:
    """PC-09, planted: two of three bidders have one head, one account, one author."""
    marks: tuple[tuple[dict[str, object], Text], ...] = (
        ({"responsible_identity": scene.somebody().identity}, Text("单位负责人相同", "One head")),
        (
            {"bond_account": account_number(PREFIX, scene.book.code, 900_000)},
            Text("保证金从一个账户转出", "Bonds from one account"),
        ),
        ({"file_author": "示范制作甲"}, Text("投标文件作者相同", "One author of the files")),
    )
    for shared, what in marks:
        scene.plant(Opening(scene, three(scene)).write(shared=shared), what, STRANGERS)


def even_prices(scene: Scene) -> None:
    """PC-09, planted: prices at equal steps. Spared: uneven ones; a fen off."""
    for above, what, keep in (
        (EVEN, Text("报价依次相差 5,000 元", "Prices in steps of 5,000 yuan"), scene.plant),
        (UNEVEN, Text("报价没有规律", "Uneven prices"), scene.spare),
        ((0, 500_000, 1_000_001), Text("差一分", "A fen off"), scene.spare),
    ):
        keep(Opening(scene, three(scene)).write(above), what, STRANGERS)


def lost_together(scene: Scene) -> None:
    """PC-09, planted: the same two lose for the third time. Spared: twice; tenders that failed."""
    bidders = three(scene)
    first, second, third = (Opening(scene, bidders, later).write() for later in (0, 20, 40))
    scene.spare(first, Text("第一次同场落标", "They lose for the first time"), STRANGERS)
    scene.spare(second, Text("第二次同场落标", "For the second time"), STRANGERS)
    scene.plant(third, Text("第三次同场落标", "For the third time"), STRANGERS)
    bidders = three(scene)
    for later in (0, 20, 40):
        code = Opening(scene, bidders, later).write(decided=False)
        scene.spare(code, Text("流标，没有中标人", "It failed: nobody won"), STRANGERS)


CASES = (
    ("PC-09", shared_by_two),
    ("PC-09", even_prices),
    ("PC-09", lost_together),
)
