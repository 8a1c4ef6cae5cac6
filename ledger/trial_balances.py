"""The trial balance 科目余额表 of a book and month by statutory code: debits equal credits."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Regime:
    """The statutory system in force, and whether its text was seen."""

    regime: str
    document_no: str
    name: str
    standing: str


@dataclass(frozen=True)
class TrialLine:
    """An account of a chart in a month, in yuan; without a code: all that has none.

    Balances are debits less credits; what red entries outweigh is below zero.
    """

    regime: str
    chart: str
    code: str | None
    name: str | None
    balance_side: str | None
    standing: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal

    @property
    def columns(self) -> tuple[Decimal, ...]:
        """The six columns of the table: opening, the month, closing, debit before credit."""
        return (*sides([self.opening]), self.debit, self.credit, *sides([self.closing]))


@dataclass(frozen=True)
class TrialBalance:
    """The lines of one chart and what they add up to."""

    chart: str
    lines: list[TrialLine]

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """What each of the six columns adds up to."""
        columns = zip(*(line.columns for line in self.lines), strict=True)
        return tuple(sum(column, NOTHING) for column in columns)

    @property
    def balanced(self) -> bool:
        """Whether debits equal credits in all three pairs of columns."""
        return self.totals[::2] == self.totals[1::2]


def sides(balances: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """The sum of balances on the debit side, and of those on the credit side."""
    debit = credit = NOTHING
    for balance in balances:
        debit += max(balance, NOTHING)
        credit += max(-balance, NOTHING)
    return debit, credit


def regime_of(connection: Connection, period: int) -> Regime | None:
    """The regime in force on the last day of a month; None if none is known."""
    found = connection.execute(
        text(
            "SELECT regime, document_no, name, standing FROM ledger.statutory_regime"
            " WHERE (make_date(:year, :month, 1) + interval '1 month - 1 day')::date"
            " BETWEEN valid_from AND coalesce(valid_to, 'infinity')"
        ),
        {"year": period // 100, "month": period % 100},
    )
    return next(iter(rows_of(Regime, found)), None)


def trial_balances(connection: Connection, book_id: int, period: int) -> list[TrialBalance]:
    """The trial balance of each chart of the regime in force, before the closing of the year.

    Only cash is in it: the charts of general accounting hold no authority 指标. Accounts of income
    and expenditure begin each year at nothing; earlier years stand in the surplus.

    Args:
        connection: to the ledger.
        book_id: the book.
        period: the month, 202403.
    """
    lines = rows_of(
        TrialLine,
        connection.execute(
            text("SELECT * FROM ledger.trial_balance(:book_id, :period)"),
            {"book_id": book_id, "period": period},
        ),
    )
    charts = dict.fromkeys(line.chart for line in lines)
    return [TrialBalance(chart, [e for e in lines if e.chart == chart]) for chart in charts]
