-- The entries of a take-back or carry-over follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER take_back_writes_entries
AFTER INSERT ON ledger.take_back
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
