"""Prints vouchers as one PDF with its fonts in it: the same vouchers give the same bytes."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from sqlalchemy import Connection

from ledger.accounts import ACCOUNT_WORDS, Account
from ledger.amount_words import amount_words
from ledger.books import BookTotals
from ledger.errors import SystemFailed
from ledger.statutory import NO_CODE
from ledger.voucher_reading import (
    SIDE_NAMES,
    ListedPayment,
    StatutoryLine,
    VoucherEntry,
    VoucherHead,
    listed_payments,
    statutory_lines,
    voucher_entries,
    voucher_heads,
)
from ledger.vouchers import EVENTS

HERE = Path(__file__).resolve().parent
#: In which of the books kept in parallel a code stands.
CHART_MARKS = {"general": "", "financial": "财 ", "budget": "预 "}
UNCONFIRMED = "†"
NOTE = "† 科目未与制度原文核对　明账"
#: A run of letters and figures longer than this may be broken where the line ends.
LONGEST_RUN = 12
ZERO_WIDTH_SPACE = "\u200b"


@dataclass
class Contents:
    """What the vouchers of a file hold, by voucher."""

    entries: dict[int, list[VoucherEntry]] = field(default_factory=dict)
    codes: dict[tuple[int, int, str], list[StatutoryLine]] = field(
        default_factory=lambda: defaultdict(list)
    )
    payments: dict[int, list[ListedPayment]] = field(default_factory=dict)


def print_vouchers(
    connection: Connection, book: BookTotals, period: int, numbers: tuple[int, int]
) -> bytes | None:
    """The vouchers of a book and month, from one number to another, as a PDF.

    Money is in yuan; entries of a voucher that undoes another are printed in red, as 红字冲销 is
    written on paper; account numbers stay masked. The form is Chinese, as 会计法 article 22 wants.

    Returns:
        The file, or None where there are no such vouchers.

    Raises:
        SystemFailed: the fonts are not installed, or the file could not be set.
    """
    heads = voucher_heads(connection, book.book_id, period, numbers)
    if not heads:
        return None
    contents = contents_of(connection, book.book_id, [head.voucher_id for head in heads])
    return typeset(
        {
            "title": f"{book.division_name} {period} 记账凭证",
            "book": printable(f"{book.division_name}（{book.division_code}）"),
            "note": NOTE,
            "vouchers": [printed(head, contents) for head in heads],
        }
    )


def contents_of(connection: Connection, book_id: int, voucher_ids: list[int]) -> Contents:
    """What vouchers hold, asked for all of them at once."""
    found = Contents()
    of_voucher = attrgetter("voucher_id")
    entries = voucher_entries(connection, book_id, voucher_ids)
    found.entries = {key: list(group) for key, group in groupby(entries, of_voucher)}
    for line in statutory_lines(connection, book_id, voucher_ids):
        found.codes[line.voucher_id, line.line_number, line.side].append(line)
    payments = listed_payments(connection, book_id, voucher_ids)
    found.payments = {key: list(group) for key, group in groupby(payments, of_voucher)}
    return found


def printed(head: VoucherHead, contents: Contents) -> dict[str, object]:
    """A voucher as the form shows it."""
    red = head.reverses is not None
    payments = contents.payments.get(head.voucher_id, [])
    entries = contents.entries.get(head.voucher_id, [])
    rows = [row for entry in entries for row in rows_of_entry(entry, contents, red=red)]
    if rows:
        rows[0]["summary"] = printable(summary_of(head, payments))
    listed = payments if len(payments) > 1 else []
    return {
        "name": head.name,
        "day": day_of(head),
        "event": printable(event_of(head)),
        "red": red,
        "papers": "　" if head.papers is None else str(head.papers),
        "recorded_by": printable(head.recorded_by),
        "reviewed_by": printable(head.reviewed_by or ""),
        "posted_by": printable(head.posted_by or ""),
        "rows": rows,
        "totals": totals_of(entries, red=red),
        "payments": [
            {
                "reference": printable(each.external_reference),
                "payee": printable(each.payee),
                "account": printable(each.account or ""),
                "project": printable(each.project),
                "amount": yuan(each.amount),
            }
            for each in listed
        ],
        "payments_total": yuan(sum((each.amount for each in listed), Decimal(0))),
    }


def rows_of_entry(
    entry: VoucherEntry, contents: Contents, *, red: bool
) -> Iterable[dict[str, object]]:
    """The debit and the credit of an entry; in red those that it undoes."""
    debit = (entry.debit_kind, entry.debit_project, entry.debit_contract)
    credit = (entry.credit_kind, entry.credit_project, entry.credit_contract)
    said = yuan(-entry.amount if red else entry.amount)
    for side, (kind, project, contract) in (
        ("debit", credit if red else debit),
        ("credit", debit if red else credit),
    ):
        codes = contents.codes.get((entry.voucher_id, entry.line_number, side), [])
        more = [
            entry.document_no,
            f"项目 {project}" if project else "",
            f"合同 {contract}" if contract else "",
        ]
        account = f"{SIDE_NAMES[entry.side].zh}·{ACCOUNT_WORDS[Account(kind)].zh}"
        yield {
            "summary": "",
            "account": printable(account),
            "more": printable("　".join(filter(None, more))),
            "codes": [code_words(each) for each in codes],
            "debit": said if side == "debit" else "",
            "credit": said if side == "credit" else "",
        }


def code_words(line: StatutoryLine) -> str:
    """A statutory code with its name, its books and whether it was checked."""
    if line.code is None:
        return f"{CHART_MARKS[line.chart]}{NO_CODE.zh}"
    mark = "" if line.standing == "confirmed" else UNCONFIRMED
    return printable(f"{CHART_MARKS[line.chart]}{line.code} {line.account_name}{mark}")


def totals_of(entries: list[VoucherEntry], *, red: bool) -> list[dict[str, str]]:
    """What each side adds up to, in figures and in capital figures."""
    totals = []
    for side, name in SIDE_NAMES.items():
        amounts = [entry.amount for entry in entries if entry.side == side]
        if amounts:
            total = -sum(amounts) if red else sum(amounts, Decimal(0))
            words = amount_words(Decimal(total))
            totals.append({"title": f"{name.zh}合计", "words": words, "amount": yuan(total)})
    return totals


def summary_of(head: VoucherHead, payments: list[ListedPayment]) -> str:
    """The summary; of a single payment its payee too, of more their number."""
    if len(payments) > 1:
        return f"{head.summary}　{len(payments)} 笔，见支付明细"
    payee = f"付 {payments[0].payee} {payments[0].account or ''}" if payments else ""
    return f"{head.summary}　{payee}".strip("　 ")


def event_of(head: VoucherHead) -> str:
    """What the voucher posts, and how it stands to others."""
    words = EVENTS[head.event].zh
    if head.reverses:
        words += f"：冲销 {head.reverses}，{head.reversal_reason}"
    if head.reversed_by:
        words += f"（已由 {head.reversed_by} 冲销）"
    return words


def day_of(head: VoucherHead) -> str:
    """The day, as far as it is known."""
    day = head.occurred_on
    if head.date_precision == "year":
        return f"{day.year} 年"
    if head.date_precision == "month":
        return f"{day.year} 年 {day.month} 月"
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def yuan(amount: Decimal | int) -> str:
    """An amount in yuan with its thousands parted."""
    return f"{amount:,.2f}"


def printable(said: str) -> str:
    """Text as it can stand on paper: nothing that only steers a screen, and long runs breakable."""
    plain = "".join(
        " " if character.isspace() and character != "　" else character
        for character in said
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    broken, run = [], 0
    for character in plain:
        run = run + 1 if character.isascii() and character != " " else 0
        broken.append(character)
        if run == LONGEST_RUN:
            broken.append(ZERO_WIDTH_SPACE)
            run = 0
    return "".join(broken)


@cache
def font_folder() -> str:
    """Where the fonts are: those of the package that `pyproject.toml` names, not the machine's.

    Raises:
        SystemFailed: they are not installed.
    """
    try:
        import pylopdf_fonts_zh_cn as fonts  # noqa: PLC0415  (its lack is a failure of its own)

        serif = fonts.serif_path()
    except ImportError:
        serif = None
    if serif is None or not serif.is_file():
        raise SystemFailed(
            "没有打印凭证用的中文字体：请安装 pylopdf-fonts-zh-cn（make install 会装上）。",
            "The Chinese font that vouchers are printed in is missing: install "
            "pylopdf-fonts-zh-cn (make install does).",
        )
    return str(serif.parent)


def typeset(given: dict[str, object]) -> bytes:
    """The form filled with what is given, as a PDF.

    Raises:
        SystemFailed: the fonts are not installed, or Typst could not set it.
    """
    import typst  # noqa: PLC0415  (slow to import)

    try:
        made: object = typst.compile(
            str(HERE / "voucher.typ"),
            root=str(HERE),
            font_paths=[font_folder()],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
            # They would make the file eight times as large; the pages tell the same to a reader.
            pdf_tags=False,
        )
    except RuntimeError as error:
        raise SystemFailed(
            f"凭证没有排成：{error}", f"The vouchers could not be typeset: {error}"
        ) from error
    assert isinstance(made, bytes)  # noqa: S101  (asked for without an output file)
    return made
