-- The entries of a source follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER source_writes_entries
AFTER INSERT ON ledger.source
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
