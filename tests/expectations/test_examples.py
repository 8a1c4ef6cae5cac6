"""Every rule's worked examples come out as the rule's file says."""

import datetime as dt

import pytest
from builders import import_rows, with_background
from sqlalchemy import Connection, text

from expectations.catalogue import rules
from expectations.queries import breaches, tables
from expectations.rule import Example, Rule
from ledger.personal import Protector

#: How a subject is called in an example: the reference its row was given.
LABELS = {
    "assignment": "SELECT book_id, assignment_id, external_reference FROM facts.assignment",
    "bank_account": "SELECT book_id, bank_account_id, number_masked FROM facts.bank_account",
    "contract": "SELECT book_id, contract_id, contract_code FROM facts.contract",
    "disbursement": "SELECT book_id, disbursement_id, external_reference FROM facts.disbursement",
    "fund_line": "SELECT book_id, fund_line_id, name FROM facts.fund_line",
    "notice": "SELECT book_id, notice_id, notice_code FROM facts.notice",
    "project": "SELECT book_id, project_id, project_code FROM facts.project",
    "source": "SELECT book_id, source_id, external_reference FROM facts.source",
    "transfer_issue": (
        "SELECT book_id, transfer_issue_id, external_reference FROM facts.transfer_issue"
    ),
    "voucher": "SELECT book_id, voucher_id, period || '-' || number FROM facts.voucher",
    "allocation": "SELECT book_id, allocation_id, document_no FROM facts.allocation",
}

CASES = [
    pytest.param(rule, example, id=f"{rule.code} {example.title.en}")
    for rule in rules()
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_names_exactly_the_subjects_it_says(
    connection: Connection, protector: Protector, rule: Rule, example: Example
) -> None:
    outcome = import_rows(connection, protector, with_background(example.facts))
    assert outcome.problems == []
    horizon = connection.execute(
        text("SELECT ledger.take_horizon(:day)"), {"day": example.as_of}
    ).scalar_one()
    connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
    labels = {
        (book, subject): label
        for book, subject, label in connection.execute(text(LABELS[rule.subject]))
    }
    statement = breaches(rule, example.as_of).replace(":", r"\:")
    found = connection.execute(text(statement)).all()
    assert sorted(labels[row.book_id, row.subject_id] for row in found) == sorted(example.finds)
    for row in found:
        words = dict(row._mapping) | {"book": "示范县"}
        assert rule.sentence.zh.format(**words)
        assert rule.sentence.en.format(**words)
    if example.not_applicable is not None:
        counted = connection.execute(
            text(
                f"{tables(rule, example.as_of)} SELECT (SELECT count(*) FROM population)"
                " - (SELECT count(*) FROM subject)"
            )
        ).scalar_one()
        assert counted == example.not_applicable


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_has_examples_that_pass_and_that_are_found(rule: Rule) -> None:
    assert any(example.finds for example in rule.examples)
    assert any(not example.finds for example in rule.examples)
    assert all(isinstance(example.as_of, dt.date) for example in rule.examples)
