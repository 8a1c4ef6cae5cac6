"""Changes of the evidence itself: trees, checkpoints, heads and shapes."""

#: Of a tile: {t} is the condition that finds it.
OF_TILES = {
    "a hash changed": "UPDATE ledger.tile SET hashes = set_byte(hashes, 40,"
    " (get_byte(hashes, 40) + 1) % 256) WHERE {t}",
    "two hashes swapped": "UPDATE ledger.tile SET hashes = substring(hashes FROM 33 FOR 32)"
    " || substring(hashes FOR 32) || substring(hashes FROM 65) WHERE {t}",
    "cut short": "UPDATE ledger.tile SET hashes = substring(hashes FOR 32) WHERE {t}",
    "emptied": "UPDATE ledger.tile SET hashes = NULL WHERE {t}",
    "removed": "DELETE FROM ledger.tile WHERE {t}",
    "moved to another log": "UPDATE ledger.tile SET log_id = 4711 WHERE {t}",
    "moved within the tree": "UPDATE ledger.tile SET tile_index = tile_index + 10000 WHERE {t}",
    "moved to another level": "UPDATE ledger.tile SET level = level + 3 WHERE {t}",
}
#: Of a checkpoint on record: {c} is the condition that finds it.
OF_CHECKPOINTS = {
    "root changed": "UPDATE ledger.checkpoint SET root = set_byte(root, 3,"
    " (get_byte(root, 3) + 1) % 256) WHERE {c}",
    "root emptied": "UPDATE ledger.checkpoint SET root = NULL WHERE {c}",
    "size changed": "UPDATE ledger.checkpoint SET tree_size = tree_size + 1 WHERE {c}",
    "size halved": "UPDATE ledger.checkpoint SET tree_size = tree_size / 2 WHERE {c}",
    "size emptied": "UPDATE ledger.checkpoint SET tree_size = NULL WHERE {c}",
    "note emptied": "UPDATE ledger.checkpoint SET note = NULL WHERE {c}",
    "note of another size": r"UPDATE ledger.checkpoint SET note = regexp_replace(note,"
    r" E'\n([0-9])', E'\n1\\1') WHERE {c}",
    "note of another log": "UPDATE ledger.checkpoint SET note = 'x' || note WHERE {c}",
    "note without signature": r"UPDATE ledger.checkpoint SET note = regexp_replace(note,"
    r" E'\n\n.*', E'\n\n') WHERE {c}",
    "note that is none": "UPDATE ledger.checkpoint SET note = '无' WHERE {c}",
    "removed": "DELETE FROM ledger.checkpoint WHERE {c}",
    "given to another log": "UPDATE ledger.checkpoint SET log_id = 4711 WHERE {c}",
}
#: Of what is said of a log's size: {b} is the log.
OF_SIZES = {
    "tree a fact shorter": "UPDATE ledger.log_tree SET tree_size = tree_size - 1"
    " WHERE log_id = {b}",
    "tree a fact longer": "UPDATE ledger.log_tree SET tree_size = tree_size + 1 WHERE log_id = {b}",
    "tree a tile longer": "UPDATE ledger.log_tree SET tree_size = tree_size + 256"
    " WHERE log_id = {b}",
    "tree without end": "UPDATE ledger.log_tree SET tree_size = 4e15 WHERE log_id = {b}",
    "tree of nothing": "UPDATE ledger.log_tree SET tree_size = 0 WHERE log_id = {b}",
    "tree below nothing": "UPDATE ledger.log_tree SET tree_size = -5 WHERE log_id = {b}",
    "tree of no size": "UPDATE ledger.log_tree SET tree_size = NULL WHERE log_id = {b}",
    "tree removed": "DELETE FROM ledger.log_tree WHERE log_id = {b}",
    "tree of another log": "UPDATE ledger.log_tree SET log_id = 4711 WHERE log_id = {b}",
    "tree of no log": "UPDATE ledger.log_tree SET log_id = NULL WHERE log_id = {b}",
}
OF_HEADS = {
    "head a fact shorter": "UPDATE ledger.book_head SET last_position = last_position - 1"
    " WHERE book_id = {b}",
    "head a fact longer": "UPDATE ledger.book_head SET last_position = last_position + 1"
    " WHERE book_id = {b}",
    "head without end": "UPDATE ledger.book_head SET last_position = 4e15 WHERE book_id = {b}",
    "head and a fact without end": "UPDATE ledger.book_head SET last_position = 4e15"
    " WHERE book_id = {b};"
    " UPDATE ledger.voucher SET log_position = 4e15 WHERE book_id = {b} AND log_position ="
    " (SELECT max(log_position) FROM ledger.voucher WHERE book_id = {b})",
    "head at nothing": "UPDATE ledger.book_head SET last_position = 0 WHERE book_id = {b}",
    "head of no size": "UPDATE ledger.book_head SET last_position = NULL WHERE book_id = {b}",
    "head removed": "DELETE FROM ledger.book_head WHERE book_id = {b}",
    "head of no book": "UPDATE ledger.book_head SET book_id = NULL WHERE book_id = {b}",
    "head of the common log": "UPDATE ledger.book_head SET book_id = 0 WHERE book_id = {b}",
}
#: Of how facts were written into lines: {r} is the table.
OF_SHAPES = {
    "a column left out": r"UPDATE ledger.fact_shape SET shape = regexp_replace(shape,"
    r" E'\nrecorded_at [^\n]*', '') WHERE relation = '{r}'",
    "columns in another order": r"UPDATE ledger.fact_shape SET shape = regexp_replace(shape,"
    r" E'\n([^\n]*)\n([^\n]*)\n$', E'\n\\2\n\\1\n') WHERE relation = '{r}'",
    "a type changed": "UPDATE ledger.fact_shape SET shape = replace(shape, ' bigint', ' integer')"
    " WHERE relation = '{r}'",
    "a column made personal": r"UPDATE ledger.fact_shape SET shape = regexp_replace(shape,"
    r" E'\n$', E' personal\n') WHERE relation = '{r}'",
    "a column there is not": "UPDATE ledger.fact_shape SET shape = shape || E'surplus text\\n'"
    " WHERE relation = '{r}'",
    "a table there is not": "UPDATE ledger.fact_shape SET shape = replace(shape, '{r}',"
    " 'ledger.surplus'), relation = 'ledger.surplus' WHERE relation = '{r}'",
    "another table": "UPDATE ledger.fact_shape SET shape = replace(shape, '{r}',"
    " 'ledger.claim') WHERE relation = '{r}'",
    "no shape": "UPDATE ledger.fact_shape SET shape = ') TO STDOUT --' WHERE relation = '{r}'",
    "nothing": "UPDATE ledger.fact_shape SET shape = NULL WHERE relation = '{r}'",
    "no version": "UPDATE ledger.fact_shape SET version = NULL WHERE relation = '{r}'",
    "removed": "DELETE FROM ledger.fact_shape WHERE relation = '{r}'",
    "another log": "UPDATE ledger.fact_shape SET common = NOT common WHERE relation = '{r}'",
    "no log": "UPDATE ledger.fact_shape SET common = NULL WHERE relation = '{r}'",
    "given twice": "INSERT INTO ledger.fact_shape SELECT relation, version, common,"
    " replace(shape, ' bigint', ' integer') FROM ledger.fact_shape WHERE relation = '{r}'",
    "begun later": "INSERT INTO ledger.shape_start (log_id, relation, version, first_position)"
    " VALUES ({b}, '{r}', 1, {p} + 1)",
    "followed by another": "INSERT INTO ledger.fact_shape SELECT relation, 2, common,"
    " replace(shape, ' bigint', ' integer') FROM ledger.fact_shape WHERE relation = '{r}';"
    " INSERT INTO ledger.shape_start VALUES ({b}, '{r}', 2, {p})",
}
