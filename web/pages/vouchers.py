"""A book's vouchers by month, one voucher with all it says, and the vouchers as paper."""

import re
from itertools import groupby
from operator import attrgetter
from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from sqlalchemy import Connection
from starlette.responses import Response

from ledger.accounts import ACCOUNT_WORDS
from ledger.amount_words import amount_words
from ledger.errors import WrongUse
from ledger.evidence.receipts import Place
from ledger.exports import note_export
from ledger.printing.vouchers import print_vouchers
from ledger.statutory import CHARTS
from ledger.voucher_numbers import (
    ALL,
    VoucherMonth,
    latest_period,
    numbers_of,
    period_of,
    voucher_months,
)
from ledger.voucher_reading import (
    SIDE_NAMES,
    VoucherHead,
    listed_payments,
    posted_facts,
    statutory_lines,
    voucher_entries,
    voucher_heads,
)
from web.addresses import BookNumber
from web.pages.attachments import attachments_of
from web.pages.books import find_book
from web.receipts import sealing_shown
from web.rendering import page
from web.services import Office, Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 50
#: More are printed in several files, or by the command.
MOST_IN_A_FILE = 1000
PAYMENTS_SHOWN = 50


def month_asked_for(said: str) -> int:
    """The month of an address.

    Raises:
        HTTPException: it is none.
    """
    try:
        return period_of(said)
    except WrongUse:
        raise HTTPException(404) from None


def vouchers_in(months: list[VoucherMonth], period: int) -> int:
    """How many vouchers a month has."""
    return next((each.vouchers for each in months if each.period == period), 0)


def find_voucher(
    connection: Connection, book_id: int, name: str
) -> tuple[VoucherHead, list[VoucherHead]]:
    """A voucher by month and number, and those next to it with it.

    Raises:
        HTTPException: there is none of that name.
    """
    said = re.fullmatch(r"([0-9]{6})-([0-9]{1,9})", name)
    if said is None:
        raise HTTPException(404)
    period, number = month_asked_for(said[1]), int(said[2])
    near = voucher_heads(connection, book_id, period, (number - 1, number + 1))
    found = next((each for each in near if each.number == number), None)
    if found is None:
        raise HTTPException(404)
    return found, near


@router.get("/books/{book_id}/vouchers")
def list_vouchers(
    connection: Reader, someone: SignedIn, book_id: BookNumber, month: str = "", after: int = 0
) -> Response:
    """Lists the vouchers of a month in the order of their numbers."""
    book = find_book(connection, book_id)
    months = voucher_months(connection, book_id)
    period = month_asked_for(month) if month else latest_period(connection, book_id)
    begin = max(0, min(after, ALL - 1))
    found = voucher_heads(connection, book_id, period, (begin + 1, ALL), PAGE + 1)
    count = vouchers_in(months, period)
    values: dict[str, object] = {
        "book": book,
        "months": months,
        "period": period,
        "vouchers": found[:PAGE],
        "next": found[PAGE - 1].number if len(found) > PAGE else None,
        "first_page": begin == 0,
        "files": [
            (first, min(first + MOST_IN_A_FILE - 1, count))
            for first in range(1, count + 1, MOST_IN_A_FILE)
        ],
    }
    return page(someone.visitor, "vouchers.html", values=values)


@router.get("/books/{book_id}/vouchers.pdf")
def print_month(
    services: Office,
    connection: Reader,
    _: SignedIn,
    book_id: BookNumber,
    month: str,
    numbers: str = "",
) -> Response:
    """Vouchers of a month as a PDF, all of them where no numbers are named.

    Raises:
        HTTPException: there are none like that.
        WrongUse: they are too many for one file.
    """
    book = find_book(connection, book_id)
    period = month_asked_for(month)
    try:
        first, last = numbers_of(numbers or None)
    except WrongUse:
        raise HTTPException(404) from None
    last = min(last, vouchers_in(voucher_months(connection, book_id), period))
    if last - first >= MOST_IN_A_FILE:
        raise WrongUse(
            f"一个 PDF 最多 {MOST_IN_A_FILE} 张凭证；请按凭证号分几次打印，如 "
            f"{first}-{first + MOST_IN_A_FILE - 1}。",
            f"A PDF holds at most {MOST_IN_A_FILE} vouchers: print them by number, a part at a "
            f"time, such as {first}-{first + MOST_IN_A_FILE - 1}.",
        )
    printed = print_vouchers(connection, book, period, (first, last))
    if printed is None:
        raise HTTPException(404)
    note_export(services.engine, "vouchers", book_id, period=period, numbers=f"{first}..{last}")
    name = quote(f"{book.division_name}{period}记账凭证.pdf")
    return Response(
        printed,
        media_type="application/pdf",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@router.get("/books/{book_id}/vouchers/{name}")
def show_voucher(
    services: Office, connection: Reader, someone: SignedIn, book_id: BookNumber, name: str
) -> Response:
    """Shows a voucher by month and number: both sides, its codes, its facts, its papers."""
    book = find_book(connection, book_id)
    head, near = find_voucher(connection, book_id, name)
    only = [head.voucher_id]
    codes = statutory_lines(connection, book_id, only)
    values: dict[str, object] = {
        "book": book,
        "voucher": head,
        "before": next((each for each in near if each.number < head.number), None),
        "after": next((each for each in near if each.number > head.number), None),
        "words": amount_words(-head.amount if head.reverses else head.amount),
        "entries": voucher_entries(connection, book_id, only),
        "sides": SIDE_NAMES,
        "kinds": ACCOUNT_WORDS,
        "charts": [
            (chart, list(lines))
            for chart, lines in groupby(
                sorted(codes, key=lambda each: list(CHARTS).index(each.chart)), attrgetter("chart")
            )
        ],
        "payments": listed_payments(connection, book_id, only, PAYMENTS_SHOWN),
        "posted": posted_facts(connection, book_id, head.voucher_id),
        **attachments_of(connection, services.settings, book_id, head.voucher_id),
        **sealing_shown(
            connection,
            Place(book_id, head.voucher_id),
            f"/books/{book_id}/vouchers/{head.name}",
        ),
    }
    return page(someone.visitor, "voucher.html", values=values)
