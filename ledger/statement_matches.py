"""A statement match says that a line of a statement and a movement of the ledger are one thing."""

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base
from ledger.errors import WrongUse
from ledger.language import Text
from ledger.voucher_numbers import voucher_called
from ledger.vouchers import sql_list

#: By what a line and a movement were found to be one thing.
BASES = {
    "reference": Text("编号和金额相同", "same number and amount"),
    "amount_date_payee": Text(
        "金额和收款人（或文号）相同，日期相近", "same amount and payee or document, near in time"
    ),
    "batch_amount_date": Text("整批合计相同，日期相近", "sum of a batch, near in time"),
    "hand": Text("人工核对", "by hand"),
}


class StatementMatch(Base, AuthoredFact):
    """A line and what it is in the ledger: one payment, or all that a voucher moved.

    A line may be several movements together: they are a group, written at once. A match stands
    until somebody ends one of its group or one of their vouchers is reversed: all fall together.
    That a line has one standing group and a movement one standing match at most, and that line and
    group are of one amount and direction, the trigger `statement_match_is_right` asks once a
    statement.
    """

    __tablename__ = "statement_match"
    __table_args__ = (
        Index(None, "book_id", "statement_line_id"),
        # What stands and falls together.
        Index(None, "book_id", "group_id"),
        Index(None, "book_id", "voucher_id", "disbursement_id"),
        CheckConstraint(f"basis IN {sql_list(BASES)}", name="basis"),
    )

    group_id: Mapped[int] = mapped_column(
        BigInteger, comment="the first match of those made together; its own where it is alone"
    )
    statement_line_id: Mapped[int] = mapped_column(BigInteger)
    voucher_id: Mapped[int] = mapped_column(BigInteger)
    disbursement_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="one payment of the voucher; null: all that the voucher moved"
    )
    basis: Mapped[str]


class StatementMatchEnd(Base, AuthoredFact):
    """Somebody found a match to be wrong, with its group; no rule makes the same one again."""

    __tablename__ = "statement_match_end"
    __table_args__ = (
        UniqueConstraint("book_id", "statement_match_id"),
        ForeignKeyConstraint(
            ["book_id", "statement_match_id"],
            ["statement_match.book_id", "statement_match.log_position"],
        ),
        CheckConstraint("reason <> ''", name="reason"),
    )

    statement_match_id: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]


#: Days between a line and a movement that may still be one thing, if nobody says otherwise.
DAYS_APART = 3
#: What a person may name: a payment by its number, or a voucher by its own.
PAYMENT_NAMED = """
SELECT voucher_id, log_position AS disbursement_id
FROM ledger.disbursement WHERE book_id = :book_id AND external_reference = :named
"""


def match_by_rule(
    connection: Connection, book_id: int, days_apart: int = DAYS_APART
) -> dict[str, int]:
    """Matches what the rules find without a doubt; how many lines, by basis.

    Two reconcilers of one book follow one another; who comes second finds nothing left.

    Args:
        connection: to the ledger, inside a transaction.
        book_id: the book.
        days_apart: calendar days that a line may be from its movement, either way.
    """
    found = connection.execute(
        text("SELECT basis, matches FROM ledger.match_by_rule(:book_id, :days)"),
        {"book_id": book_id, "days": days_apart},
    )
    return {row.basis: row.matches for row in found}


def match_by_hand(
    connection: Connection, book_id: int, statement_line_id: int, named: Sequence[str]
) -> int:
    """Matches a line with the payments and vouchers that a person names; the match's id.

    Args:
        connection: to the ledger, inside a transaction.
        book_id: the book.
        statement_line_id: the line.
        named: numbers of payments and vouchers, which together come to the line's amount.

    Raises:
        WrongUse: nothing, or more than one thing, has one of these numbers.
    """
    movements = [movement_named(connection, book_id, each.strip()) for each in named]
    return match_with(connection, book_id, statement_line_id, movements)


def movement_named(connection: Connection, book_id: int, named: str) -> tuple[int, int | None]:
    """The voucher, and the payment where it is one, that has this number.

    Raises:
        WrongUse: nothing, or more than one thing, has that number.
    """
    asked = {"book_id": book_id, "named": named}
    found: list[tuple[int, int | None]] = [
        (row.voucher_id, row.disbursement_id)
        for row in connection.execute(text(PAYMENT_NAMED), asked)
    ]
    voucher = voucher_called(connection, book_id, named)
    if voucher is not None:
        found.append((voucher, None))
    if len(found) != 1:
        raise WrongUse(
            f"没有编号为 {named} 的支付或凭证；支付填支付编号，其他填凭证号，如 202206-3。",
            f"There is no payment or voucher {named}: give a payment's number, or a voucher's such "
            "as 202206-3.",
        )
    return found[0]


def match_with(
    connection: Connection,
    book_id: int,
    statement_line_id: int,
    movements: Sequence[tuple[int, int | None]],
) -> int:
    """Matches a line with movements: voucher and payment, or None for all that it moved.

    Returns:
        The match's id; of several that stand and end together, the first's.
    """
    matched = connection.execute(
        text(
            "SELECT ledger.match_by_hand(:book_id, :line, CAST(:vouchers AS bigint[]),"
            " CAST(:payments AS bigint[]))"
        ),
        {
            "book_id": book_id,
            "line": statement_line_id,
            "vouchers": [voucher for voucher, _ in movements],
            "payments": [payment for _, payment in movements],
        },
    )
    return int(matched.scalar_one())


def end_match(connection: Connection, book_id: int, statement_match_id: int, reason: str) -> None:
    """Ends a match that was wrong, and those that were made together with it.

    Raises:
        WrongUse: no reason is given.
    """
    if not reason.strip():
        raise WrongUse("请说明为什么解除核对。", "Say why the match is wrong.")
    connection.execute(
        text("SELECT ledger.end_statement_match(:book_id, :match, :reason)"),
        {
            "book_id": book_id,
            "match": statement_match_id,
            "reason": reason.strip(),
        },
    )
