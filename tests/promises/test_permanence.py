"""Promises 1, 2 and 12: what is posted stays as it is, whoever tries, and corrections are added."""

import datetime as dt

import pytest
from builders import book_id, id_number, import_rows, post, with_background
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.database import Base
from ledger.migrations.tables import import_all
from ledger.personal import Protector
from ledger.refusals import refusal_of

import_all()
#: What postings, new editions of reference data, sign-ins and the scheduler keep up to date.
WORKING_TABLES = {
    "ledger.balance",
    "ledger.balance_slice",
    "ledger.balance_slice_day",
    "ledger.book_head",
    "ledger.voucher_counter",
    "ledger.calendar_day",
    "ledger.division",
    "ledger.division_code",
    "ledger.division_mark",
    "ledger.division_succession",
    "ledger.statutory_account",
    "ledger.statutory_mapping",
    "ledger.statutory_regime",
    "ledger.book_reach",
    "ledger.door_key",
    "ledger.draft",
    "ledger.draft_piece",
    "ledger.right_held",
    "ledger.role_power",
    "ledger.recovery_code",
    "ledger.second_factor",
    "ledger.sign_in_brake",
    "ledger.turn",
    "ledger.data_key",
    "ledger.personal_number",
    "ledger.user_account",
    "ledger.user_secret",
    "ledger.web_session",
    "audits.job_tick",
    "ledger.log_tree",
    "ledger.tile",
}
TABLES = sorted(Base.metadata.tables)
FACT_TABLES = [table for table in TABLES if table not in WORKING_TABLES]
INSUFFICIENT_PRIVILEGE = "42501"


def attempts(table: str) -> list[str]:
    """Every way to change or remove what a table holds."""
    columns = Base.metadata.tables[table].columns
    # Its place in the common log is the one thing that a fact is given later.
    column = next(
        column.name
        for column in columns
        if column.identity is None and not (column.name == "log_position" and column.nullable)
    )
    return [
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ]


def refused(connection: Connection, statement: str) -> str:
    """The code a statement is refused with."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():
        connection.execute(text(statement))
    return str(getattr(error.value.orig, "pgcode", ""))


def test_working_tables_are_the_only_ones_without_the_guard() -> None:
    assert set(TABLES) >= WORKING_TABLES, "a working table is gone: strike it off"


@pytest.mark.parametrize("table", FACT_TABLES)
def test_promise_2_the_owner_cannot_change_or_remove_a_fact(
    owner_of_shared: Engine, table: str
) -> None:
    with owner_of_shared.connect() as connection:
        for statement in attempts(table):
            assert refused(connection, statement) == "MZ002", statement


@pytest.mark.parametrize("role", ["mingzhang_app", "mingzhang_audit"])
@pytest.mark.parametrize("table", FACT_TABLES)
def test_promise_2_no_role_has_the_right_to_change_or_remove_a_fact(
    owner_of_shared: Engine, table: str, role: str
) -> None:
    with owner_of_shared.connect() as connection:
        connection.execute(text(f"SET ROLE {role}"))
        for statement in attempts(table):
            assert refused(connection, statement) == INSUFFICIENT_PRIVILEGE, statement


def test_promise_2_the_application_writes_facts_only_through_the_posting_functions(
    connection: Connection,
) -> None:
    ledger = [table for table in FACT_TABLES if table.startswith("ledger.")]
    allowed = [
        table
        for table in ledger
        if connection.execute(
            text("SELECT has_table_privilege('mingzhang_app', :t, 'INSERT')"), {"t": table}
        ).scalar()
    ]
    assert allowed == []


#: Movements that no books may show, as the columns in which they differ from a right one.
WRONG_ENTRIES = {
    "no amount": {"amount": "0"},
    "a negative amount": {"amount": "-1"},
    "one account with itself": {"debit_kind": "'available'", "credit_kind": "'available'"},
    "authority into cash": {"debit_kind": "'treasury'"},
    "cash on the side of authority": {"side": "'cash'"},
    "another book's source": {"source_id": "987654"},
    "no voucher": {"voucher_id": "987654"},
}


@pytest.mark.parametrize("wrong", WRONG_ENTRIES)
def test_promise_1_an_entry_that_does_not_balance_cannot_be_written(
    owner: Engine, engine: Engine, protector: Protector, wrong: str
) -> None:
    with engine.begin() as connection:
        post(connection, protector, fact("appropriations", amount=100))
    right = {
        "side": "side",
        "source_id": "source_id",
        "voucher_id": "voucher_id",
        "credit_kind": "credit_kind",
        "debit_kind": "debit_kind",
        "amount": "amount",
    }
    copying = (
        "INSERT INTO ledger.entry (book_id, log_position, recorded_at, voucher_id, line_number,"
        " side, source_id, credit_kind, debit_kind, amount, occurred_on)"
        " SELECT book_id, 99, recorded_at, {voucher_id}, 9, {side}, {source_id}, {credit_kind},"
        " {debit_kind}, {amount}, occurred_on FROM ledger.entry WHERE side = 'authority'"
    )
    with owner.connect() as connection:
        with connection.begin_nested():
            connection.execute(text(copying.format(**right)))
        connection.rollback()
        with pytest.raises(DBAPIError, match="constraint"), connection.begin():
            connection.execute(text(copying.format(**right | WRONG_ENTRIES[wrong])))


#: A noun's sheet, what names one of it there, and a column that changes.
VERSIONED = {
    "project": ("projects", {"project_code": "P1"}, "name"),
    "payee": ("payees", {"payee_code": "S1"}, "name"),
    "notice": ("notices", {"notice_code": "G1"}, "place"),
    "entitlement": (
        "entitlements",
        {"entitlement_code": "Q1", "project_code": "P1", "household_code": "H1"},
        "unit",
    ),
    "foundation_year": ("foundation_years", {"report_code": "J1"}, "foundation"),
    "budget_line": ("budget_lines", {"line_code": "B1"}, "evidence"),
    "aid_pairing": ("aid_pairings", {"pairing_code": "J1"}, "helper"),
    "person": ("households", {"household_code": "H1", "identity": id_number(1)}, "name"),
}


@pytest.mark.parametrize("noun", VERSIONED)
def test_promise_12_a_later_version_is_added_and_the_earlier_stays_to_be_seen(
    engine: Engine, protector: Protector, noun: str
) -> None:
    sheet, key, column = VERSIONED[noun]
    with engine.begin() as connection:
        post(connection, protector, Fact(sheet, key | {column: "旧"}))
    with engine.begin() as connection:
        before = horizon(connection)
    later = Fact(sheet, key | {column: "新", "effective_on": "2023-01-01"})
    with engine.begin() as connection:
        assert import_rows(connection, protector, with_background([later])).problems == []
    with engine.begin() as connection:
        assert seen(connection, noun, column, before) == ["旧"], "what was known then"
        assert seen(connection, noun, column, horizon(connection, "2022-12-31")) == ["旧"]
        assert seen(connection, noun, column, horizon(connection)) == ["新"]
        versions = connection.execute(
            text(f"SELECT {column}, recorded_by FROM ledger.{noun} ORDER BY log_position")
        ).all()
    assert [tuple(version) for version in versions] == [("旧", "测试员"), ("新", "测试员")]


def horizon(connection: Connection, on: str = "2030-01-01") -> int:
    """What is known now, as of a day."""
    taken = connection.execute(
        text("SELECT ledger.take_horizon(:on)"), {"on": dt.date.fromisoformat(on)}
    )
    return int(taken.scalar_one())


def seen(connection: Connection, view: str, column: str, at: int) -> list[str]:
    """What a view shows of a column at a horizon."""
    connection.execute(text(f"SET LOCAL mingzhang.horizon = '{at}'"))
    return list(connection.execute(text(f"SELECT {column} FROM facts.{view}")).scalars())


def test_a_reversal_undoes_exactly_what_was_posted_and_only_once(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        fact("appropriations", document_no="本1", amount=100, occurred_on="2022-03-01"),
        fact("assignments", project_code="A", source_document="本1", amount=60),
    )
    book = book_id(connection)
    undone = connection.execute(
        text("SELECT log_position FROM ledger.voucher WHERE event = 'assignment'")
    ).scalar_one()
    reverse = text("SELECT ledger.reverse_voucher(:book, :undone, '2022-04-01', '记错', '测试员')")
    values = {"book": book, "undone": undone}
    connection.execute(reverse, values)
    stands = connection.execute(
        text("SELECT kind, amount FROM ledger.balance WHERE amount > 0 AND side = 'authority'")
    ).all()
    assert [(row.kind, str(row.amount)) for row in stands] == [("available", "100.00")]
    with pytest.raises(DBAPIError, match="cannot_reverse"), connection.begin_nested():
        connection.execute(reverse, values)
    with pytest.raises(DBAPIError) as early, connection.begin_nested():
        connection.execute(text(str(reverse).replace("2022-04-01", "2022-01-01")), values)
    assert refusal_of(early.value) is not None
