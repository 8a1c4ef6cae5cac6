-- The entries of a commitment follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER commitment_writes_entries
AFTER INSERT ON ledger.commitment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
