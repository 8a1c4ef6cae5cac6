"""Every rule's SQL says the same on PostgreSQL and on Spark; what would differ is refused."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlglot
from sqlglot import exp

from expectations.catalogue import rules
from expectations.portable_sql import problems
from expectations.queries import filled
from expectations.rule import Rule


def queries(rule: Rule) -> Iterator[str]:
    """Both queries of a rule, as they are run."""
    for query in (rule.population, rule.breach):
        yield filled(query, date(2022, 7, 1))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_says_the_same_on_spark(rule: Rule) -> None:
    assert [problem for query in queries(rule) for problem in problems(query)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_reads_only_the_facts(rule: Rule) -> None:
    for query, given in zip(queries(rule), ({"scope"}, {"scope", "subject"}), strict=True):
        parsed = sqlglot.parse_one(query, read="postgres")
        own = {each.alias for each in parsed.find_all(exp.CTE)}
        for table in parsed.find_all(exp.Table):
            assert table.db == "facts" or (not table.db and table.name in given | own), table.sql()


@pytest.mark.parametrize(
    "clause",
    [
        "amount / 2 > days",
        "attachment_count / 2 > 1",
        "amount / 12.00 > 1",
        "round(attachment_count / 12, 2) > 1",
        "round(amount / 12.00) > 1",
        "extract(dow FROM occurred_on) = 0",
        "date_part('dow', occurred_on) = 0",
        "extract(week FROM occurred_on) = 1",
        "extract(epoch FROM occurred_on) > 1",
        "occurred_on - signed_on > 30",
        "occurred_on - (signed_on + 3) > 30",
        "DATE '2022-07-01' - occurred_on > 30",
        "max(occurred_on) - min(signed_on) > 30",
        "coalesce(ends_on, starts_on) - occurred_on > 30",
        "CASE WHEN amount > 0 THEN starts_on END - occurred_on > 30",
        "lag(occurred_on) OVER (ORDER BY occurred_on) - occurred_on > 30",
        "name SIMILAR TO '示范%'",
        "name ~ '^示范'",
        "name ~* 'abc'",
        "name !~ '^示范'",
        "substring(name FROM 'a.*') = 'a'",
        "to_char(occurred_on, 'YYYY') = '2022'",
        "avg(attachment_count) > 1",
        "trunc(amount) = amount",
        "cast(code AS char(6)) = '990121'",
        "string_agg(name, '、') = ''",
        "array_agg(name) IS NULL",
        "evidence ->> 'a' = 'b'",
        "occurred_on < CAST('infinity' AS date)",
        "starts_on = generate_series(1, 2)",
        "some_function_of_ours(amount) > 1",
    ],
)
def test_what_would_differ_is_refused(clause: str) -> None:
    assert problems(f"SELECT book_id FROM facts.disbursement WHERE {clause}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT DISTINCT ON (book_id) book_id, amount FROM facts.source",
        "SELECT 1 FROM facts.source AS a, LATERAL (SELECT 1) AS b",
        "SELECT n FROM generate_series(1, 3) AS n",
    ],
)
def test_a_query_that_would_differ_is_refused(query: str) -> None:
    assert problems(query)


def test_what_cannot_be_translated_is_refused() -> None:
    with pytest.raises(sqlglot.errors.SqlglotError):
        problems("SELECT book_id FROM")


@pytest.mark.parametrize(
    "clause",
    [
        "occurred_on + 30 < DATE '2022-07-01'",
        "occurred_on + scope.days_allowed < DATE '2022-07-01'",
        "DATE '2022-07-01' - 1 > occurred_on",
        "amount - paid_amount > 0",
        "round(amount / 12.00, 2) > 1",
        "round(paid_amount * 100.00 / amount, 2) > 1",
        "round(amount / CAST(months AS NUMERIC(18, 2)), 2) > 1",
        "extract(MONTH FROM occurred_on) = 7",
        "string_agg(name, '、' ORDER BY turn) = ''",
        "count(*) FILTER (WHERE amount > 0) > 1",
        "CAST(date_trunc('month', occurred_on) AS date) - 1 = ends_on",
        "greatest(amount, least(paid_amount, 3)) > abs(amount)",
    ],
)
def test_what_is_the_same_is_let_through(clause: str) -> None:
    assert problems(f"SELECT book_id FROM facts.disbursement WHERE {clause}") == []
