"""Every event of every sheet: its success, and each refusal at its place in a workbook."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import book_id
from period_acts import act
from refusal_scene import EVENTS
from refusal_shape import KINDS, TO_COME, Event, Refusal
from sqlalchemy import Connection, Engine, text
from workbooks import fact_count, forget_staging, import_file, write_workbook

from ledger.imports.catalogue import SHEETS, sheet
from ledger.imports.headers import column_letter
from ledger.imports.outcomes import Outcome
from ledger.personal import Protector

#: What becomes of each sheet's rows, where several things may.
EVENT_COLUMNS = {
    "assignments": "direction",
    "contract_changes": "kind",
    "donated_goods": "event",
    "refunds": "kind",
    "take_backs": "kind",
    "transfer_adjustments": "kind",
    "transfers": "direction",
}
VOUCHERS = text(
    "SELECT concat(period, '-', number) FROM ledger.voucher"
    " WHERE period = 202205 AND event <> 'reversal' ORDER BY book_id, number"
)
CELLS = [
    (name, kind, each)
    for name, event in EVENTS.items()
    for kind, each in event.refusals.items()
    if isinstance(each, Refusal) and kind != "other_content"
]


def test_no_sheet_and_no_refusal_is_left_out_of_the_table() -> None:
    assert {event.sheet for event in EVENTS.values()} == {each.key for each in SHEETS}
    for event in EVENTS.values():
        assert set(event.refusals) == set(KINDS)
        assert event.day is not None or (event.undated and event.open_in_closed_months)
        assert all(each for each in event.refusals.values())
    for key, column_key in EVENT_COLUMNS.items():
        (column,) = (each for each in sheet(key).columns if each.key == column_key)
        covered = {
            event.cells.get(column_key) for event in EVENTS.values() if event.sheet == key
        } - {None}
        assert covered | {"assign"} >= {each.code for each in column.choices}


@pytest.fixture
def scene(standing: Engine) -> Iterator[Connection]:
    """A transaction on it that is rolled back."""
    with standing.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


class Clerk:
    """Hands rows in as a real workbook, with the template's own headers."""

    def __init__(self, connection: Connection, protector: Protector, folder: Path) -> None:
        self.connection = connection
        self.protector = protector
        self.path = folder / "试.xlsx"

    def hand_in(self, event: Event, **changed: str) -> Outcome:
        """A row, right or changed; what is refused leaves nothing behind."""
        columns = sheet(event.sheet).columns
        row = event.row(**changed)
        rows = [[each.header.zh for each in columns], [row.get(each.key, "") for each in columns]]
        write_workbook(self.path, {sheet(event.sheet).name.zh: rows})
        before = fact_count(self.connection)
        with self.connection.begin_nested() as attempt:
            outcome = import_file(self.connection, self.protector, self.path)
            if outcome.problems:
                attempt.rollback()
        if outcome.problems:
            assert fact_count(self.connection) == before
        forget_staging(self.connection)
        return outcome

    def close(self, event: Event) -> None:
        """Closes the month in which events happen."""
        act(self.connection, book_id(self.connection, event.book), "closed", 202205)


@pytest.fixture
def clerk(scene: Connection, protector: Protector, tmp_path: Path) -> Clerk:
    """Somebody with workbooks."""
    return Clerk(scene, protector, tmp_path)


def places(event: Event, outcome: Outcome) -> list[tuple[str, str | None]]:
    """The codes of what is wrong, each with the field in whose column it stands."""
    columns = sheet(event.sheet).columns
    letters = {column_letter(position): each.key for position, each in enumerate(columns)}
    return [(each.code, letters.get(each.column or "")) for each in outcome.problems]


@pytest.mark.parametrize(("name", "kind", "refused"), CELLS)
def test_a_workbook_with_it_is_refused_at_its_place(
    clerk: Clerk, name: str, kind: str, refused: Refusal
) -> None:
    event = EVENTS[name]
    assert kind in KINDS
    outcome = clerk.hand_in(event, **refused.cells)
    assert places(event, outcome) == [(refused.code, refused.field)]


@pytest.mark.parametrize("name", EVENTS)
def test_a_right_row_is_posted_once_and_not_with_other_content(clerk: Clerk, name: str) -> None:
    event = EVENTS[name]
    right = clerk.hand_in(event)
    assert right.problems == []
    assert sum(right.posted.values()) > 0
    again = clerk.hand_in(event)
    assert again.problems == []
    assert not sum(again.posted.values())
    other = event.refusals["other_content"]
    if isinstance(other, Refusal):
        outcome = clerk.hand_in(event, **other.cells)
        assert places(event, outcome) == [(other.code, other.field)]


@pytest.mark.parametrize("name", EVENTS)
def test_a_day_to_come_is_refused(clerk: Clerk, name: str) -> None:
    event = EVENTS[name]
    if event.day is None or event.undated:
        assert event.undated
        return
    outcome = clerk.hand_in(event, **{event.day: TO_COME})
    assert places(event, outcome) == [("day_to_come", event.day)]


@pytest.mark.parametrize("name", EVENTS)
def test_promise_5_a_closed_month_takes_nothing_that_has_a_day(clerk: Clerk, name: str) -> None:
    event = EVENTS[name]
    clerk.close(event)
    outcome = clerk.hand_in(event)
    if event.open_in_closed_months:
        assert outcome.problems == []
        assert sum(outcome.posted.values()) > 0
    else:
        assert places(event, outcome) == [("period_closed", event.day)]


@pytest.mark.parametrize("name", EVENTS)
def test_promise_7_a_voucher_is_reversed_once(clerk: Clerk, scene: Connection, name: str) -> None:
    before = set(scene.execute(VOUCHERS).scalars())
    assert clerk.hand_in(EVENTS[name]).problems == []
    for voucher in set(scene.execute(VOUCHERS).scalars()) - before:
        reversal = replace(EVENTS["reversal"], book=EVENTS[name].book)
        first = clerk.hand_in(reversal, voucher=voucher)
        assert places(reversal, first) == []
        assert first.posted["reversals"] == 1
        assert not sum(clerk.hand_in(reversal, voucher=voucher).posted.values())
        again = clerk.hand_in(reversal, voucher=voucher, occurred_on="2022-05-21")
        assert places(reversal, again) == [("cannot_reverse", "voucher")]
