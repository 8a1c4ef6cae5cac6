"""Asks for rights and decides on them, as whoever acts; the database says who may."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ledger.refusals import asked

ASK = """
SELECT ledger.ask_for_right(
    :kind, :login, :role, :division_id, :with_subtree, CAST(:ends_on AS date), :reason
)
"""


@dataclass(frozen=True)
class RightWanted:
    """A role at a division that somebody shall be given (`grant`) or lose (`withdraw`)."""

    kind: str
    login: str
    role: str
    division_id: str
    reason: str
    with_subtree: bool = False
    #: The last day on which it holds; None: until it is withdrawn.
    ends_on: date | None = None


def ask_for_right(connection: Connection, wanted: RightWanted) -> int:
    """Asks for a right; returns the number of the request, on which another person decides.

    Raises:
        Refused: whoever acts may not ask for it there, or it cannot be asked for.
    """
    return int(str(asked(connection, ASK, vars(wanted))))


def decide_on_right(connection: Connection, request_id: int, decision: str, reason: str) -> None:
    """Decides on a request.

    Args:
        connection: whose transaction it stands with.
        request_id: of the request.
        decision: released or refused.
        reason: why; of a refusal it has to be said.

    Raises:
        Refused: whoever acts may not decide on it, or it was decided on.
    """
    asked(
        connection,
        "SELECT ledger.decide_on_right(:request_id, :decision, :reason)",
        {"request_id": request_id, "decision": decision, "reason": reason},
    )


def withdraw_right_request(connection: Connection, request_id: int) -> None:
    """Takes back what whoever acts asked for.

    Raises:
        Refused: somebody else asked for it, or it was decided on.
    """
    asked(
        connection,
        "SELECT ledger.withdraw_right_request(:request_id)",
        {"request_id": request_id},
    )
