"""Trees, checkpoints, heads and shapes are changed; whatever is made of them is told."""

from collections.abc import Callable

import pytest
from evidence_attacks import OF_CHECKPOINTS, OF_HEADS, OF_SHAPES, OF_SIZES, OF_TILES
from siege import Siege

from ledger.evidence.findings import Finding
from ledger.evidence.shapes import COMMON_LOG

#: The common log, and three books with vouchers: the largest, the smallest and one between. All
#: logs are kept alike; attacks on every one of them would only take longer.
LOGS = """
SELECT 0 AS log_id
UNION ALL
SELECT log_id
FROM (
    SELECT
        tree.log_id, row_number() OVER (ORDER BY tree.tree_size DESC, tree.log_id) AS place,
        count(*) OVER () AS number
    FROM ledger.log_tree AS tree
    WHERE EXISTS (SELECT FROM ledger.voucher WHERE book_id = tree.log_id)
) AS book
WHERE place IN (1, number / 2, number)
ORDER BY log_id
"""
Look = Callable[[str, str, int], list[Finding]]
LARGEST = """
SELECT log_id FROM ledger.log_tree WHERE log_id <> 0 ORDER BY tree_size DESC LIMIT 1
"""


@pytest.fixture
def large(siege: Siege) -> int:
    """The book with the most facts."""
    [(book,)] = siege.asked(LARGEST)
    return int(str(book))


@pytest.fixture
def look(siege: Siege) -> Look:
    """Does something to the evidence of a log, and gives what is found."""

    def done(kind: str, statement: str, log_id: int) -> list[Finding]:
        with siege.attack(kind):
            for each in statement.split("; "):
                assert siege.done(each) > 0, each
            return siege.look_around(log_id)
        raise AssertionError

    return done


def tiles(siege: Siege) -> list[tuple[int, int, int]]:
    """The first, the last and some of the other tiles of some logs that hold more than a hash."""
    found = siege.asked(
        "SELECT log_id, level, tile_index FROM ledger.tile WHERE octet_length(hashes) > 64"
        " AND (tile_index % 5 = 0 OR octet_length(hashes) < 8192)"
        f" AND log_id IN ({LOGS})"
        " ORDER BY log_id, level, tile_index"
    )
    return [(int(str(log)), int(str(level)), int(str(index))) for log, level, index in found]


@pytest.mark.parametrize("change", OF_TILES)
def test_a_tile_that_was_changed_is_found_in_its_log(siege: Siege, look: Look, change: str) -> None:
    there = tiles(siege)
    assert {level for _, level, _ in there} == {0, 1}
    for log, level, index in there:
        where = f"log_id = {log} AND level = {level} AND tile_index = {index}"
        findings = look("tile changed", OF_TILES[change].format(t=where), log)
        assert {one.log_id for one in findings} == {log}, (log, level, index, findings)
        assert {one.kind for one in findings} <= {"tree", "checkpoint"}, findings


@pytest.mark.parametrize("change", OF_CHECKPOINTS)
def test_a_checkpoint_that_was_changed_is_found(siege: Siege, look: Look, change: str) -> None:
    rows = siege.asked(
        f"SELECT log_id, tree_size FROM ledger.checkpoint WHERE log_id IN ({LOGS}) ORDER BY 1, 2"
    )
    [last] = [size for log, size in rows if log == COMMON_LOG][-1:]
    for log, size in rows:
        if log == COMMON_LOG and size != last and change in UNSEALED:
            continue
        where = f"log_id = {log} AND tree_size = {size}"
        findings = look("checkpoint changed", OF_CHECKPOINTS[change].format(c=where), log)
        assert findings, (log, size)
        # That of a book is a fact of the common log, and so found there at its place.
        assert COMMON_LOG in {one.log_id for one in findings}, findings


#: What is not noticed of an older checkpoint of the common log: it is under no other, and whoever
#: holds its note needs no row.
UNSEALED = {"size emptied", "removed", "given to another log"}


@pytest.mark.parametrize("change", [*OF_SIZES, *OF_HEADS])
def test_no_size_is_believed(siege: Siege, look: Look, change: str) -> None:
    statement = (OF_SIZES | OF_HEADS)[change]
    for (log,) in siege.asked(LOGS):
        if log == COMMON_LOG and change in OF_HEADS:
            continue
        findings = look("size changed", statement.format(b=log), log)
        assert log in {one.log_id for one in findings}, findings
        assert len(findings) < 20000


@pytest.mark.parametrize("change", OF_SHAPES)
def test_no_shape_is_believed(siege: Siege, look: Look, change: str, large: int) -> None:
    for relation in ("ledger.voucher", "ledger.payee", "audits.flag"):
        common = relation == "audits.flag"
        row = siege.rows[relation][-1] if common else next(
            row for row in siege.rows[relation][::-1] if row.log_id == large
        )  # fmt: skip
        statement = OF_SHAPES[change].format(r=relation, b=row.log_id, p=row.position)
        findings = look("shape changed", statement, row.log_id)
        assert row.log_id in {one.log_id for one in findings}, findings


def test_a_book_that_was_taken_out_whole_is_missed(siege: Siege, large: int) -> None:
    with siege.attack("book taken out"):
        for relation, rows in siege.rows.items():
            if not rows[0].shape.common:
                siege.done(f"DELETE FROM {relation} WHERE book_id = {large}")
        siege.done(f"DELETE FROM ledger.book_head WHERE book_id = {large}")
        for table in ("log_tree", "tile", "checkpoint"):
            siege.done(f"DELETE FROM ledger.{table} WHERE log_id = {large}")
        findings = siege.look()
    assert {(one.log_id, one.kind) for one in findings} == {(COMMON_LOG, "missing")}


def test_hidden_rows_are_seen_without_an_index(siege: Siege, large: int) -> None:
    target = next(row for row in siege.rows["ledger.entry"] if row.log_id == large)
    with siege.attack("row hidden from indexes"):
        siege.done("SET LOCAL allow_system_table_mods = on")
        siege.done(
            "UPDATE pg_index SET indisready = FALSE"
            " WHERE indrelid = CAST('ledger.entry' AS regclass)"
        )
        siege.done(
            "INSERT INTO ledger.entry SELECT * FROM ledger.entry AS fact"
            f" WHERE fact.book_id = {large} AND fact.log_position = {target.position}"
        )
        siege.done(
            "UPDATE pg_index SET indisready = TRUE"
            " WHERE indrelid = CAST('ledger.entry' AS regclass)"
        )
        siege.done("SET LOCAL enable_seqscan = off")
        findings = siege.look()
    assert [(one.kind, one.table) for one in findings] == [("added", "ledger.entry")]


def test_nothing_is_left_of_the_attacks(siege: Siege) -> None:
    assert siege.look() == []
