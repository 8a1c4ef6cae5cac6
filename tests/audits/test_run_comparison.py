"""What two runs found is compared, and what one found is the same text whenever it is asked for."""

import csv
import datetime as dt
import io
import json

import pytest
from audit_runs import AS_OF
from auditing import auditing
from builders import COUNTY, OTHER_COUNTY
from made_rules import ALL, NUMBERS, made, open_books
from sqlalchemy import Engine, text

from audits.run_comparison import changed_breaches, changes_by_rule, pair_of
from audits.run_exports import csv_line, exported
from audits.running import run
from expectations.checker import Checker
from ledger.errors import WrongUse

SECOND, THIRD = (AS_OF + dt.timedelta(days=n) for n in (1, 2))
ONE_A_BOOK = NUMBERS.replace("250", "1")
TWO_A_BOOK = NUMBERS.replace("250", "2")
#: The first subject of each book on the first and third day, the second on the second and third.
CHANGING = made(
    "ZZ-01",
    f"{ALL} WHERE {{as_of}} = DATE '{THIRD}' OR (subject_id = 1) = ({{as_of}} = DATE '{AS_OF}')",
    TWO_A_BOOK,
)
BROKEN = made("ZZ-02", ALL.replace("subject_id,", "subjekt_id,"), ONE_A_BOOK)
ALWAYS = made("ZZ-03", ALL, ONE_A_BOOK)
COUNTS = ("new", "back", "persisting", "gone")


@pytest.fixture
def books(engine: Engine) -> list[int]:
    """The books of two made-up counties."""
    with engine.begin() as connection:
        return open_books(connection, COUNTY, OTHER_COUNTY)


def a_run(engine: Engine, url: str, as_of: dt.date, book_id: int | None = None) -> int:
    """A run of the three rules, of which one cannot be run."""
    rules = [CHANGING, BROKEN, ALWAYS]
    made_run = run(
        auditing(engine), Checker(url), rules, as_of=as_of, started_by="测试员", book_id=book_id
    )
    return made_run.run_id


def compared(engine: Engine, run_id: int, base_id: int | None = None) -> dict[str, tuple[int, ...]]:
    """New, back, persisting and gone, by rule."""
    with engine.connect() as connection:
        pair = pair_of(connection, run_id, base_id)
        assert pair is not None
        return {
            row.rule_code: tuple(getattr(row, name) for name in COUNTS)
            for row in changes_by_rule(connection, pair)
        }


@pytest.mark.usefixtures("books")
def test_what_a_run_found_is_new_back_persisting_or_gone(engine: Engine, database: str) -> None:
    first, second, third = (a_run(engine, database, day) for day in (AS_OF, SECOND, THIRD))
    # A rule that did not run says nothing of what is gone: it is not compared.
    assert compared(engine, second) == {"ZZ-01": (2, 0, 0, 2), "ZZ-03": (0, 0, 2, 0)}
    assert compared(engine, third) == {"ZZ-01": (0, 2, 2, 0), "ZZ-03": (0, 0, 2, 0)}
    assert compared(engine, third, first) == {"ZZ-01": (2, 0, 2, 0), "ZZ-03": (0, 0, 2, 0)}


def test_changes_are_told_one_by_one_with_their_flags(
    engine: Engine, database: str, books: list[int]
) -> None:
    a_run(engine, database, AS_OF)
    second = a_run(engine, database, SECOND)
    with engine.connect() as connection:
        pair = pair_of(connection, second)
        assert pair is not None
        gone = changed_breaches(connection, pair, changes=["gone"])
        flags = {
            (row.book_id, row.subject_id): row.flag_id
            for row in connection.execute(
                text(
                    "SELECT book_id, subject_id, flag_id FROM audits.flag WHERE rule_code = 'ZZ-01'"
                )
            )
        }
    assert [(row.book_id, row.subject_id, row.amount_now) for row in gone] == [
        (book, 1, None) for book in books
    ]
    assert [row.flag_id for row in gone] == [flags[book, 1] for book in books]
    assert all(row.amount_before == 1 for row in gone)


def test_a_run_of_one_book_is_compared_in_that_book_only(
    engine: Engine, database: str, books: list[int]
) -> None:
    whole = a_run(engine, database, AS_OF)
    one = a_run(engine, database, SECOND, books[0])
    assert compared(engine, one, whole)["ZZ-01"] == (1, 0, 0, 1)
    other = a_run(engine, database, SECOND, books[1])
    with engine.connect() as connection:
        # Nothing of the same book came before it.
        assert pair_of(connection, other) is None
        with pytest.raises(WrongUse):
            pair_of(connection, other, one)
        with pytest.raises(WrongUse):
            pair_of(connection, whole, one)
        with pytest.raises(WrongUse):
            pair_of(connection, 4711)


@pytest.mark.usefixtures("books")
def test_two_runs_as_of_the_same_day_over_the_same_facts_give_the_same_bytes(
    engine: Engine, database: str
) -> None:
    pair = [a_run(engine, database, AS_OF) for _ in range(2)]
    other_day = a_run(engine, database, SECOND)
    with engine.connect() as connection:
        said = {
            (run_id, form): "".join(exported(connection, run_id, form, "zh"))
            for run_id in (*pair, other_day)
            for form in ("csv", "jsonl")
        }
    for form in ("csv", "jsonl"):
        assert said[pair[0], form] == said[pair[1], form]
        assert said[pair[0], form] != said[other_day, form]


@pytest.mark.usefixtures("books")
def test_an_export_holds_every_breach_and_what_was_looked_at(engine: Engine, database: str) -> None:
    run_id = a_run(engine, database, THIRD)
    with engine.connect() as connection:
        head, *rows = map(json.loads, exported(connection, run_id, "jsonl", "zh"))
        table = "".join(exported(connection, run_id, "csv", "zh"))
    assert (head["as_of"], set(head["positions"])) == (str(THIRD), {COUNTY, OTHER_COUNTY})
    assert [(rule["rule_code"], rule["failed"]) for rule in head["rules"]] == [
        ("ZZ-01", False),
        ("ZZ-02", True),
        ("ZZ-03", False),
    ]
    assert [(row["rule_code"], row["division_code"], row["subject_id"]) for row in rows] == [
        *(("ZZ-01", county, n) for county in (COUNTY, OTHER_COUNTY) for n in (1, 2)),
        *(("ZZ-03", county, 1) for county in (COUNTY, OTHER_COUNTY)),
    ]
    listed = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [len(row) for row in listed] == [len(listed[0])] * 7
    assert {row[9] for row in listed[1:]} == {"1.00"}


def test_a_cell_that_a_spreadsheet_would_run_is_marked_as_text() -> None:
    assert csv_line(["=1+1", "-5.00", "@x", "甲"]) == "'=1+1,-5.00,'@x,甲\r\n"
