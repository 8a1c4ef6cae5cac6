"""Promise 5: a closed month takes nothing that has a day, by any path and at any moment."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import book_id, post
from histories import send
from online import pay, payables
from period_acts import act, takes
from row_defaults import DEFAULTS
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from workbooks import forget_staging

from expectations.rule import Fact, fact
from ledger.errors import Refused
from ledger.personal import Protector


@pytest.fixture
def book(connection: Connection, protector: Protector) -> int:
    """A book with money of March 2022, and two users."""
    post(connection, protector, fact("appropriations", document_no="本1"))
    return book_id(connection)


NOTICE = {
    "notice_code": "GS1", "kind": "other", "level": "county", "channel": "newspaper",
}  # fmt: skip


def whole(sheet: str, **cells: str) -> Fact:
    """A row with all that its sheet requires."""
    return fact(sheet, **(DEFAULTS[sheet] | cells))


#: What is dated and has no voucher, by its table: a row of a day, and what of it stands before.
EVENTS: dict[str, Callable[[str], Fact]] = {
    "project_step": lambda day: whole("project_steps", project_code="XM1", occurred_on=day),
    "notice": lambda day: fact("notices", starts_on=day, **NOTICE),
    "integration_plan": lambda day: whole(
        "integration_plans", approved_on=day, project_code="XM1"
    ),
    "donor_will": lambda day: fact(
        "donations", donation_code="JZ1", event="consent", donor="甲", occurred_on=day
    ),
    "claim": lambda day: whole("claims", claim_code="BZ2", project_code="XM1", submitted_on=day),
    "claim_step": lambda day: whole("claim_steps", claim_code="BZ1", occurred_on=day),
    "progress_report": lambda day: whole(
        "progress_reports", project_code="XM1", percent="40", occurred_on=day
    ),
    "site_check": lambda day: whole(
        "site_checks", project_code="XM1", occurred_on=day
    ),
    "feedback": lambda day: whole("feedback", donation_code="JZ1", occurred_on=day),
    "finding": lambda day: whole("findings", finding_code="SJ2", reported_on=day),
    "rectification": lambda day: whole("rectifications", finding_code="SJ1", occurred_on=day),
    "self_evaluation": lambda day: whole("self_evaluations", submitted_on=day),
    "signature": lambda day: whole(
        "sign_offs", sign_off_code="SLQ1", project_code="XM1", signed_on=day
    ),
    "payee_substitution": lambda day: whole(
        "payee_substitutions", contract_code="HT1", occurred_on=day
    ),
    "donated_goods": lambda day: whole("donated_goods", goods_code="WZ2", occurred_on=day),
    "donated_goods_movement": lambda day: fact(
        "donated_goods", goods_code="WZ1", event="distributed", quantity="1", recipient="乙",
        occurred_on=day,
    ),
}  # fmt: skip
STANDS_BEFORE = (
    fact("projects", project_code="XM1"),
    fact("donations", donation_code="JZ1", occurred_on="2022-03-01"),
    fact("claims", claim_code="BZ1", project_code="XM1"),
    fact("contracts", contract_code="HT1", project_code="XM1"),
    fact("donated_goods", goods_code="WZ1"),
    fact("findings", finding_code="SJ1"),
)
#: The columns of their days.
DAYS = {
    "notice": "starts_on",
    "integration_plan": "approved_on",
    "donor_will": "stated_on",
    "claim": "submitted_on",
    "self_evaluation": "submitted_on",
    "finding": "reported_on",
    "signature": "signed_on",
    "donated_goods": "received_on",
}
#: What has to differ in a second row of a table, besides its reference.
SECOND = {
    "claim": {"claim_code": "x"},
    "claim_step": {"step": "returned", "reason": "x"},
    "donated_goods": {"goods_code": "x"},
    "integration_plan": {"version_number": 9},
}
#: Facts with a day that closed months take, each with its reason in decision 0012.
OPEN = {
    # Registers and versions.
    "contract", "entitlement", "foundation_year", "matching_entry", "matching_list", "aid_pairing",
    "budget_line", "person", "project",
    # They come from outside, after the month that they show.
    "statement", "statement_line", "journal_line", "listed_account", "bid",
    # Of no book: the last day of a right.
    "right_request",
}  # fmt: skip
DATED_FACTS = """
SELECT DISTINCT dated.table_name
FROM information_schema.columns AS dated
WHERE dated.table_schema = 'ledger' AND dated.data_type = 'date'
    AND dated.column_name <> 'effective_on'
    AND EXISTS (
        SELECT FROM information_schema.columns AS fact
        WHERE fact.table_schema = 'ledger' AND fact.table_name = dated.table_name
            AND fact.column_name = 'recorded_at'
    )
    AND NOT EXISTS (
        SELECT FROM information_schema.columns AS posted
        WHERE posted.table_schema = 'ledger' AND posted.table_name = dated.table_name
            AND posted.column_name = 'voucher_id'
    )
"""


def test_promise_5_whatever_has_a_day_is_refused_in_closed_months_or_open_for_a_reason(
    connection: Connection,
) -> None:
    dated = set(connection.execute(text(DATED_FACTS)).scalars())
    guarded = set(
        connection.execute(
            text(
                "SELECT relation.relname FROM pg_trigger AS guard"
                " INNER JOIN pg_class AS relation ON guard.tgrelid = relation.oid"
                " WHERE guard.tgname = relation.relname || '_period_open'"
            )
        ).scalars()
    )
    # Entries are asked by `entry_keeps_balances`: the test below adds one to a voucher that stands.
    assert guarded == {*EVENTS, "voucher"}
    assert dated - guarded == OPEN
    decision = Path("docs/decisions/0012-periods-close-in-order.md").read_text(encoding="utf-8")
    for table in {*EVENTS, *OPEN}:
        assert f"`{table}`" in decision


@pytest.mark.parametrize("table", EVENTS)
def test_promise_5_dated_events_without_a_voucher_are_refused_too(
    connection: Connection, protector: Protector, book: int, table: str
) -> None:
    forget_staging(connection)
    post(connection, protector, *STANDS_BEFORE)
    act(connection, book, "closed", 202205)
    assert takes(connection, protector, EVENTS[table]("2022-05-31")) == ["period_closed"]
    assert takes(connection, protector, EVENTS[table]("2022-06-01")) == []


@pytest.mark.parametrize("table", EVENTS)
def test_what_is_on_record_may_come_again_after_its_month_was_closed(
    connection: Connection, protector: Protector, book: int, table: str
) -> None:
    forget_staging(connection)
    post(connection, protector, *STANDS_BEFORE)
    forget_staging(connection)
    post(connection, protector, EVENTS[table]("2022-05-31"))
    act(connection, book, "closed", 202205)
    assert takes(connection, protector, EVENTS[table]("2022-05-31")) == []


def test_promise_5_the_database_itself_refuses_an_event_of_a_closed_month(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, *STANDS_BEFORE)
        forget_staging(connection)
        post(connection, protector, *(event("2022-06-01") for event in EVENTS.values()))
        act(connection, book_id(connection), "closed", 202205)
    for table in EVENTS:
        other = {
            "log_position": 999,
            "external_reference": "x",
            DAYS.get(table, "occurred_on"): "2022-05-31",
        }
        copied = text(
            f"INSERT INTO ledger.{table} SELECT (jsonb_populate_record(told,"
            f" CAST(:other AS jsonb))).* FROM ledger.{table} AS told"
            " ORDER BY log_position DESC LIMIT 1"
        )
        values = {"other": json.dumps(other | SECOND.get(table, {}))}
        with owner.connect() as connection, pytest.raises(DBAPIError, match="period_closed"):
            connection.execute(copied, values)


def test_what_is_said_later_of_a_notice_is_no_event_but_another_day_is(
    connection: Connection, protector: Protector, book: int
) -> None:
    forget_staging(connection)
    post(connection, protector, EVENTS["notice"]("2022-05-10"))
    act(connection, book, "closed", 202205)
    cells = dict(NOTICE, starts_on="2022-05-10", place="村口")
    assert takes(connection, protector, fact("notices", **cells)) == []
    assert takes(connection, protector, fact("notices", **cells | {"starts_on": "2022-05-09"})) == [
        "period_closed"
    ]


def test_registers_are_kept_on_in_closed_months(
    connection: Connection, protector: Protector, book: int
) -> None:
    act(connection, book, "closed", 202205)
    payee = fact("payees", payee_code="S1", name="甲", kind="other", effective_on="2022-05-01")
    assert takes(connection, protector, payee) == []


def test_postings_and_closings_at_once_leave_nothing_after_the_closing(
    engine: Engine, protector: Protector
) -> None:
    first = payables(engine, protector)[0]

    def post_some(worker: int) -> int:
        done = 0
        for number in range(15):
            outcome = send(engine, protector, money_of(f"{worker}-{number}"))
            done += outcome.done
        return done

    def close() -> None:
        with engine.begin() as connection:
            act(connection, first.book, "closed", 202205)

    with ThreadPoolExecutor(4) as pool:
        posting = [pool.submit(post_some, worker) for worker in range(3)]
        pool.submit(close).result(timeout=60)
        posted = sum(each.result(timeout=120) for each in posting)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT count(*), count(*) FILTER ("
                " WHERE voucher.log_position > closing.log_position)"
                " FROM ledger.voucher AS voucher"
                " INNER JOIN ledger.period_closing AS closing USING (book_id)"
                " WHERE voucher.period = 202205 AND voucher.event = 'appropriation'"
            )
        ).one()
        assert tuple(found) == (posted, 0)
        with pytest.raises(DBAPIError, match="period_closed"):
            pay(connection, first, "after")


def money_of(name: str) -> Fact:
    """An appropriation of May, with a number of its own."""
    return fact(
        "appropriations", document_no=f"文{name}", occurred_on="2022-05-05", amount="1", cash_on=""
    )


def test_two_who_close_at_once_close_once(engine: Engine, protector: Protector) -> None:
    first = payables(engine, protector)[0]

    def close(_: int) -> bool:
        try:
            with engine.begin() as connection:
                act(connection, first.book, "closed", 202205)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(close, range(4))) == [False, False, False, True]
