"""A statement match says that a line of a statement and a movement of the ledger are one thing."""

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
from ledger.vouchers import sql_list

#: By what a line and a movement were found to be one thing.
BASES = {
    "reference": Text("编号和金额相同", "same number and amount"),
    "amount_date_payee": Text("金额、收款人相同，日期相近", "same amount and payee, near in time"),
    "batch_amount_date": Text("整批合计相同，日期相近", "sum of a batch, near in time"),
    "hand": Text("人工核对", "by hand"),
}


class StatementMatch(Base, AuthoredFact):
    """A line and what it is in the ledger: one payment, or all that a voucher moved.

    It stands until somebody ends it or its voucher is reversed. That a line or a movement has one
    standing match at most, and that both are of one amount and direction, the trigger
    `statement_match_is_right` asks once a statement.
    """

    __tablename__ = "statement_match"
    __table_args__ = (
        Index(None, "book_id", "statement_line_id"),
        Index(None, "book_id", "voucher_id", "disbursement_id"),
        CheckConstraint(f"basis IN {sql_list(BASES)}", name="basis"),
    )

    statement_line_id: Mapped[int] = mapped_column(BigInteger)
    voucher_id: Mapped[int] = mapped_column(BigInteger)
    disbursement_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="one payment of the voucher; null: all that the voucher moved"
    )
    basis: Mapped[str]


class StatementMatchEnd(Base, AuthoredFact):
    """Somebody found a match to be wrong; no rule makes the same one again."""

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
MOST_DAYS_APART = 366
#: What a person may name: a payment by its number, or a voucher by its own.
NAMED = """
SELECT voucher_id, log_position AS disbursement_id
FROM ledger.disbursement WHERE book_id = :book_id AND external_reference = :named
UNION ALL
SELECT log_position, NULL
FROM ledger.voucher WHERE book_id = :book_id AND period || '-' || number = :named
"""


def match_by_rule(
    connection: Connection, book_id: int, author: str, days_apart: int = DAYS_APART
) -> dict[str, int]:
    """Matches what the rules find without a doubt; how many, by basis.

    Two reconcilers of one book follow one another; who comes second finds nothing left.

    Args:
        connection: to the ledger, inside a transaction.
        book_id: the book.
        author: in whose name.
        days_apart: calendar days that a line may be from its movement, either way.
    """
    found = connection.execute(
        text("SELECT basis, matches FROM ledger.match_by_rule(:book_id, :days, :author)"),
        {"book_id": book_id, "days": days_apart, "author": author},
    )
    return {row.basis: row.matches for row in found}


def match_by_hand(
    connection: Connection, book_id: int, statement_line_id: int, named: str, author: str
) -> int:
    """Matches a line with the payment or voucher that a person names; the match's id.

    Raises:
        WrongUse: nothing, or more than one thing, has that number.
    """
    found = connection.execute(text(NAMED), {"book_id": book_id, "named": named.strip()}).all()
    if len(found) != 1:
        raise WrongUse(
            f"没有编号为 {named} 的支付或凭证；支付填支付编号，其他填凭证号，如 202206-3。",
            f"There is no payment or voucher {named}: give a payment's number, or a voucher's such "
            "as 202206-3.",
        )
    [row] = found
    return match_with(connection, book_id, statement_line_id, *row, author=author)


def match_with(
    connection: Connection,
    book_id: int,
    statement_line_id: int,
    voucher_id: int,
    disbursement_id: int | None,
    *,
    author: str,
) -> int:
    """Matches a line with a payment, or with all that a voucher moved; the match's id."""
    matched = connection.execute(
        text("SELECT ledger.match_by_hand(:book_id, :line, :voucher, :payment, :author)"),
        {
            "book_id": book_id,
            "line": statement_line_id,
            "voucher": voucher_id,
            "payment": disbursement_id,
            "author": author,
        },
    )
    return int(matched.scalar_one())


def end_match(
    connection: Connection, book_id: int, statement_match_id: int, reason: str, author: str
) -> None:
    """Ends a match that was wrong.

    Raises:
        WrongUse: no reason is given.
    """
    if not reason.strip():
        raise WrongUse("请说明为什么解除核对。", "Say why the match is wrong.")
    connection.execute(
        text("SELECT ledger.end_statement_match(:book_id, :match, :reason, :author)"),
        {
            "book_id": book_id,
            "match": statement_match_id,
            "reason": reason.strip(),
            "author": author,
        },
    )
