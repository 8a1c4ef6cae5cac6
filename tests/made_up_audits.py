"""Audits of made-up provinces: what a run flags, in the words of the files it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from auditing import auditing
from conftest import administer, copy_of
from sqlalchemy import Connection, Engine, text

from audits.running import run
from demonstrations.made_up.loading import load
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.truth import Case, Truth
from expectations.catalogue import rules
from expectations.checker import Checker
from ledger.database import open_engine
from ledger.personal import Protector

#: A rule, the division of a book, and the reference of a subject in it.
Subject = tuple[str, str, str]

#: The reference that the files give to a subject, by what kind of thing it is. What was reversed
#: is not in the views, but near misses may be.
REFERENCES = {
    "allocation": "SELECT book_id, allocation_id, document_no FROM facts.allocation",
    "assignment": "SELECT book_id, log_position, external_reference FROM ledger.assignment",
    "bank_account": "SELECT book_id, bank_account_id, number_masked FROM facts.bank_account",
    "book": "SELECT book_id, book_id, division_id FROM facts.book",
    "contract": "SELECT book_id, contract_id, contract_code FROM facts.contract",
    "disbursement": "SELECT book_id, log_position, external_reference FROM ledger.disbursement",
    "entitlement": "SELECT book_id, entitlement_id, entitlement_code FROM facts.entitlement",
    "foundation_year": (
        "SELECT book_id, foundation_year_id, report_code FROM facts.foundation_year"
    ),
    "flag": "SELECT book_id, flag_id, rule_code || '-' || subject_id FROM audits.flag",
    "fund_line": "SELECT book_id, fund_line_id, name FROM facts.fund_line",
    "integration_plan": (
        "SELECT book_id, plan_id, plan_code || '-' || version_number FROM facts.integration_plan"
    ),
    "integration_plan_item": (
        "SELECT item.book_id, item.plan_item_id, project.project_code"
        " FROM facts.integration_plan_item AS item JOIN facts.project AS project"
        " USING (book_id, project_id)"
    ),
    "journal_line": (
        "SELECT book_id, journal_line_id, account_set || '|' || period || '-' || voucher_word"
        " || voucher_number || '-' || line_number FROM facts.journal_line"
    ),
    "journal_voucher": (
        "SELECT book_id, journal_voucher_id, account_set || '|' || period || '-' || voucher_word"
        " || voucher_number FROM facts.journal_voucher"
    ),
    "tender": "SELECT book_id, tender_id, tender_code FROM facts.tender",
    "listed_account": "SELECT book_id, listed_account_id, account_masked FROM facts.listed_account",
    "finding": "SELECT book_id, finding_id, external_reference FROM facts.finding",
    "notice": "SELECT book_id, notice_id, notice_code FROM facts.notice",
    "aid_pairing": "SELECT book_id, aid_pairing_id, pairing_code FROM facts.aid_pairing",
    "payee": "SELECT book_id, payee_id, payee_code FROM facts.payee",
    "budget_year": "SELECT book_id, budget_year_id, fiscal_year::text FROM facts.budget_year",
    "statement": "SELECT book_id, statement_id, external_reference FROM facts.statement",
    "project": "SELECT book_id, project_id, project_code FROM facts.project",
    "project_change": (
        "SELECT book_id, project_change_id, project_code || '-' || version_number"
        " FROM facts.project_change"
    ),
    "refund": "SELECT book_id, log_position, external_reference FROM ledger.refund",
    "self_evaluation": (
        "SELECT book_id, self_evaluation_id, external_reference FROM facts.self_evaluation"
    ),
    "source": "SELECT book_id, log_position, external_reference FROM ledger.source",
    "statement_line": "SELECT book_id, statement_line_id, line_reference FROM facts.statement_line",
    "transfer_issue": "SELECT book_id, log_position, external_reference FROM ledger.transfer_issue",
    "voucher": (
        "SELECT book_id, voucher_id, min(external_reference) FROM ledger.disbursement"
        " GROUP BY book_id, voucher_id"
    ),
}


@dataclass(frozen=True)
class Audited:
    """A made-up province in a ledger, and what a run said of it."""

    truth: Truth
    engine: Engine
    url: str
    #: The reference of every subject that a rule can speak of.
    known: set[Subject]
    flagged: set[Subject]


@contextmanager
def audited_province(
    server_url: str, template: str, protector: Protector, plan: Plan
) -> Iterator[Audited]:
    """A plan, loaded into a copy of the template and audited with every rule there is."""
    name = f"{template}_made_up_{plan.seed}"
    url = copy_of(server_url, template, name)
    engine = open_engine(url)
    truth = load(url, protector, plan).truth
    summary = run(auditing(engine), Checker(url), rules(), as_of=truth.as_of, started_by="测试员")
    assert [result.error for result in summary.results if result.error] == []
    with engine.connect() as connection:
        yield Audited(truth, engine, url, *subjects(connection))
    engine.dispose()
    administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def subjects(connection: Connection) -> tuple[set[Subject], set[Subject]]:
    """Every subject that has a reference, and those that are flagged."""
    books = connection.execute(text("SELECT book_id, division_id FROM facts.book"))
    divisions: dict[int, str] = {row.book_id: row.division_id for row in books}
    kinds = {
        kind: {(book, subject): name for book, subject, name in connection.execute(text(query))}
        for kind, query in REFERENCES.items()
    }
    known = {
        (rule.code, divisions[book], name)
        for rule in rules()
        for (book, _), name in kinds[rule.subject].items()
    }
    kind_of = {rule.code: rule.subject for rule in rules()}
    flagged = {
        (rule, divisions[book], kinds[kind_of[rule]][book, subject])
        for rule, book, subject in connection.execute(
            text("SELECT rule_code, book_id, subject_id FROM audits.flag")
        )
    }
    return known, flagged


def subject_of(case: Case) -> Subject:
    """A case without its words."""
    return case.rule, case.book, case.reference
