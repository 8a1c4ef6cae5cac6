"""A person says of a flag that it is so, or why not; never of their own book, and for good."""

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down
from builders import CITY, PROVINCE
from persons import TESTER, add_person, sign_in, token_of
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from audits.judging import judge, judgements
from audits.questions import flags
from audits.rule_records import record_of
from ledger.database import acting_as
from ledger.errors import Refused
from ledger.personal import Protector

#: Logins and their roles at the province.
PEOPLE = {
    "审计": "auditor",
    "督查": "supervisor",
    "纪检": "discipline_inspector",
    "会计": "clerk",
    "局长": "head",
    "捐赠": "donor",
}


@pytest.fixture
def flagged(engine: Engine, owner: Engine, database: str, protector: Protector) -> Engine:
    """Two flags of the province, and people who may judge them or may not."""
    with owner.begin() as connection:
        for login, role in PEOPLE.items():
            add_person(connection, login, (role, PROVINCE, True))
            sign_in(connection, login)
        add_person(connection, "市审计", ("auditor", CITY, True))
        sign_in(connection, "市审计")
    hold_money_too_long(engine, protector)
    hold_money_too_long(engine, protector, "财农〔2022〕2号")
    run_late_pass_down(engine, database)
    return engine


def found(engine: Engine) -> list[tuple[int, int]]:
    """The book and the number of each flag."""
    with engine.connect() as connection:
        return sorted((flag.book_id, flag.flag_id) for flag in flags(connection))


def say(
    engine: Engine,
    login: str,
    flag: tuple[int, int],
    outcome: str = "confirmed",
    reason: str | None = None,
    note: str = "看了凭证，属实",
) -> None:
    """Judges a flag in somebody's name."""
    with acting_as(engine, token_of(login)).begin() as connection:
        judge(connection, *flag, outcome, reason, note)


def test_the_latest_judgement_counts_and_none_is_lost(flagged: Engine) -> None:
    first, second = found(flagged)
    say(flagged, "审计", first)
    say(flagged, "督查", second, "dismissed", "lawful_exception", "据实结算，有文件")
    with flagged.connect() as connection:
        record = record_of(connection, "BT-01")
    assert (record.confirmed, record.dismissed, record.precision) == (1, 1, 50)
    say(flagged, "纪检", second, "confirmed", None, "文件是后补的")
    with flagged.connect() as connection:
        record = record_of(connection, "BT-01")
        told = judgements(connection, *second)
    assert (record.confirmed, record.dismissed, record.precision) == (2, 0, 100)
    assert [(each.recorded_by, each.outcome, each.reason) for each in told] == [
        ("督查", "dismissed", "lawful_exception"),
        ("纪检", "confirmed", None),
    ]


def test_a_rule_of_which_no_flag_was_judged_has_no_precision(flagged: Engine) -> None:
    with flagged.connect() as connection:
        assert record_of(connection, "BT-01").precision is None


@pytest.mark.parametrize("login", ["会计", "局长", "捐赠", "市审计"])
def test_promise_11_the_audited_and_those_elsewhere_judge_nothing(
    flagged: Engine, login: str
) -> None:
    with pytest.raises(Refused, match=r"promise 11|承诺 11"):
        say(flagged, login, found(flagged)[0])


def test_promise_6_nobody_judges_the_flags_of_a_book_they_wrote_into(
    flagged: Engine, owner: Engine
) -> None:
    with owner.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ledger.right_held SELECT :login, 'auditor', :place, TRUE, NULL,"
                " min(request_id) FROM ledger.right_request"
            ),
            {"login": TESTER, "place": PROVINCE},
        )
    with pytest.raises(Refused, match=r"somebody else judges|由别人核实"):
        say(flagged, TESTER, found(flagged)[0])


@pytest.mark.parametrize(
    ("outcome", "reason", "note"),
    [
        ("dismissed", None, "看了"),
        ("dismissed", "because", "看了"),
        ("confirmed", "other", "看了"),
        ("closed", None, "看了"),
        ("confirmed", None, " "),
    ],
)
def test_a_judgement_says_what_and_why(
    flagged: Engine, outcome: str, reason: str | None, note: str
) -> None:
    flag = found(flagged)[0]
    with pytest.raises(Refused, match=r"promise 6|承诺 6"):
        say(flagged, "审计", flag, outcome, reason, note)
    with flagged.connect() as connection:
        assert judgements(connection, *flag) == []


def test_a_flag_that_is_not_there_is_not_judged(flagged: Engine) -> None:
    book, _ = found(flagged)[0]
    with pytest.raises(Refused, match=r"no flag|没有第"):
        say(flagged, "审计", (book, 4711))


def test_promise_2_a_judgement_is_not_rewritten(flagged: Engine, owner: Engine) -> None:
    say(flagged, "审计", found(flagged)[0])
    for statement in (
        "UPDATE audits.flag_judgement SET outcome = 'dismissed', reason = 'other'",
        "DELETE FROM audits.flag_judgement",
    ):
        for someone in (flagged, owner):
            with pytest.raises(DBAPIError), someone.begin() as connection:
                connection.execute(text(statement))
