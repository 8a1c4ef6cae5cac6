"""Reconciling compares statements with the ledger: what each has alone, since when, and how much.

The balance of the bank and that of the ledger differ by what only one of them has on record yet;
whatever is left then (`difference`) nothing explains.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.dates import today_in_beijing
from ledger.unmatched import OPEN

SUMS = """
{unmatched}
SELECT
    (SELECT since FROM covered) AS since,
    (
        SELECT coalesce(sum(CASE debit_kind WHEN 'treasury' THEN amount ELSE -amount END), 0)
        FROM ledger.entry
        WHERE book_id = :book_id AND side = 'cash' AND occurred_on <= :as_of
            AND 'treasury' IN (debit_kind, credit_kind)
    ) AS ledger_balance,
    (SELECT count(DISTINCT statement_line_id) FROM matched) AS matches,
    line.lines, line.received AS lines_in, line.paid AS lines_out,
    moved.movements, moved.received AS movements_in, moved.paid AS movements_out
FROM (
    SELECT
        count(*) AS lines,
        coalesce(sum(amount) FILTER (WHERE direction = 'in'), 0) AS received,
        coalesce(sum(amount) FILTER (WHERE direction = 'out'), 0) AS paid
    FROM open_line
) AS line
CROSS JOIN (
    SELECT
        count(*) AS movements,
        coalesce(sum(amount) FILTER (WHERE direction = 'in'), 0) AS received,
        coalesce(sum(amount) FILTER (WHERE direction = 'out'), 0) AS paid
    FROM open_movement
) AS moved
"""
LAST_DAY = """
SELECT greatest(
    (SELECT max(ends_on) FROM ledger.statement WHERE book_id = :book_id),
    (SELECT max(occurred_on) FROM ledger.statement_line WHERE book_id = :book_id)
)
"""
#: The accounts of a book. Statements and lines that name none are of the only account there is.
ACCOUNTS = """
WITH noted AS (
    SELECT account_hash, account_masked, ends_on, closing_balance, log_position, NULL AS moved
    FROM ledger.statement
    WHERE book_id = :book_id AND ends_on <= :as_of
    UNION ALL
    SELECT
        account_hash, account_masked, occurred_on, NULL, NULL,
        CASE direction WHEN 'in' THEN amount ELSE -amount END
    FROM ledger.statement_line
    WHERE book_id = :book_id AND occurred_on <= :as_of
),
known AS (
    SELECT
        CASE WHEN (SELECT count(DISTINCT account_hash) FROM noted) > 1 THEN account_hash END AS own,
        noted.*
    FROM noted
),
latest AS (
    SELECT DISTINCT ON (own) own, ends_on, closing_balance
    FROM known
    WHERE closing_balance IS NOT NULL
    ORDER BY own, ends_on DESC, log_position DESC
)
SELECT
    max(known.account_masked) AS account, latest.ends_on, latest.closing_balance,
    coalesce(sum(known.moved) FILTER (WHERE known.ends_on > latest.ends_on), 0) AS moved_since
FROM known
LEFT JOIN latest ON known.own IS NOT DISTINCT FROM latest.own
GROUP BY known.own, latest.ends_on, latest.closing_balance
ORDER BY account
"""


@dataclass(frozen=True)
class StatementAccount:
    """An account by its statements: the last balance known, and what moved since."""

    account: str | None
    #: The last day of the latest statement; None where none says a balance.
    ends_on: date | None
    closing_balance: Decimal | None
    moved_since: Decimal


@dataclass(frozen=True)
class Reconciliation:
    """The balances of bank and ledger on a day, and what explains that they differ, in yuan."""

    as_of: date
    #: The first day that a statement covers; None without any statement.
    since: date | None
    accounts: list[StatementAccount]
    ledger_balance: Decimal
    #: Lines that are matched, each with one movement or a group of them.
    matches: int
    lines: int
    lines_in: Decimal
    lines_out: Decimal
    movements: int
    movements_in: Decimal
    movements_out: Decimal

    @property
    def bank_balance(self) -> Decimal | None:
        """What stands on the accounts; None where a balance of one of them is not known."""
        known = [a.closing_balance for a in self.accounts if a.closing_balance is not None]
        if not known or len(known) < len(self.accounts):
            return None
        return sum(known, Decimal(0)) + sum((a.moved_since for a in self.accounts), Decimal(0))

    @property
    def adjusted_bank_balance(self) -> Decimal | None:
        """What the bank would say if it had all that the ledger has."""
        if self.bank_balance is None:
            return None
        return self.bank_balance + self.movements_in - self.movements_out

    @property
    def adjusted_ledger_balance(self) -> Decimal:
        """What the ledger would say if it had all that the bank has."""
        return self.ledger_balance + self.lines_in - self.lines_out

    @property
    def difference(self) -> Decimal | None:
        """What nothing explains: an opening balance that differed, or lines that are missing."""
        if self.adjusted_bank_balance is None:
            return None
        return self.adjusted_bank_balance - self.adjusted_ledger_balance


def day_reconciled(connection: Connection, book_id: int) -> date:
    """The last day that a statement of the book speaks of; today where there is none."""
    found = connection.execute(text(LAST_DAY), {"book_id": book_id})
    return found.scalar_one() or today_in_beijing()


def reconciliation(connection: Connection, book_id: int, as_of: date) -> Reconciliation:
    """The balances of a day with what explains their difference."""
    asked = {"book_id": book_id, "as_of": as_of}
    accounts = rows_of(StatementAccount, connection.execute(text(ACCOUNTS), asked))
    [row] = connection.execute(text(SUMS.format(unmatched=OPEN)), asked).mappings()
    return Reconciliation(as_of=as_of, accounts=accounts, **row)
