"""A receipt proves its facts and nothing else, and says no more of persons than it should."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from builders import COUNTY, id_number, post
from honest_histories import KEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from expectations.rule import fact
from ledger.database import open_engine
from ledger.errors import WrongUse
from ledger.evidence.receipts import Place, receipt
from ledger.evidence.sealing import seal, seal_log
from ledger.personal import Protector
from mingzhang_verify import NotProven, facts_of

NAME = "张三\t的\\家\n“户”🏠"
Receipt = dict[str, Any]


@pytest.fixture
def place(database: str, engine: Engine, protector: Protector) -> Place:
    """A payee with everything that is somebody's own, sealed."""
    with engine.begin() as connection:
        post(
            connection, protector,
            fact("payees", book=COUNTY, payee_code="SK1", name="张三", kind="person",
                 identity=id_number(7), account="6228480000000000017", phone="13900000001"),
        )  # fmt: skip
    sealer = open_engine(database, "mingzhang_seal")
    seal(sealer, KEY)
    sealer.dispose()
    with engine.connect() as connection:
        row = connection.execute(text("SELECT book_id, log_position FROM ledger.payee")).one()
    return Place(row.book_id, row.log_position)


@pytest.fixture
def asking(engine: Engine) -> Iterator[Connection]:
    """Whoever asks for receipts."""
    with engine.connect() as connection:
        yield connection


def test_a_receipt_of_a_book_leads_to_the_common_log(asking: Connection, place: Place) -> None:
    made = json.loads(json.dumps(receipt(asking, [place])))
    shown, checkpoint = facts_of(made)
    assert (shown.table, shown.position) == ("ledger.payee", place.position)
    assert shown.values["name"] == "张三"
    assert shown.withheld == ()
    assert checkpoint.table == "ledger.checkpoint"
    notes = (shown.checkpoint, checkpoint.checkpoint)
    assert [note.origin.rpartition("/")[2] for note in notes] == [str(place.log_id), "common"]
    assert shown.checkpoint.signers([KEY.public]) == [(KEY.public, None)]


def test_the_public_form_proves_the_same_and_names_nobody(asking: Connection, place: Place) -> None:
    whole, public = (receipt(asking, [place], public=public) for public in (False, True))
    shown = facts_of(public)[0]
    assert set(shown.withheld) == {
        "name", "identity_hash", "identity_masked", "phone_hash", "phone_masked",
    }  # fmt: skip
    said = json.dumps(public, ensure_ascii=False)
    for value in whole["facts"][0]["values"]:
        if isinstance(value, dict):
            assert value["value"] not in said
            assert value["salt"] not in said
    assert public["facts"][0]["path"] == whole["facts"][0]["path"]


def test_what_is_not_sealed_or_not_to_be_seen_has_no_receipt(
    asking: Connection, place: Place
) -> None:
    with pytest.raises(WrongUse):
        receipt(asking, [Place(place.log_id, 10_000)])
    asking.rollback()
    asking.execute(text("SELECT set_config('mingzhang.session', 'nobody', TRUE)"))
    with pytest.raises(WrongUse):
        receipt(asking, [place])


def leaves_of(node: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a receipt that is no list or object."""
    steps = (
        node.items() if isinstance(node, dict)
        else enumerate(node) if isinstance(node, list) else ()
    )  # fmt: skip
    for key, below in steps:
        if isinstance(below, dict | list):
            yield from leaves_of(below, (*path, key))
        else:
            yield (*path, key)


def changed(receipt_file: Receipt, way: tuple[Any, ...], value: object) -> Receipt:
    """The receipt with another value in one place."""
    other = copy.deepcopy(receipt_file)
    node: Any = other
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = value
    return other


def test_whatever_is_changed_in_a_receipt_it_proves_nothing_else(
    asking: Connection, place: Place
) -> None:
    made = json.loads(json.dumps(receipt(asking, [place])))
    right = [(each.table, each.position, each.values) for each in facts_of(made)]
    ways = list(leaves_of(made))
    assert len(ways) > 40
    for way in ways:
        node: Any = made
        for step in way:
            node = node[step]
        for value in (None, "x", f"{node}0", str(node)[:-1], 7, {}, []):
            if value == node:
                continue
            try:
                facts = facts_of(changed(made, way, value))
                # A signature is not looked at here, and a note may have another origin's name.
                assert [(each.table, each.position, each.values) for each in facts] == right
                assert way[0] == "checkpoints"
                assert facts[0].checkpoint.signers([KEY.public]) == []
            except NotProven:
                continue


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_gives_the_same_leaf_by_copy_and_by_a_receipt(
    owner: Engine, place: Place, words: str
) -> None:
    """What is written is sealed by COPY and proved from a receipt, whatever signs it has."""
    with owner.connect() as connection, connection.begin() as transaction:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text("UPDATE ledger.payee SET name = :words, evidence = :words"), {"words": words}
        )
        connection.execute(text("TRUNCATE ledger.tile, ledger.log_tree, ledger.checkpoint"))
        connection.execute(text("UPDATE ledger.book SET log_position = NULL"))
        for log in (place.log_id, 0):
            seal_log(connection, KEY, log)
        shown = facts_of(json.loads(json.dumps(receipt(connection, [place]))))[0]
        assert (shown.values["name"], shown.values["evidence"]) == (words, words)
        transaction.rollback()
