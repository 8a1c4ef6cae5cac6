"""What was taken out and what was refused is on record, for the audit administrator, for good."""

import pytest
from builders import CITY, COUNTY, OTHER_COUNTY, book_id, post
from persons import add_person, sign_in, token_of
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from audits.running import starter
from expectations.rule import fact
from ledger.access_questions import Access, Filter, accesses
from ledger.acting import check_holds
from ledger.books import find_book
from ledger.database import acting_as
from ledger.errors import Refused
from ledger.exports import note_export
from ledger.period_questions import act_on_period
from ledger.personal import Protector
from ledger.refused_accesses import note_refusal, note_refusals

#: What somebody would put on record.
NOTE = text("SELECT ledger.note_access(:kind, NULL, 'made up', '{}')")


@pytest.fixture
def people(engine: Engine, owner: Engine, protector: Protector) -> Engine:
    """A county and its neighbour with books; a clerk, a head and an audit administrator."""
    with engine.begin() as connection:
        post(connection, protector, fact("transfers"), fact("transfers", book=OTHER_COUNTY))
    with owner.begin() as connection:
        add_person(connection, "王会计", ("clerk", COUNTY, False))
        add_person(connection, "审计员", ("audit_administrator", COUNTY, False))
        add_person(connection, "市审计员", ("audit_administrator", CITY, True))
        for login in ("王会计", "审计员", "市审计员"):
            sign_in(connection, login)
    note_refusals(engine)
    return engine


def read_by(engine: Engine, reader: str, **wanted: str) -> list[Access]:
    """What somebody finds in the access log."""
    with acting_as(engine, token_of(reader)).connect() as connection:
        return accesses(connection, Filter(**wanted))  # type: ignore[arg-type]


def test_an_export_is_on_record_with_who_took_what(people: Engine) -> None:
    with people.connect() as connection:
        book = book_id(connection)
    clerk = acting_as(people, token_of("王会计"))
    note_export(clerk, "vouchers", book, period=202203, numbers="1..3")
    [access] = read_by(people, "审计员", kind="export")
    assert (access.login, access.book_id, access.division_name) == ("王会计", book, "示范一县")
    assert access.words.zh == "凭证打印 202203-1..3"
    assert access.words.en == "vouchers printed, 202203-1..3"


def test_what_the_database_refuses_is_on_record_though_it_was_rolled_back(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    with pytest.raises(Refused), clerk.begin() as connection:
        act_on_period(connection, book_id(connection), "closed", 202203, "月末")
    [access] = read_by(people, "审计员", kind="refused")
    assert (access.login, access.subject) == ("王会计", "power_lacking")
    assert "结账" in access.words.zh
    assert "Close months" in access.words.en


def test_a_command_about_a_book_out_of_reach_is_refused_and_on_record(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    with clerk.connect() as connection, pytest.raises(Refused, match="Read money"):
        find_book(connection, OTHER_COUNTY)
    # Whether there is a book is not told.
    with clerk.connect() as connection, pytest.raises(Refused, match="Read money"):
        find_book(connection, CITY)
    assert len(read_by(people, "市审计员", kind="refused", login="王会计")) == 2


def test_who_may_not_check_all_books_is_told_to_name_one(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    with clerk.connect() as connection:
        with pytest.raises(Refused, match="audit --book") as refused:
            starter(connection, None)
        assert starter(connection, book_id(connection)) == "王会计"
    assert refused.value.promise == 11
    [access] = read_by(people, "审计员", kind="refused")
    assert (access.login, access.subject) == ("王会计", "check_of_all")
    nobody = acting_as(people, "no session")
    with nobody.connect() as connection, pytest.raises(Refused, match="signed in"):
        starter(connection, None)


def test_the_policies_own_refusal_is_on_record(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    with pytest.raises(DBAPIError), clerk.begin() as connection:
        connection.execute(text("DELETE FROM ledger.entry"))
    [access] = read_by(people, "审计员", kind="refused")
    assert "permission denied for table entry" in access.subject


def test_records_of_a_book_are_read_by_its_own_audit_administrator(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    with clerk.connect() as connection, pytest.raises(Refused):
        find_book(connection, OTHER_COUNTY)
    assert read_by(people, "审计员", kind="refused") == []
    assert len(read_by(people, "市审计员", kind="refused")) == 1
    assert read_by(people, "王会计") == []


def test_who_may_not_read_the_log_is_refused_and_that_is_on_record_too(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    with clerk.connect() as connection, pytest.raises(Refused, match="access log"):
        check_holds(connection, "record")
    with people.connect() as connection:
        check_holds(connection, "record")
    [access] = read_by(people, "审计员", kind="refused")
    assert access.subject == "power_lacking_anywhere"
    nobody = acting_as(people, "no session")
    with nobody.connect() as connection, pytest.raises(Refused, match="signed in"):
        check_holds(connection, "record")
    assert read_by(people, "审计员", kind="refused")[0].login is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.access_record SET login = NULL",
        "DELETE FROM ledger.access_record",
        "TRUNCATE ledger.access_record",
    ],
)
def test_nobody_edits_the_log(people: Engine, owner: Engine, statement: str) -> None:
    note_export(acting_as(people, token_of("王会计")), "trace", None, of="ZF1")
    for engine, prefix in (
        (acting_as(people, token_of("审计员")), ""),
        (people, ""),
        (owner, "SET LOCAL ROLE mingzhang_owner; "),
        (owner, ""),
    ):
        with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
            connection.execute(text(prefix + statement))
        assert refused.value.orig is not None
        assert refused.value.orig.pgcode in {"42501", "MZ002"}
    assert len(read_by(people, "审计员", kind="export")) == 1


@pytest.mark.parametrize(
    ("login", "kind", "pgcode"),
    [
        ("王会计", "personal_data_read", "42501"),
        ("王会计", "password_reset", "42501"),
        ("", "signed_in", "42501"),
        ("", "export", "MZ011"),
    ],
)
def test_the_application_records_neither_what_it_is_not_asked_nor_what_nobody_did(
    people: Engine, login: str, kind: str, pgcode: str
) -> None:
    someone = acting_as(people, token_of(login))
    with pytest.raises(DBAPIError) as refused, someone.begin() as connection:
        connection.execute(NOTE, {"kind": kind})
    assert refused.value.orig is not None
    assert refused.value.orig.pgcode == pgcode
    assert read_by(people, "审计员", kind=kind) == []


def test_nobody_buries_the_log_under_refusals(people: Engine, owner: Engine) -> None:
    nobody = acting_as(people, "no session")
    with nobody.begin() as connection:
        for _ in range(100):
            connection.execute(NOTE, {"kind": "refused"})
    note_refusal(nobody, "one more", {})
    assert count_refused(owner) == 100
    clerk = acting_as(people, token_of("王会计"))
    note_refusal(clerk, "somebody's", {})
    assert read_by(people, "审计员", kind="refused")[0].login == "王会计"
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text("UPDATE ledger.access_record SET recorded_at = recorded_at - INTERVAL '1 hour'")
        )
    note_refusal(nobody, "in another hour", {})
    assert count_refused(owner) == 102


def count_refused(owner: Engine) -> int:
    """How many refusals are on record."""
    with owner.connect() as connection:
        counted = "SELECT count(*) FROM ledger.access_record WHERE kind = 'refused'"
        return int(connection.execute(text(counted)).scalar_one())


def test_the_log_goes_on_below_a_number(people: Engine) -> None:
    clerk = acting_as(people, token_of("王会计"))
    for number in range(5):
        note_export(clerk, "trace", None, of=f"ZF{number}")
    with acting_as(people, token_of("审计员")).connect() as connection:
        first = accesses(connection, Filter(), limit=2)
        then = accesses(connection, Filter(), before=first[-1].access_id, limit=10)
    assert [each.details["of"] for each in (*first, *then)] == ["ZF4", "ZF3", "ZF2", "ZF1", "ZF0"]
