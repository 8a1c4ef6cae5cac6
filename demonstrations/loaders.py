"""Those who load a demonstration: three people, who draft, review and post it like any other.

The operator makes them with rights that nobody had to release, and takes these back afterwards:
nobody can sign in as them.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from ledger.database import acting_as, open_engine
from ledger.draft_questions import find_draft
from ledger.imports.drafting import draft_path, post, review
from ledger.imports.outcomes import Outcome, Progress, Request
from ledger.personal import Protector

#: In whose name rights are asked for and released, which are two in the database's eyes.
ASKING, RELEASING = "mingzhang demo", "mingzhang migrate"
#: What each does, and what their logins end in.
PARTS = {"clerk": "", "reviewer": "复核", "head": "记账"}
MAKE = """
INSERT INTO ledger.user_account (login, name, created_at, created_by)
VALUES (:login, :login, clock_timestamp(), :asking)
ON CONFLICT DO NOTHING
"""
ASK = """
INSERT INTO ledger.right_request (
    recorded_at, recorded_by, kind, login, role, division_id, with_subtree, reason
)
VALUES (
    clock_timestamp(), :asking, :kind, :login, :role, :division, :with_subtree, '示范'
)
RETURNING request_id
"""
RELEASE = """
INSERT INTO ledger.right_decision (request_id, recorded_at, recorded_by, decision, reason)
VALUES (:request, clock_timestamp(), :releasing, 'released', '示范')
"""
SIGN_IN = """
INSERT INTO ledger.web_session (
    token_sha256, login, purpose, form_token, address, agent, created_at, last_seen_at
)
VALUES (
    :sha256, :login, 'work', '', '', 'mingzhang demo', clock_timestamp(), clock_timestamp()
)
"""
SIGN_OUT = "DELETE FROM ledger.web_session WHERE login = :login"


@dataclass(frozen=True)
class Loaders:
    """The ledger as each of the three sees it."""

    clerk: Engine
    reviewer: Engine
    head: Engine

    def load(
        self, protector: Protector, path: Path, request: Request, progress: Progress
    ) -> Outcome:
        """Has a folder drafted, reviewed and posted; what was cut off is taken up where it was."""
        outcome = draft_path(self.clerk, protector, path, request, progress)
        if outcome.draft_id is None:
            return outcome
        drafts = path.parent / "drafts"
        with self.clerk.connect() as connection:
            state = find_draft(connection, outcome.draft_id).state
        if state == "drafted":
            outcome = review(self.reviewer, protector, drafts, outcome.draft_id, progress)
        if outcome.problems or outcome.draft_id is None:
            return outcome
        return post(self.head, protector, drafts, outcome.draft_id, progress)


@contextmanager
def loaders(url: str, author: str, division: str) -> Iterator[Loaders]:
    """Three people for as long as something is loaded.

    Args:
        url: of the ledger, for whoever migrates it.
        author: the login of who drafts; the others' begin with it.
        division: where, with all below, they may do so.
    """
    owner = open_engine(url, role=None)
    app = open_engine(url, settings={"temp_buffers": "256MB"})
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
        tokens = {
            role: signed_in(connection, author + suffix, role, division)
            for role, suffix in PARTS.items()
        }
    try:
        yield Loaders(**{role: acting_as(app, token) for role, token in tokens.items()})
    finally:
        with owner.begin() as connection:
            connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
            for role, suffix in PARTS.items():
                connection.execute(text(SIGN_OUT), {"login": author + suffix})
                change_right(connection, "withdraw", author + suffix, role, division)
        app.dispose()
        owner.dispose()


def signed_in(connection: Connection, login: str, role: str, division: str) -> str:
    """Makes somebody with a role at a division and below, and signs them in.

    Returns:
        The token of their session, which idles and ends like any other.
    """
    token = secrets.token_urlsafe(32)
    connection.execute(text(MAKE), {"login": login, "asking": ASKING})
    change_right(connection, "grant", login, role, division)
    sha256 = hashlib.sha256(token.encode()).digest()
    connection.execute(text(SIGN_IN), {"sha256": sha256, "login": login})
    return token


def change_right(
    connection: Connection,
    kind: str,
    login: str,
    role: str,
    division: str,
    *,
    with_subtree: bool = True,
) -> None:
    """Gives or takes a right by a request and its release, both on record."""
    asked = {
        "asking": ASKING,
        "kind": kind,
        "login": login,
        "role": role,
        "division": division,
        "with_subtree": with_subtree,
    }
    request = connection.execute(text(ASK), asked).scalar_one()
    connection.execute(text(RELEASE), {"request": request, "releasing": RELEASING})
