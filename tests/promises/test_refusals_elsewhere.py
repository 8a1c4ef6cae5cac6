"""The refusals of the table where no workbook is: by the form, and straight in the database."""

import pytest
from builders import CITY, COUNTY, OTHER_COUNTY, book_id, import_rows, post
from period_acts import act
from refusal_scene import EVENTS
from refusal_shape import SCENE, TO_COME, Event, Refusal
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from typing_in import enter
from workbooks import fact_count, forget_staging

from ledger.imports.entering import field_problems
from ledger.imports.outcomes import Request
from ledger.personal import Protector

REQUEST = Request()
POSTED = """
SELECT columns.table_name
FROM information_schema.columns AS columns
WHERE columns.table_schema = 'ledger' AND columns.column_name = 'voucher_id'
    AND columns.table_name IN (
        SELECT relation.relname FROM pg_trigger AS writing
        INNER JOIN pg_class AS relation ON writing.tgrelid = relation.oid
        WHERE writing.tgname LIKE '%\\_writes\\_entries'
    )
ORDER BY 1
"""


def count_of(engine: Engine) -> int:
    """How many facts there are."""
    with engine.connect() as connection:
        return fact_count(connection)


def refused_by_form(
    engine: Engine, protector: Protector, event: Event, **changed: str
) -> list[tuple[str, str | None]]:
    """The codes and fields of what is wrong with one row; nothing of it is kept."""
    before = count_of(engine)
    outcome = enter(engine, protector, event.sheet, [event.row(**changed)], REQUEST)
    assert not outcome.done
    assert count_of(engine) == before
    found = field_problems(event.sheet, outcome.problems)
    assert {each.row for each in found} == {0}
    return [(each.code, each.field) for each in found]


@pytest.mark.parametrize("name", EVENTS)
def test_a_form_with_it_is_refused_at_its_field(
    standing: Engine, protector: Protector, name: str
) -> None:
    event = EVENTS[name]
    for kind, each in event.refusals.items():
        # Other content than what is posted needs that posted first: see the workbooks.
        if isinstance(each, Refusal) and kind != "other_content":
            found = refused_by_form(standing, protector, event, **each.cells)
            assert found == [(each.code, each.field)], kind
    if event.day and not event.undated:
        found = refused_by_form(standing, protector, event, **{event.day: TO_COME})
        assert found == [("day_to_come", event.day)]
    right = enter(standing, protector, event.sheet, [event.row()], Request(dry_run=True))
    assert right.problems == []
    assert sum(right.posted.values()) > 0


def close_all(connection: Connection) -> None:
    """Closes May in the books of the scene."""
    for division in (CITY, COUNTY, OTHER_COUNTY):
        act(connection, book_id(connection, division), "closed", 202205)


def post_all(connection: Connection, protector: Protector) -> None:
    """Posts the right row of every event, on the scene."""
    post(connection, protector, *SCENE)
    for event in EVENTS.values():
        forget_staging(connection)
        assert import_rows(connection, protector, [(event.sheet, event.row())]).problems == []


def test_promise_5_a_form_cannot_post_into_a_closed_month(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, *SCENE)
        close_all(connection)
    for event in EVENTS.values():
        if not event.open_in_closed_months:
            found = refused_by_form(engine, protector, event)
            assert found == [("period_closed", event.day)], event


def test_promise_5_no_posted_event_gets_into_a_closed_month_by_its_own_table(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post_all(connection, protector)
        close_all(connection)
    with owner.connect() as connection:
        tables = connection.execute(text(POSTED)).scalars().all()
    assert len(tables) > 10
    for table in tables:
        # Of a plan's version a source is pooled once.
        other = (
            ", 'source_id', (SELECT max(source.log_position) FROM ledger.source AS source"
            " WHERE source.book_id = told.book_id)"
        )
        copied = text(
            f"INSERT INTO ledger.{table} SELECT (jsonb_populate_record(told, jsonb_build_object("
            " 'log_position', 1000000, 'external_reference', 'x'"
            f"{other if table == 'integration' else ''}))).*"
            f" FROM ledger.{table} AS told"
            " INNER JOIN ledger.voucher AS voucher ON told.book_id = voucher.book_id"
            " AND told.voucher_id = voucher.log_position"
            " ORDER BY voucher.occurred_on DESC LIMIT 1"
        )
        with owner.connect() as connection, pytest.raises(DBAPIError) as error:
            connection.execute(copied)
        assert "period_closed" in str(error.value), table


def test_promise_3_the_database_itself_lets_no_entry_take_more_than_there_is(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, *SCENE)
    too_much = text(
        "INSERT INTO ledger.entry SELECT (jsonb_populate_record(told, jsonb_build_object("
        " 'log_position', 1000000, 'line_number', 99, 'amount', 1000000))).*"
        " FROM ledger.entry AS told WHERE credit_kind = 'available' LIMIT 1"
    )
    with pytest.raises(DBAPIError, match="below_zero"), owner.begin() as connection:
        connection.execute(too_much)
