"""What an import moves, in yuan: the sums a clerk compares with the papers before it is posted."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of

SUMS = "SELECT * FROM ledger.sums_of_import()"
#: Books that this import is the first in, and books of which it is the first whole account.
CHANGED_BOOKS = """
SELECT
    division.name AS book, count(earlier.*) = 0 AS opened,
    bool_and(earlier.partial) AND NOT bool_or(own.partial) AS completed
FROM staged_book AS staged
INNER JOIN ledger.division AS division ON staged.division_id = division.division_id
INNER JOIN ledger.import_batch AS own
    ON staged.book_id = own.book_id AND staged.import_id = own.log_position
LEFT JOIN ledger.import_batch AS earlier
    ON staged.book_id = earlier.book_id AND earlier.log_position < own.log_position
GROUP BY staged.book_id, division.name
ORDER BY staged.book_id
"""


@dataclass(frozen=True)
class Sum:
    """What the vouchers of one event move in one book, in yuan."""

    book: str
    event: str
    vouchers: int
    amount: Decimal


@dataclass(frozen=True)
class ChangedBook:
    """A book that an import is about to open, or of which it ends the state of being partial."""

    book: str
    opened: bool
    completed: bool | None


def sums(connection: Connection) -> list[Sum]:
    """The sums of the import under way, by book and event."""
    return rows_of(Sum, connection.execute(text(SUMS)))


def changed_books(connection: Connection) -> list[ChangedBook]:
    """The books of the import under way that it opens or completes."""
    found = rows_of(ChangedBook, connection.execute(text(CHANGED_BOOKS)))
    return [each for each in found if each.opened or each.completed]
