"""Switches the second factor of whoever acts on and off, each for their password and a code."""

import base64
from dataclasses import dataclass

from sqlalchemy import Engine, text

from ledger.second_factors import (
    Answer,
    address_of,
    new_recovery_codes,
    new_secret,
    recovery_hash,
    seal,
    unseal,
)
from ledger.sessions import User
from ledger.sign_ins import WRONG_PASSWORD, accept, answer_of, code_values, proof_of


@dataclass(frozen=True)
class Offered:
    """A secret that its owner's app has to learn before it counts."""

    #: In four-letter groups, to be typed in.
    secret_text: str
    #: What the picture says.
    address: str


def offer(acting: Engine, door: bytes) -> None:
    """Makes up a secret for whoever acts; where theirs counts already nothing happens."""
    with acting.begin() as connection:
        connection.execute(
            text("SELECT ledger.offer_second_factor(:sealed)"),
            {"sealed": seal(new_secret(), door)},
        )


def offered(acting: Engine, door: bytes, login: str) -> Offered | None:
    """The secret that waits for its first code; None if there is none."""
    with acting.connect() as connection:
        found = connection.execute(
            text("SELECT * FROM ledger.sealed_second_factor(:door)"), {"door": door}
        ).first()
    if found is None or found.confirmed:
        return None
    letters = base64.b32encode(unseal(bytes(found.sealed), door)).decode()
    groups = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
    return Offered(groups, address_of(letters, login))


def confirm(acting: Engine, door: bytes, user: User, password: str, code: str) -> list[str]:
    """Switches the second factor on; returns the recovery codes, which are kept as hashes.

    Raises:
        Refused: the password or the code is wrong, or the login is locked.
    """
    proof = proof_of(acting, user.login, password)
    answer = answer_of(acting, door, code)
    codes = new_recovery_codes()
    with acting.begin() as connection:
        done = connection.execute(
            text("SELECT * FROM ledger.confirm_second_factor(:proof, :door, :step, :codes)"),
            {
                "proof": proof,
                "door": door,
                "step": answer.step,
                "codes": [recovery_hash(each) for each in codes],
            },
        ).one()
    accept(done, WRONG_PASSWORD)
    return codes


def drop(acting: Engine, door: bytes, user: User, password: str, code: str) -> None:
    """Switches the second factor off.

    Raises:
        Refused: the password or the code is wrong, or the login is locked.
    """
    proof = proof_of(acting, user.login, password)
    answer: Answer = answer_of(acting, door, code)
    with acting.begin() as connection:
        done = connection.execute(
            text(
                "SELECT * FROM ledger.drop_second_factor("
                ":proof, :door, :step, CAST(:recovery AS bytea))"
            ),
            {"proof": proof, "door": door} | code_values(answer),
        ).one()
    accept(done, WRONG_PASSWORD)
