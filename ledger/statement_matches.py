"""A statement match says that a line of a statement and a movement of the ledger are one thing."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

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

from ledger.database import AuthoredFact, Base, rows_of
from ledger.errors import WrongUse
from ledger.language import Text
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


MATCHES = """
SELECT
    matched.log_position AS statement_match_id, matched.basis, matched.recorded_by,
    matched.recorded_at, line.line_reference AS line, line.occurred_on AS line_on, line.direction,
    line.amount, voucher.event, voucher.period || '-' || voucher.number AS voucher,
    matched.voucher_id, matched.disbursement_id, voucher.occurred_on AS moved_on,
    paid.external_reference AS payment,
    coalesce(ended.recorded_by, undoing.recorded_by) AS ended_by,
    coalesce(ended.recorded_at, undoing.recorded_at) AS ended_at,
    coalesce(ended.reason, undoing.reversal_reason) AS reason,
    CASE WHEN ended.log_position IS NULL THEN undoing.period || '-' || undoing.number END
        AS reversed_by
FROM ledger.statement_match AS matched
INNER JOIN ledger.statement_line AS line
    ON matched.book_id = line.book_id AND matched.statement_line_id = line.log_position
INNER JOIN ledger.voucher AS voucher
    ON matched.book_id = voucher.book_id AND matched.voucher_id = voucher.log_position
LEFT JOIN ledger.disbursement AS paid
    ON matched.book_id = paid.book_id AND matched.disbursement_id = paid.log_position
LEFT JOIN ledger.statement_match_end AS ended
    ON matched.book_id = ended.book_id AND matched.log_position = ended.statement_match_id
LEFT JOIN ledger.voucher AS undoing
    ON matched.book_id = undoing.book_id AND matched.voucher_id = undoing.reverses_id
WHERE matched.book_id = :book_id
    AND (CAST(:reference AS text) IS NULL OR :reference IN (
        line.line_reference, paid.external_reference, voucher.period || '-' || voucher.number
    ))
    AND (NOT :only_ended OR ended.log_position IS NOT NULL OR undoing.log_position IS NOT NULL)
ORDER BY matched.log_position DESC
LIMIT :limit
"""


@dataclass(frozen=True)
class Matched:
    """A match as people read it; `ended_by` is None while it stands."""

    statement_match_id: int
    basis: str
    recorded_by: str
    recorded_at: datetime
    line: str
    line_on: date
    direction: str
    amount: Decimal
    event: str
    voucher: str
    voucher_id: int
    disbursement_id: int | None
    moved_on: date
    #: The payment's number; None where it is all that the voucher moved.
    payment: str | None
    ended_by: str | None
    ended_at: datetime | None
    #: Why it was ended, or why its voucher was reversed.
    reason: str | None
    #: The voucher that reversed what it stood on.
    reversed_by: str | None


def matches(
    connection: Connection,
    book_id: int,
    *,
    reference: str | None = None,
    only_ended: bool = False,
    limit: int = 50,
) -> list[Matched]:
    """Matches of a book, the last made first; ended ones stay in sight.

    Args:
        connection: to the ledger.
        book_id: the book.
        reference: only those of this line, payment or voucher.
        only_ended: only those that stand no more.
        limit: at most so many.
    """
    asked = {"book_id": book_id, "reference": reference, "only_ended": only_ended, "limit": limit}
    return rows_of(Matched, connection.execute(text(MATCHES), asked))
