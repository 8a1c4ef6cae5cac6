"""How a made-up supplier was chosen, as the sheet of contracts has it."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.projects import days

#: A notice of award comes so many days before the signing; filing and publication after it.
AWARDED_BEFORE, FILED_AFTER, PUBLISHED_AFTER = 12, 4, 1


def awarded(winner: str, fen: int, signed_on: Day) -> dict[str, object]:
    """A contract's award and papers in good order, each in its term."""
    return {
        "awarded_on": signed_on - days(AWARDED_BEFORE),
        "awarded_to": winner,
        "award_amount": fen,
        "filed_on": signed_on + days(FILED_AFTER),
        "published_on": signed_on + days(PUBLISHED_AFTER),
        "estimate_amount": fen,
        "bid_bond_amount": fen // 100,
        "performance_bond_amount": fen // 20,
    }
