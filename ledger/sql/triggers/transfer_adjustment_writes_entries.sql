-- The entries of an adjustment follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER transfer_adjustment_writes_entries
AFTER INSERT ON ledger.transfer_adjustment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
