"""The one door to Great Expectations guards against what would make an audit wrong or silent.

One run holds rules that each step into one of the traps; the tests look at what became of each.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from audit_runs import AS_OF, tell
from auditing import auditing
from builders import CITY, COUNTY, PROVINCE
from conftest import administer, copy_of
from made_rules import ALL, NUMBERS, made, open_books
from sqlalchemy import Engine, text

from audits.running import RunSummary, run
from expectations.checker import Checker
from expectations.rule import RuleResult
from ledger.database import open_engine

#: Exact to the fen only where nothing on the way is a float: 18 digits.
AMOUNT = Decimal("1234567890123456.78")
ODD_WORDS = "a:b :name 100% %s $HOME $1 {0} \\:"
BOOKS = 3

TRAPS = (
    made("ZZ-01"),
    made("ZZ-02", ALL.replace("1.00", f"{AMOUNT} - 0.01 * (subject_id - 1)")),
    # What cannot be run: a column misspelt, a failure at some row, a subject named twice, a
    # subject of no book.
    made("ZZ-11", ALL.replace("subject_id,", "subjekt_id,")),
    made("ZZ-12", ALL.replace("1.00", "1.00 / (subject_id - 250)")),
    made("ZZ-13", f"{ALL} UNION ALL {ALL}"),
    made("ZZ-14", ALL.replace("book_id,", "NULL::integer AS book_id,")),
    # What a rule may not do: write.
    made("ZZ-15", population=NUMBERS + "WHERE ledger.open_book('990122', 'rule') IS NOT NULL"),
    # How often it is asked: once, though others of its suite fail.
    made("ZZ-21", ALL + " CROSS JOIN (SELECT nextval('public.asked') AS turn) AS asked"),
    # What stands in the text reaches the database as it is.
    made("ZZ-22", ALL.replace(" FROM", f", '{ODD_WORDS}' AS said FROM")),
    # Of 250 subjects a book, 83 are not applicable, 100 are before the rule's time, 33 breach.
    made(
        "ZZ-23",
        ALL + " WHERE subject_id % 2 = 0",
        NUMBERS.replace("TRUE", "n % 3 <> 0").replace(
            "DATE '2022-01-01'", "DATE '2021-12-31' + CASE WHEN n > 100 THEN 1 ELSE 0 END"
        ),
        in_force_from=AS_OF.replace(year=2022, month=1, day=1),
    ),
)
FAILING = {"ZZ-11", "ZZ-12", "ZZ-13", "ZZ-14", "ZZ-15"}


@dataclass(frozen=True)
class Made:
    """The run over the traps, and the database it was made in."""

    engine: Engine
    url: str
    summary: RunSummary

    def result(self, code: str) -> RuleResult:
        """What became of one rule."""
        [found] = [each for each in self.summary.results if each.rule.code == code]
        assert isinstance(found, RuleResult)
        return found

    def ask(self, question: str, **values: object) -> list[Any]:
        """Rows of the database after the run."""
        with self.engine.connect() as connection:
            return list(connection.execute(text(question), values))

    def breaches(self, code: str) -> list[Any]:
        """The rows a rule stored."""
        return self.ask(
            "SELECT * FROM audits.breach WHERE run_id = :run AND rule_code = :code"
            " ORDER BY book_id, subject_id",
            run=self.summary.run_id,
            code=code,
        )


@pytest.fixture(scope="module")
def done(server_url: str, template: str) -> Iterator[Made]:
    """A run of all the traps over three books."""
    name = f"test_checker_{os.getpid()}"
    url = copy_of(server_url, template, name)
    owner, engine = open_engine(url, role=None), open_engine(url)
    with owner.begin() as connection:
        connection.execute(text("CREATE SEQUENCE public.asked"))
        connection.execute(text("GRANT USAGE ON SEQUENCE public.asked TO mingzhang_audit"))
        connection.execute(text("GRANT SELECT ON public.asked TO mingzhang_app"))
    with engine.begin() as connection:
        open_books(connection, PROVINCE, CITY, COUNTY)
        tell(connection, "sjt@sfs.example")
    summary = run(auditing(engine), Checker(url), TRAPS, as_of=AS_OF, started_by="测试员")
    yield Made(engine, url, summary)
    engine.dispose()
    owner.dispose()
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_more_than_200_breaches_are_all_stored(done: Made) -> None:
    assert done.result("ZZ-01").breached == 250 * BOOKS
    assert len(done.breaches("ZZ-01")) == 250 * BOOKS
    [flags] = done.ask("SELECT count(*) FROM audits.flag WHERE rule_code = 'ZZ-01'")
    assert flags[0] == 250 * BOOKS


def test_amounts_keep_their_fen(done: Made) -> None:
    stored = [row.amount_at_issue for row in done.breaches("ZZ-02")]
    wanted = [AMOUNT - Decimal("0.01") * n for n in range(250)]
    assert stored == wanted * BOOKS
    assert str(stored[0]) == "1234567890123456.78"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ZZ-11", "subjekt_id"),
        ("ZZ-12", "division by zero"),
        ("ZZ-13", "breach_pkey"),
        ("ZZ-14", "null value"),
        ("ZZ-15", "permission denied for schema ledger"),
    ],
)
def test_a_rule_that_could_not_be_run_says_why_and_is_never_clean(
    done: Made, code: str, said: str
) -> None:
    result = done.result(code)
    assert said in (result.error or "")
    assert (result.examined, result.breached, result.not_applicable) == (None, None, None)
    [recorded] = done.ask("SELECT * FROM audits.run_rule WHERE rule_code = :code", code=code)
    assert said in recorded.error
    assert recorded.breached is None
    assert done.breaches(code) == []


def test_the_other_rules_of_an_incomplete_run_ran(done: Made) -> None:
    assert {each.rule.code for each in done.summary.results if each.error} == FAILING
    assert not done.summary.complete
    [outcome] = done.ask("SELECT state FROM audits.run_outcome")
    assert outcome.state == "incomplete"


def test_an_incomplete_run_is_told_to_those_who_subscribed(done: Made) -> None:
    [alert] = done.ask("SELECT body FROM audits.alert WHERE kind = 'run_incomplete'")
    assert set(alert.body["rules"]) == FAILING


def test_a_query_is_asked_once(done: Made) -> None:
    assert done.result("ZZ-21").breached == 250 * BOOKS
    [turns] = done.ask("SELECT last_value, is_called FROM public.asked")
    assert turns == (1, True)


def test_the_text_of_a_query_reaches_the_database_as_it_is(done: Made) -> None:
    assert done.result("ZZ-22").error is None
    assert {row.evidence["said"] for row in done.breaches("ZZ-22")} == {ODD_WORDS}


def test_examined_and_not_applicable_are_all_subjects_and_breached_are_the_rows(
    done: Made,
) -> None:
    result = done.result("ZZ-23")
    in_time = [n for n in range(101, 251) if n % 3]
    assert result.examined == len(in_time) * BOOKS
    assert result.not_applicable == (250 - len(in_time)) * BOOKS
    assert result.breached == len([n for n in in_time if n % 2 == 0]) * BOOKS
    assert {row.subject_id for row in done.breaches("ZZ-23")} == {n for n in in_time if n % 2 == 0}


def test_the_counts_of_every_rule_are_its_rows(done: Made) -> None:
    counted = done.ask(
        "SELECT rule_code, breached, (SELECT count(*) FROM audits.breach"
        " WHERE breach.run_id = run_rule.run_id AND breach.rule_code = run_rule.rule_code) AS rows"
        " FROM audits.run_rule WHERE error IS NULL"
    )
    assert len(counted) == len(TRAPS) - len(FAILING)
    assert [row for row in counted if row.breached != row.rows] == []


def test_the_role_of_runs_writes_breaches_and_nothing_else(done: Made) -> None:
    rights = done.ask(
        "SELECT schema.nspname || '.' || relation.relname AS name, held FROM pg_class AS relation"
        " INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid"
        " CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS held"
        " WHERE relation.relkind IN ('r', 'v') AND schema.nspname IN ('ledger', 'audits', 'facts')"
        " AND has_table_privilege('mingzhang_audit', relation.oid, held)"
    )
    assert rights == [("audits.breach", "INSERT")]
    callable_ = done.ask(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'ledger'::regnamespace"
        " AND has_function_privilege('mingzhang_audit', oid, 'EXECUTE')"
    )
    # It reads reference data for a view of the facts, and writes nothing.
    assert callable_ == [("statutory_codes",)]
    [may] = done.ask(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication AS much FROM pg_roles"
        " WHERE rolname = 'mingzhang_audit'"
    )
    assert not may.much
    assert done.ask("SELECT book_id FROM facts.book WHERE division_code = '990122'") == []
