"""Every fact is sealed, whole, in the shape that the database keeps of it."""

from sqlalchemy import Connection, text

from ledger.database import Base
from ledger.evidence.shapes import SALT, Shape, shape_of, stretches
from ledger.migrations.tables import import_all

import_all()
#: Tables that never change and are not sealed, and why.
NOT_SEALED = {
    "ledger.fact_shape": "its hash is in every leaf",
    "ledger.shape_start": "a leaf of another shape would be another",
    "ledger.log_tree": "the trees themselves",
    "ledger.tile": "the trees themselves",
}
NEVER_CHANGED = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'never_changed'
"""


def of_models() -> dict[str, Shape]:
    """The shapes that the models have now."""
    found = (shape_of(mapper.class_) for mapper in Base.registry.mappers)
    return {shape.relation: shape for shape in found if shape}


def test_what_never_changes_is_sealed_or_excused(connection: Connection) -> None:
    guarded = set(connection.execute(text(NEVER_CHANGED)).scalars())
    assert guarded - set(of_models()) == set(NOT_SEALED)
    assert set(of_models()) <= guarded


def test_the_database_keeps_the_shapes_of_the_models(connection: Connection) -> None:
    """A table whose columns changed gets the next version of its shape."""
    rows = connection.execute(
        text(
            "SELECT DISTINCT ON (relation) relation, shape, common FROM ledger.fact_shape"
            " ORDER BY relation, version DESC"
        )
    )
    kept = {row.relation: (row.shape, row.common) for row in rows}
    assert kept == {name: (shape.text, shape.common) for name, shape in of_models().items()}


def test_every_column_but_the_salt_is_sealed(connection: Connection) -> None:
    rows = connection.execute(
        text(
            "SELECT attrelid::regclass::text AS relation, array_agg(attname::text) AS columns"
            " FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
            " AND attrelid = ANY (CAST(:tables AS regclass[])) GROUP BY attrelid"
        ),
        {"tables": list(of_models())},
    )
    for row in rows:
        sealed = {column.name for column in of_models()[row.relation].columns}
        assert set(row.columns) - {SALT} == sealed


def test_a_fact_with_personal_columns_has_a_salt_and_no_other_has() -> None:
    for name, shape in of_models().items():
        personal = [column.name for column in shape.columns if column.personal]
        assert (SALT in Base.metadata.tables[name].columns) == bool(personal), name


def test_names_and_numbers_of_persons_are_personal() -> None:
    found = {
        f"{name.partition('.')[2]}.{column.name}"
        for name, shape in of_models().items()
        for column in shape.columns
        if column.name.endswith(("_hash", "_masked")) or column.name == "payee_name"
    }
    personal = {
        f"{name.partition('.')[2]}.{column.name}"
        for name, shape in of_models().items()
        for column in shape.columns
        if column.personal
    }
    # A bureau's own accounts are nobody's.
    own = {
        f"{table}.account_{form}"
        for table in ("statement", "statement_line", "listed_account")
        for form in ("hash", "masked")
    }
    assert found - own <= personal
    assert {"payee.name", "person.name", "matching_entry.name", "signature.signer"} <= personal


def test_the_version_that_had_begun_holds() -> None:
    first, second = Shape("1", common=False), Shape("2", common=False, version=2, first_position=5)
    assert stretches([first, second], 1, 9) == [(first, 1, 4), (second, 5, 9)]
    assert stretches([first, second], 5, 6) == [(second, 5, 6)]
    assert stretches([first, second], 2, 3) == [(first, 2, 3)]
    begun = Shape("2", common=False, version=2)
    assert stretches([first, begun], 1, 9) == [(begun, 1, 9)]
