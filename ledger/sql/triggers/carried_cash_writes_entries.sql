-- The entries of cash carried over follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER carried_cash_writes_entries
AFTER INSERT ON ledger.carried_cash
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
