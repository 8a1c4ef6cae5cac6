"""An own rule's query is one question over the facts, and reads those of its place alone."""

import datetime as dt

import pytest
import sqlglot
from sqlglot import exp

from expectations.admission import OWN_BOOKS, REFERENCE, limited, own_books, problems_of
from expectations.catalogue import rules
from expectations.queries import filled
from expectations.rule import Rule

VIEWS = {"book", "disbursement", "payee", "source", "working_day", "division"}
#: What somebody might try, who wants to write, to wait, or to read what is not theirs.
REFUSED = (
    "SELECT 1; SELECT 2",
    "DELETE FROM facts.book",
    "INSERT INTO audits.breach SELECT 1",
    "VALUES (1)",
    "COPY facts.book TO '/tmp/x'",
    "EXPLAIN ANALYZE SELECT 1",
    "WITH gone AS (DELETE FROM facts.book RETURNING book_id) SELECT book_id FROM gone",
    "WITH RECURSIVE n AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM n) SELECT a FROM n",
    "SELECT * INTO kept FROM facts.book",
    "SELECT * FROM facts.book FOR UPDATE",
    "SELECT $1 FROM facts.book",
    "SELECT :name FROM facts.book",
    "SELECT book_id FROM",
    "SELECT * FROM pg_catalog.pg_class",
    "SELECT * FROM pg_class",
    "SELECT * FROM ledger.payee",
    "SELECT * FROM other.facts.book",
    "SELECT * FROM facts.rule_parameter",
    "SELECT * FROM subject",
    "WITH scope AS (SELECT 1) SELECT * FROM scope",
    f"WITH {OWN_BOOKS} AS (SELECT book_id FROM facts.book) SELECT * FROM {OWN_BOOKS}",
    # A name that is a table of one's own in one place, and the server's in another.
    "SELECT (WITH pg_class AS (SELECT 1) SELECT 1 FROM pg_class) FROM pg_class",
    "WITH a AS (SELECT * FROM pg_user), pg_user AS (SELECT 1) SELECT * FROM a",
    "SELECT * FROM facts.book TABLESAMPLE SYSTEM (1)",
    "SELECT * FROM ONLY facts.book",
    "SELECT * FROM (facts.book AS a INNER JOIN ledger.payee AS b ON TRUE)",
    "SELECT * FROM (facts.book AS a INNER JOIN facts.payee AS b ON TRUE)",
    "SELECT * FROM pg_ls_dir('.')",
    "SELECT * FROM facts.book, LATERAL dblink('x')",
    "SELECT * FROM generate_series(1, 1000000000)",
    "SELECT pg_sleep(1000)",
    "SELECT pg_read_file('keys')",
    "SELECT lo_import('x')",
    "SELECT nextval('x')",
    "SELECT set_config('mingzhang.horizon', '', FALSE)",
    "SELECT current_setting('data_directory')",
    "SELECT query_to_xml('DELETE FROM ledger.payee', TRUE, TRUE, '')",
    "SELECT version()",
    "SELECT current_user",
    "SELECT now()",
    "SELECT ledger.open_book('990000', 'x')",
    "SELECT CAST('ledger.payee' AS regclass)",
    "SELECT amount / 2 FROM facts.source",
)
ADMITTED = (
    "SELECT book_id, amount FROM facts.source",
    """
    SELECT p.name FROM facts.disbursement AS d
    INNER JOIN facts.payee AS p ON d.book_id = p.book_id AND d.payee_id = p.payee_id
    WHERE d.amount > 3
    """,
    """
    WITH paid AS (
        SELECT book_id, sum(amount) AS amount FROM facts.disbursement GROUP BY book_id
    )
    SELECT paid.book_id, row_number() OVER (ORDER BY paid.amount) FROM paid, scope
    """,
    """
    SELECT book_id FROM facts.source
    WHERE NOT EXISTS (
        SELECT 1 FROM facts.working_day AS w WHERE w.day = source.occurred_on
    ) AND occurred_on > DATE '2022-01-01' - 30
    """,
    "SELECT book_id FROM facts.source UNION ALL SELECT book_id FROM facts.disbursement",
    """
    SELECT count(*) FILTER (WHERE amount > 1), coalesce(max(amount), 0), CAST(1 AS NUMERIC(18, 2))
    FROM facts.source WHERE extract(MONTH FROM occurred_on) = 12
    """,
)


@pytest.mark.parametrize("query", REFUSED)
def test_what_is_no_question_over_the_facts_is_refused(query: str) -> None:
    assert problems_of(query, "population", VIEWS) != []


@pytest.mark.parametrize("query", ADMITTED)
def test_what_rules_are_made_of_is_admitted(query: str) -> None:
    assert problems_of(query, "population", VIEWS) == []


def test_the_breach_query_reads_the_subjects_too() -> None:
    assert problems_of("SELECT book_id FROM subject", "breach", VIEWS) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_no_rule_that_comes_with_the_software_would_be_refused(rule: Rule) -> None:
    for kind, query in (("population", rule.population), ("breach", rule.breach)):
        read = sqlglot.parse_one(filled(query, dt.date(2022, 7, 1)), read="postgres")
        views = {table.name for table in read.find_all(exp.Table) if table.db == "facts"}
        assert problems_of(filled(query, dt.date(2022, 7, 1)), kind, views) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_limited_every_view_is_read_within_the_books_of_the_place(rule: Rule) -> None:
    for query in (rule.population, rule.breach):
        made = sqlglot.parse_one(limited(filled(query, dt.date(2022, 7, 1))), read="postgres")
        for table in made.find_all(exp.Table):
            if table.db and table.name not in REFERENCE:
                around = table.find_ancestor(exp.Select)
                assert around is not None
                [join] = around.args["joins"]
                assert (join.this.name, join.args.get("side")) == (OWN_BOOKS, None)
                assert [each.sql() for each in around.expressions] == ["kept.*"]


def test_a_division_is_quoted() -> None:
    assert "'x''; DROP TABLE y'" in own_books("x'; DROP TABLE y")
