"""The account statement 明细账: what moved an account, day by day, and what then stood there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.accounts import Account
from ledger.scopes import Scope

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One entry that moved the account, and what stood there after it, in yuan."""

    occurred_on: date
    log_position: int
    voucher: str
    voucher_id: int
    event: str
    summary: str
    document_no: str
    source_id: int
    project_id: int | None
    debit: Decimal
    credit: Decimal
    balance: Decimal
    recorded_at: datetime


@dataclass(frozen=True)
class After:
    """The line that a page goes on behind."""

    occurred_on: date
    log_position: int


@dataclass(frozen=True)
class AccountStatement:
    """One page of a statement. Opening and closing are those of the whole range of days."""

    opening: Decimal
    closing: Decimal
    #: What stood there before the first line of this page.
    carried: Decimal
    lines: list[Line]
    #: Where the next page goes on; None on the last.
    after: After | None


#: The entries of the sources in question, found by source in the order of days, each with what it
#: moves on the account.
LINES = """
SELECT
    line.occurred_on, line.log_position, voucher.period || '-' || voucher.number AS voucher,
    line.voucher_id, voucher.event, voucher.summary, source.document_no, line.source_id,
    line.project_id, line.moved, line.recorded_at
FROM (
    SELECT found.*
    FROM ({sources}) AS wanted
    CROSS JOIN LATERAL (
        SELECT
            entry.occurred_on, entry.log_position, entry.voucher_id, entry.source_id,
            coalesce(entry.debit_project_id, entry.credit_project_id) AS project_id,
            {moved} AS moved, entry.recorded_at
        FROM ledger.entry AS entry
        WHERE entry.book_id = :book_id AND entry.source_id = wanted.source_id
            AND entry.occurred_on BETWEEN :first AND :last
            AND (entry.occurred_on, entry.log_position) > (:after_day, :after_position)
            AND (CAST(:known_at AS timestamptz) IS NULL OR entry.recorded_at <= :known_at)
            AND {moved} <> 0
        ORDER BY entry.occurred_on, entry.log_position
        LIMIT :limit
    ) AS found
    ORDER BY found.occurred_on, found.log_position
    LIMIT :limit
) AS line
INNER JOIN ledger.voucher AS voucher
    ON voucher.book_id = :book_id AND line.voucher_id = voucher.log_position
INNER JOIN ledger.source AS source
    ON source.book_id = :book_id AND line.source_id = source.log_position
ORDER BY line.occurred_on, line.log_position
"""
#: What an entry moves on the account: debits less credits.
MOVED = """(
    CASE WHEN entry.debit_kind = ANY(:kinds) AND {debit_side} THEN entry.amount ELSE 0 END
    - CASE WHEN entry.credit_kind = ANY(:kinds) AND {credit_side} THEN entry.amount ELSE 0 END
)"""
SOURCES = """
SELECT source.log_position AS source_id
FROM ledger.source AS source
WHERE source.book_id = :book_id
    AND (CAST(:source_ids AS bigint[]) IS NULL OR source.log_position = ANY(:source_ids))
"""
#: Only sources of which the project ever had money.
SOURCES_OF_PROJECT = """
SELECT DISTINCT balance.source_id
FROM ledger.balance AS balance
WHERE balance.book_id = :book_id AND balance.project_id = :project_id
    AND (CAST(:source_ids AS bigint[]) IS NULL OR balance.source_id = ANY(:source_ids))
"""
STANDING = """
SELECT coalesce(sum(standing.amount), 0.00)
FROM ledger.balances_as_of(
    :book_id, CAST(:source_ids AS bigint[]), ARRAY[CAST(:project_id AS bigint)], :on, :known_at
) AS standing
WHERE standing.kind = ANY(:kinds)
"""
#: What moved on one day up to a position of the log.
EARLIER_THAT_DAY = """
SELECT coalesce(sum({moved}), 0.00)
FROM ({sources}) AS wanted
INNER JOIN ledger.entry AS entry
    ON entry.book_id = :book_id AND wanted.source_id = entry.source_id
WHERE entry.occurred_on = :after_day AND entry.log_position <= :after_position
    AND (CAST(:known_at AS timestamptz) IS NULL OR entry.recorded_at <= :known_at)
"""


@dataclass(frozen=True)
class Asked:
    """A statement that is asked for: of what, of which days, as known when."""

    scope: Scope
    account: Account
    first: date
    last: date
    known_at: datetime | None = None


def account_statement(
    connection: Connection, asked: Asked, *, after: After | None = None, limit: int = 100
) -> AccountStatement:
    """A page of an account statement.

    What it reads does not grow with the ledger: balances come from slices, entries by index from
    where the page begins. Of an account that seldom moves it may read all entries of the days and
    sources in question.

    Args:
        connection: to the ledger.
        asked: of which accounts and days.
        after: goes on behind this line; None: from the first.
        limit: the most lines.
    """
    project = asked.scope.project_id
    side = {
        "debit_side": "TRUE" if project is None else "entry.debit_project_id = :project_id",
        "credit_side": "TRUE" if project is None else "entry.credit_project_id = :project_id",
    }
    parts = {
        "moved": MOVED.format(**side),
        "sources": SOURCES if project is None else SOURCES_OF_PROJECT,
    }
    source_ids = asked.scope.source_ids
    common: dict[str, object] = {
        "book_id": asked.scope.book_id,
        "source_ids": None if source_ids is None else list(source_ids),
        "project_id": project or 0,
        "known_at": asked.known_at,
        "kinds": list(asked.account.kinds),
        "after_day": after.occurred_on if after else date.min,
        "after_position": after.log_position if after else 0,
    }

    def standing(on: date) -> Decimal:
        return Decimal(connection.execute(text(STANDING), common | {"on": on}).scalar_one())

    opening = standing(asked.first - timedelta(days=1))
    carried = opening
    if after:
        carried = standing(after.occurred_on - timedelta(days=1)) + Decimal(
            connection.execute(text(EARLIER_THAT_DAY.format(**parts)), common).scalar_one()
        )
    found = connection.execute(
        text(LINES.format(**parts)),
        common | {"first": asked.first, "last": asked.last, "limit": limit + 1},
    ).all()
    lines: list[Line] = []
    balance = carried
    for row in found[:limit]:
        balance += row.moved
        values = row._asdict()
        moved = values.pop("moved")
        lines.append(
            Line(
                **values,
                debit=max(moved, NOTHING),
                credit=max(-moved, NOTHING),
                balance=balance,
            )
        )
    more = len(found) > limit
    return AccountStatement(
        opening,
        standing(asked.last),
        carried,
        lines,
        After(lines[-1].occurred_on, lines[-1].log_position) if more else None,
    )


def all_lines(connection: Connection, asked: Asked) -> Iterator[Line]:
    """Every line of a statement, read a page at a time."""
    after: After | None = None
    while True:
        page = account_statement(connection, asked, after=after, limit=1000)
        yield from page.lines
        after = page.after
        if after is None:
            return
