"""A receipt shows that facts are under a checkpoint, so that anybody can check it without us."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.errors import WrongUse
from ledger.evidence.leaves import plain_output, with_rows
from ledger.evidence.shapes import COMMON_LOG, Shape, shapes, stretches
from ledger.evidence.trees import Tree
from mingzhang_verify import CHECKPOINTS, RECEIPT

#: The first checkpoint over a position that a witness signed, else the first of all. Each is found
#: by its key: a log has a checkpoint for every few minutes of its life.
FIRST_OVER = """
WITH over AS (
    SELECT
        (
            SELECT min(under.tree_size) FROM ledger.countersignature AS under
            WHERE under.log_id = :log_id AND under.tree_size >= :position
        ) AS countersigned,
        (
            SELECT min(signed.tree_size) FROM ledger.checkpoint AS signed
            WHERE signed.log_id = :log_id AND signed.tree_size >= :position
        ) AS first
)

SELECT
    signed.log_id, signed.tree_size, signed.sealed_at, signed.note, signed.log_position,
    over.countersigned IS NOT NULL AS countersigned
FROM over
INNER JOIN ledger.checkpoint AS signed
    ON signed.log_id = :log_id AND signed.tree_size = coalesce(over.countersigned, over.first)
"""
LINES = """
SELECT line FROM ledger.countersignature
WHERE log_id = :log_id AND tree_size = :tree_size
ORDER BY signed_at
"""


@dataclass(frozen=True)
class Place:
    """Where a fact stands: in the log of a book, or in the common one (0)."""

    log_id: int
    position: int
    #: Schema and table, where that is known: no other is looked into.
    relation: str | None = None


@dataclass(frozen=True)
class SealedUnder:
    """The checkpoint that a fact is under."""

    log_id: int
    tree_size: int
    sealed_at: datetime
    note: str
    #: Where the checkpoint itself stands in the common log; None where it is that log's own.
    log_position: int | None
    countersigned: bool


def sealed_under(connection: Connection, place: Place | None) -> SealedUnder | None:
    """The first checkpoint over a fact; None where it is not sealed yet."""
    if place is None:
        return None
    found = rows_of(
        SealedUnder,
        connection.execute(text(FIRST_OVER), {"log_id": place.log_id, "position": place.position}),
    )
    return found[0] if found else None


def common_place(connection: Connection, relation: str, **key: object) -> Place | None:
    """Where a fact of no book stands; None where it is not sealed yet, or not to be seen.

    Args:
        connection: of whoever asks.
        relation: schema and table, from our own code.
        key: values of the columns of its primary key.
    """
    condition = " AND ".join(f"{name} = :{name}" for name in key)
    position = connection.execute(
        text(f"SELECT log_position FROM {relation} WHERE {condition}"), key
    ).scalar()
    return None if position is None else Place(COMMON_LOG, position, relation)


def receipt(
    connection: Connection, places: Sequence[Place], *, public: bool = False
) -> dict[str, Any]:
    """The receipt of some facts, the first of which is what was asked for.

    Args:
        connection: of whoever asks, who sees in it what they see elsewhere.
        places: where the facts stand; none while they are not sealed.
        public: withholds what is personal; the proof holds all the same.

    Raises:
        WrongUse: a fact is not sealed yet, or is not to be seen by whoever asks.
    """
    if not places:
        raise not_sealed()
    under = {}
    wanted = list(places)
    for book in sorted({place.log_id for place in places} - {COMMON_LOG}):
        last = max(place.position for place in places if place.log_id == book)
        under[book] = _over(connection, Place(book, last))
        # The book's checkpoint is a fact of the common log.
        wanted.append(Place(COMMON_LOG, under[book].log_position or 0, CHECKPOINTS))
    last = max((place.position for place in wanted if place.log_id == COMMON_LOG), default=0)
    if last:
        under[COMMON_LOG] = _over(connection, Place(COMMON_LOG, last))
    order = list(under)
    with plain_output(connection):
        facts = [
            _fact(connection, place, under[place.log_id], public=public)
            | {"checkpoint": order.index(place.log_id)}
            for place in dict.fromkeys(wanted)
        ]
    return {
        "format": RECEIPT,
        "facts": facts,
        "checkpoints": [with_countersignatures(connection, one) for one in under.values()],
    }


def _over(connection: Connection, place: Place) -> SealedUnder:
    """The checkpoint over a place.

    Raises:
        WrongUse: there is none yet.
    """
    found = sealed_under(connection, place)
    if found is None or (place.log_id != COMMON_LOG and found.log_position is None):
        raise not_sealed()
    return found


def not_sealed() -> WrongUse:
    """What to say of a fact that no checkpoint is over yet."""
    return WrongUse(
        "这一条还没有封存；定时任务每几分钟封存一次，也可以运行 mingzhang seal。",
        "This is not sealed yet; the job seals every few minutes, and `mingzhang seal` does at "
        "once.",
    )


def with_countersignatures(connection: Connection, one: SealedUnder) -> str:
    """A checkpoint's note, with the lines of the witnesses under the log's own."""
    lines = connection.execute(
        text(LINES), {"log_id": one.log_id, "tree_size": one.tree_size}
    ).scalars()
    return one.note + "".join(lines)


def _fact(
    connection: Connection, place: Place, under: SealedUnder, *, public: bool
) -> dict[str, Any]:
    """A fact with its proof.

    Raises:
        WrongUse: it is not there, or not to be seen by whoever asks.
    """
    for shape in shapes_at(connection, place):
        values = _values(connection, shape, place, public=public)
        if values is None:
            continue
        tree = Tree(connection, place.log_id, under.tree_size)
        path = tree.inclusion(place.position - 1)
        return {
            "shape": shape.text,
            "values": values,
            "path": [base64.b64encode(step).decode() for step in path],
        }
    raise WrongUse(
        f"第 {place.position} 条不存在，或不在您的权限内。",
        f"There is no fact {place.position}, or it is beyond what you may see.",
    )


def shapes_at(connection: Connection, place: Place) -> list[Shape]:
    """The shape that a fact at a place has; where its table is known, that there need be none."""
    asked = [
        part for versions in shapes(connection, place.log_id, place.relation)
        for part in stretches(versions, place.position, place.position)
    ]  # fmt: skip
    if place.relation is None:
        # Of subscriptions the application may not read every column: a webhook's secret is one.
        readable = connection.execute(
            text(
                "SELECT array_agg(relation) FROM ledger.fact_shape"
                " WHERE has_table_privilege(relation, 'SELECT')"
            )
        ).scalar_one()
        asked = with_rows(
            connection, place.log_id, [part for part in asked if part[0].relation in readable]
        )
    return [shape for shape, _, _ in asked]


def _values(
    connection: Connection, shape: Shape, place: Place, *, public: bool
) -> list[str | dict[str, str] | None] | None:
    """A fact's values in their order, personal ones salted or withheld; None: no such fact."""
    listed = []
    for column in shape.columns:
        if not column.personal:
            listed.append(column.shown)
        elif public:
            listed.append(
                f'CASE WHEN "{column.name}" IS NOT NULL'
                f" THEN jsonb_build_object('hash', {column.entered}) END"
            )
        else:
            listed.append(
                f'CASE WHEN "{column.name}" IS NOT NULL THEN jsonb_build_object('
                f"'salt', encode({column.salt}, 'hex'), 'value', {column.shown}) END"
            )
    condition = shape.within(place.log_id, place.position, place.position)
    row = connection.execute(
        text(f"SELECT {', '.join(listed)} FROM {shape.relation} WHERE {condition}")
    ).one_or_none()
    return None if row is None else list(row)
