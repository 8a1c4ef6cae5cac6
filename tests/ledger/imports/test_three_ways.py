"""The same rows say the same by workbook, by form and by API, for every sheet there is."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import administer, copy_of
from sqlalchemy import Connection, Engine, text
from typing_in import enter, enter_typed
from workbooks import write_workbook

from ledger.database import open_engine
from ledger.imports.catalogue import POSTING, SHEETS, sheet
from ledger.imports.columns import Kind, Sheet
from ledger.imports.forms import form
from ledger.imports.importing import import_path
from ledger.imports.outcomes import Outcome, Request
from ledger.imports.typed_rows import SHAPES, schema
from ledger.personal import Protector

REQUEST = Request()
#: What stands on vouchers that the other examples have posted by then.
OTHERWISE = {"reversals": {"voucher": "202207-1", "occurred_on": "2022-12-01"}}
#: Where things stand, not what they say; and what no two sealings have in common.
PLACES = ("log_position", "recorded_at", "import_row", "number", "last_position", "salt")
WORKING_TABLES = {
    "import_batch",
    "book_head",
    "book",
    "user_account",
}
#: What is words, and has no form that a schema could ask for.
WORDS = {
    Kind.TEXT, Kind.NAME, Kind.CODE, Kind.ECONOMIC_CLASS, Kind.DOCUMENT, Kind.DIVISION, Kind.BOOK,
    Kind.ID_NUMBER, Kind.IDENTITY, Kind.ACCOUNT, Kind.PHONE,
}  # fmt: skip
#: By sheet and way: what came of it, and what all tables said after it.
Told = dict[str, dict[str, tuple[Outcome, dict[str, list[str]]]]]
Way = Callable[[Engine, Protector, str, dict[str, str], Path], Outcome]


def example(chosen: Sheet) -> dict[str, str]:
    """The template's example row."""
    return chosen.example | OTHERWISE.get(chosen.key, {})


def in_order() -> list[Sheet]:
    """The sheets in an order in which each can be posted by itself."""
    functions = list(enumerate(POSTING))
    first = {key: number for number, (_, keys) in reversed(functions) for key in keys}
    return sorted(SHEETS, key=lambda each: first[each.key])


def by_workbook(
    engine: Engine, protector: Protector, key: str, row: dict[str, str], folder: Path
) -> Outcome:
    """Posts a row in a workbook."""
    columns = [sheet(key).column(field) for field in row]
    rows = [[column.header.zh for column in columns], list(row.values())]
    path = write_workbook(folder / f"{key}.xlsx", {sheet(key).name.zh: rows})
    return import_path(engine, protector, path, REQUEST)


def by_form(
    engine: Engine, protector: Protector, key: str, row: dict[str, str], _: Path
) -> Outcome:
    """Posts a row as typed into a form."""
    return enter(engine, protector, key, [row], REQUEST)


def by_api(engine: Engine, protector: Protector, key: str, row: dict[str, str], _: Path) -> Outcome:
    """Posts a row as a program sends it, through JSON and back."""
    sent = json.loads(json.dumps([typed(sheet(key), row)]))
    return enter_typed(engine, protector, key, sent, REQUEST)


def typed(chosen: Sheet, row: Mapping[str, str]) -> dict[str, object]:
    """A row in the types of the sheet's schema."""
    values: dict[str, object] = {}
    for key, words in row.items():
        column = chosen.column(key)
        if column.choices:
            values[key] = next(c.code for c in column.choices if words in {*c.text, c.code})
        elif column.kind is Kind.YES_NO:
            values[key] = words == "是"
        elif column.kind is Kind.INTEGER:
            values[key] = int(words)
        elif column.kind is Kind.FINGERPRINTS:
            values[key] = words.split()
        else:
            values[key] = words
    return values


WAYS: dict[str, Way] = {"workbook": by_workbook, "form": by_form, "api": by_api}


def said(engine: Engine) -> dict[str, list[str]]:
    """What all tables of facts say, without places."""
    with engine.connect() as connection:
        names = connection.execute(
            text(
                "SELECT relname FROM pg_class WHERE relnamespace = 'ledger'::regnamespace"
                " AND relkind = 'r' AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
            )
        ).scalars()
        return {name: rows_of(connection, name) for name in names if name not in WORKING_TABLES}


def rows_of(connection: Connection, table: str) -> list[str]:
    """The rows of a table in words, in an order of their own."""
    if table.startswith(("division", "calendar")):
        return []
    rows = connection.execute(text(f"SELECT to_jsonb(told) FROM ledger.{table} AS told")).scalars()
    return sorted(
        json.dumps(
            {k: v for k, v in row.items() if k not in PLACES and not k.endswith(("_id", "sealed"))},
            default=str,
            sort_keys=True,
        )
        for row in rows
    )


@pytest.fixture(scope="module")
def told(
    server_url: str,
    template: str,
    protector: Protector,
    tmp_path_factory: pytest.TempPathFactory,
) -> Told:
    """After each sheet's example, posted each way in a ledger of its own: what came of it."""
    found: Told = {}
    for way, post in WAYS.items():
        name = f"test_{way}_{os.getpid()}"
        engine = open_engine(copy_of(server_url, template, name))
        folder = tmp_path_factory.mktemp(way)
        for each in in_order():
            outcome = post(engine, protector, each.key, example(each), folder)
            found.setdefault(each.key, {})[way] = (outcome, said(engine))
        engine.dispose()
        administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return found


@pytest.mark.parametrize("each", SHEETS, ids=lambda each: each.key)
def test_a_row_says_the_same_by_workbook_by_form_and_by_api(each: Sheet, told: Told) -> None:
    ways = told[each.key]
    for outcome, _ in ways.values():
        assert outcome.problems == []
        assert outcome.done
        assert outcome.posted == ways["workbook"][0].posted
        assert any(outcome.posted.values())
    assert ways["form"][1] == ways["workbook"][1]
    assert ways["api"][1] == ways["workbook"][1]


@pytest.mark.parametrize("each", SHEETS, ids=lambda each: each.key)
def test_a_form_has_every_column_with_its_words_and_choices(each: Sheet) -> None:
    made = form(each.key)
    assert [field.key for field in made.fields] == [column.key for column in each.columns]
    for field, column in zip(made.fields, each.columns, strict=True):
        assert field.required == column.required
        assert field.label == column.header
        assert all(field.help)
        assert bool(field.choices) == (column.kind in {Kind.CHOICE, Kind.YES_NO})


@pytest.mark.parametrize("each", SHEETS, ids=lambda each: each.key)
def test_a_schema_takes_the_example_and_nothing_else(each: Sheet) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    made = schema(each.key)
    jsonschema.Draft202012Validator.check_schema(made)
    valid = jsonschema.Draft202012Validator(made).is_valid
    row = typed(each, example(each))
    assert valid([row])
    assert not valid([row | {"mood": "good"}])
    assert not valid([])
    for column in each.columns:
        assert valid([row | {column.key: None}]) is not column.required
        assert not valid([row | {column.key: 1.5}])


@pytest.mark.parametrize("kind", Kind)
def test_a_schema_says_of_every_kind_what_its_values_are(kind: Kind) -> None:
    columns = [column for each in SHEETS for column in each.columns if column.kind is kind]
    assert columns
    assert all((kind in WORDS) != (kind in SHAPES or bool(each.choices)) for each in columns)
