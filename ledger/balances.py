"""What stands on each account now, kept by the posting itself, and what stood there on any day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Connection, ForeignKeyConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, rows_of
from ledger.scopes import Scope
from ledger.vouchers import sql_list

AUTHORITY_KINDS = (
    "origin",
    "available",
    "pooled",
    "issued",
    "assigned",
    "committed",
    "disbursed",
    "reclaimed",
)
CASH_KINDS = ("cash_in", "treasury", "cash_out")


class Balance(Base):
    """An account's balance: debits less credits.

    The account is its own key: book, source, kind (which tells the side), project and contract. Its
    row is opened by the first entry that names it, and there it is asked once whether such an
    account can be. The promise that nothing goes below zero is kept by the trigger
    `balance_not_negative`, which an import defers to its end, because within one import money may
    be withdrawn before it is given.
    """

    __tablename__ = "balance"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        CheckConstraint(
            f"(side = 'authority' AND kind IN {sql_list(AUTHORITY_KINDS)})"
            f" OR (side = 'cash' AND kind IN {sql_list(CASH_KINDS)})",
            name="kind",
        ),
        # Updated by every posting: room on the page keeps the update away from the index.
        {"postgresql_with": {"fillfactor": "70"}},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="0: an account of no project"
    )
    contract_id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="0: an account of no contract"
    )
    side: Mapped[str]
    amount: Mapped[Decimal]


@dataclass(frozen=True)
class SourceBalance:
    """What became of one source's money, in yuan: origin is the sum of the rest (promise 9)."""

    source_id: int
    document_no: str
    fund_line: str
    arrived_on: date
    origin: Decimal
    available: Decimal
    pooled: Decimal
    issued: Decimal
    assigned: Decimal
    committed: Decimal
    disbursed: Decimal
    reclaimed: Decimal
    cash_in_treasury: Decimal
    #: How much of the origin was carried over from an earlier source of the book.
    carried_over: Decimal

    def counted_once(self, stage: str) -> Decimal:
        """What a stage adds to a sum over sources, in yuan.

        What was carried over left one source and arrived under another: in a sum it did neither.
        """
        amount: Decimal = getattr(self, stage)
        return amount - self.carried_over if stage in {"origin", "reclaimed"} else amount


#: What became of every source of a book, from the moves of its accounts.
SOURCES = """
SELECT
    source.log_position AS source_id,
    source.document_no,
    fund_line.name AS fund_line,
    source.occurred_on AS arrived_on,
    coalesce(-sum(moved.amount) FILTER (WHERE moved.kind = 'origin'), 0) AS origin,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'available'), 0) AS available,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'pooled'), 0) AS pooled,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'issued'), 0) AS issued,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'assigned'), 0) AS assigned,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'committed'), 0) AS committed,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'disbursed'), 0) AS disbursed,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'reclaimed'), 0) AS reclaimed,
    coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'treasury'), 0) AS cash_in_treasury,
    coalesce(
        -sum(moved.amount) FILTER (WHERE moved.kind = 'origin' AND source.kind = 'carry_over'), 0
    ) AS carried_over
FROM ledger.balances_as_of(
    :book_id, CAST(:source_ids AS bigint[]), ARRAY[CAST(:project_id AS bigint)], :on, :known_at
) AS moved
INNER JOIN ledger.source AS source
    ON source.book_id = :book_id AND moved.source_id = source.log_position
INNER JOIN ledger.fund_line AS fund_line
    ON fund_line.book_id = :book_id AND source.fund_line_id = fund_line.log_position
GROUP BY source.log_position, source.document_no, fund_line.name, source.occurred_on
-- Cash may stand here before its document came, or after that was reversed.
HAVING bool_or(moved.amount <> 0 AND moved.kind NOT IN ('cash_in', 'cash_out'))
ORDER BY source.occurred_on, source.log_position
"""


def source_balances(
    connection: Connection,
    of: int | Scope,
    on: date | None = None,
    known_at: datetime | None = None,
) -> list[SourceBalance]:
    """What became of the money of every source of a book, or of a part of it.

    Of a project it is what stands on the project's own accounts: what was assigned, committed and
    paid of each source.

    Args:
        connection: to the ledger.
        of: the book, or part of one.
        on: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
    """
    scope = Scope(of) if isinstance(of, int) else of
    asked: dict[str, object] = {
        "book_id": scope.book_id,
        "source_ids": None if scope.source_ids is None else list(scope.source_ids),
        "project_id": scope.project_id or 0,
        "on": on,
        "known_at": known_at,
    }
    rows = connection.execute(text(SOURCES), asked)
    return rows_of(SourceBalance, rows)
