"""Builds facts as a clerk would: rows of the workbook, posted by the ordinary import."""

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import count

from flagging import without_flags
from numbered import NUMBERED
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


#: What a row needs and a test may leave out, by sheet.
DEFAULTS: dict[str, dict[str, str]] = {
    "transfers": {
        "direction": "received",
        "occurred_on": "2022-03-01",
        "amount": "1000",
        "fund_line": "衔接资金",
        "counterparty": PROVINCE,
    },
    "transfer_adjustments": {
        "side": "received",
        "kind": "addition",
        "occurred_on": "2022-04-01",
        "amount": "100",
    },
    "appropriations": {"occurred_on": "2022-03-01", "amount": "1000"},
    "other_sources": {
        "kind": "platform_loan",
        "occurred_on": "2022-03-01",
        "amount": "1000",
        "giver": "示范平台公司",
    },
    "opening_balances": {
        "occurred_on": "2022-01-01",
        "arrived_on": "2021-06-01",
        "amount": "1000",
        "fund_line": "衔接资金",
        "evidence": "指标结余表",
    },
    "projects": {"name": "示范项目"},
    "project_steps": {"step": "county_approved", "occurred_on": "2021-12-01"},
    "integration_plans": {
        "plan_code": "方案",
        "version_number": "1",
        "approved_on": "2022-01-15",
        "item_kind": "project",
        "amount": "1000",
    },
    "assignments": {"occurred_on": "2022-03-02", "amount": "1000"},
    "bids": {"tender_code": "ZB", "opened_on": "2022-03-25"},
    "contracts": {"supplier_name": "示范收款人", "signed_on": "2022-04-01", "amount": "1000"},
    "refunds": {"kind": "bounced", "occurred_on": "2022-06-01", "amount": "100"},
    "statements": {
        "starts_on": "2022-05-01",
        "ends_on": "2022-05-31",
        "closing_balance": "0",
    },
    "statement_lines": {"occurred_on": "2022-05-01", "amount": "100"},
    "journal_lines": {
        "account_set": "财政总会计",
        "exported_on": "2022-06-05",
        "period": "202205",
        "voucher_number": "1",
        "line_number": "1",
        "occurred_on": "2022-05-10",
        "account_code": "1001",
        "account_name": "国库存款",
    },
    "listed_accounts": {
        "listed_by": "bank",
        "origin": "示范银行",
        "as_of": "2022-06-30",
        "holder": "示范县某局",
    },
    "take_backs": {"kind": "take_back", "occurred_on": "2022-12-31", "amount": "100"},
    "payee_substitutions": {
        "kind": "assignment_of_claim",
        "occurred_on": "2022-04-10",
        "payee_name": "示范受让人",
        "document_no": "转让协议",
    },
    "progress_reports": {"occurred_on": "2022-05-01", "verified_by": "示范监理"},
    "site_checks": {"occurred_on": "2022-10-01", "found": "in_use", "checked_by": "示范查看人"},
    "self_evaluations": {"evaluated_year": "2022", "level": "county", "submitted_on": "2023-02-01"},
    "claims": {"claimant": "示范实施单位", "amount": "100", "submitted_on": "2022-04-10"},
    "claim_steps": {"step": "checked", "occurred_on": "2022-04-15", "actor": "示范审核人"},
    "sign_offs": {
        "kind": "project",
        "role": "implementing_unit",
        "signer": "示范签字人",
        "signed_on": "2022-04-20",
    },
    "contract_changes": {"kind": "supplement", "occurred_on": "2022-06-01"},
    "disbursements": {
        "occurred_on": "2022-05-01",
        "payee_name": "示范收款人",
        "amount": "100",
        "method": "transfer",
    },
    "payees": {"name": "示范收款人", "kind": "other"},
    "households": {"name": "示范户主", "registered_on": "2016-01-01"},
    "entitlements": {
        "household_code": "H",
        "approved_amount": "100",
        "approved_on": "2022-05-01",
        "due_on": "2022-06-01",
    },
    "notices": {
        "kind": "allocation_result",
        "level": "county",
        "channel": "government_website",
        "starts_on": "2022-03-10",
    },
    "budget_lines": {
        "fiscal_year": "2022",
        "kind": "own_funds",
        "amount": "1000",
        "entered_on": "2022-01-28",
    },
    "aid_pairings": {
        "helper": "示范友市",
        "helped_kind": "county",
        "helped_name": "示范县",
        "starts_on": "2018-01-01",
    },
    "foundation_years": {
        "foundation": "示范基金会",
        "ends_on": "2022-12-31",
        "may_raise": "是",
        "spending_amount": "1000",
        "charity_amount": "900",
        "management_amount": "100",
    },
    "donations": {"donor": "示范捐赠人", "occurred_on": "2022-03-01", "amount": "1000"},
    "feedback": {"kind": "report", "occurred_on": "2022-06-10", "contents": "示范用途"},
    "donated_goods": {
        "event": "received",
        "occurred_on": "2022-03-01",
        "quantity": "100",
        "item": "棉被",
        "unit": "床",
        "donor": "示范捐赠人",
    },
    "matching_lists": {
        "list_code": "名单",
        "kind": "death",
        "origin": "民政局",
        "legal_ground": "信息共享协议",
        "as_of": "2022-12-31",
        "name": "示范人员",
    },
    "reversals": {"occurred_on": "2022-06-01", "reason": "记错"},
}


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
