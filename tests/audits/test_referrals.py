"""Those who may refer are asked of confirmed flags, and nobody else learns what they answered."""

import datetime as dt

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down
from builders import PROVINCE
from persons import add_person, sign_in, token_of
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from audits.judging import judge
from audits.questions import flags
from audits.referrals import OpenQuestion, open_questions, record_referral, referral_of
from ledger.database import acting_as
from ledger.dates import today_in_beijing
from ledger.errors import Refused
from ledger.personal import Protector

#: Logins and their roles at the province.
PEOPLE = {
    "审计": "auditor",
    "纪检": "discipline_inspector",
    "督查": "supervisor",
    "会计": "clerk",
    "局长": "head",
    "主管": "line_department",
    "捐赠": "donor",
}
MAY_NOT = sorted(set(PEOPLE) - {"审计", "纪检"})
TODAY = today_in_beijing()
DAY = dt.timedelta(days=1)


@pytest.fixture
def flag(engine: Engine, owner: Engine, database: str, protector: Protector) -> tuple[int, int]:
    """A flag of the province that an auditor confirmed: its book and number."""
    with owner.begin() as connection:
        for login, role in PEOPLE.items():
            add_person(connection, login, (role, PROVINCE, True))
            sign_in(connection, login)
    hold_money_too_long(engine, protector)
    run_late_pass_down(engine, database)
    with engine.connect() as connection:
        [found] = flags(connection)
    return found.book_id, found.flag_id


def confirm(engine: Engine, flag: tuple[int, int], outcome: str = "confirmed") -> None:
    """An auditor verifies it."""
    reason = None if outcome == "confirmed" else "other"
    with acting_as(engine, token_of("审计")).begin() as connection:
        judge(connection, *flag, outcome, reason, "看了凭证")


def say(
    engine: Engine,
    login: str,
    flag: tuple[int, int],
    step: str,
    on: dt.date = TODAY,
    receiver: str = "",
    note: str = "审移〔2026〕1号",
) -> None:
    """Records a step in somebody's name."""
    with acting_as(engine, token_of(login)).begin() as connection:
        record_referral(connection, *flag, step, on, receiver, note)


def asked(engine: Engine, login: str, as_of: dt.date = TODAY) -> list[OpenQuestion]:
    """What somebody is asked."""
    with acting_as(engine, token_of(login)).connect() as connection:
        return open_questions(connection, as_of)


def working_days_after(engine: Engine, day: dt.date, count: int) -> dt.date:
    """The first day with so many working days more."""
    with engine.connect() as connection:
        return dt.date.fromisoformat(
            str(
                connection.execute(
                    text(
                        "SELECT min(later.day) FROM facts.working_day AS given"
                        " INNER JOIN facts.working_day AS later"
                        " ON later.working_ordinal = given.working_ordinal + :count"
                        " WHERE given.day = :day"
                    ),
                    {"day": day, "count": count},
                ).scalar_one()
            )
        )


def test_a_confirmed_flag_is_asked_of_for_ten_working_days(
    engine: Engine, flag: tuple[int, int]
) -> None:
    assert asked(engine, "审计") == []
    confirm(engine, flag)
    due = working_days_after(engine, TODAY, 10)
    [question] = asked(engine, "审计", due)
    assert (question.code, question.since_on, question.due_on) == ("GV-05", TODAY, due)
    assert not question.overdue
    [late] = asked(engine, "纪检", due + DAY)
    assert late.overdue
    confirm(engine, flag, "dismissed")
    assert asked(engine, "审计") == []


def test_what_needs_no_referral_is_not_asked_again(engine: Engine, flag: tuple[int, int]) -> None:
    confirm(engine, flag)
    say(engine, "审计", flag, "not_needed", note="单位已退回，无人涉嫌")
    assert asked(engine, "审计") == []


def test_a_referral_is_asked_of_for_ninety_days_and_anew_when_it_is_passed_on(
    engine: Engine, flag: tuple[int, int]
) -> None:
    confirm(engine, flag)
    sent = TODAY - 91 * DAY
    say(engine, "审计", flag, "sent", sent, "示范监察委员会")
    [question] = asked(engine, "审计")
    assert (question.code, question.due_on, question.overdue) == ("GV-06", sent + 90 * DAY, True)
    assert not asked(engine, "审计", sent + 90 * DAY)[0].overdue
    say(engine, "纪检", flag, "received", sent + DAY)
    say(engine, "纪检", flag, "accepted", sent + DAY)
    assert asked(engine, "审计")[0].due_on == sent + 90 * DAY
    say(engine, "审计", flag, "passed_on", TODAY - DAY, "示范市监察委员会")
    [again] = asked(engine, "审计")
    assert (again.receiver, again.due_on) == ("示范市监察委员会", TODAY + 89 * DAY)
    say(engine, "审计", flag, "answered")
    assert asked(engine, "审计") == []
    with acting_as(engine, token_of("纪检")).connect() as connection:
        steps = [each.step for each in referral_of(connection, *flag)]
    assert steps == ["sent", "received", "accepted", "passed_on", "answered"]


@pytest.mark.parametrize("ending", ["returned", "filed"])
def test_a_return_is_an_answer(engine: Engine, flag: tuple[int, int], ending: str) -> None:
    confirm(engine, flag)
    say(engine, "审计", flag, "sent", TODAY - 5 * DAY, "示范监察委员会")
    say(engine, "审计", flag, ending)
    assert asked(engine, "审计") == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"step": "sent"}, "接收机关"),
        ({"step": "not_needed", "receiver": "某局"}, "接收机关"),
        ({"step": "answered"}, "还没有移送"),
        ({"step": "not_needed", "on": TODAY + DAY}, "已经发生的日期"),
        ({"step": "not_needed", "note": " "}, "原因"),
    ],
)
def test_what_does_not_fit_is_refused(
    engine: Engine, flag: tuple[int, int], said: dict[str, object], words: str
) -> None:
    confirm(engine, flag)
    with pytest.raises(Refused) as refusal:
        say(engine, "审计", flag, **said)  # type: ignore[arg-type]  (a step's parts by name)
    assert words in refusal.value.text.zh


def test_what_is_in_doubt_is_not_referred(engine: Engine, flag: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refusal:
        say(engine, "审计", flag, "not_needed")
    assert "没有核实属实" in refusal.value.text.zh


@pytest.mark.parametrize("login", MAY_NOT)
def test_promise_11_nobody_else_refers_or_learns_of_it(
    engine: Engine, flag: tuple[int, int], login: str
) -> None:
    confirm(engine, flag)
    say(engine, "审计", flag, "sent", receiver="示范监察委员会")
    with pytest.raises(Refused):
        say(engine, login, flag, "received")
    assert asked(engine, login) == []
    with acting_as(engine, token_of(login)).connect() as connection:
        assert referral_of(connection, *flag) == []
        seen = connection.execute(text("SELECT count(*) FROM audits.referral_step")).scalar_one()
    assert seen == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audits.referral_step SET step = 'filed'",
        "DELETE FROM audits.referral_step",
    ],
)
def test_promise_2_no_step_is_changed(
    engine: Engine, owner: Engine, flag: tuple[int, int], tampering: str
) -> None:
    confirm(engine, flag)
    say(engine, "审计", flag, "sent", receiver="示范监察委员会")
    with pytest.raises(DBAPIError, match="facts_are_never_changed"), owner.begin() as connection:
        connection.execute(text(tampering))
