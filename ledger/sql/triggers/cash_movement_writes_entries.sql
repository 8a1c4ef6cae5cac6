-- The entries of a cash movement follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER cash_movement_writes_entries
AFTER INSERT ON ledger.cash_movement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
