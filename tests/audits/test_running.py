"""A run applies the rules in force, records each flag once, and closes none."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from audit_runs import AS_OF, tell
from auditing import auditing
from builders import COUNTY, OTHER_COUNTY, PROVINCE, post
from made_rules import ALL, LONG_AGO, NUMBERS, made, open_books
from ruling import release, set_parameter
from sqlalchemy import Engine, text

from audits.run_questions import rules_of_run
from audits.running import RUN_TURN, RunSummary, run
from expectations import incremental
from expectations.catalogue import rule
from expectations.checker import Checker
from expectations.rule import Parameter, Rule, Text, fact
from ledger.errors import SystemFailed
from ledger.personal import Protector
from ledger.turns import turn_held

SECOND, THIRD, FOURTH = (AS_OF + dt.timedelta(days=n) for n in (1, 2, 3))
ONE_A_BOOK = NUMBERS.replace("250", "1")
#: Breached on every day but the third.
NOT_ON_THE_THIRD = made("ZZ-01", f"{ALL} WHERE {{as_of}} <> DATE '{THIRD}'", ONE_A_BOOK)
BROKEN = made("ZZ-02", ALL.replace("subject_id,", "subjekt_id,"), ONE_A_BOOK)


@pytest.fixture
def books(engine: Engine) -> list[int]:
    """The books of two made-up counties."""
    with engine.begin() as connection:
        return open_books(connection, COUNTY, OTHER_COUNTY)


def make_run(
    engine: Engine, url: str, *rules: Rule, as_of: dt.date = AS_OF, book_id: int | None = None
) -> RunSummary:
    """A run of the rules given."""
    return run(
        auditing(engine), Checker(url), rules, as_of=as_of, started_by="测试员", book_id=book_id
    )


def ask(engine: Engine, question: str) -> list[Any]:
    """Rows of the database."""
    with engine.connect() as connection:
        return list(connection.execute(text(question)))


def counts(summary: RunSummary) -> tuple[int, int, int]:
    """New flags, those seen again, and those no longer seen."""
    return summary.new_flags, summary.seen_again, summary.no_longer_seen


def test_a_flag_is_new_then_seen_again_then_gone_then_back_and_never_closed(
    engine: Engine, database: str, books: list[int]
) -> None:
    assert counts(make_run(engine, database, NOT_ON_THE_THIRD)) == (len(books), 0, 0)
    assert counts(make_run(engine, database, NOT_ON_THE_THIRD, as_of=SECOND)) == (0, 2, 0)
    assert counts(make_run(engine, database, NOT_ON_THE_THIRD, as_of=THIRD)) == (0, 0, 2)
    assert counts(make_run(engine, database, NOT_ON_THE_THIRD, as_of=THIRD)) == (0, 0, 0)
    assert counts(make_run(engine, database, NOT_ON_THE_THIRD, as_of=FOURTH)) == (0, 2, 0)
    sightings = ask(
        engine,
        "SELECT book_id, array_agg(state ORDER BY run_id) AS states FROM audits.flag_sighting"
        " GROUP BY book_id ORDER BY book_id",
    )
    assert sightings == [(book, ["new", "gone", "back"]) for book in books]
    assert ask(engine, "SELECT count(*) FROM audits.flag") == [(2,)]


def test_a_run_that_looks_back_keeps_its_breaches_and_records_no_flag(
    engine: Engine, database: str, books: list[int]
) -> None:
    make_run(engine, database, NOT_ON_THE_THIRD, as_of=THIRD)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    back = make_run(engine, database, NOT_ON_THE_THIRD, as_of=SECOND)
    assert back.looks_back
    assert back.complete
    assert [result.breached for result in back.results] == [len(books)]
    assert ask(engine, "SELECT count(*) FROM audits.breach") == [(len(books),)]
    assert ask(engine, "SELECT * FROM audits.flag") == []
    assert ask(engine, "SELECT * FROM audits.alert") == []


def test_a_run_over_one_book_neither_sees_nor_touches_another(
    engine: Engine, database: str, books: list[int]
) -> None:
    make_run(engine, database, NOT_ON_THE_THIRD)
    one = make_run(engine, database, NOT_ON_THE_THIRD, as_of=THIRD, book_id=books[0])
    assert counts(one) == (0, 0, 1)
    assert [result.examined for result in one.results] == [1]
    gone = ask(engine, "SELECT book_id FROM audits.flag_sighting WHERE state = 'gone'")
    assert gone == [(books[0],)]
    again = make_run(engine, database, NOT_ON_THE_THIRD, as_of=FOURTH, book_id=books[1])
    assert counts(again) == (0, 1, 0)
    seen = ask(engine, f"SELECT book_id FROM audits.breach WHERE run_id = {again.run_id}")
    assert seen == [(books[1],)]


def test_a_rule_that_did_not_run_leaves_its_flags_as_they_were(
    engine: Engine, database: str, books: list[int]
) -> None:
    sound = replace(BROKEN, breach=ALL)
    make_run(engine, database, sound, NOT_ON_THE_THIRD)
    broken = replace(BROKEN, version=2)
    release(engine, broken)
    summary = make_run(engine, database, broken, NOT_ON_THE_THIRD, as_of=THIRD)
    assert not summary.complete
    assert counts(summary) == (0, 0, len(books))
    gone = ask(
        engine,
        "SELECT DISTINCT rule_code FROM audits.flag_sighting"
        " INNER JOIN audits.flag USING (book_id, flag_id) WHERE state = 'gone'",
    )
    assert gone == [("ZZ-01",)]


@pytest.mark.usefixtures("books")
def test_a_rule_whose_text_changed_without_a_new_version_stops_the_run(
    engine: Engine, database: str
) -> None:
    make_run(engine, database, NOT_ON_THE_THIRD)
    other = Text("另一个题目", "Another title")
    with pytest.raises(SystemFailed, match="ZZ-01") as stopped:
        make_run(engine, database, replace(NOT_ON_THE_THIRD, title=other), as_of=SECOND)
    assert "版本号" in stopped.value.text.zh
    assert ask(engine, "SELECT count(*) FROM audits.run") == [(1,)]
    second = replace(NOT_ON_THE_THIRD, title=other, version=2)
    release(engine, second)
    raised = make_run(engine, database, second, as_of=SECOND)
    assert raised.complete
    versions = ask(
        engine, "SELECT version, text ->> 'version' FROM audits.rule_version ORDER BY version"
    )
    assert versions == [(1, "1"), (2, "2")]


def test_a_rule_is_not_applied_to_what_happened_before_or_after_it_was_in_force(
    engine: Engine, database: str, books: list[int]
) -> None:
    january = dt.date(2022, 1, 1)
    day = dt.timedelta(days=1)
    rules = [
        made("ZZ-01", population=ONE_A_BOOK, in_force_from=january),
        made("ZZ-02", population=ONE_A_BOOK, in_force_from=january + day),
        made("ZZ-03", population=ONE_A_BOOK, in_force_until=january),
        made("ZZ-04", population=ONE_A_BOOK, in_force_until=january - day),
        made("ZZ-05", population=ONE_A_BOOK, in_force_from=AS_OF),
        made("ZZ-06", population=ONE_A_BOOK, in_force_from=SECOND),
    ]
    summary = make_run(engine, database, *rules)
    both = len(books)
    assert {
        result.rule.code: (result.examined, result.breached, result.not_applicable)
        for result in summary.results
    } == {
        "ZZ-01": (both, both, 0),
        "ZZ-02": (0, 0, both),
        "ZZ-03": (both, both, 0),
        "ZZ-04": (0, 0, both),
        "ZZ-05": (0, 0, both),
    }
    recorded = ask(engine, "SELECT rule_code FROM audits.run_rule ORDER BY rule_code")
    assert ("ZZ-06",) not in recorded


def test_a_parameter_is_the_nearest_divisions_from_its_day_to_four_places(
    engine: Engine, database: str, books: list[int]
) -> None:
    parted = made(
        "ZZ-01",
        "SELECT subject.book_id, subject.subject_id, NULL::numeric AS amount_at_issue,"
        " NULL::date AS due_on, scope.share FROM subject"
        " INNER JOIN scope ON subject.book_id = scope.book_id",
        ONE_A_BOOK,
        parameters=(Parameter("share", Decimal("0.5"), Text("份额", "share")),),
    )
    for division, share, since in (
        (PROVINCE, "0.9125", LONG_AGO),
        (OTHER_COUNTY, "0.0375", LONG_AGO),
        (OTHER_COUNTY, "0.1", SECOND),
    ):
        with engine.begin() as connection:
            set_parameter(connection, parted, "share", share, division, since)
    summary = make_run(engine, database, parted)
    assert summary.complete
    rows = ask(
        engine,
        "SELECT book_id, (evidence ->> 'share')::numeric(18, 4)::text FROM audits.breach"
        " ORDER BY book_id",
    )
    assert rows == [(books[0], "0.9125"), (books[1], "0.0375")]


def test_a_run_is_refused_while_another_is_under_way(engine: Engine, database: str) -> None:
    with (
        turn_held(auditing(engine), RUN_TURN),
        pytest.raises(SystemFailed, match=r"under way|正在进行"),
    ):
        make_run(engine, database, NOT_ON_THE_THIRD)
    assert make_run(engine, database, NOT_ON_THE_THIRD).complete


def test_a_day_beyond_the_calendar_of_working_days_is_refused(
    engine: Engine, database: str
) -> None:
    with pytest.raises(SystemFailed, match="2026-12-31"):
        make_run(engine, database, NOT_ON_THE_THIRD, as_of=dt.date(2027, 1, 1))
    assert ask(engine, "SELECT * FROM audits.run") == []


def test_a_run_rests_upon_an_earlier_one_says_so_and_is_full_where_asked(
    engine: Engine,
    database: str,
    books: list[int],  # noqa: ARG001  (a new book is a reason to look at all)
    protector: Protector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(incremental, "MOST", 1.0)
    cash, today = rule("DP-08"), dt.date(2022, 12, 31)

    def pay(book: str, reference: str) -> None:
        with engine.begin() as connection:
            post(
                connection,
                protector,
                fact("payees", book=book, payee_code="S", name="示范公司", kind="enterprise"),
                fact("projects", book=book, project_code=f"P{reference}"),
                fact(
                    "disbursements",
                    book=book,
                    project_code=f"P{reference}",
                    payee_code="S",
                    external_reference=reference,
                    method="cash",
                    amount=2000,
                ),
            )

    def made(*, full: bool = False) -> RunSummary:
        checker = Checker(database)
        return run(auditing(engine), checker, [cash], as_of=today, started_by="测试员", full=full)

    pay(COUNTY, "A")
    first = made()
    again = made()
    pay(OTHER_COUNTY, "B")
    second, third = made(), made(full=True)
    runs = (first, again, second, third)
    assert [each.results[0].base_run_id for each in runs] == [
        None,
        first.run_id,
        again.run_id,
        None,
    ]
    assert [counts(each) for each in runs] == [(1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 2, 0)]
    stored = [
        ask(
            engine,
            "SELECT book_id, subject_id, amount_at_issue, due_on, CAST(evidence AS text)"
            f" FROM audits.breach WHERE run_id = {each.run_id} ORDER BY book_id, subject_id",
        )
        for each in runs
    ]
    assert [len(each) for each in stored] == [1, 1, 2, 2]
    assert stored[0] == stored[1]
    assert stored[2] == stored[3]
    with engine.connect() as connection:
        assert [row.base_run_id for row in rules_of_run(connection, second.run_id)] == [
            again.run_id
        ]
