"""What is asked of drafts: which wait for whom, what one holds, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.errors import WrongUse

#: Of drafts that are done with, so many are listed.
LATEST = 50
DRAFTS = """
SELECT
    draft.draft_id, draft.kind, draft.name, draft.sheet, draft.content_sha256,
    draft.default_book, draft.partial, draft.division_id, division.name AS division,
    draft.summary, draft.state, draft.drafted_by, draft.reviewed_by, draft.posted_by,
    draft.changed_at,
    draft.drafted_by = ledger.acting_login() AS own,
    ledger.holds_at('review', draft.division_id) AS may_review,
    ledger.holds_at('post', draft.division_id) AS may_post
FROM ledger.draft AS draft
INNER JOIN ledger.division AS division ON draft.division_id = division.division_id
"""
WAITING = f"""{DRAFTS}
WHERE draft.state IN ('drafted', 'returned', 'reviewed')
ORDER BY draft.draft_id
"""
DONE = f"""{DRAFTS}
WHERE draft.state IN ('posted', 'withdrawn')
ORDER BY draft.draft_id DESC
LIMIT :latest
"""
ONE = f"{DRAFTS}WHERE draft.draft_id = :draft_id"
STEPS = """
SELECT step_number, recorded_at, recorded_by, step, reason
FROM ledger.draft_step
WHERE draft_id = :draft_id
ORDER BY step_number
"""


@dataclass(frozen=True)
class Draft:
    """A draft as whoever acts sees it, and what they may do with it."""

    draft_id: int
    kind: str
    name: str
    sheet: str | None
    content_sha256: str
    default_book: str | None
    partial: bool
    division_id: str
    division: str
    #: What its drafter's check said: rows, posted, sums (yuan, as words), opened_books.
    summary: dict[str, Any]
    state: str
    drafted_by: str
    reviewed_by: str | None
    posted_by: str | None
    changed_at: datetime
    own: bool
    may_review: bool
    may_post: bool

    @property
    def reviewable(self) -> bool:
        """Whether whoever acts may review it now."""
        return self.state == "drafted" and self.may_review and not self.own

    @property
    def postable(self) -> bool:
        """Whether whoever acts may post it now."""
        return self.state == "reviewed" and self.may_post

    @property
    def changeable(self) -> bool:
        """Whether whoever acts may still change or withdraw it."""
        return self.own and not self.ended

    @property
    def ended(self) -> bool:
        """Whether it is done with, and its content gone."""
        return self.state in {"posted", "withdrawn"}


@dataclass(frozen=True)
class DraftStep:
    """Who did what to a draft, when and why."""

    step_number: int
    recorded_at: datetime
    recorded_by: str
    step: str
    reason: str | None


def waiting(connection: Connection) -> list[Draft]:
    """The drafts within reach that are neither posted nor withdrawn, the oldest first."""
    return rows_of(Draft, connection.execute(text(WAITING)))


def done(connection: Connection, latest: int = LATEST) -> list[Draft]:
    """The drafts within reach that were posted or withdrawn last."""
    return rows_of(Draft, connection.execute(text(DONE), {"latest": latest}))


def find_draft(connection: Connection, draft_id: int) -> Draft:
    """One draft.

    Raises:
        WrongUse: there is none, or it is out of reach.
    """
    found = rows_of(Draft, connection.execute(text(ONE), {"draft_id": draft_id}))
    if not found:
        raise WrongUse(
            f"没有第 {draft_id} 号单据，或不在权限之内。",
            f"There is no draft {draft_id}, or it is out of reach.",
        )
    return found[0]


def steps(connection: Connection, draft_id: int) -> list[DraftStep]:
    """What was done with a draft, in order."""
    return rows_of(DraftStep, connection.execute(text(STEPS), {"draft_id": draft_id}))
