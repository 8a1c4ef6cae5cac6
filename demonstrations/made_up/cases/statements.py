"""Cases of what a bank has and the books have not: AC-07."""

from demonstrations.made_up.cases.giving import IN_THE_BOOKS, credit, give_city
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text


def not_in_the_books(scene: Scene) -> None:
    """AC-07, planted: never; on day 31. Spared: on day 30; on the last day of the term."""
    on, city = scene.day(2, 6), scene.city
    # Amounts that end in such fen are nobody else's.
    never = credit(scene, AS_OF - days(31), scene.fen() + 51, "往来款")
    scene.plant(never, Text("第 31 日仍未入账", "Not in the books on day 31"), IN_THE_BOOKS, city)
    running = credit(scene, AS_OF - days(30), scene.fen() + 52, "往来款")
    scene.spare(running, Text("第 30 日，期限未过", "On day 30"), IN_THE_BOOKS, city)
    for after, what, keep in (
        (31, Text("第 31 日才入账", "In the books on day 31"), scene.plant),
        (30, Text("第 30 日入账", "In the books on day 30"), scene.spare),
    ):
        fen = scene.fen() + 53 + after
        line = credit(scene, on, fen, "往来款")
        give_city(scene, on + days(after), fen)
        keep(line, what, IN_THE_BOOKS, city)


CASES = (("AC-07", not_in_the_books),)
