"""Made-up treasury statements: what a bank says of a county's last month."""

import datetime as dt

from demonstrations.made_up.books import Book
from demonstrations.made_up.cash import Movement
from demonstrations.made_up.names import account_number
from demonstrations.made_up.plan import LAST_YEAR

STARTS_ON, ENDS_ON = dt.date(LAST_YEAR, 9, 1), dt.date(LAST_YEAR, 9, 30)
#: What was paid later than this is cleared in October: it is not on the statement.
CLEARED_THROUGH = dt.date(LAST_YEAR, 9, 28)
TREASURY_PREFIX = "9922"
BANK = "示范县支库"
#: Interest of the third quarter, in fen, that the book has not posted.
INTEREST, INTEREST_ON = 12_345, dt.date(LAST_YEAR, 9, 20)


def write_statement(book: Book) -> None:
    """A county's statement of the last month with its lines.

    A line bears the number of its payment; a batch is one line. The interest has no match in the
    book, what was not cleared has none on the statement; all else has.
    """
    own = {"account": account_number(TREASURY_PREFIX, book.code, 1), "bank": BANK}
    opening = sum(moved.fen for moved in book.cash if moved.on < STARTS_ON)
    cleared = [moved for moved in book.cash if STARTS_ON <= moved.on <= CLEARED_THROUGH]
    cleared.append(Movement(INTEREST_ON, INTEREST, name="示范县支库利息"))
    cleared.sort(key=lambda moved: moved.on)
    closing = opening + sum(moved.fen for moved in cleared)
    book.write(
        "statements",
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        opening_balance=opening,
        closing_balance=closing,
        account_kind="treasury",
        **own,
    )
    for moved in cleared:
        book.write(
            "statement_lines",
            line_reference=moved.reference or book.number(f"LS{LAST_YEAR}", 6),
            occurred_on=moved.on,
            cleared_on=moved.on,
            direction="in" if moved.fen > 0 else "out",
            amount=abs(moved.fen),
            counterparty_name=moved.name,
            counterparty_account=moved.account,
            account=own["account"],
            document_no=moved.document,
        )
