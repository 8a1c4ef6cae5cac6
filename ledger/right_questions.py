"""Who holds which right where, what was asked for, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.language import Text
from ledger.roles import ROLES

#: What is asked for.
KINDS = {"grant": Text("授予", "give"), "withdraw": Text("撤销", "take away")}
#: What became of it; None: nobody has decided.
DECISIONS = {
    "released": Text("已批准", "released"),
    "refused": Text("未批准", "refused"),
    "withdrawn": Text("已撤回", "taken back"),
}
HELD = """
SELECT
    held.login, account.name, held.role, held.division_id, division.name AS division_name,
    held.with_subtree, held.ends_on,
    held.ends_on IS NOT NULL AND held.ends_on < ledger.today_in_beijing() AS ended,
    held.request_id
FROM ledger.right_held AS held
INNER JOIN ledger.division AS division ON held.division_id = division.division_id
LEFT JOIN ledger.user_account AS account ON held.login = account.login
WHERE CAST(:login AS text) IS NULL OR held.login = :login
ORDER BY division.path, held.login, held.role
"""
REQUESTS = """
SELECT
    asked.request_id, asked.recorded_at, asked.recorded_by, asked.kind, asked.login, account.name,
    asked.role, asked.division_id, division.name AS division_name, asked.with_subtree,
    asked.ends_on, asked.reason, decided.decision, decided.recorded_at AS decided_at,
    decided.recorded_by AS decided_by, decided.reason AS decided_because
FROM ledger.right_request AS asked
INNER JOIN ledger.division AS division ON asked.division_id = division.division_id
LEFT JOIN ledger.right_decision AS decided ON asked.request_id = decided.request_id
LEFT JOIN ledger.user_account AS account ON asked.login = account.login
WHERE (decided.request_id IS NULL) = :open
ORDER BY asked.request_id DESC
LIMIT :most
"""
#: Requests that were decided on are shown up to so many; the ledger keeps all of them.
MOST = 200


@dataclass(frozen=True)
class Right:
    """A role that somebody holds at a division, until its last day if it has one."""

    login: str
    #: Of the person; None where whoever asks may not know it.
    name: str | None
    role: str
    division_id: str
    division_name: str
    with_subtree: bool
    ends_on: date | None
    ended: bool
    request_id: int

    @property
    def words(self) -> Text:
        """The role and its place, as people say it."""
        role = ROLES[self.role]
        below = Text("（含下级）", " and below") if self.with_subtree else Text("", "")
        return Text(
            f"{self.division_name}{below.zh} {role.zh}",
            f"{role.en}, {self.division_name}{below.en}",
        )


@dataclass(frozen=True)
class RightAsked:
    """What was asked for, by whom and why; and what became of it."""

    request_id: int
    recorded_at: datetime
    recorded_by: str
    kind: str
    login: str
    name: str | None
    role: str
    division_id: str
    division_name: str
    with_subtree: bool
    ends_on: date | None
    reason: str
    decision: str | None
    decided_at: datetime | None
    decided_by: str | None
    decided_because: str | None


def rights_held(connection: Connection, login: str | None = None) -> list[Right]:
    """The rights that whoever acts may see, from the highest place down; or one person's."""
    return rows_of(Right, connection.execute(text(HELD), {"login": login}))


def rights_asked(connection: Connection, *, waiting: bool) -> list[RightAsked]:
    """Requests that wait for a decision, or the latest that were decided on; the newest first."""
    found = connection.execute(text(REQUESTS), {"open": waiting, "most": MOST})
    return rows_of(RightAsked, found)


def own_powers(connection: Connection) -> frozenset[str]:
    """What whoever acts may do at all, of roles.POWERS; nothing where nobody is signed in."""
    return frozenset(connection.execute(text("SELECT ledger.own_powers()")).scalar_one())
