"""Resting upon an earlier run, a rule stores and counts what a full run does, to the byte.

Histories are drawn from the rules' own worked examples, some moved to another county. The earlier
run may have ended anywhere in the log, and have looked from any earlier day: what is posted in one
import is cut where a drawn position falls.
"""

import datetime as dt
from typing import Any

import pytest
from builders import COUNTY, OTHER_COUNTY, import_rows, with_background
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from audits.recording import begin_run
from audits.rules_in_force import record_first_versions
from expectations import incremental
from expectations.catalogue import rule as rule_of
from expectations.catalogue import rules
from expectations.checker import settings_of_run
from expectations.incremental import Base, Preparing
from expectations.rule import Example, Fact, Rule, fact
from expectations.views import read_views
from ledger.personal import Protector

EXAMPLES = [(rule, example) for rule in rules() for example in rule.examples]
#: Rules that compare books with one another: they are run in full.
ACROSS_BOOKS = {"AC-06", "AC-11", "BT-05", "GV-01", "PA-04", "PA-05"}
OTHER = {COUNTY: OTHER_COUNTY, OTHER_COUNTY: COUNTY}
LAST = text("SELECT max(last_position) FROM ledger.book_head")
VOUCHERS = """
SELECT book.division_id, voucher.period || '-' || voucher.number AS number, voucher.occurred_on
FROM facts.disbursement AS paid
INNER JOIN facts.voucher AS voucher
    ON paid.book_id = voucher.book_id AND paid.voucher_id = voucher.voucher_id
INNER JOIN facts.book AS book ON paid.book_id = book.book_id
ORDER BY book.division_id, paid.disbursement_id
"""
#: An import's own tables last as long as its transaction, and here more are made in one.
STAGED_DROPPED = """
DO $$
DECLARE
    staged regclass;
BEGIN
    FOR staged IN
        SELECT oid FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'
    LOOP
        EXECUTE format('DROP TABLE %s CASCADE', staged);
    END LOOP;
END
$$
"""
#: What the server is told of a connection that is not a run's.
AS_A_CLERK = {"row_security": "on", "mingzhang.horizon": "", "enable_nestloop": "on"}
STORED = """
SELECT book_id, subject_id, amount_at_issue, due_on, CAST(evidence AS text)
FROM audits.breach WHERE run_id = :run AND rule_code = :code ORDER BY book_id, subject_id
"""


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[Fact]], list[Rule], list[dt.date]]:
    """What is posted one after the other, what it may breach, and the days to look from."""
    drawn = draw(st.lists(st.sampled_from(EXAMPLES), min_size=2, max_size=4))
    posted = [
        moved(example) if draw(st.booleans()) else list(example.facts) for _, example in drawn
    ]
    looked = draw(st.lists(st.sampled_from(rules()), min_size=4, max_size=4))
    days = [example.as_of for _, example in drawn]
    chosen = {rule.code: rule for rule in [*(rule for rule, _ in drawn), *looked]}
    return posted, list(chosen.values()), days


def moved(example: Example) -> list[Fact]:
    """An example's facts in the book of another county."""
    return [
        Fact(
            each.sheet,
            {
                key: OTHER.get(value, value)
                for key, value in ({"book": COUNTY} | each.cells).items()
            },
        )
        for each in example.facts
    ]


def write(connection: Connection, protector: Protector, facts: list[Fact]) -> bool:
    """Posts facts as a clerk does, all of them or none; whether they were right."""
    for name, value in AS_A_CLERK.items():
        connection.execute(text(f"SET LOCAL {name} = '{value}'"))
    with connection.begin_nested() as attempt:
        connection.execute(text("SET LOCAL ROLE mingzhang_app"))
        problems = import_rows(connection, protector, with_background(facts)).problems
        connection.execute(text("RESET ROLE"))
        connection.execute(text(STAGED_DROPPED))
        if problems:
            attempt.rollback()
    return not problems


def begun(connection: Connection, as_of: dt.date, part: float = 1.0) -> Preparing:
    """A run that sees a part of every log, as statements of it are prepared."""
    run_id, horizon_id = begin_run(connection, as_of, None, "测试员")
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(
        text(
            "UPDATE ledger.horizon_position SET seen_position = ceil(seen_position * :part)"
            " WHERE horizon_id = :horizon"
        ),
        {"part": part, "horizon": horizon_id},
    )
    connection.execute(text("SET LOCAL session_replication_role = origin"))
    for name, value in settings_of_run(horizon_id).items():
        connection.execute(text(f"SET LOCAL {name} = '{value}'"))
    return Preparing(connection, connection, as_of, run_id, horizon_id, None)


def outcome(preparing: Preparing, rule: Rule, base: Base | None) -> tuple[Any, list[Any], Any]:
    """What a run counts and stores of a rule; and the run that it rests upon."""
    prepared = preparing.prepared(rule, base)
    connection = preparing.connection
    found = [
        connection.execute(text(each.replace(":", r"\:"))).one() for each in prepared.statements
    ]
    rows = connection.execute(text(STORED), {"run": preparing.run_id, "code": rule.code}).all()
    return [sum(counts) for counts in zip(*found, strict=True)], rows, prepared


@pytest.fixture
def however_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run rests upon an earlier one however much was written since: here there are few books."""
    monkeypatch.setattr(incremental, "MOST", 1.0)


@settings(
    max_examples=12,
    # Making a history smaller takes minutes.
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
@given(
    history=histories(),
    undone=st.sets(st.integers(0, 3), max_size=2),
    parts=st.lists(st.sampled_from((0.5, 0.9, 1.0, 1.0)), min_size=2, max_size=2),
    passed=st.sampled_from((0, 1, 1, 60)),
)
def test_over_random_histories_it_comes_out_as_a_full_run(
    owner_of_shared: Engine,
    protector: Protector,
    however_much: None,  # noqa: ARG001  (set for the whole test)
    history: tuple[list[list[Fact]], list[Rule], list[dt.date]],
    undone: set[int],
    parts: list[float],
    passed: int,
) -> None:
    posted, chosen, days = history
    with owner_of_shared.connect() as connection, connection.begin() as transaction:
        record_first_versions(connection, chosen)
        assume(write(connection, protector, posted[0]))
        # Before the rest was posted, as the run of the day before was.
        before = dt.timedelta(days=passed)
        whole = [runs(connection, chosen, day - before, 1.0) for day in dict.fromkeys(days)]
        for facts in posted[1:]:
            write(connection, protector, facts)
        vouchers = connection.execute(text(VOUCHERS)).all()
        for number in sorted(undone & set(range(len(vouchers)))):
            book, voucher, on = vouchers[number]
            write(
                connection,
                protector,
                [fact("reversals", book=book, voucher=voucher, occurred_on=on)],
            )
        cut = [
            runs(connection, chosen, day - before, part)
            for day, part in zip(days, parts, strict=False)
        ]
        for bases, day in [*whole, *cut]:
            for tried in compare(connection, chosen, bases, day + before):
                event(tried)
        transaction.rollback()


def runs(
    connection: Connection, chosen: list[Rule], day: dt.date, part: float
) -> tuple[dict[str, Base], dt.date]:
    """What a full run over a part of every log has on record."""
    preparing = begun(connection, day, part)
    bases = {}
    for rule in chosen:
        counts, _, prepared = outcome(preparing, rule, None)
        bases[rule.code] = Base(
            preparing.run_id,
            preparing.horizon_id,
            day,
            rule.version,
            counts[0],
            counts[2],
            prepared.given,
        )
    return bases, day


def compare(
    connection: Connection, chosen: list[Rule], bases: dict[str, Base], day: dt.date
) -> list[str]:
    """Sees that a run that rests upon an earlier one is as a full one; says what was tried."""
    full = begun(connection, day)
    expected = {rule.code: outcome(full, rule, None) for rule in chosen}
    resting = begun(connection, day)
    tried = []
    for rule in chosen:
        counts, rows, prepared = outcome(resting, rule, bases[rule.code])
        assert (counts, rows) == expected[rule.code][:2], rule.code
        rests, other_day = prepared.base_run_id is not None, bases[rule.code].as_of != day
        tried.append(f"rests: {rests}, on another day: {other_day}, finds: {bool(rows)}")
    return tried


def test_a_deadline_that_passes_with_no_new_fact_is_found(
    owner_of_shared: Engine,
    protector: Protector,
    however_much: None,  # noqa: ARG001  (set for the whole test)
) -> None:
    late = rule_of("BT-01")
    [example] = [each for each in late.examples if each.finds][:1]
    before = example.as_of - dt.timedelta(days=60)
    with owner_of_shared.connect() as connection, connection.begin() as transaction:
        record_first_versions(connection, [late])
        assert write(connection, protector, list(example.facts))
        bases, _ = runs(connection, [late], before, 1.0)
        counts, rows, _ = outcome(begun(connection, example.as_of), late, bases["BT-01"])
        assert counts[1] == len(rows) == len(example.finds)
        compare(connection, [late], bases, example.as_of)
        transaction.rollback()


def test_a_book_that_was_not_written_to_is_named_for_a_paper_that_another_uses_too(
    owner_of_shared: Engine,
    protector: Protector,
    however_much: None,  # noqa: ARG001
) -> None:
    reused = rule_of("AC-05")
    with owner_of_shared.connect() as connection, connection.begin() as transaction:
        record_first_versions(connection, [reused])
        paper = {"project_code": "P", "attachments": "a" * 64, "occurred_on": "2022-05-01"}
        there = fact("disbursements", project_code="P", book=OTHER_COUNTY)
        assert write(connection, protector, [fact("disbursements", **paper), there])
        bases, day = runs(connection, [reused], dt.date(2022, 6, 1), 1.0)
        assert write(connection, protector, [fact("disbursements", book=OTHER_COUNTY, **paper)])
        counts, _, prepared = outcome(begun(connection, day), reused, bases["AC-05"])
        assert prepared.base_run_id is not None
        assert counts[1] == 2
        compare(connection, [reused], bases, day)
        transaction.rollback()


def test_all_rules_but_those_that_compare_books_may_rest_upon_an_earlier_run(
    connection: Connection,
) -> None:
    connection.execute(text("RESET ROLE"))
    views = read_views(connection)
    assert {rule.code for rule in rules() if not views.apart(rule)} == ACROSS_BOOKS
