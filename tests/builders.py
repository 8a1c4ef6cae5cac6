"""Builds facts as a clerk would: rows of the workbook, posted by the ordinary import."""

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import count

from flagging import without_flags
from numbered import NUMBERED
from row_defaults import DEFAULTS
from sqlalchemy import Connection, text

from expectations.rule import Fact
from ledger.identities import id_check_digit
from ledger.imports.entering import entered
from ledger.imports.files import Opened
from ledger.imports.importing import import_opened
from ledger.imports.outcomes import Outcome, Request
from ledger.personal import Protector

PROVINCE, CITY, COUNTY, OTHER_COUNTY = "990000", "990100", "990121", "990122"
#: Money that examples may spend without saying where it came from.
BACKGROUND_DOCUMENT = "背景资金〔2000〕1号"
BACKGROUND_DAY = "2000-01-01"

_numbers = count(1)


def yuan(fen: int) -> str:
    """An amount as a clerk writes it."""
    return f"{Decimal(fen) / 100:.2f}"


def id_number(order: int, born: str = "19700101") -> str:
    """A valid ID number of the made-up county; each order below 1000 another."""
    first_17 = f"{COUNTY}{born}{order:03d}"
    return first_17 + id_check_digit(first_17)


def completed(fact: Fact) -> dict[str, str]:
    """A fact's cells with what its sheet requires."""
    cells = {"book": COUNTY} | DEFAULTS[fact.sheet] | fact.cells
    if fact.sheet in NUMBERED:
        key, prefix = NUMBERED[fact.sheet]
        cells.setdefault(key, f"{prefix}{next(_numbers)}")
    if fact.sheet in {"households", "matching_lists"}:
        cells.setdefault("identity", id_number(next(_numbers) % 1000))
    if fact.sheet == "transfers" and cells["direction"] in {"cash_in", "cash_out"}:
        cells.pop("counterparty")
    arrives = fact.sheet in {"appropriations", "donations", "other_sources"} or (
        fact.sheet == "transfers" and cells["direction"] == "received"
    )
    if arrives and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cells["occurred_on"]):
        # Money whose cash an example does not speak of has arrived with its authority.
        cells.setdefault("cash_on", cells["occurred_on"])
    return {key: value for key, value in cells.items() if value != ""}


def with_background(facts: Iterable[Fact]) -> list[tuple[str, dict[str, str]]]:
    """The facts' rows, and what they take for granted: projects, and money to pay from.

    A project that is paid or contracted from, and to which no fact assigns money, has money of an
    appropriation long ago.
    """
    rows = [(fact.sheet, completed(fact)) for fact in without_flags(facts)]
    known = {(c["book"], c["project_code"]) for s, c in rows if s == "projects"}
    funded = {
        (cells["book"], cells["project_code"])
        for name, cells in rows
        if name in {"assignments", "opening_balances"} and "project_code" in cells
    }
    background: list[tuple[str, dict[str, str]]] = []
    for book, project in dict.fromkeys(
        (cells["book"], cells["project_code"])
        for name, cells in rows
        if "project_code" in cells and name != "projects"
    ):
        if (book, project) not in known:
            row = completed(Fact("projects", {"book": book, "project_code": project}))
            background.append(("projects", row))
    homes = {(c["book"], c["household_code"]) for s, c in rows if s == "households"}
    for book, home in dict.fromkeys(
        (cells["book"], cells["household_code"]) for name, cells in rows if name == "entitlements"
    ):
        if (book, home) not in homes:
            row = completed(Fact("households", {"book": book, "household_code": home}))
            background.append(("households", row))
    spending = dict.fromkeys(
        (cells["book"], cells["project_code"])
        for name, cells in rows
        if name in {"disbursements", "contracts"}
    )
    lacking = [(book, project) for book, project in spending if (book, project) not in funded]
    for book in dict.fromkeys(book for book, _ in lacking):
        cells = {
            "book": book,
            "document_no": BACKGROUND_DOCUMENT,
            "occurred_on": BACKGROUND_DAY,
            "amount": "1000000000",
            "fund_line": "背景资金",
        }
        background.append(("appropriations", completed(Fact("appropriations", cells))))
    for book, project in lacking:
        cells = {
            "book": book,
            "project_code": project,
            "source_document": BACKGROUND_DOCUMENT,
            "occurred_on": BACKGROUND_DAY,
            "amount": "1000000",
        }
        background.append(("assignments", completed(Fact("assignments", cells))))
    return background + rows


def opened(rows: Iterable[tuple[str, dict[str, str]]], name: str = "test") -> Opened:
    """Rows as if they had been entered, under a name that no others have."""
    digest = hashlib.sha256(f"{name} {next(_numbers)}".encode())
    return entered(rows, name, digest.hexdigest())


def import_rows(
    connection: Connection,
    protector: Protector,
    rows: Iterable[tuple[str, dict[str, str]]],
    **request: object,
) -> Outcome:
    """Imports rows inside the connection's transaction."""
    return import_opened(
        connection,
        protector,
        opened(rows),
        Request(**request),
    )


def post(connection: Connection, protector: Protector, *facts: Fact) -> Outcome:
    """Posts facts with what they take for granted; they must be right."""
    outcome = import_rows(connection, protector, with_background(facts))
    assert outcome.problems == []
    return outcome


def book_id(connection: Connection, division: str = COUNTY) -> int:
    """The book of a division."""
    found = connection.execute(
        text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": division}
    ).scalar_one()
    return int(found)
