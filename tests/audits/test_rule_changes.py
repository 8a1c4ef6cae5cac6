"""What rules go by is changed by two, is read from the record, and goes back the same way."""

import datetime as dt
from dataclasses import replace

import pytest
from audit_runs import AS_OF
from auditing import auditing
from builders import CITY, COUNTY, OTHER_COUNTY, PROVINCE
from made_rules import ALL, LONG_AGO, NUMBERS, made, open_books
from persons import add_person, sign_in, token_of
from ruling import release, set_parameter
from sqlalchemy import Engine, text

from audits.rule_changes import ask_for_parameter, ask_for_version, decide_on_rule, requests
from audits.running import RunSummary, run
from expectations.catalogue import rules
from expectations.checker import Checker
from expectations.rule import Parameter, Rule, Text
from expectations.rule_data import NotARule, rule_from_data
from ledger.database import acting_as
from ledger.errors import Refused, WrongUse

ONE_A_BOOK = NUMBERS.replace("250", "1")
DAYS = made(
    "ZZ-01",
    "SELECT subject.book_id, subject.subject_id, NULL::numeric AS amount_at_issue,"
    " NULL::date AS due_on, scope.days FROM subject"
    " INNER JOIN scope ON subject.book_id = scope.book_id",
    ONE_A_BOOK,
    parameters=(Parameter("days", 10, Text("天数", "days")),),
)
NAMED = (("审计甲", CITY, True), ("审计乙", CITY, True), ("邻县审计", OTHER_COUNTY, False))


@pytest.fixture
def books(engine: Engine, owner: Engine) -> list[int]:
    """The books of two counties of a city; two auditors of the city and one of the second."""
    with owner.begin() as connection:
        for login, division, below in NAMED:
            add_person(connection, login, ("auditor", division, below))
            sign_in(connection, login)
        add_person(connection, "会计", ("clerk", COUNTY, False))
        sign_in(connection, "会计")
    with engine.begin() as connection:
        return open_books(connection, COUNTY, OTHER_COUNTY)


def ask(engine: Engine, login: str, value: str = "20", division: str = CITY) -> int:
    """Asks for the days of a division in somebody's name."""
    with acting_as(engine, token_of(login)).begin() as connection:
        return ask_for_parameter(
            connection, DAYS, "days", value, division_id=division, valid_from=AS_OF, ground="文件"
        )


def decide(engine: Engine, login: str, request: int, decision: str, reason: str = "") -> None:
    """Decides in somebody's name."""
    with acting_as(engine, token_of(login)).begin() as connection:
        decide_on_rule(connection, request, decision, reason)


def days_found(engine: Engine, url: str, as_of: dt.date = AS_OF) -> list[int]:
    """The days that a run goes by in each book."""
    made_run = make_run(engine, url, DAYS, as_of=as_of)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT (evidence ->> 'days')::integer FROM audits.breach"
                " WHERE run_id = :run ORDER BY book_id"
            ),
            {"run": made_run.run_id},
        )
        return list(found.scalars())


def make_run(engine: Engine, url: str, *given: Rule, as_of: dt.date = AS_OF) -> RunSummary:
    """A run of the rules given."""
    return run(auditing(engine), Checker(url), given, as_of=as_of, started_by="测试员")


@pytest.mark.usefixtures("books")
def test_a_figure_holds_from_its_day_once_another_person_released_it(
    engine: Engine, database: str
) -> None:
    request = ask(engine, "审计甲")
    assert days_found(engine, database) == [10, 10]
    decide(engine, "审计乙", request, "released")
    assert days_found(engine, database) == [20, 20]
    assert days_found(engine, database, AS_OF - dt.timedelta(days=1)) == [10, 10]
    county = ask(engine, "审计甲", "30", COUNTY)
    decide(engine, "审计乙", county, "released")
    assert days_found(engine, database) == [30, 20]
    back = ask(engine, "审计甲", "", COUNTY)
    decide(engine, "审计乙", back, "released")
    assert days_found(engine, database) == [20, 20], "without a value, what holds above"


@pytest.mark.usefixtures("books")
def test_promise_6_nobody_releases_what_they_asked_for_or_takes_back_what_others_did(
    engine: Engine,
) -> None:
    request = ask(engine, "审计甲")
    with pytest.raises(Refused, match=r"another releases|另一人批准"):
        decide(engine, "审计甲", request, "released")
    with pytest.raises(Refused, match=r"only they take it back|只能由申请人撤回"):
        decide(engine, "审计乙", request, "withdrawn")
    with pytest.raises(Refused, match=r"Say why|写明原因"):
        decide(engine, "审计乙", request, "refused")
    decide(engine, "审计乙", request, "refused", "文件已废止")
    with pytest.raises(Refused, match=r"decided on already|已经办结"):
        decide(engine, "审计乙", request, "released")
    decide(engine, "审计甲", ask(engine, "审计甲"), "withdrawn")


@pytest.mark.usefixtures("books")
def test_promise_11_a_figure_is_for_who_may_in_every_book_it_reaches(engine: Engine) -> None:
    for login in ("会计", "邻县审计"):
        with pytest.raises(Refused, match=r"promise 11|承诺 11"):
            ask(engine, login, division=COUNTY)
    with pytest.raises(Refused, match=r"promise 11|承诺 11"):
        ask(engine, "邻县审计", division=CITY)
    with pytest.raises(Refused, match=r"promise 11|承诺 11"):
        ask(engine, "审计甲", division=PROVINCE)
    request = ask(engine, "审计甲", division=COUNTY)
    with pytest.raises(Refused, match=r"promise 11|承诺 11"):
        decide(engine, "邻县审计", request, "released")
    with acting_as(engine, token_of("会计")).connect() as connection:
        assert requests(connection) == [], "what is only asked for is not for the audited"
    decide(engine, "审计乙", request, "released")
    with acting_as(engine, token_of("会计")).connect() as connection:
        [known] = requests(connection)
    assert (known.value, known.recorded_by, known.decided_by) == (20, "审计甲", "审计乙")


@pytest.mark.parametrize("typed", ["十", "1.5", "NaN", "1e400", "1_0", "99999999999999999"])
def test_a_value_that_is_none_is_refused_with_what_is_wanted(engine: Engine, typed: str) -> None:
    with engine.connect() as connection, pytest.raises(WrongUse, match=r"whole number|整数"):
        ask_for_parameter(
            connection, DAYS, "days", typed, division_id=CITY, valid_from=AS_OF, ground="文件"
        )


def test_a_parameter_that_a_rule_has_not_is_refused_with_those_it_has(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(WrongUse, match="days"):
        ask_for_parameter(
            connection, DAYS, "hours", "1", division_id=CITY, valid_from=AS_OF, ground="文件"
        )


@pytest.mark.usefixtures("books")
def test_a_new_version_is_run_once_two_released_it_and_an_old_one_again(
    engine: Engine, database: str
) -> None:
    first = made("ZZ-02", ALL, ONE_A_BOOK)
    second = replace(first, version=2, breach=f"{ALL} WHERE FALSE")
    make_run(engine, database, first)
    waits = make_run(engine, database, second)
    assert [(each.rule.version, each.breached) for each in waits.results] == [(1, 2)]
    assert [each.version for each in waits.waiting] == [2]
    release(engine, second)
    assert [each.breached for each in make_run(engine, database, second).results] == [0]
    release(engine, first)
    assert [each.breached for each in make_run(engine, database, second).results] == [2]


@pytest.mark.usefixtures("books")
def test_a_version_for_all_books_is_not_for_who_reaches_some(engine: Engine) -> None:
    with (
        acting_as(engine, token_of("邻县审计")).begin() as connection,
        pytest.raises(Refused, match=r"some of them only|其中一部分"),
    ):
        ask_for_version(connection, DAYS, "文件")


@pytest.mark.usefixtures("books")
def test_a_version_on_record_is_not_asked_for_with_another_text(engine: Engine) -> None:
    release(engine, DAYS)
    with (
        engine.begin() as connection,
        pytest.raises(Refused, match=r"with another text|内容不同"),
    ):
        ask_for_version(connection, replace(DAYS, title=Text("另一个", "Another")), "文件")


@pytest.mark.usefixtures("books")
def test_a_horizon_shows_the_figures_that_held_when_it_was_taken(engine: Engine) -> None:
    with engine.begin() as connection:
        set_parameter(connection, DAYS, "days", 20, CITY, LONG_AGO)
    with engine.begin() as connection:
        horizon = connection.execute(
            text("SELECT ledger.take_horizon(:day)"), {"day": AS_OF}
        ).scalar_one()
    with engine.begin() as connection:
        set_parameter(connection, DAYS, "days", 30, CITY, LONG_AGO)
    with engine.connect() as connection:
        connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
        seen = connection.execute(text("SELECT DISTINCT value FROM facts.rule_parameter"))
        assert [int(each) for each in seen.scalars()] == [20]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_made_again_of_its_text_on_record(rule: Rule) -> None:
    again = rule_from_data(rule.as_data(), rule.folder)
    assert again == rule
    assert again.sha256 == rule.sha256


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "1"}, "version"),
        ({"titel": "x"}, "titel"),
        ({"severity": 9}, "9"),
        ({"tier": "P9"}, "tier"),
        ({"in_force_from": "昨天"}, "昨天"),
        ({"breach": ""}, "breach"),
        ({"parameters": [{"name": "a; b", "default": 1, "meaning": {"zh": "", "en": ""}}]}, "a; b"),
        ({"breach": "SELECT now()"}, "clock"),
        ({"examples": "none"}, "examples"),
    ],
)
def test_data_that_make_no_rule_are_refused_with_the_field(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(NotARule, match=said):
        rule_from_data(DAYS.as_data() | change)
    lacking = DAYS.as_data()
    del lacking["sentence"]
    with pytest.raises(NotARule, match="sentence"):
        rule_from_data(lacking)
