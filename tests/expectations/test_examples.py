"""Every rule's worked examples come out as the rule's file says."""

import datetime as dt

import pytest
from builders import import_rows, with_background
from flagging import record_flags
from labels import LABELS
from sqlalchemy import Connection, text

from expectations.catalogue import rules
from expectations.queries import breaches, tables
from expectations.rule import Example, Rule
from ledger.personal import Protector

CASES = [
    pytest.param(rule, example, id=f"{rule.code} {example.title.en}")
    for rule in rules()
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_names_exactly_the_subjects_it_says(
    posting: Connection, protector: Protector, rule: Rule, example: Example
) -> None:
    connection = posting
    outcome = import_rows(connection, protector, with_background(example.facts))
    assert outcome.problems == []
    record_flags(connection, example.facts)
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
