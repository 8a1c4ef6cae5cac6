# ruff: noqa: S608  (rules are code of ours; only days and numbers are filled in)
"""Puts a rule's two queries together with its parameters into one statement."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations.admission import OWN_BOOKS, limited, own_books
from expectations.rule import Rule

#: What every breach query returns first; the rest of its columns are evidence.
CONTRACT = ("book_id", "subject_id", "amount_at_issue", "due_on")
#: Makes of a query that holds books apart one that reads a book alone.
Narrowing = Callable[[str, int], str]


def day(value: dt.date) -> str:
    """A day as SQL writes it."""
    return f"DATE '{value.isoformat()}'"


def filled(query: str, as_of: dt.date) -> str:
    """A rule's query with the day of the run in it."""
    return query.strip().replace("{as_of}", day(as_of))


@dataclass(frozen=True)
class Trial:
    """A figure that is tried before anybody releases it, at a division and below."""

    name: str
    #: None tries what holds above.
    value: Decimal | None
    division_id: str
    #: Of the division, as facts.book has it.
    path: str


def scope(rule: Rule, as_of: dt.date, book_id: int | None, trials: Sequence[Trial] = ()) -> str:
    """One row a book in scope, with every parameter of the rule as it is in force there."""
    columns = [
        f"CAST(coalesce(max(CASE WHEN given.name = '{parameter.name}' THEN given.value END),"
        f" {parameter.default}) AS {parameter.sql_type}) AS {parameter.name}"
        for parameter in rule.parameters
    ]
    joined = grouped = ""
    if rule.division is not None:
        # Its own books alone: a subject of another book would have no row here.
        joined = f" INNER JOIN {OWN_BOOKS} ON book.book_id = {OWN_BOOKS}.book_id"
    if rule.parameters:
        joined += (
            f" LEFT JOIN ({figures_given(rule, as_of, trials)}) AS given"
            " ON book.book_id = given.book_id AND given.place = 1"
        )
        grouped = " GROUP BY book.book_id, book.partial"
    where = f" WHERE book.book_id = {int(book_id)}" if book_id is not None else ""
    listed = "".join(f",\n        {column}" for column in columns)
    return (
        f"SELECT book.book_id, book.partial{listed} FROM facts.book AS book{joined}{where}{grouped}"
    )


def figures_given(rule: Rule, as_of: dt.date, trials: Sequence[Trial]) -> str:
    """What divisions set for the books below, the nearest first; a trial stands for its own."""
    released = (
        "SELECT parameter.book_id, parameter.name, parameter.value, parameter.nearness"
        " FROM facts.rule_parameter AS parameter"
        f" WHERE parameter.rule_code = '{rule.code}' AND parameter.valid_from <= {day(as_of)}"
        f" AND (parameter.valid_before IS NULL OR parameter.valid_before > {day(as_of)})"
    )
    others = "".join(
        f" AND NOT (parameter.name = '{each.name}' AND parameter.division_id ="
        f" '{each.division_id}')"
        for each in trials
    )
    tried = "".join(
        f" UNION ALL SELECT book.book_id, '{each.name}', {each.value}, {len(each.path)}"
        f" FROM facts.book AS book WHERE starts_with(book.path, '{each.path}')"
        for each in trials
        if each.value is not None
    )
    return (
        "SELECT nearest.book_id, nearest.name, nearest.value, row_number() OVER"
        " (PARTITION BY nearest.book_id, nearest.name ORDER BY nearest.nearness DESC) AS place"
        f" FROM ({released}{others}{tried}) AS nearest"
    )


def in_force(rule: Rule) -> str:
    """The condition that a subject happened while the rule was in force, in a book it fits."""
    condition = f"happened_on >= {day(rule.in_force_from)}"
    if rule.in_force_until is not None:
        condition += f" AND happened_on <= {day(rule.in_force_until)}"
    if rule.rests_on_absence:
        condition += " AND NOT of_partial_book"
    return condition


def read(rule: Rule, query: str, as_of: dt.date) -> str:
    """A rule's query as it is run: that of an own rule reads the books of its place alone."""
    asked = filled(query, as_of)
    return asked if rule.division is None else limited(asked)


def populated(
    rule: Rule,
    as_of: dt.date,
    book_id: int | None = None,
    trials: Sequence[Trial] = (),
    narrowed: Narrowing | None = None,
) -> str:
    """The WITH list that ends in `population`: whom a rule looks at.

    Of a rule that holds books apart it reads one book alone, where it is narrowed.
    """
    population = read(rule, rule.population, as_of)
    if narrowed is not None and book_id is not None:
        population = narrowed(population, book_id)
    first = "WITH scope AS MATERIALIZED ("
    if rule.division is not None:
        first = f"""WITH {OWN_BOOKS} AS MATERIALIZED (
    {own_books(rule.division)}
),
scope AS MATERIALIZED ("""
    return f"""{first}
    {scope(rule, as_of, book_id, trials)}
),
population AS NOT MATERIALIZED (
    SELECT found.*, scope.partial AS of_partial_book
    FROM (
{population}
    ) AS found
    INNER JOIN scope ON found.book_id = scope.book_id
)"""


def tables(
    rule: Rule,
    as_of: dt.date,
    book_id: int | None = None,
    trials: Sequence[Trial] = (),
    narrowed: Narrowing | None = None,
) -> str:
    """The WITH list that ends in `breach`: what a rule's rows are selected from."""
    breach = read(rule, rule.breach, as_of)
    if narrowed is not None and book_id is not None:
        breach = narrowed(breach, book_id)
    return f"""{populated(rule, as_of, book_id, trials, narrowed)},
subject AS NOT MATERIALIZED (
    SELECT *
    FROM population
    WHERE applicable AND {in_force(rule)}
),
breach AS (
{breach}
)"""


def breaches(
    rule: Rule, as_of: dt.date, book_id: int | None = None, trials: Sequence[Trial] = ()
) -> str:
    """The statement that returns a rule's breaches, as somebody would type it."""
    return (
        f"{tables(rule, as_of, book_id, trials)}\nSELECT * FROM breach ORDER BY book_id, subject_id"
    )


def counted(rule: Rule) -> str:
    """The query that counts the subjects to which a rule applies, and all of its population."""
    return f"""SELECT
        count(*) FILTER (
            WHERE applicable AND {in_force(rule)}
        ) AS examined,
        count(*) AS everything
    FROM population"""


def storing(
    rule: Rule,
    as_of: dt.date,
    run_id: int,
    book_id: int | None = None,
    narrowed: Narrowing | None = None,
) -> str:
    """The statement of a run: stores every breach and returns the three counts.

    It returns examined, breached and not applicable. The number breached is the number of rows
    stored, because both are the same rows. Narrowed it reads one book alone, as `populated` does.
    """
    named = ", ".join(f"'{column}'" for column in CONTRACT)
    return f"""{tables(rule, as_of, book_id, narrowed=narrowed)},
stored AS (
    INSERT INTO audits.breach (
        run_id, rule_code, book_id, subject_id, amount_at_issue, due_on, evidence
    )
    SELECT
        {int(run_id)}, '{rule.code}', breach.book_id, breach.subject_id, breach.amount_at_issue,
        breach.due_on, to_jsonb(breach) - ARRAY[{named}]
    FROM breach
    RETURNING 1
),
counted AS (
    {counted(rule)}
)
SELECT
    counted.examined,
    (SELECT count(*) FROM stored) AS breached,
    counted.everything - counted.examined AS not_applicable
FROM counted"""


def taking_over(
    rule: Rule,
    run_id: int,
    base_run_id: int,
    touched: Sequence[int],
    *,
    examined: int,
    not_applicable: int,
) -> str:
    """The statement that stores what an earlier run found in the books that were not touched.

    Args:
        rule: the rule.
        run_id: what the breaches are stored under.
        base_run_id: the earlier run.
        touched: the books that are run anew.
        examined: to how many subjects of the other books the rule applied.
        not_applicable: to how many it did not.
    """
    return f"""WITH stored AS (
    INSERT INTO audits.breach (
        run_id, rule_code, book_id, subject_id, amount_at_issue, due_on, evidence
    )
    SELECT
        {int(run_id)}, rule_code, book_id, subject_id, amount_at_issue, due_on, evidence
    FROM audits.breach
    WHERE run_id = {int(base_run_id)} AND rule_code = '{rule.code}'
        AND NOT book_id = ANY (CAST(ARRAY[{", ".join(map(str, touched))}] AS INTEGER[]))
    RETURNING 1
)
SELECT
    {int(examined)} AS examined,
    (SELECT count(*) FROM stored) AS breached,
    {int(not_applicable)} AS not_applicable"""
