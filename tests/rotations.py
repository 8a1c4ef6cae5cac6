"""Payees who have numbers, in a ledger whose keys are changed."""

from builders import COUNTY
from sqlalchemy import Engine

from expectations.rule import Fact, fact
from ledger.key_rotation import ROTATION_TURN
from ledger.turns import turn_held

#: What a payee's row has besides.
WORDS = {"name": "示范收款人", "kind": "other"}


def payees(first: int, count: int, book: str = COUNTY) -> list[Fact]:
    """So many payees, each with an account and a phone."""
    return [
        fact(
            "payees",
            book=book,
            payee_code=f"S{n}",
            account=f"6228480{n:06}",
            phone=f"138{n:08}",
        )
        for n in range(first, first + count)
    ]


def expected(*ranges: range) -> set[tuple[str, str]]:
    """The numbers of those payees."""
    return {
        number
        for each in ranges
        for n in each
        for number in (("account", f"6228480{n:06}"), ("phone", f"138{n:08}"))
    }


def await_dead_rotation(owner: Engine) -> None:
    """Waits until the server has noticed that a rotation was killed."""
    with turn_held(owner, ROTATION_TURN, wait=True) as held:
        assert held
