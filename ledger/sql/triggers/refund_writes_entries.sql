-- The entries of a refund follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER refund_writes_entries
AFTER INSERT ON ledger.refund
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
