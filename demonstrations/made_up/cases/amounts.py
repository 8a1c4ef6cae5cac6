"""Cases of amounts that are too much alike: AC-11."""

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from ledger.language import Text

AS_AMOUNTS_ARE = Text("金额的分布应当自然", "Amounts are spread as amounts are")
#: So many payments, from so many fen on, a fen apart.
MANY, LEAST = 300, 4_700_100


def all_alike(scene: Scene) -> None:
    """AC-11, planted: 300 payments that begin with 47. Spared: a book with few payments."""
    amounts = range(LEAST, LEAST + MANY)
    project, source = scene.funded(sum(amounts))
    batch = scene.book.number("ALJE", 3)
    for fen in amounts:
        pay(project, scene.company(), fen, scene.day(6, 8), source, batch_no=batch)
    alike = Text("三百笔都以 47 开头", "300 begin with 47")
    scene.plant(scene.book.code, alike, AS_AMOUNTS_ARE)
    few = Text("不到三百笔", "Fewer than 300")
    scene.spare(scene.city.code, few, AS_AMOUNTS_ARE, scene.city)


CASES = (("AC-11", all_alike),)
