"""One person of each role at a city, alone and with all below it, and those who are nobody."""

from dataclasses import dataclass

from builders import CITY, COUNTY, PROVINCE
from persons import add_person, sign_in, token_of
from sqlalchemy import Connection, text

from ledger.roles import ROLE_POWERS, ROLES

PARTNER = "990200"
#: Whose book, seen from the city: its own, that of the city beside it, above it, below it.
PLACES = {"own": CITY, "sibling": PARTNER, "parent": PROVINCE, "child": COUNTY}
#: Where a right at the city reaches, without the subtree and with it.
REACHES = {"here": {"own"}, "below": {"own", "child"}}


@dataclass(frozen=True)
class Actor:
    """Somebody whom the matrix looks at; nobody has neither a role nor a session that counts."""

    name: str
    role: str | None
    reach: str
    token: str

    def holds(self, power: str, place: str) -> bool:
        """Whether by their role they hold a power in the book of a place."""
        return self.holds_anywhere(power) and place in REACHES[self.reach]

    def holds_anywhere(self, power: str) -> bool:
        """Whether by their role they hold a power at all."""
        return self.role is not None and power in ROLE_POWERS[self.role]


PEOPLE = tuple(
    Actor(f"{role}_{reach}", role, reach, token_of(f"{role}_{reach}"))
    for role in ROLES
    for reach in REACHES
)
#: Nobody; a token that somebody made up; one whose session has ended; the login for a token.
STRANGERS = (
    Actor("nobody", None, "here", ""),
    Actor("forged", None, "here", "session of nobody known"),
    Actor("expired", None, "here", token_of("expired")),
    Actor("login", None, "here", "head_below"),
)


def add_people(owner: Connection) -> None:
    """Makes all of them, as the owner, and signs in those who have a session."""
    for person in PEOPLE:
        assert person.role is not None
        add_person(owner, person.name, (person.role, CITY, person.reach == "below"))
        sign_in(owner, person.name)
    add_person(owner, "expired", ("head", "000000", True))
    sign_in(owner, "expired")
    owner.execute(
        text(
            "UPDATE ledger.web_session SET created_at = clock_timestamp() - INTERVAL '13 hours',"
            " last_seen_at = clock_timestamp() WHERE login = 'expired'"
        )
    )
