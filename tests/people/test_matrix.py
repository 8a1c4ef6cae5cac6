"""Every role and every table, function, page, form and command, in own, sibling, parent and child.

The tests stand in one file: what a ledger answers to everybody takes long, and is asked once.
"""

import os
from pathlib import Path

import matrix_commands
import matrix_forms
import matrix_functions
import matrix_pages
import matrix_tables
import pytest
from matrix import Observed, document
from matrix_ground import EVERYTHING, Ground
from matrix_pages import leaks
from matrix_people import PEOPLE, PLACES, STRANGERS, Actor
from matrix_story import Story
from persons import token_of
from sites import words_of
from sources import ROOT

#: Where `scripts/write_matrix.py` wants the document.
WANTED_AT = "MINGZHANG_MATRIX_TO"
EVERYBODY = pytest.mark.parametrize("actor", [*PEOPLE, *STRANGERS], ids=lambda each: each.name)


def test_the_document_says_what_was_observed(observed: Observed) -> None:
    written = document(observed)
    if wanted_at := os.environ.get(WANTED_AT):
        Path(wanted_at).write_text(written, encoding="utf-8")
    assert (ROOT / "docs" / "matrix.md").read_text(encoding="utf-8") == written


def test_every_table_is_said_once() -> None:
    said = [*matrix_tables.EVERYBODY, *matrix_tables.NOBODY]
    for listed in (matrix_tables.AT, matrix_tables.ANYWHERE):
        said += [name for names in listed.values() for name in names]
    assert sorted(said) == sorted(table.name for table in matrix_tables.tables())


@EVERYBODY
def test_no_row_is_surprising(observed: Observed, actor: Actor) -> None:
    found = observed.rows(actor)
    surprises = []
    for (table, verb, place), came in found.items():
        if verb == "SELECT":
            seen = came.isdigit() and int(came) > 0
            fits = seen == matrix_tables.expected_to_see(actor, table, place)
        else:
            touched = came.isdigit() and (int(came) > 0 or verb == "TRUNCATE")
            fits = touched == matrix_tables.expected_to_write(actor, table, verb, place)
        if not fits:
            surprises.append((table, verb, place, came))
    assert surprises == []
    verbs = 1 + len(matrix_tables.WRITES)
    assert len(found) == len(matrix_tables.tables()) * len(PLACES) * verbs


def test_every_function_that_may_be_called_is_said_once(told_places: Story) -> None:
    listed = (
        matrix_functions.ACTS,
        matrix_functions.SIGHTS,
        matrix_functions.ANYWHERE,
        matrix_functions.OTHERS,
        matrix_functions.AT_THE_DOOR,
        matrix_functions.HARMLESS,
    )
    said = [name for names in listed for name in names]
    with told_places.engine.connect() as connection:
        assert sorted(said) == sorted(matrix_functions.granted(connection))


@EVERYBODY
def test_no_call_is_surprising(observed: Observed, actor: Actor) -> None:
    surprises = {
        cell: came
        for cell, came in observed.calls(actor).items()
        if matrix_functions.allowed(cell[0], came) != matrix_functions.expected(actor, *cell)
    }
    assert surprises == {}


def test_every_page_is_said_once() -> None:
    assert matrix_pages.said() == matrix_pages.pages()


@pytest.mark.parametrize("actor", matrix_pages.VISITORS, ids=lambda each: each.name)
def test_no_page_is_surprising(observed: Observed, actor: Actor) -> None:
    got = observed.pages(actor)
    surprises = {
        cell: status
        for cell, (status, _) in got.items()
        if status != matrix_pages.expected(actor, *cell)
    }
    assert surprises == {}
    told = {cell: leaks(actor, words) for cell, (_, words) in got.items() if leaks(actor, words)}
    assert told == {}


def test_every_form_is_said() -> None:
    assert matrix_forms.said() == sorted(matrix_forms.addresses())


@pytest.mark.parametrize("actor", matrix_forms.SENDERS, ids=lambda each: each.name)
def test_no_form_is_surprising(observed: Observed, actor: Actor) -> None:
    came, changed = observed.forms(actor)
    surprises = {
        cell: (outcome, words_of(words)[:300] if words else "")
        for cell, (outcome, words) in came.items()
        if outcome != matrix_forms.expected(actor, *cell)
    }
    assert surprises == {}
    told = {cell: leaks(actor, words) for cell, (_, words) in came.items() if leaks(actor, words)}
    assert told == {}
    assert {place: tables for place, tables in changed.items() if tables} == {}


def test_who_holds_all_rights_gets_every_form_done_everywhere(ground: Ground) -> None:
    # Without a role that the matrix knows nothing is expected of them: all they change is told.
    everything = Actor(EVERYTHING, None, "below", token_of(EVERYTHING))
    came, changed = matrix_forms.tried(ground, everything)
    assert {cell: each for cell, each in came.items() if each[0] != "done"} == {}
    assert changed["own"] == changed["child"] == changed["sibling"]
    assert changed["parent"] == set()


def test_every_command_is_said_once() -> None:
    assert matrix_commands.said() == matrix_commands.commands()


@pytest.mark.parametrize("actor", matrix_commands.USERS, ids=lambda each: each.name)
def test_no_command_is_surprising(observed: Observed, actor: Actor) -> None:
    found = observed.commands(actor)
    surprises = {
        cell: (outcome, said[-200:])
        for cell, (outcome, said) in found.items()
        if not outcome.startswith(matrix_commands.expected(actor, *cell))
    }
    assert surprises == {}
    told = {cell: leaks(actor, said) for cell, (_, said) in found.items() if leaks(actor, said)}
    assert told == {}
