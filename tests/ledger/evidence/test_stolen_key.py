"""Whoever has the signing key rewrites the past and seals it anew; one checkpoint outside tells."""

import random

import pytest
from column_attacks import PLACES, put_another, some_rows
from row_attacks import copied
from sealed_world import LOG
from siege import Siege

from ledger.evidence.findings import Finding
from ledger.evidence.leaves import plain_output, read_leaves
from ledger.evidence.outside import KeptCheckpoint
from ledger.evidence.sealing import checkpoint_text, seal_log
from ledger.evidence.shapes import COMMON_LOG, shapes
from ledger.evidence.trees import Tree
from mingzhang_verify import Checkpoint

BOOKS = "SELECT log_id FROM ledger.log_tree WHERE log_id <> 0 ORDER BY log_id"
#: The checkpoints of yesterday.
YESTERDAY = """
SELECT DISTINCT ON (log_id) log_id, tree_size FROM ledger.checkpoint
WHERE sealed_at <= (SELECT min(sealed_at) FROM ledger.checkpoint WHERE log_id = 0)
ORDER BY log_id, tree_size DESC
"""


def kinds(findings: list[Finding]) -> set[tuple[int, str]]:
    """In which logs what is found."""
    return {(one.log_id, one.kind) for one in findings}


def seal_anew(siege: Siege) -> None:
    """Has every tree and checkpoint be over what is there now, signed with the stolen key."""
    connection = siege.connection
    for log_id in (*(int(str(log)) for (log,) in siege.asked(BOOKS)), COMMON_LOG):
        [(size,)] = siege.asked(
            "SELECT tree_size FROM ledger.log_tree WHERE log_id = :log", log=log_id
        )
        with plain_output(connection):
            found = read_leaves(connection, log_id, shapes(connection, log_id), 1, int(str(size)))
        assert found.missing == []
        siege.done("DELETE FROM ledger.tile WHERE log_id = :log", log=log_id)
        tree = Tree(connection, log_id, 0)
        tree.append([leaf for leaf in found.hashes if leaf])
        tree.save()
        for (kept,) in siege.asked(
            "SELECT tree_size FROM ledger.checkpoint WHERE log_id = :log", log=log_id
        ):
            root = tree.root(int(str(kept)))
            siege.done(
                "UPDATE ledger.checkpoint SET root = :root, note = :note"
                " WHERE log_id = :log AND tree_size = :size",
                root=root,
                note=LOG.signed(checkpoint_text(LOG.name, log_id, int(str(kept)), root)),
                log=log_id,
                size=kept,
            )


@pytest.fixture(scope="module", autouse=True)
def keys(siege: Siege) -> None:
    """Whoever seals anew needs the keys of the evidence; nothing is in the way of it."""
    for table, columns in (("log_tree", "log_id"), ("tile", "log_id, level, tile_index")):
        siege.done(f"CREATE UNIQUE INDEX ON ledger.{table} ({columns})")


@pytest.fixture(scope="module")
def with_leaves(siege: Siege) -> KeptCheckpoint:
    """The latest checkpoint of the largest book, kept with the hashes of its leaves."""
    [(book, note)] = siege.asked(
        "SELECT log_id, note FROM ledger.checkpoint WHERE log_id <> 0"
        " ORDER BY tree_size DESC LIMIT 1"
    )
    tiles = siege.asked(
        "SELECT hashes FROM ledger.tile WHERE log_id = :log AND level = 0 ORDER BY tile_index",
        log=book,
    )
    leaves = b"".join(bytes(tile) for (tile,) in tiles)  # type: ignore[arg-type]
    return KeptCheckpoint(Checkpoint.read(str(note)), int(str(book)), leaves)


@pytest.mark.parametrize("seed", range(30))
def test_a_past_that_was_rewritten_and_sealed_anew_is_another(siege: Siege, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (chooses what is tried)
    # Checkpoints are written anew by whoever seals anew: that takes back what was changed of them.
    relation = chance.choice(sorted({*siege.rows} - {"ledger.checkpoint"}))
    [target] = some_rows(siege.rows[relation], chance, 1)
    columns = [each.name for each in target.shape.columns if each.name not in PLACES]
    with siege.attack("sealed anew with the stolen key"):
        put_another(siege, target, chance.choice(columns), chance)
        seal_anew(siege)
        assert siege.look(kept=[]) == [], "all of it goes together"
        assert kinds(siege.look()) == {(COMMON_LOG, "checkpoint")}


@pytest.mark.parametrize("seed", range(10))
def test_with_the_leaves_kept_outside_the_fact_is_named_all_the_same(
    siege: Siege, with_leaves: KeptCheckpoint, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  (chooses what is tried)
    relation = ("ledger.disbursement", "ledger.entry", "ledger.voucher")[seed % 3]
    target = chance.choice(
        [row for row in siege.rows[relation] if row.log_id == with_leaves.log_id]
    )
    before = siege.value(target, "occurred_on")
    with siege.attack("sealed anew with the stolen key, leaves kept"):
        assert siege.sets(target, "occurred_on", f"2021-03-{seed + 1:02}")
        seal_anew(siege)
        found = [one for one in siege.look(kept=[siege.kept, with_leaves]) if one.column]
    [one] = found
    assert (one.log_id, one.position) == (target.log_id, target.position)
    assert (one.table, one.column, one.sealed_value) == (relation, "occurred_on", before)


def restore_yesterday(siege: Siege) -> None:
    """Takes back whatever was written after the first checkpoint of the common log."""
    sizes = {int(str(log)): int(str(size)) for log, size in siege.asked(YESTERDAY)}
    for relation, rows in siege.rows.items():
        for log, size in sizes.items():
            if rows[0].shape.common == (log == COMMON_LOG):
                of_book = "" if log == COMMON_LOG else f"book_id = {log} AND "
                siege.done(f"DELETE FROM {relation} WHERE {of_book}log_position > {size}")
    for log, size in sizes.items():
        siege.done(f"DELETE FROM ledger.checkpoint WHERE log_id = {log} AND tree_size > {size}")
        siege.done(f"UPDATE ledger.log_tree SET tree_size = {size} WHERE log_id = {log}")
        siege.done(f"UPDATE ledger.book_head SET last_position = {size} WHERE book_id = {log}")
        for level in range(3):
            full, rest = divmod(size // 256**level, 256)
            siege.done(
                f"DELETE FROM ledger.tile WHERE log_id = {log} AND level = {level}"
                f" AND tile_index >= {full + (rest > 0)}"
            )
            siege.done(
                f"UPDATE ledger.tile SET hashes = substring(hashes FOR {rest * 32})"
                f" WHERE log_id = {log} AND level = {level} AND tile_index = {full}"
            )


def test_yesterdays_state_is_whole_and_yet_shorter_than_what_is_kept(siege: Siege) -> None:
    with siege.attack("yesterday restored"):
        restore_yesterday(siege)
        assert siege.look(kept=[]) == [], "all of it goes together"
        findings = siege.look()
    assert kinds(findings) == {(COMMON_LOG, "checkpoint")}
    assert findings[0].position is not None


@pytest.mark.parametrize("seed", range(20))
def test_another_continuation_of_yesterday_is_no_growth(siege: Siege, seed: int) -> None:
    """Other facts are posted to yesterday's state, a few, or more than there were."""
    chance = random.Random(seed)  # noqa: S311  (chooses what is tried)
    with siege.attack("forked"):
        restore_yesterday(siege)
        for target in chance.choices(siege.rows["ledger.household"], k=seed * 3 + 1):
            [(end,)] = siege.asked(
                "UPDATE ledger.book_head SET last_position = last_position + 1"
                " WHERE book_id = :book RETURNING last_position",
                book=target.log_id,
            )
            copied(siege, target, log_position=end)
        for target in chance.choices(siege.rows["audits.flag"], k=seed * 12):
            copied(siege, target, log_position=None)
        for (log,) in siege.asked(BOOKS):
            seal_log(siege.connection, LOG, int(str(log)))
        seal_log(siege.connection, LOG, COMMON_LOG)
        assert siege.look(kept=[]) == [], "all of it goes together"
        assert kinds(siege.look()) == {(COMMON_LOG, "checkpoint")}
