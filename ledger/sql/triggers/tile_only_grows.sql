-- The hashes that a tile has stay what they are; more come after them.
CREATE OR REPLACE TRIGGER tile_only_grows BEFORE UPDATE ON ledger.tile
FOR EACH ROW WHEN (
    substring(new.hashes FOR octet_length(old.hashes)) <> old.hashes
    OR (new.log_id, new.level, new.tile_index) <> (old.log_id, old.level, old.tile_index)
)
EXECUTE FUNCTION ledger.refuse_change();
