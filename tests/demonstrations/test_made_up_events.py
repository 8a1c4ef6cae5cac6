"""The made-up province shows every sheet and every event, and its statements reconcile."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import administer, copy_of
from sqlalchemy import Connection, Engine, text

from demonstrations.made_up.generating import generate
from demonstrations.made_up.loading import load
from demonstrations.made_up.plan import JOINED_ON, Plan
from demonstrations.made_up.statements import CLEARED_THROUGH, ENDS_ON, INTEREST
from ledger.database import open_engine
from ledger.imports.catalogue import SHEETS
from ledger.personal import Protector
from ledger.reconciliation import day_reconciled, reconciliation
from ledger.statement_matches import match_by_rule
from ledger.unmatched import open_lines, open_movements
from ledger.vouchers import EVENTS

#: The smallest province that has all of it: a county that joins, a year that ends, households.
PLAN = Plan(seed=3, counties=2, years=2, scale=90)
#: What every county does in every year.
YEARLY = {
    "transfer_received",
    "transfer_adjusted",
    "paired_aid_received",
    "bond_received",
    "platform_loan",
    "investment_return",
    "donation",
    "appropriation",
    "integration",
    "assignment",
    "commitment",
    "release",
    "disbursement",
    "refund",
    "cash_in",
    "cash_out",
}
#: Tables of what vouchers are about; papers are attached and lines matched long after.
OF_VOUCHERS = """
SELECT written.table_name
FROM information_schema.columns AS written
INNER JOIN information_schema.columns AS posted USING (table_schema, table_name)
WHERE table_schema = 'ledger' AND written.column_name = 'recorded_at'
    AND posted.column_name = 'voucher_id'
    AND table_name NOT IN ('attachment', 'statement_match')
"""
APART = """
SELECT count(*), count(*) FILTER (WHERE noun.recorded_at <> voucher.recorded_at) AS apart
FROM ledger.{table} AS noun
INNER JOIN ledger.voucher AS voucher
    ON noun.book_id = voucher.book_id AND noun.voucher_id = voucher.log_position
"""
UNMATCHED = """
SELECT statement_line_id FROM facts.reconciled_line WHERE book_id = :book AND NOT matched
"""
#: Districts of the helping city keep a project library and nothing else.
COUNTIES = """
SELECT book_id, division_id FROM facts.book
WHERE level = 'county' AND starts_with(path, '/000000/990000/990100/')
ORDER BY division_id
"""


@pytest.fixture(scope="module")
def province(server_url: str, template: str, protector: Protector) -> Iterator[Engine]:
    """The province in a ledger."""
    name = f"{template}_made_up_events"
    url = copy_of(server_url, template, name)
    engine = open_engine(url)
    load(url, protector, PLAN)
    yield engine
    engine.dispose()
    administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def counties(connection: Connection) -> dict[str, int]:
    """The books of the counties, by division."""
    found = connection.execute(text(COUNTIES))
    return {row.division_id: row.book_id for row in found}


def rows_of_sheets(folder: Path) -> dict[str, int]:
    """How many rows each file of a folder has, by the file's name."""
    rows = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows[path.stem] = sum(1 for _ in csv.reader(file)) - 1
    return rows


def test_every_sheet_is_filled_in(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    rows = rows_of_sheets(tmp_path)
    assert {each.name.zh for each in SHEETS} - {
        name for name, count in rows.items() if count
    } == set()


def test_a_province_of_one_county_has_no_county_that_joins(tmp_path: Path) -> None:
    generate(Plan(counties=1), tmp_path)
    opening = {each.name.zh for each in SHEETS if each.key == "opening_balances"}
    assert {each.name.zh for each in SHEETS} - set(rows_of_sheets(tmp_path)) == opening


def test_every_event_is_posted(province: Engine) -> None:
    with province.connect() as connection:
        events = set(
            connection.execute(text("SELECT DISTINCT event FROM ledger.voucher")).scalars()
        )
    assert events == set(EVENTS)


def test_promise_5_no_moment_knows_half_of_a_voucher(province: Engine) -> None:
    with province.connect() as connection:
        tables = connection.execute(text(OF_VOUCHERS)).scalars().all()
        assert {"entry", "source", "disbursement", "refund", "take_back"} <= set(tables)
        for table in tables:
            found = connection.execute(text(APART.format(table=table))).one()
            assert (table, found.apart) == (table, 0)
            assert (table, found.count > 0) == (table, True)


def test_every_county_shows_in_every_year_what_recurs(province: Engine) -> None:
    query = (
        "SELECT DISTINCT event FROM facts.voucher WHERE book_id = :book AND period / 100 = :year"
    )
    with province.connect() as connection:
        for number, book in enumerate(counties(connection).values()):
            for year in PLAN.years_of(number):
                found = connection.execute(text(query), {"book": book, "year": year}).scalars()
                assert YEARLY - set(found) == set()


def test_a_county_that_joins_has_nothing_from_before(province: Engine) -> None:
    query = "SELECT min(occurred_on) FROM ledger.voucher WHERE book_id = :book"
    with province.connect() as connection:
        last = list(counties(connection).values())[-1]
        assert connection.execute(text(query), {"book": last}).scalar_one() == JOINED_ON


def test_what_is_passed_on_is_received_to_the_last_fen(province: Engine) -> None:
    """Of the orderly documents; what cases pass on otherwise is theirs."""
    query = (
        "SELECT kind, count(*), sum(abs(in_transit)) AS apart FROM facts.transfer"
        " WHERE document_no NOT LIKE '%专财农%' GROUP BY kind"
    )
    with province.connect() as connection:
        found = {row.kind: row.apart for row in connection.execute(text(query))}
    assert found == {"transfer": 0, "bond": 0, "paired_aid": 0}


def test_seven_payments_of_a_batch_bounce_and_are_paid_again(province: Engine) -> None:
    query = (
        "SELECT paid.batch_no, count(*) FROM ledger.refund AS back"
        " INNER JOIN ledger.disbursement AS paid"
        " ON back.book_id = paid.book_id AND back.disbursement_id = paid.log_position"
        " INNER JOIN ledger.disbursement AS again"
        " ON paid.book_id = again.book_id AND again.reissue_of = paid.external_reference"
        " WHERE back.kind = 'bounced' AND paid.batch_no IS NOT NULL GROUP BY paid.book_id, 1"
    )
    with province.connect() as connection:
        assert {row.count for row in connection.execute(text(query))} == {7}


def test_the_statement_of_the_last_month_reconciles(province: Engine) -> None:
    """Everything matches but the interest, and what was paid too late to be cleared."""
    with province.connect() as connection, connection.begin() as transaction:
        for book in counties(connection).values():
            matched = match_by_rule(connection, book)
            assert matched["reference"] > 7
            assert matched["batch_amount_date"] == 1
            as_of = day_reconciled(connection, book)
            assert as_of == ENDS_ON
            [line] = open_lines(connection, book, as_of, 100)
            assert line.amount * 100 == INTEREST
            unmatched = connection.execute(text(UNMATCHED), {"book": book}).scalars().all()
            assert unmatched == [line.statement_line_id]
            left = open_movements(connection, book, as_of, 100)
            assert [each for each in left if each.occurred_on <= CLEARED_THROUGH] == []
            assert reconciliation(connection, book, as_of).difference == 0
        transaction.rollback()
