"""Which months and years of a book are closed, by whom, and what to look at before closing one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger.database import rows_of
from ledger.errors import WrongUse
from ledger.refusals import refusal_of

FIRST_YEAR, LAST_YEAR = 1900, 2999
MONTHS = 12
#: From the first month in which the book has vouchers, or its first closing, to this month.
MONTHS_OF_A_BOOK = """
WITH begun AS (
    SELECT least(
        (SELECT min(period) FROM ledger.voucher_counter WHERE book_id = :book_id),
        (
            SELECT min(CASE WHEN period < 10000 THEN period * 100 + 1 ELSE period END)
            FROM ledger.period_closing WHERE book_id = :book_id
        )
    ) AS period
),
month AS (
    SELECT ledger.month_of(first_day::date) AS period
    FROM begun
    CROSS JOIN LATERAL generate_series(
        make_date(begun.period / 100, mod(begun.period, 100), 1)::timestamp,
        date_trunc('month', ledger.today_in_beijing()::timestamp), INTERVAL '1 month'
    ) AS first_day
)
SELECT
    month.period, coalesce(counter.last_number, 0) AS vouchers,
    coalesce(month.period <= ledger.closed_through(:book_id), FALSE) AS closed,
    closing.period AS closed_with, closing.recorded_at AS closed_at,
    closing.recorded_by AS closed_by
FROM month
LEFT JOIN ledger.voucher_counter AS counter
    ON counter.book_id = :book_id AND month.period = counter.period
LEFT JOIN LATERAL (
    -- The last closing that reached it, if it still stands.
    SELECT act.period, act.recorded_at, act.recorded_by
    FROM ledger.period_closing AS act
    WHERE act.book_id = :book_id AND act.act = 'closed' AND act.closed_through >= month.period
        AND month.period <= ledger.closed_through(:book_id)
        AND act.log_position > coalesce((
            SELECT max(undone.log_position)
            FROM ledger.period_closing AS undone
            WHERE undone.book_id = :book_id AND undone.closed_through < month.period
        ), 0)
    ORDER BY act.log_position
    LIMIT 1
) AS closing ON TRUE
ORDER BY month.period DESC
"""
ACTS = """
SELECT
    act.log_position AS period_closing_id, act.act, act.period, act.reason, act.recorded_at,
    act.recorded_by, act.closed_through,
    act.act = 'reopening_asked' AND NOT EXISTS (
        SELECT FROM ledger.period_closing AS since
        WHERE since.book_id = act.book_id AND since.closed_through IS NOT NULL
            AND since.log_position > act.log_position
    ) AS waiting
FROM ledger.period_closing AS act
WHERE act.book_id = :book_id
ORDER BY act.log_position DESC
"""
#: What the vouchers of a month, or of the months of a year, move.
MOVED = """
SELECT
    voucher.event, count(DISTINCT voucher.log_position) AS vouchers, sum(entry.amount) AS amount
FROM ledger.voucher AS voucher
INNER JOIN ledger.amount_entry AS entry
    ON voucher.book_id = entry.book_id AND voucher.log_position = entry.voucher_id
WHERE voucher.book_id = :book_id AND voucher.period BETWEEN :first AND :last
GROUP BY voucher.event
ORDER BY min(voucher.log_position)
"""
NOT_RECEIVED = "SELECT * FROM ledger.not_received(:book_id, :last)"
#: What was paid before an opening had its cash before it; what a carry-over took along of a source
#: without cash is to come under the source that it goes on as.
CASH_TO_COME = """
SELECT count(*) AS documents, coalesce(sum(standing.to_come), 0) AS amount
FROM (
    SELECT
        arrived.amount - coalesce(paid_before.amount, 0) - coalesce(carried.amount, 0) AS to_come
    FROM (
        SELECT
            balance.source_id,
            -sum(balance.amount) FILTER (WHERE balance.kind = 'origin')
            + coalesce(sum(balance.amount) FILTER (WHERE balance.kind = 'cash_in'), 0) AS amount
        FROM ledger.balance AS balance
        WHERE balance.book_id = :book_id
        GROUP BY balance.source_id
    ) AS arrived
    LEFT JOIN (
        SELECT opened.source_id, sum(opened.amount) AS amount
        FROM facts.opening_balance AS opened
        WHERE opened.book_id = :book_id AND opened.kind = 'disbursed'
        GROUP BY opened.source_id
    ) AS paid_before ON arrived.source_id = paid_before.source_id
    LEFT JOIN (
        SELECT taken.source_id, sum(taken.amount - taken.cash_amount) AS amount
        FROM facts.take_back AS taken
        WHERE taken.book_id = :book_id AND taken.kind = 'carry_over'
        GROUP BY taken.source_id
    ) AS carried ON arrived.source_id = carried.source_id
) AS standing
WHERE standing.to_come > 0
"""


@dataclass(frozen=True)
class Month:
    """A month of a book: how many vouchers it has, and with which closing it was closed."""

    period: int
    vouchers: int
    closed: bool
    #: The month or year whose closing closed it.
    closed_with: int | None
    closed_at: datetime | None
    closed_by: str | None


@dataclass(frozen=True)
class PeriodAct:
    """What was done to a month or year, by whom and why."""

    period_closing_id: int
    act: str
    period: int
    reason: str
    recorded_at: datetime
    recorded_by: str
    closed_through: int | None
    #: A request to reopen that nobody has granted yet.
    waiting: bool


@dataclass(frozen=True)
class Moved:
    """What the vouchers of one event move, in yuan."""

    event: str
    vouchers: int
    amount: Decimal


@dataclass(frozen=True)
class Outstanding:
    """Documents that something is still to come under, and how much, in yuan."""

    documents: int
    amount: Decimal


@dataclass(frozen=True)
class Checklist:
    """What to look at before a month or year is closed; none of it stands in the way."""

    period: int
    #: Open months before it, which are closed with it.
    closed_with_it: list[int]
    moved: list[Moved]
    #: Issued to this book from above, and not entered as received.
    not_received: Outstanding
    #: Money that has arrived as authority and not as cash.
    cash_to_come: Outstanding


def months(connection: Connection, book_id: int) -> list[Month]:
    """The months of a book, the latest first; none where nothing is on record."""
    return rows_of(Month, connection.execute(text(MONTHS_OF_A_BOOK), {"book_id": book_id}))


def acts(connection: Connection, book_id: int) -> list[PeriodAct]:
    """What was done to the months and years of a book, the latest first."""
    return rows_of(PeriodAct, connection.execute(text(ACTS), {"book_id": book_id}))


def closed_years(found: list[PeriodAct]) -> set[int]:
    """The years that are closed as such, told by a book's acts, the latest first."""
    latest: dict[int, str] = {}
    for act in found:
        if act.period < FIRST_YEAR * 100 and act.closed_through is not None:
            latest.setdefault(act.period, act.act)
    return {year for year, act in latest.items() if act == "closed"}


def checklist(connection: Connection, book_id: int, period: int) -> Checklist:
    """What to look at before a month (202403) or year (2024) is closed."""
    first, last = month_range(period)
    asked = {"book_id": book_id, "first": first, "last": last}
    not_received = connection.execute(text(NOT_RECEIVED), asked)
    cash = connection.execute(text(CASH_TO_COME), asked)
    return Checklist(
        period,
        sorted(
            month.period
            for month in months(connection, book_id)
            if not month.closed and month.period < first
        ),
        rows_of(Moved, connection.execute(text(MOVED), asked)),
        rows_of(Outstanding, not_received)[0],
        rows_of(Outstanding, cash)[0],
    )


def month_range(period: int) -> tuple[int, int]:
    """The first and last month of a period: a month's own twice, a year's January and December."""
    if period <= LAST_YEAR:
        return period * 100 + 1, period * 100 + MONTHS
    return period, period


def read_period(words: str) -> int:
    """The month or year that somebody names: 202403, 2024-03 or 2024.

    Raises:
        WrongUse: it is neither.
    """
    digits = words.strip().replace("-", "")
    if digits.isascii() and digits.isdecimal():
        number = int(digits)
        year, month = (number, 1) if number <= LAST_YEAR else divmod(number, 100)
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS:
            return number
    raise WrongUse(
        f"{words} 不是月份也不是年份；请写成 202403 或 2024。",
        f"{words} is neither a month nor a year; write 202403 or 2024.",
    )


def act_on_period(connection: Connection, book_id: int, act: str, period: int, reason: str) -> None:
    """Records an act of periods.ACTS on a month (202403) or year (2024).

    Args:
        connection: whose transaction it stands with.
        book_id: of the book.
        act: closed, reopening_asked or reopened.
        period: the month or year.
        reason: why.

    Raises:
        WrongUse: no reason is given.
        Refused: it is not in order; the sentence says what is.
    """
    if not reason.strip():
        raise WrongUse("请写明原因。", "Say why.")
    try:
        connection.execute(
            text("SELECT ledger.act_on_period(:book_id, :act, :period, :reason)"),
            {
                "book_id": book_id,
                "act": act,
                "period": period,
                "reason": reason.strip(),
            },
        )
    except DBAPIError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def reopenable(found: list[PeriodAct]) -> int | None:
    """The month or year that can be reopened next, told by a book's acts, the latest first."""
    through = next((act.closed_through for act in found if act.closed_through is not None), None)
    if through is None:
        return None
    year, month = divmod(through, 100)
    return year if month == MONTHS and year in closed_years(found) else through
