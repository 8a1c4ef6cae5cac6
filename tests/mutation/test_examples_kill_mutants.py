"""A rule's own examples tell it from every query that differs from it by one flip."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from builders import import_rows, with_background
from flagging import record_flags
from flips import Mutant, mutants
from labels import LABELS
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from survivors import EVERYWHERE, SAME

from expectations.catalogue import rules
from expectations.queries import breaches, tables
from expectations.rule import Example, Rule
from ledger.personal import Protector

#: Whom a rule names, and to how many subjects it does not apply, where the example says so.
Answer = tuple[tuple[str, ...], int | None]


@dataclass(frozen=True)
class Flipped:
    """A rule of which one query was flipped."""

    rule: Rule
    mutant: Mutant

    def __str__(self) -> str:
        return str(self.mutant)


def flipped(rule: Rule) -> list[Flipped]:
    """All that a rule is not."""
    return [
        Flipped(replace(rule, **{query: mutant.query}), mutant)
        for query, shown in (("population", False), ("breach", True))
        for mutant in mutants(getattr(rule, query), shown=shown)
    ]


@contextmanager
def under_way(connection: Connection, protector: Protector, example: Example) -> Iterator[None]:
    """The facts of an example, looked at as of its day; gone afterwards."""
    with connection.begin_nested() as attempt:
        assert import_rows(connection, protector, with_background(example.facts)).problems == []
        record_flags(connection, example.facts)
        horizon = connection.execute(
            text("SELECT ledger.take_horizon(:day)"), {"day": example.as_of}
        ).scalar_one()
        connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
        yield
        attempt.rollback()


def answer_of(connection: Connection, rule: Rule, example: Example) -> Answer | None:
    """What a rule says of an example; None where PostgreSQL refuses its query."""
    named = f"""
        WITH label (book_id, subject_id, said) AS ({LABELS[rule.subject]})
        SELECT label.said FROM ({breaches(rule, example.as_of)}) AS breach
        LEFT JOIN label
            ON breach.book_id = label.book_id AND breach.subject_id = label.subject_id
    """
    left_out = f"""
        {tables(rule, example.as_of)}
        SELECT (SELECT count(*) FROM population) - (SELECT count(*) FROM subject)
    """
    try:
        with connection.begin_nested():
            finds = connection.execute(text(named.replace(":", r"\:"))).scalars()
            said = tuple(sorted(map(str, finds)))
            if example.not_applicable is None:
                return said, None
            counted = connection.execute(text(left_out.replace(":", r"\:"))).scalar_one()
            return said, int(counted)
    except DBAPIError:
        return None


@pytest.mark.mutation
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_the_examples_of_a_rule_find_its_mutants_out(
    posting: Connection, protector: Protector, rule: Rule
) -> None:
    connection = posting
    alive = flipped(rule)
    asked = len(alive)
    for number, example in enumerate(rule.examples):
        right = tuple(sorted(example.finds)), example.not_applicable
        with under_way(connection, protector, example):
            assert answer_of(connection, rule, example) == right
            answers = [(each, answer_of(connection, each.rule, example)) for each in alive]
        if number == 0:
            # What PostgreSQL refuses nobody would take for the rule.
            asked -= sum(answer is None for _, answer in answers)
        alive = [each for each, answer in answers if answer == right]
    same, other = partition(rule.code, alive)
    said = f"{rule.code}: {asked - len(alive)} of {asked - len(same)} mutants found out"
    print(f"{said}; {len(same)} more say the same")  # noqa: T201  (what `make mutate` tells)
    if other:
        pytest.fail("\n".join([said, *other]), pytrace=False)


def partition(code: str, alive: list[Flipped]) -> tuple[list[str], list[str]]:
    """The mutants that say the same as the rule, for a reason we know, and the others."""
    known = EVERYWHERE | SAME.get(code, {})
    survivors = sorted(str(each) for each in alive)
    same = [one for one in survivors if any(part in one for part in known)]
    return same, [one for one in survivors if one not in same]
